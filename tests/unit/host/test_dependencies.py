"""Python distributions that extensions bring: fetched by a real pip, out of a folder of wheels."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import pytest

from pith.base import Cancelled, CancelToken, ProblemError
from pith.host.manage import install_extension, pack, recover, uninstall
from pith.host.manage._dependencies import comes_with_program, find_pip
from tests.support.extension_host import (
    ID,
    HostBench,
    command,
    host_bench,
    manifest,
    write_extension,
)
from tests.support.wheels import make_wheel, wheels

__all__ = ["wheels"]


def extension(folder: Path, needs: str, code: str = "", extension_id: str = ID) -> Path:
    text = manifest(command(f"{extension_id}.run"), extension_id=extension_id)
    text = text.replace("tier", f"dependencies = [{needs}]\ntier")
    return write_extension(folder, {"extension.toml": text, "sample.py": code})


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[HostBench]:
    with host_bench(tmp_path / "bench") as bench:
        yield bench


USING = """
    from importlib import metadata
    import greet
    from greet.words import WORD

    def activate(context):
        def run():
            return WORD, greet.VERSION, metadata.version("greet"), greet.__name__
        context.commands.handle(f"{context.extension_id}.run", run)
"""


def greet(wheels: Path, version: str) -> None:
    make_wheel(
        wheels,
        "greet",
        version,
        {
            "greet/__init__.py": "from importlib.metadata import version\n"
            "from greet_words import word\nVERSION = version(__name__.rpartition('.')[2])\n",
            "greet/words.py": "import greet_words\nWORD = greet_words.word()\n",
            "greet/data/words.txt": "hello",
        },
        requires=["greet-words"],
    )


def test_two_extensions_have_versions_of_their_own(
    tmp_path: Path, bench: HostBench, wheels: Path
) -> None:
    greet(wheels, "1.0")
    greet(wheels, "2.0")
    make_wheel(wheels, "greet-words", "1.0", {"greet_words.py": "def word():\n    return 'hi'\n"})
    old = extension(tmp_path / "old", '"greet<2"', USING, "acme.old")
    new = extension(tmp_path / "new", '"greet>=2"', USING, "acme.new")
    done = install_extension(old, bench.folders)
    assert done.dependencies == ("greet 1.0", "greet-words 1.0")
    install_extension(new, bench.folders)
    bench.start()
    for name, version in (("old", "1.0"), ("new", "2.0")):
        word, imported, found, module = bench.execute(f"acme.{name}.run")
        assert (word, imported, found) == ("hi", version, version)
        assert module.startswith(f"pith_ext.acme_{name}.g")
    assert "greet" not in sys.modules
    with pytest.raises(metadata.PackageNotFoundError):
        metadata.version("greet")


def test_uninstalling_takes_them_along(tmp_path: Path, bench: HostBench, wheels: Path) -> None:
    greet(wheels, "1.0")
    make_wheel(wheels, "greet-words", "1.0", {"greet_words.py": ""})
    before = set(bench.base.rglob("*"))
    install_extension(extension(tmp_path / "source", '"greet"'), bench.folders)
    names = {path.name for path in (bench.folders.user / ID / "site-packages").iterdir()}
    assert names == {
        "greet",
        "greet-1.0.dist-info",
        "greet_words.py",
        "greet_words-1.0.dist-info",
    }
    uninstall(ID, bench.folders)
    assert set(bench.base.rglob("*")) == before


def test_what_a_wheel_of_an_extension_needs(tmp_path: Path, bench: HostBench, wheels: Path) -> None:
    make_wheel(wheels, "greet-words", "1.0", {"greet_words.py": ""})
    files = {"extension.toml": manifest(), "sample.py": ""}
    wheel = make_wheel(tmp_path, "sample", "1.0", files, requires=["greet-words"])
    assert install_extension(wheel, bench.folders).dependencies == ("greet-words 1.0",)


def make_native(wheels: Path) -> None:
    make_wheel(wheels, "fast", "1.0", {"fast.abi3.so": "ELF"}, tag="cp38-abi3-linux_x86_64")


def make_native_in_disguise(wheels: Path) -> None:
    make_wheel(wheels, "fast", "1.0", {"fast.so": "ELF"})


def make_old(wheels: Path) -> None:
    make_wheel(wheels, "fast", "0.1", {"fast.py": ""})


def make_contradiction(wheels: Path) -> None:
    make_wheel(wheels, "fast", "1.0", {"fast.py": ""}, requires=["other<1"])
    make_wheel(wheels, "other", "2.0", {"other.py": ""})


def make_damaged(wheels: Path) -> None:
    (wheels / "fast-1.0-py3-none-any.whl").write_bytes(b"no wheel")


@pytest.mark.skipif(sys.platform != "linux", reason="the wheel is for Linux")
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda wheels: None, "nobody has a wheel of fast>=1 (check its name"),
        (make_old, "there is no version that fits fast>=1"),
        (make_native, "fast>=1 is native code, which a trusted extension cannot bring"),
        (make_native_in_disguise, "fast.so is native code"),
        (make_contradiction, "fast 1.0 depends on other<1"),
        (make_damaged, "fast"),
    ],
)
def test_what_cannot_be_had_changes_nothing(
    tmp_path: Path, bench: HostBench, wheels: Path, make: Callable[[Path], None], said: str
) -> None:
    make(wheels)
    before = set(bench.base.rglob("*"))
    needs = '"fast>=1", "other>=1"' if make is make_contradiction else '"fast>=1"'
    with pytest.raises(ProblemError) as raised:
        install_extension(extension(tmp_path / "source", needs), bench.folders)
    (problem,) = raised.value.problems
    assert problem.message.startswith("its dependencies cannot be installed: ")
    assert said in str(problem)
    assert set(bench.base.rglob("*")) == before


def test_what_comes_with_the_program_is_not_fetched(
    tmp_path: Path, bench: HostBench, wheels: Path
) -> None:
    done = install_extension(
        extension(tmp_path / "source", '"Send2Trash>=1.8", "msgspec"'), bench.folders
    )
    assert done.dependencies == ()
    assert not (done.folder / "site-packages").exists()
    assert not comes_with_program("send2trash<1")
    assert not comes_with_program("pytest")
    assert not comes_with_program("nobody-knows-it")


def test_progress_and_cancelling(tmp_path: Path, bench: HostBench, wheels: Path) -> None:
    make_wheel(wheels, "greet-words", "1.0", {"greet_words.py": ""})
    source = extension(tmp_path / "source", '"greet-words"')
    before = set(bench.base.rglob("*"))

    class Watching:
        def __init__(self, stop_at: str = "") -> None:
            self.seen: list[str] = []
            self.token = CancelToken()
            self.stop_at = stop_at

        def report(self, fraction: float | None, message: str = "") -> None:
            self.seen.append(message)
            if self.stop_at and message.startswith(self.stop_at):
                self.token.cancel()

    for place in ("installing its dependencies", "fetching", "installing greet-words"):
        watching = Watching(place)
        with pytest.raises(Cancelled):
            install_extension(source, bench.folders, progress=watching, token=watching.token)
        assert set(bench.base.rglob("*")) == before, place
    watching = Watching()
    install_extension(source, bench.folders, progress=watching)
    assert "fetching greet_words-1.0-py3-none-any.whl" in watching.seen


@pytest.mark.parametrize("error", [OSError("disk"), KeyboardInterrupt(), Cancelled()])
@pytest.mark.parametrize("step", ["installing its dependencies", "fetching", "putting", "done"])
def test_a_fault_at_any_step_changes_nothing(
    tmp_path: Path, bench: HostBench, wheels: Path, step: str, error: BaseException
) -> None:
    """An update from an archive, with something to fetch."""
    make_wheel(wheels, "greet-words", "1.0", {"greet_words.py": ""})
    folder = extension(tmp_path / "source", '"greet-words"')
    install_extension(folder, bench.folders)
    archive = pack(folder, tmp_path)
    before = {path: path.is_file() and path.read_bytes() for path in bench.base.rglob("*")}

    class Failing:
        def report(self, fraction: float | None, message: str = "") -> None:
            if message.startswith(step):
                raise error

    with pytest.raises(type(error)):
        install_extension(archive, bench.folders, update=True, progress=Failing())
    assert {path: path.is_file() and path.read_bytes() for path in bench.base.rglob("*")} == before


def test_pip_ends_with_who_started_it(tmp_path: Path, bench: HostBench, wheels: Path) -> None:
    """Killed in the middle, it leaves a folder that the next start removes, and no process."""
    make_wheel(wheels, "greet-words", "1.0", {"greet_words.py": ""})
    source = extension(tmp_path / "source", '"greet-words"')
    code = """
