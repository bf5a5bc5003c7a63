"""Looking at a folder that somebody may be writing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pith.base import CancelToken
from pith.host._discovery import Root
from pith.host._folders import HostFolders
from pith.host._looking import Known, Look, look_at

MANIFEST = """\
schema = 1
id = "test.one"
name = "One"
version = "1.0.0"
api = ">=0.1,<1"
module = "one"
tier = "trusted"
"""


@pytest.fixture
def extension(tmp_path: Path) -> Path:
    folder = tmp_path / "user" / "test.one"
    folder.mkdir(parents=True)
    (folder / "extension.toml").write_text(MANIFEST)
    (folder / "one.py").write_text("VALUE = 1\n")
    grown_old(folder)
    return folder


def grown_old(folder: Path) -> None:
    for file in folder.iterdir():
        os.utime(file, (1_000_000_000, 1_000_000_000))


def look(folder: Path, known: Known | None, changed: set[Path] | None) -> Look:
    user = folder.parent
    places = HostFolders(
        bundled=None,
        user=user,
        extra=(),
        state=user.parent / "extensions.toml",
        storage=user.parent / "storage",
        cache=user.parent / "cache",
    )
    before = {} if known is None else {folder: known}
    roots = [Root(user, "user")]
    (found,) = look_at(places, before, changed or (), changed is None, CancelToken(), roots)
    return found


def test_what_is_complete_needs_no_patience(extension: Path) -> None:
    found = look(extension, None, set())
    assert found.sources is not None
    assert found.patience == 0.0


@pytest.mark.parametrize("was_told", [True, False])
def test_a_file_that_holds_nothing_any_more_is_waited_for(extension: Path, was_told: bool) -> None:
    before = look(extension, None, set()).sources
    (extension / "one.py").write_text("")
    grown_old(extension)
    found = look(extension, Known(before, with_sources=True), {extension} if was_told else None)
    assert found.patience > 0.0
