"""Scenes in a window of somebody who may not do everything.

    python -m tests.trials.without_rights SCENE FOLDER

A process of its own: root reads what nobody may read, so root's process gives up just that
before it starts Python (see test_rights.py). Each scene checks what it sees.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from pith.base import set_exception_reporter
from tests.support.reported import Reported
from tests.support.window import Window


def notes_with(window: Window, words: str) -> list[str]:
    window.until(lambda: any(words in note for note in window.notes()), words)
    return [note for note in window.notes() if words in note]


def unreadable_files(application: QApplication, folder: Path) -> None:
    secret = folder / "secret.txt"
    secret.write_text("nobody reads this")
    other = folder / "other.txt"
    other.write_text("anybody may read this")
    secret.chmod(0)
    window = Window(application, folder / "user", secret, other)
    assert window.tabs == ["secret.txt", "other.txt"]
    window.until(lambda: window.program.editors.active_widget is not None)
    assert window.text == "anybody may read this"
    # A tab is opened when it is looked at, and says then what is wrong.
    tab = window.program.editors.tabs[0]
    window.program.editors.activate(tab)
    window.until(lambda: bool(tab.fault))
    assert f"{secret}: cannot read it: permission denied" in tab.fault
    secret.chmod(0o600)
    window.program.documents.open(secret)
    window.until(lambda: tab.widget is not None)
    assert window.text == "nobody reads this"
    secret.chmod(0)
    window.type("x")  # what was read can still be changed, but not be read again
    window.program.run("file.revert")
    assert notes_with(window, f"{secret}: cannot read it: permission denied")
    assert window.text == "xnobody reads this"
    window.close()


def locked_folders(application: QApplication, folder: Path) -> None:
    project = folder / "project"
    (project / "locked").mkdir(parents=True)
    (project / "locked" / "inside.txt").write_text("")
    (project / "open.txt").write_text("one\n")
    (project / "locked").chmod(0)
    window = Window(application, folder / "user", project)
    window.until(lambda: window.tree("explorer") == ["locked", "open.txt"])
    section = window.program.window.body.side_bar.section("explorer")
    assert section is not None
    section.tree.expand(section.tree.tree_model.index_for(str(project / "locked")))
    denied = ["locked", "  Cannot be read: Permission denied", "open.txt"]
    window.until(lambda: window.tree("explorer") == denied)
    found = window.result(window.program.index.search("txt"))
    assert [match.label for match in found] == ["open.txt"]
    inside = project / "locked" / "inside.txt"
    window.program.documents.open(inside)
    assert notes_with(window, f"{inside}: cannot read it: permission denied")
    window.program.documents.open(project / "open.txt")
    window.until(lambda: window.tabs == ["open.txt"])
    window.close()

    project.chmod(0)
    window = Window(application, folder / "user2", project)
    window.until(lambda: window.tree("explorer") == ["Cannot be read: Permission denied"])
    window.close()


def nothing_may_be_written(application: QApplication, folder: Path) -> None:
    file = folder / "file.txt"
    file.write_text("old")
    file.chmod(0o444)
    window = Window(application, folder / "user", file)
    window.type("x")
    window.key("ctrl+s")
    [note] = notes_with(window, "file.txt was not saved")
    assert f"{file}: cannot save it: the file is read-only" in note
    assert file.read_text() == "old"
    assert window.program.editors.tabs[0].dirty

    locked = folder / "locked"
    locked.mkdir()
    locked.chmod(0o555)
    window.program.documents.open(locked / "new.txt", create=True)
    window.until(lambda: window.tabs == ["file.txt", "new.txt"])
    window.type("y")
    window.key("ctrl+s")
    [note] = notes_with(window, "new.txt was not saved")
    assert str(locked / "new.txt") in note
    assert "permission denied" in note
    assert window.program.editors.tabs[1].dirty
    assert list(locked.iterdir()) == []
    window.close()


def own_folder_is_read_only(application: QApplication, folder: Path) -> None:
    file = folder / "file.txt"
    file.write_text("old")
    user = folder / "user"
    (user / "config").mkdir(parents=True)
    for each in (user / "config", user):
        each.chmod(0o555)
    window = Window(application, user, file)
    window.type("x")
    window.key("ctrl+s")
    window.until(lambda: file.read_text() == "xold")
    window.program.run("view.zoomIn")
    [note] = notes_with(window, "settings.toml")
    assert "permission denied" in note.lower()
    window.program.session.save()
    log = window.program.outputs.channel("log").lines
    window.until(lambda: any("the session was not kept" in line for line in log))
    window.close()


def own_files_are_unreadable(application: QApplication, folder: Path) -> None:
    user = folder / "user"
    config = user / "config"
    config.mkdir(parents=True)
    for name in ("settings.toml", "keybindings.toml"):
        (config / name).write_text("")
        (config / name).chmod(0)
    extension = user / "data" / "extensions" / "acme.locked"
    extension.mkdir(parents=True)
    (extension / "extension.toml").write_text("")
    (extension / "extension.toml").chmod(0)
    for name in ("state", "cache"):
        (user / name).mkdir()
        (user / name).chmod(0)
    window = Window(application, user)
    files = window.program.user_files
    window.until(lambda: len(files.problems) == 2)
    for problem, name in zip(files.problems, ("settings", "keybindings"), strict=True):
        assert str(problem).startswith(f"{config / name}.toml: cannot be read: Permission denied")
    assert window.program.extensions is not None
    record = window.program.extensions.host.record("acme.locked")
    assert record is not None
    assert "extension.toml" in str(record.problems[0])
    assert "permission denied" in str(record.problems[0]).lower()
    notes_with(window, "whether anything was left unsaved cannot be found out: permission denied")
    window.close()


SCENES = {
    scene.__name__: scene
    for scene in (
        unreadable_files,
        locked_folders,
        nothing_may_be_written,
        own_folder_is_read_only,
        own_files_are_unreadable,
    )
}


def main(name: str, folder: Path) -> None:
    reported = Reported()
    set_exception_reporter(reported)
    SCENES[name](QApplication([]), folder)
    assert not reported, reported.describe()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
