"""Several processes change the person's extensions, one at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pith.base import ProblemError
from pith.host._choices import NOTHING_CHOSEN, change_choices, read_choices
from pith.host._lock import locked


def test_the_lock_is_there_only_while_it_is_held(tmp_path: Path) -> None:
    path = tmp_path / "new" / "lock"
    with locked(path):
        assert path.exists()
    assert not path.exists()


def test_another_waits_and_gives_up(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with locked(path), pytest.raises(ProblemError, match="does not finish"), locked(path, 0.05):
        pass
    with locked(path, 0.0):
        pass


def test_an_exception_releases_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with pytest.raises(ValueError, match="x"), locked(path):
        raise ValueError("x")
    with locked(path, 0.0):
        pass


def test_a_process_that_dies_releases_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    code = (
        "import os, sys; from pathlib import Path; from pith.host._lock import locked\n"
        "with locked(Path(sys.argv[1])): os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert path.exists()
    with locked(path, 1.0):
        pass


def test_many_processes_lose_no_change(tmp_path: Path) -> None:
    file, lock = tmp_path / "extensions.json", tmp_path / "lock"
    code = """
import sys
from pathlib import Path
from pith.host._choices import change_choices
file, lock, name = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
for number in range(20):
    change_choices(file, lock, lambda it: it.with_enabled(f"{name}.{number}", False, None))
"""
    children = [
        subprocess.Popen([sys.executable, "-c", code, str(file), str(lock), name])
        for name in ("a", "b", "c")
    ]
    assert [child.wait() for child in children] == [0, 0, 0]
    assert len(read_choices(file).disabled) == 60


def test_nothing_disabled_is_no_file(tmp_path: Path) -> None:
    file, lock = tmp_path / "extensions.json", tmp_path / "lock"
    assert read_choices(file) == NOTHING_CHOSEN
    chosen = change_choices(file, lock, lambda it: it.with_enabled("a", False, None))
    assert chosen.disabled == {"a"}
    assert read_choices(file) == chosen
    assert change_choices(file, lock, lambda it: it.without("a")) == NOTHING_CHOSEN
    assert sorted(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"disabled": 1}', '{"disabled": [1]}', '{"enabled": []}', "\udcff"]
)
def test_a_file_that_is_something_else(tmp_path: Path, content: str) -> None:
    file = tmp_path / "extensions.json"
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(ProblemError, match="is not the list"):
        read_choices(file)
    with pytest.raises(ProblemError):
        change_choices(file, tmp_path / "lock", lambda it: it.without("a"))
    assert file.read_bytes() == content.encode("utf-8", "surrogateescape")
