"""Saving when the disk is full, when files vanish, and when the program is killed meanwhile."""

from __future__ import annotations

import contextlib
import json
import os
import random
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.app.window.conftest import OpenWindow
from tests.support.window import Window


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of 256 kB."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a file system cannot be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(file: Path) -> None:
    """Write until the disk is full."""
    with open(file, "wb", buffering=0) as out, contextlib.suppress(OSError):
        while True:
            out.write(bytes(1024))


@contextmanager
def no_file_larger(size: int) -> Iterator[None]:
    """A limit that anybody may set for themselves, while nothing else is written."""
    import resource  # not on Windows

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def check_it_was_not_saved(window: Window, file: Path, words: str, before: str) -> None:
    """It is said, the old file is whole and alone, and the changes are still there."""
    # Where nothing can be written, the journal of what is typed says so as well.
    of_saving = f"{file.name} was not saved"
    window.until(lambda: any(note.startswith(of_saving) for note in window.notes()))
    [note] = [note for note in window.notes() if note.startswith(of_saving)]
    assert note.startswith(f"{file.name} was not saved: {file}: cannot save it: ")
    assert words in note
    [shown] = [
        shown for shown in window.program.notifications.shown if shown.message.startswith(of_saving)
    ]
    assert [action.id for action in shown.actions] == ["retry", "as"]
    assert file.read_text() == before
    assert list(file.parent.iterdir()) == [file]
    assert window.program.editors.tabs[0].dirty
    assert window.program.window.windowTitle().startswith("● ")


class TestFullDisk:
    def test_the_old_file_is_whole_and_saving_again_works(
        self, open_window: OpenWindow, tmp_path: Path
    ) -> None:
        with small_disk(tmp_path / "disk") as disk:
            file = disk / "notes.txt"
            before = "a line that was there before\n" * 5_000
            file.write_text(before)
            window = open_window(file)
            window.run("edit.insertText", text="x" * 60_000 + "\n")
            window.key("ctrl+s")
            check_it_was_not_saved(window, file, "the disk is full", before)
            window.type("y")  # the window goes on
            window.run("select.all")
            window.run("edit.insertText", text="short\n")
            [note] = window.program.notifications.shown
            window.program.notifications.choose(note, "retry")
            window.until(lambda: not window.program.editors.tabs[0].dirty)
            assert file.read_text() == "short\n"
            window.close()

    def test_closing_the_window_keeps_it_open(
        self, open_window: OpenWindow, tmp_path: Path
    ) -> None:
        with small_disk(tmp_path / "disk") as disk:
            file = disk / "notes.txt"
            file.write_text("before\n")
            window = open_window(file)
            window.run("edit.insertText", text="x" * 300_000)
            closing = window.program.ending.quit()
            dialog = window.program.dialogs.current
            assert dialog is not None
            window.key("enter", dialog)
            assert window.result(closing) is False
            check_it_was_not_saved(window, file, "the disk is full", "before\n")
            window.close()

    def test_a_limit_of_the_size_of_files(self, open_window: OpenWindow, tmp_path: Path) -> None:
        file = tmp_path / "folder" / "notes.txt"
        file.parent.mkdir()
        file.write_text("before\n")
        window = open_window(file)
        window.run("edit.insertText", text="x" * 300_000)
        with no_file_larger(200_000):
            window.key("ctrl+s")
            window.until(lambda: bool(window.notes()))
        check_it_was_not_saved(window, file, "larger than", "before\n")
        window.key("ctrl+s")
        window.until(lambda: not window.program.editors.tabs[0].dirty)
        assert file.read_text() == "x" * 300_000 + "before\n"

    def test_the_persons_own_folder_is_full(
        self, open_window: OpenWindow, tmp_path: Path, project: Path
    ) -> None:
        with small_disk(tmp_path / "disk") as disk:
            (disk / "config").mkdir()
            window = open_window(project / "notes.txt", user_dir=disk)
            fill(disk / "filler")
            window.program.run("view.zoomIn")
            window.until(lambda: bool(window.notes()))
            assert "settings.toml" in window.notes()[0]
            assert "the disk is full" in window.notes()[0]
            window.program.session.save()
            log = window.program.outputs.channel("log").lines
            window.until(lambda: any("the session was not kept" in line for line in log))
            window.type("x")
            window.key("ctrl+s")
            window.until(lambda: (project / "notes.txt").read_text() == "xone\ntwo\nthree\n")
            window.close()


