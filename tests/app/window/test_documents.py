"""Opening, typing, saving and closing in the window."""

from __future__ import annotations

from pathlib import Path

from tests.app.window.conftest import OpenWindow


def test_a_file_is_opened_typed_into_and_saved(open_window: OpenWindow, project: Path) -> None:
    file = project / "notes.txt"
    window = open_window(file)
    assert window.text == "one\ntwo\nthree\n"
    window.type("zero ")
    assert window.text.startswith("zero one")
    window.until(lambda: window.status("Position") == "Ln 1, Col 6")
    assert window.program.window.windowTitle().startswith("● notes.txt")
    window.key("ctrl+s")
    window.until(lambda: not window.program.editors.tabs[0].dirty)
    assert file.read_text() == "zero one\ntwo\nthree\n"
    assert window.program.window.windowTitle().startswith("notes.txt")


def test_a_path_may_name_line_and_column(open_window: OpenWindow, project: Path) -> None:
    window = open_window(f"{project / 'notes.txt'}:2:3")
    assert window.status("Position") == "Ln 2, Col 3"


def test_a_line_far_down_is_shown_in_the_middle(open_window: OpenWindow, tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text("".join(f"line {number}\n" for number in range(1, 1001)))
    window = open_window(f"{file}:500")
    widget = window.program.editors.active_widget
    assert widget is not None
    viewport = widget.viewport_in_use
    assert viewport.first_row + 5 < 499 < viewport.last_row - 5


def test_a_path_that_is_not_there_is_a_new_file(open_window: OpenWindow, project: Path) -> None:
    file = project / "new.py"
    window = open_window(file)
    assert window.text == ""
    assert window.status("Language") == "Python"
    window.type("x = 1")
    window.key("ctrl+s")
    window.until(file.exists)
    assert file.read_text() == "x = 1"


def test_undo_and_redo_go_through_the_keys(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project / "notes.txt")
    window.type("abc")
    window.key("ctrl+z")
    assert window.text == "one\ntwo\nthree\n"
    assert not window.program.editors.tabs[0].dirty
    window.key("ctrl+y")
    assert window.text.startswith("abc")


def test_a_file_that_cannot_be_opened_is_named(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project)
    window.program.documents.open(project / "missing.txt")
    window.until(lambda: bool(window.notes()))
    assert "missing.txt" in window.notes()[0]


class TestClosing:
    def test_a_saved_file_closes_without_a_question(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project / "notes.txt")
        window.key("ctrl+w")
        assert window.tabs == []
        assert window.program.kernel.workspace.documents == ()

    def test_changes_are_asked_about_and_saved(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project / "notes.txt")
        window.type("x")
        window.key("ctrl+w")
        dialog = window.program.dialogs.current
        assert dialog is not None
        assert "notes.txt" in dialog.accessibleName()
        window.key("enter", dialog)
        window.until(lambda: window.tabs == [])
        assert (project / "notes.txt").read_text().startswith("xone")

    def test_changes_are_given_up(self, open_window: OpenWindow, project: Path) -> None:
        window = open_window(project / "notes.txt")
        window.type("x")
        window.key("ctrl+w")
        assert window.program.dialogs.current is not None
        window.program.dialogs.current.choose("discard")
        assert window.tabs == []
        assert (project / "notes.txt").read_text() == "one\ntwo\nthree\n"

    def test_escape_keeps_the_file_open(self, open_window: OpenWindow, project: Path) -> None:
        window = open_window(project / "notes.txt")
        window.type("x")
        window.key("ctrl+w")
        assert window.program.dialogs.current is not None
        window.key("escape", window.program.dialogs.current)
        assert window.tabs == ["notes.txt"]
        assert window.program.dialogs.current is None

    def test_several_changed_files_are_one_question(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project / "notes.txt", project / "README.md")
        window.until(lambda: len(window.tabs) == 2)
        for tab in list(window.program.editors.tabs):
            window.program.editors.activate(tab)
            window.until(lambda: window.program.editors.active_widget is not None)
            window.type("x")
        closing = window.program.ending.quit()
        dialog = window.program.dialogs.current
        assert dialog is not None
        assert dialog.accessibleName() == "Save the changes to 2 files?"
        dialog.choose("")
        assert window.result(closing) is False
        assert window.program.window.isVisible()

    def test_a_closed_file_comes_back_with_its_caret(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(f"{project / 'notes.txt'}:3:2")
        window.key("ctrl+w")
        window.run("file.reopenClosed")
        window.until(lambda: window.tabs == ["notes.txt"])
        assert window.status("Position") == "Ln 3, Col 2"


class TestOtherPrograms:
    def test_a_file_without_changes_follows_the_disk(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project / "notes.txt")
        (project / "notes.txt").write_text("from elsewhere\n")
        window.until(lambda: window.text == "from elsewhere\n")
        assert not window.program.editors.tabs[0].dirty

    def test_what_another_program_wrote_is_not_overwritten_unasked(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        file = project / "notes.txt"
        window = open_window(file)
        window.type("mine ")
        file.write_text("theirs\n")
        window.until(lambda: bool(window.notes()))
        assert "changed by another program" in window.notes()[0]
        window.key("ctrl+s")
        window.until(lambda: window.program.dialogs.current is not None)
        assert file.read_text() == "theirs\n"
        assert window.program.dialogs.current is not None
        window.program.dialogs.current.choose("overwrite")
        window.until(lambda: file.read_text().startswith("mine one"))

    def test_the_question_goes_when_it_needs_no_answer(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        file = project / "notes.txt"
        window = open_window(file)
        window.type("mine ")
        file.write_text("theirs\n")
        window.until(lambda: bool(window.notes()))
        tab = window.program.editors.tabs[0]
        window.result(window.program.documents.save(tab, overwrite=True))
        assert window.notes() == []

    def test_a_save_that_fails_says_why(self, open_window: OpenWindow, project: Path) -> None:
        file = project / "gone" / "file.txt"
        file.parent.mkdir()
        file.write_text("text")
        window = open_window(file)
        window.type("x")
        file.unlink()
        file.parent.rmdir()
        window.key("ctrl+s")
        window.until(lambda: any("was not saved" in note for note in window.notes()))
        assert window.program.editors.tabs[0].dirty


class TestTabs:
    def test_a_preview_is_replaced_and_kept_when_edited(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project)
        open_file = window.program.documents.open
        window.result(open_file(project / "notes.txt", preview=True))
        window.result(open_file(project / "README.md", preview=True))
        assert window.tabs == ["README.md"]
        window.type("x")
        window.result(open_file(project / "notes.txt", preview=True))
        assert window.tabs == ["README.md", "notes.txt"]

    def test_files_of_one_name_are_told_apart(self, open_window: OpenWindow, project: Path) -> None:
        (project / "tests").mkdir()
        (project / "tests" / "main.py").write_text("")
        window = open_window(project / "src" / "main.py", project / "tests" / "main.py")
        window.until(lambda: len(window.tabs) == 2)
        shown = [label.description for label in window.program.editors.bar.tabs]
        assert shown == ["src", "tests"]

    def test_the_same_file_has_one_tab(self, open_window: OpenWindow, project: Path) -> None:
        window = open_window(project / "notes.txt")
        window.result(window.program.documents.open(project / "notes.txt"))
        assert window.tabs == ["notes.txt"]

    def test_closing_the_active_one_tells_of_the_next(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project / "notes.txt", project / "src" / "main.py")
        window.program.editors.activate(window.program.editors.tabs[0])
        window.until(lambda: window.status("Language") == "Plain Text")
        window.program.editors.activate(window.program.editors.tabs[1])
        assert window.status("Language") == "Python"
        window.run("file.close")
        assert window.status("Language") == "Plain Text"
        assert window.program.kernel.context.get("resourceFilename") == "notes.txt"

    def test_a_file_that_was_deleted_is_struck_through(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project / "notes.txt")
        (project / "notes.txt").unlink()
        window.until(lambda: window.program.editors.bar.tabs[0].missing)
        assert "deleted" in window.program.editors.bar.tabs[0].tooltip
        (project / "notes.txt").write_text("back")
        window.until(lambda: not window.program.editors.bar.tabs[0].missing)

    def test_a_tree_keeps_the_keyboard_while_previews_follow_each_other(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project)
        window.until(lambda: "README.md" in window.tree("explorer"))
        section = window.program.window.body.side_bar.section("explorer")
        assert section is not None
        section.tree.setFocus()
        for name in ("notes.txt", "README.md"):
            opened = window.program.documents.open(project / name, preview=True, focus=False)
            window.result(opened)
        assert window.program.window.focusWidget() is section.tree


def test_the_keyboard_is_where_documents_will_be(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project)
    program = window.program
    assert program.window.focusWidget() is program.editors.welcome
    opened = program.documents.open(project / "notes.txt", focus=False)
    window.result(opened)
    window.settle()
    assert program.window.focusWidget() is program.editors.active_widget
