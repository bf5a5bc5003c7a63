"""The code of a start's modules, kept in one file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

START = """
import sys
from pathlib import Path
from pith_app._module_cache import ModuleCache

cache = ModuleCache(Path(sys.argv[1]))
cache.install()
sys.path.insert(0, sys.argv[2])
import house.room
cache.remove()
names = cache.imported()
print(house.room.what(), type(house.room.__spec__.loader).__name__, cache.is_stale(names))
if cache.is_stale(names):
    cache.save(names)
try:
    house.room.fail()
except ZeroDivisionError as error:
    import traceback
    print(traceback.format_exception(error)[-2].strip().splitlines()[1].strip())
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "house"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "room.py").write_text(
        "def what():\n    return 'table'\n\n\ndef fail():\n    return 1 / 0\n"
    )
    return tmp_path


def start(package: Path) -> list[str]:
    arguments = [str(package / "modules.marshal"), str(package)]
    done = subprocess.run(
        [sys.executable, "-c", START, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_second_start_takes_modules_from_the_file(package: Path) -> None:
    assert start(package) == ["table SourceFileLoader True", "return 1 / 0"]
    assert start(package) == ["table _Loader False", "return 1 / 0"]


def test_a_module_that_has_changed_is_read_anew(package: Path) -> None:
    start(package)
    file = package / "house" / "room.py"
    file.write_text(file.read_text().replace("table", "a large chair"))
    assert start(package)[0] == "a large chair SourceFileLoader True"
    assert start(package)[0] == "a large chair _Loader False"


def test_a_module_that_is_gone_is_gone(package: Path) -> None:
    start(package)
    (package / "house" / "room.py").unlink()
    with pytest.raises(AssertionError, match=r"No module named 'house\.room'"):
        start(package)


@pytest.mark.parametrize("content", [b"", b"nonsense", b"i\x01\x00\x00\x00"])
def test_a_damaged_file_is_made_anew(package: Path, content: bytes) -> None:
    (package / "modules.marshal").write_bytes(content)
    assert start(package)[0] == "table SourceFileLoader True"
    assert start(package)[0] == "table _Loader False"


def test_a_folder_that_cannot_be_made_costs_nothing_else(package: Path) -> None:
    (package / "modules.marshal").mkdir()
    assert start(package)[0] == "table SourceFileLoader True"
