"""What was not saved is there at the next start."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.app.window.conftest import OpenWindow
from tests.support.window import Window


def killed(window: Window) -> None:
    """Take the program down as a kill does, as far as its files go: nothing more is written."""
    window.program.kernel.journal.flush()
    window.program.session.save_now()
    window.program.session.save_now = lambda: None  # type: ignore[method-assign]
    window.close()


def journals(window: Window) -> list[Path]:
    folder = window.user.state_dir / "journal"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def until_noted(window: Window, words: str) -> str:
    window.until(lambda: any(words in note for note in window.notes()), words)
    return next(note for note in window.notes() if words in note)


def test_unsaved_work_comes_back_with_caret_and_undo(
    open_window: OpenWindow, project: Path
) -> None:
    window = open_window(project, project / "notes.txt")
    window.run("caret.documentEnd")
    window.type("four five")
    window.run("caret.up")
    window.run("file.new")
    window.type("never had a name")
    window.result(window.program.documents.open(project / "README.md"))
    killed(window)
    assert (project / "notes.txt").read_text() == "one\ntwo\nthree\n"

    again = open_window(project)
    assert again.tabs == ["notes.txt", "Untitled-1", "README.md"]
    said = until_noted(again, "Recovered")
    assert "Untitled-1" in said
    assert "notes.txt" in said
    assert "last edited at" in said
    editors = again.program.editors
    assert [tab.dirty for tab in editors.tabs] == [True, True, False]
    assert editors.active is not None
    assert editors.active.name == "README.md"
    editors.activate(editors.tabs[0])
    assert again.text == "one\ntwo\nthree\nfour five"
    assert again.status("Position") == "Ln 3, Col 6"
    again.run("edit.undo")
    assert again.text == "one\ntwo\nthree\nfour"
    again.run("edit.undo")
    assert again.text == "one\ntwo\nthree\n"
    assert not editors.tabs[0].dirty
    again.run("edit.redo")
    again.run("edit.redo")
    again.run("file.save")
    assert (project / "notes.txt").read_text() == "one\ntwo\nthree\nfour five"
    editors.activate(editors.tabs[1])
    assert again.text == "never had a name"


def test_it_survives_several_starts_and_is_gone_when_it_is_given_up(
    open_window: OpenWindow, project: Path
) -> None:
    window = open_window(project, project / "notes.txt")
    window.type("a")
    window.close()  # nobody is asked, as when the session of the desktop ends
    for sign in "bc":
        window = open_window(project)
        window.type(sign)
        window.close()
    window = open_window(project)
    assert window.text == "abcone\ntwo\nthree\n"
    tab = window.program.editors.tabs[0]
    assert len(journals(window)) == 1
    window.program.documents.close_settled([tab])
    window.close()
    assert journals(window) == []
    window = open_window(project, project / "notes.txt")
    assert window.text == "one\ntwo\nthree\n"
    assert window.notes() == []


def test_quitting_without_saving_gives_it_up(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project, project / "notes.txt")
    window.type("a")
    quitting = window.program.ending.quit()
    window.until(lambda: window.program.dialogs.current is not None)
    dialog = window.program.dialogs.current
    assert dialog is not None
    dialog.answer.set_result("discard")
    assert window.result(quitting)
    window.close()
    assert journals(window) == []


def test_saving_leaves_no_journal(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project, project / "notes.txt")
    window.type("a")
    window.result(window.program.documents.save(window.program.editors.tabs[0]))
    window.close()
    assert journals(window) == []


def test_a_file_that_was_changed_meanwhile_is_asked_about(
    open_window: OpenWindow, project: Path
) -> None:
    window = open_window(project, project / "notes.txt")
    window.type("mine ")
    killed(window)
    (project / "notes.txt").write_text("theirs\n")
    again = open_window(project)
    until_noted(again, "changed by another program")
    assert again.text == "mine one\ntwo\nthree\n"
    assert (project / "notes.txt").read_text() == "theirs\n"
    again.program.notifications.clear()
    again.result(again.program.documents.revert(again.program.editors.tabs[0]))
    assert again.text == "theirs\n"
    again.run("edit.undo")
    assert again.text == "mine one\ntwo\nthree\n"


def test_a_file_that_is_gone(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project, project / "notes.txt")
    window.type("mine ")
    killed(window)
    (project / "notes.txt").unlink()
    again = open_window(project)
    assert again.text == "mine one\ntwo\nthree\n"
    tab = again.program.editors.tabs[0]
    assert tab.document is not None
    again.until(lambda: tab.document is not None and tab.document.file.missing)
    again.run("file.save")
    again.until(lambda: (project / "notes.txt").exists())
    assert (project / "notes.txt").read_text() == "mine one\ntwo\nthree\n"


def test_changes_can_be_shown(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project, project / "notes.txt")
    window.type("mine ")
    killed(window)
    again = open_window(project)
    until_noted(again, "Recovered")
    note = again.program.notifications.shown[0]
    assert [action.label for action in note.actions] == ["Show", "Show Changes"]
    again.program.notifications.choose(note, "compare")
    again.until(lambda: again.tabs == ["notes.txt", "notes.txt (compared)"])
    assert again.text.startswith("mine one\n")
    assert not again.program.editors.tabs[1].dirty
    again.close()
    assert len(journals(again)) == 1


def test_several_are_shown_as_a_list(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project, project / "notes.txt")
    window.type("mine ")
    window.result(window.program.documents.open(project / "README.md"))
    window.type("mine ")
    killed(window)
    again = open_window(project)
    until_noted(again, "notes.txt")
    again.program.notifications.choose(again.program.notifications.shown[0], "show")
    assert sorted(again.picked()) == ["README.md", "notes.txt"]
    again.key("enter", again.program.pick.input)
    assert again.program.editors.active is not None


def test_two_windows_do_not_take_each_others_work(
    open_window: OpenWindow, project: Path, tmp_path: Path
) -> None:
    window = open_window(project, project / "notes.txt")
    window.type("first ")
    window.program.kernel.journal.flush()
    beside = open_window(project, project / "notes.txt")
    assert beside.text == "one\ntwo\nthree\n"
    beside.type("second ")
    killed(window)
    killed(beside)
    again = open_window(project)
    names = sorted(tab.name for tab in again.program.editors.tabs if tab.dirty)
    assert names == ["notes.txt", "notes.txt (recovered)"]
    texts = {str(document.text) for document in again.program.kernel.workspace.documents}
    assert texts == {"first one\ntwo\nthree\n", "second one\ntwo\nthree\n"}


def test_a_damaged_journal_is_said(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project, project / "notes.txt")
    window.type("mine ")
    killed(window)
    (file,) = journals(window)
    data = file.read_bytes()
    file.write_bytes(data[:-3] + b"xyz")
    again = open_window(project)
    said = until_noted(again, "is damaged")
    assert f"{file.stem}.journal-damaged" in said
    assert again.text.startswith("mine")
    assert (file.parent / f"{file.stem}.journal-damaged").read_bytes() == data[:-3] + b"xyz"


def test_a_disk_that_fails_is_said_and_typing_goes_on(
    open_window: OpenWindow, project: Path, user_dir: Path
) -> None:
    window = open_window(project, project / "notes.txt")
    (window.user.state_dir / "journal").write_text("a file is in the way")
    window.type("mine ")
    said = until_noted(window, "cannot be kept safe")
    assert str(window.user.state_dir / "journal") in said
    window.type("goes on ")
    assert window.text.startswith("mine goes on ")
    (window.user.state_dir / "journal").unlink()


def test_many_large_journals_are_read_beside_the_window(
    open_window: OpenWindow, project: Path, qapp: QApplication
) -> None:
    """More than can be read in no time: files are opened when it is known what comes back."""
    large = project / "large.txt"
    large.write_text("line\n" * 300_000)
    window = open_window(project, large)
    window.until(lambda: window.program.editors.active_widget is not None)
    window.type("mine ")
    window.run("file.new")
    window.type("and this")
    killed(window)
    again = open_window(project)
    again.until(lambda: [tab.dirty for tab in again.program.editors.tabs] == [True, True])
    assert again.tabs == ["large.txt", "Untitled-1"]
    texts = [str(tab.document.text)[:9] for tab in again.program.editors.tabs if tab.document]
    assert texts == ["mine line", "and this"]
    assert len(again.program.kernel.workspace.documents) == 2


def edited_large(open_window: OpenWindow, project: Path) -> Path:
    """A file whose text the journal does not keep, edited and not saved; returns the file."""
    large = project / "large.log"
    large.write_text("".join(f"line {number}\n" for number in range(5000)))
    window = open_window(project, large)
    window.program.kernel.journal._kept = 1000
    window.type("typed ")
    killed(window)
    (journal,) = journals(window)
    assert journal.stat().st_size < 1000
    return large


def test_edits_of_a_large_file_come_back(open_window: OpenWindow, project: Path) -> None:
    large = edited_large(open_window, project)
    content = large.read_text()
    again = open_window(project)
    until_noted(again, "Recovered")
    assert again.text == "typed " + content
    again.run("edit.undo")
    again.run("edit.undo")
    assert again.text == content
    assert not again.program.editors.tabs[0].dirty
    again.run("edit.redo")
    again.run("edit.redo")
    again.result(again.program.documents.save(again.program.editors.tabs[0]))
    assert large.read_text() == "typed " + content


def test_a_large_file_that_is_another_now(open_window: OpenWindow, project: Path) -> None:
    """What was typed is all there is: it is shown, and the file is not touched."""
    large = edited_large(open_window, project)
    large.write_text("another\n")
    again = open_window(project)
    said = until_noted(again, "Recovered")
    assert "Of large.log (recovered) only what was typed was found" in said
    names = {tab.name: tab for tab in again.program.editors.tabs}
    recovered = names["large.log (recovered)"].document
    assert recovered is not None
    assert str(recovered.text) == "typed "
    assert recovered.dirty
    assert large.read_text() == "another\n"


def test_a_folder_that_is_left_keeps_nothing_that_was_given_up(
    open_window: OpenWindow, project: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    window = open_window(project, project / "notes.txt")
    window.type("x")
    window.run("file.new")
    window.type("goes along")
    changing = window.program.opening.change_folder(other)
    window.until(lambda: window.program.dialogs.current is not None)
    assert window.program.dialogs.current is not None
    window.program.dialogs.current.answer.set_result("discard")
    window.result(changing)
    window.program.kernel.journal.flush()
    assert len(journals(window)) == 1
    killed(window)
    again = open_window(other)
    assert again.tabs == ["Untitled-1"]
    assert again.text == "goes along"
