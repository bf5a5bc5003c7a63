"""Folders and files that the person may not read or write are named, in one line each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.extension_host import manifest, write_extension
from tests.support.pith_process import PATIENCE, Answer
from tests.support.unprivileged import NOBODY, open_to_all, public_folder

__all__ = ["public_folder"]

#: Everything is imported first: the interpreter itself may lie where nobody can read.
_AS_NOBODY = f"""
import contextlib, io, os, sys
from pith_app.__main__ import main
warm, *words = sys.argv[1:]
quiet = io.StringIO()
with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
    for action in (
        ["extension", "new", "acme.warm", warm],
        ["extension", "install", warm + "/acme.warm"],
        ["extension", "check", warm + "/acme.warm"],
        ["extension", "uninstall", "acme.warmer"],
        ["extension", "list", "--json"],
        ["command", "list"],
    ):
        main(["--user-dir", warm, *action])
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid({NOBODY})
    os.setuid({NOBODY})
sys.exit(main(words))
"""


class Nobody:
    """Calls the command line as a user without rights, with all of theirs in one folder."""

    def __init__(self, folder: Path, warm: Path) -> None:
        self.folder = folder
        self.user = folder / "user"
        self.extensions = self.user / "data" / "extensions"
        self._warm = warm
        self.extensions.mkdir(parents=True)
        (self.user / "config").mkdir()

    def run(self, *words: str | Path, status: int) -> Answer:
        command = [sys.executable, "-c", _AS_NOBODY, str(self._warm)]
        done = subprocess.run(
            [*command, "--user-dir", str(self.user), *map(str, words)],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        answer = Answer(done.returncode, done.stdout, done.stderr)
        assert answer.status == status, answer
        return answer

    def own(self) -> None:
        """Let all of it be theirs, as it is when they make it."""
        if os.geteuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


@pytest.fixture
def nobody(public_folder: Path, tmp_path: Path) -> Iterator[Nobody]:
    if os.geteuid() == 0 and not open_to_all(Path(__file__)):
        pytest.skip("the checkout lies where only its owner may read")
    warm = tmp_path / "warm"
    warm.mkdir()
    yield Nobody(public_folder, warm)
    for path in public_folder.rglob("*"):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)


def test_a_folder_of_extensions_that_cannot_be_read(nobody: Nobody) -> None:
    nobody.own()
    nobody.extensions.chmod(0)
    answer = nobody.run("extension", "list", status=0)
    assert answer.complaints == [f"{nobody.extensions}: cannot be read: Permission denied"]
    assert "pith.explorer" in answer.out
    answer = nobody.run("extension", "list", "--json", status=0)
    assert {each["origin"] for each in json.loads(answer.out)} == {"bundled"}


def test_an_extension_that_cannot_be_read(nobody: Nobody) -> None:
    folder = write_extension(
        nobody.extensions / "acme.sample", {"extension.toml": manifest(), "sample.py": ""}
    )
    nobody.own()
    for closed in (folder / "extension.toml", folder):
        mode = closed.stat().st_mode
        closed.chmod(0)
        answer = nobody.run("extension", "list", status=0)
        closed.chmod(mode)
        assert answer.lines[-1].startswith(f"acme.sample: {folder / 'extension.toml'}: cannot be")
        assert "Permission denied" in answer.lines[-1]
    (folder / "sample.py").chmod(0)
    (complaint,) = nobody.run("extension", "check", folder, status=1).complaints
    assert complaint == f"{folder / 'sample.py'}: Permission denied"


def test_what_cannot_be_read_cannot_be_installed(nobody: Nobody) -> None:
    source = write_extension(
        nobody.folder / "source", {"extension.toml": manifest(), "sample.py": ""}
    )
    nobody.own()
    (source / "sample.py").chmod(0)
    answer = nobody.run("extension", "install", source, status=1)
    assert answer.complaints[-1].startswith(f"{source / 'sample.py'}: cannot be")
    source.chmod(0)
    (complaint,) = nobody.run("extension", "install", source, status=1).complaints
    assert complaint.startswith(str(source))
    assert list(nobody.extensions.iterdir()) == []


@pytest.mark.parametrize("closed", ["", "config", "data/extensions"])
def test_where_nothing_may_be_written_nothing_is_installed(closed: str, nobody: Nobody) -> None:
    source = write_extension(
        nobody.folder / "source", {"extension.toml": manifest(), "sample.py": ""}
    )
    nobody.own()
    for path in (nobody.user / closed, *(nobody.user / closed).rglob("*")):
        path.chmod(0o555)
    answer = nobody.run("extension", "install", source, status=1)
    assert answer.out == ""
    assert str(nobody.user / closed) in answer.complaints[-1]
    assert "ermission denied" in answer.complaints[-1]
    assert len(answer.complaints) == 2
    assert list(nobody.extensions.iterdir()) == []


@pytest.mark.parametrize("action", ["disable", "enable", "uninstall"])
def test_where_nothing_may_be_written_nothing_is_changed(action: str, nobody: Nobody) -> None:
    write_extension(
        nobody.extensions / "acme.sample", {"extension.toml": manifest(), "sample.py": ""}
    )
    nobody.own()
    (nobody.user / "config").chmod(0o555)
    (complaint,) = nobody.run("extension", action, "acme.sample", status=1).complaints
    assert complaint.startswith(str(nobody.user / "config"))
    assert (nobody.extensions / "acme.sample" / "sample.py").exists()


def test_new_where_nothing_may_be_written(nobody: Nobody) -> None:
    nobody.own()
    nobody.folder.chmod(0o555)
    (complaint,) = nobody.run("extension", "new", "acme.x", nobody.folder, status=1).complaints
    nobody.folder.chmod(0o755)
    assert complaint == f"{nobody.folder / 'acme.x'}: cannot be written: Permission denied"


def test_keys_that_cannot_be_read(nobody: Nobody) -> None:
    file = nobody.user / "config" / "keybindings.toml"
    file.write_text("")
    nobody.own()
    file.chmod(0)
    answer = nobody.run("command", "list", status=0)
    assert answer.complaints == [f"{file}: cannot be read: Permission denied"]
    assert "palette.show" in answer.out