class TestVanishing:
    def test_a_deleted_file_can_be_saved_again(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        file = project / "notes.txt"
        window = open_window(project, file)
        document = window.program.editors.tabs[0].document
        assert document is not None
        file.unlink()
        window.until(lambda: document.file.missing)
        assert window.text == "one\ntwo\nthree\n"
        window.type("x")
        window.key("ctrl+s")
        window.until(file.exists)
        window.until(lambda: not window.program.editors.tabs[0].dirty)
        assert file.read_text() == "xone\ntwo\nthree\n"

    def test_a_folder_that_goes_and_comes_back(
        self, open_window: OpenWindow, project: Path, tmp_path: Path
    ) -> None:
        window = open_window(project, project / "notes.txt")
        rows = ["src", "notes.txt", "README.md"]
        window.until(lambda: window.tree("explorer") == rows)
        project.rename(tmp_path / "elsewhere")
        window.until(lambda: window.tree("explorer") == [])
        window.type("x")
        window.key("ctrl+s")
        window.until(lambda: bool(window.notes()))
        assert "its folder does not exist" in window.notes()[0]
        assert window.program.editors.tabs[0].dirty
        (tmp_path / "elsewhere").rename(project)
        window.until(lambda: window.tree("explorer") == rows)
        window.key("ctrl+s")
        window.until(lambda: not window.program.editors.tabs[0].dirty)
        assert (project / "notes.txt").read_text() == "xone\ntwo\nthree\n"

    def test_what_a_session_holds_and_is_gone(
        self, open_window: OpenWindow, project: Path, tmp_path: Path
    ) -> None:
        files = [project / "notes.txt", project / "README.md"]
        window = open_window(project, *files)
        assert len(window.tabs) == 2
        window.close()
        files[1].unlink()
        window = open_window(project)
        tab = window.program.editors.active
        assert tab is not None
        assert tab.path == files[1]
        window.until(lambda: bool(tab.fault))
        assert f"{files[1]}" in tab.fault
        window.program.editors.activate(window.program.editors.tabs[0])
        window.until(lambda: window.program.editors.active_widget is not None)
        assert window.text == "one\ntwo\nthree\n"
        window.close()
        project.rename(tmp_path / "elsewhere")
        window = open_window()
        assert window.program.kernel.workspace.folders == ()
        assert window.program.window.isVisible()


# Saves ever new contents, each of one letter; says what came up, and then what it does and when.
SAVER = """
    import itertools, json, os, sys, time
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from pathlib import Path
    from PySide6.QtWidgets import QApplication
    from tests.support.window import Window
    def say(**what):
        print(json.dumps({"time": time.monotonic(), **what}), flush=True)
    application = QApplication([])
    window = Window(application, Path(sys.argv[1]), Path(sys.argv[2]), safe_mode=True)
    tab = window.program.editors.tabs[0]
    window.until(lambda: window.program.editors.active_widget is not None)
    looking = window.program.kernel.workspace.disk._looking
    window.until(lambda: not looking)
    start = str(tab.document.text)
    whole = start == (start[:1] * 99 + "\\n") * 20_000
    say(start=start[:1], whole=whole, dirty=tab.dirty, tabs=window.tabs, notes=window.notes())
    letters = "abcdefghijklmnopqrstuvwxyz"
    first = letters.find(start[:1]) + 1
    for letter in itertools.islice(itertools.cycle(letters), first, None):
        say(typed=letter)
        window.run("select.all")
        window.run("edit.insertText", text=(letter * 99 + "\\n") * 20_000)
        window.run("file.save")
        window.until(lambda: not tab.dirty)
        say(saved=letter)
"""


def test_being_killed_while_saving_leaves_a_whole_file(tmp_path: Path) -> None:
    """And the next start knows whether it was saved: what was is not called unsaved, and what was
    not comes back unless it is younger than a second."""
    file = tmp_path / "folder" / "notes.txt"
    file.parent.mkdir()
    file.write_text("first\n")
    seed = int.from_bytes(os.urandom(2))
    chance = random.Random(seed)
    whole = {(letter * 99 + "\n") * 20_000 for letter in "abcdefghijklmnopqrstuvwxyz"}
    possible = {""}  # what the next start may show, as letters; "" is the file's first text
    for number in range(6):
        what = f"seed {seed}, start {number}"
        on_disk = file.read_text()
        saver = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(SAVER), str(tmp_path / "user"), str(file)],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert saver.stdout is not None
        with saver:
            start = json.loads(saver.stdout.readline())
            said = [json.loads(saver.stdout.readline()), json.loads(saver.stdout.readline())]
            with pytest.raises(subprocess.TimeoutExpired):
                saver.wait(chance.uniform(0.0, 0.8))
            saver.kill()
            killed_at = time.monotonic()
            said += [json.loads(line) for line in saver.stdout if line.endswith("\n")]
        assert file.read_text() in whole, what
        assert os.access(file, os.W_OK)
        assert start["tabs"] == ["notes.txt"], (what, start)
        if number:
            assert start["whole"], (what, start)
            assert start["start"] in possible, (what, start, possible)
            assert start["dirty"] == (start["start"] != on_disk[0]), (what, start)
            if start["dirty"]:
                [note] = start["notes"]
                assert note.startswith("Recovered what was not saved of notes.txt"), (what, start)
            else:
                assert start["notes"] == [], (what, start)
        # Every letter that was typed in the last second, and the one before.
        typed = [line for line in said if "typed" in line]
        lately = [line["typed"] for line in typed if line["time"] > killed_at - 1.0]
        possible = {line["typed"] for line in typed[-len(lately) - 1 :]}
        # What is on the disk is not older than what was said to be saved.
        saved = next(line["saved"] for line in reversed(said) if "saved" in line)
        assert file.read_text()[0] in {saved, typed[-1]["typed"]}, what