import os, sys
from pathlib import Path
from pith.host import HostFolders
from pith.host.manage import install_extension
from pith.host.manage import _dependencies

class Dying:
    def report(self, fraction, message=""):
        if message.startswith("fetching"):
            os.kill(os.getpid(), 9)

user = Path(sys.argv[1])
folders = HostFolders(None, user / "extensions", (), user / "extensions.json", user / "storage",
                      user / "cache")
install_extension(Path(sys.argv[2]), folders, progress=Dying())
"""
    arguments = [sys.executable, "-c", code, str(bench.user), str(source)]
    assert subprocess.run(arguments, check=False).returncode == -9
    left = bench.folders.user / f".staging-{ID}"
    assert left.is_dir()
    if sys.platform == "linux":
        deadline = time.monotonic() + 20
        while processes_below(left):
            assert time.monotonic() < deadline
            time.sleep(0.02)
    assert recover(bench.folders)
    assert list(bench.folders.user.iterdir()) == []
    assert not recover(bench.folders)


def processes_below(folder: Path) -> list[str]:
    """The processes that work in a folder."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdecimal():
            try:
                where = os.readlink(process / "cwd")  # noqa: PTH115
            except OSError:
                continue
            if where.startswith(str(folder)):
                found.append(process.name)
    return found


def test_pip_out_of_its_wheel(
    tmp_path: Path, bench: HostBench, wheels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in the installed program, whose Python has no pip but the one to make others of."""
    import importlib.util

    real = importlib.util.find_spec

    def without_pip(name: str, package: str | None = None) -> object:
        return None if name == "pip" else real(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", without_pip)
    special = find_pip()
    if not special:
        pytest.skip("this Python has no ensurepip with a wheel in it")
    make_wheel(wheels, "greet-words", "1.0", {"greet_words.py": ""})
    source = extension(tmp_path / "source", '"greet-words"')
    assert install_extension(source, bench.folders).dependencies == ("greet-words 1.0",)


def test_without_any_pip(
    tmp_path: Path, bench: HostBench, wheels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name, package=None: None)
    with pytest.raises(ProblemError, match="there is no pip"):
        install_extension(extension(tmp_path / "source", '"greet"'), bench.folders)
    assert list(bench.folders.user.iterdir()) == []
