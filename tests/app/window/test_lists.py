"""The list to pick from: commands, files, lines, languages, encodings, themes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.app.window.conftest import OpenWindow
from tests.support.window import Window


def typed(window: Window, text: str) -> list[str]:
    """The rows after typing into the list."""
    window.type(text, window.program.pick.input)
    return window.picked()


class TestPalette:
    def test_a_command_is_found_by_a_few_letters_and_run(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project / "notes.txt")
        window.key("ctrl+shift+p")
        rows = typed(window, "togside")
        assert rows[0] == "View: Toggle Side Bar"
        item = window.program.pick.model.items[0]
        assert item.keys == "Ctrl+B"
        assert "".join(item.label[at] for at in item.positions).lower() == "togside"
        window.key("enter", window.program.pick.input)
        assert not window.program.window.body.side_bar_shown
        assert not window.program.pick.isVisible()

    def test_a_command_is_found_by_what_it_is_called_elsewhere(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project / "notes.txt")
        window.key("ctrl+shift+p")
        pick = window.program.pick
        for words, label in (
            ("add cursor below", "Edit: Add Caret Below"),
            ("change all occ", "Edit: Select All Occurrences"),
            ("transpose letters", "Edit: Transpose Characters"),
            ("surround with", "Snippets: Insert Snippet…"),
            ("delete all left", "Edit: Delete to the Start of the Line"),
            ("add selection to next find", "Edit: Add Next Occurrence"),
            ("cursor undo", "Edit: Undo Caret Move"),
        ):
            pick.input.setText(">" + words)
            assert window.picked()[0] == label
            item = pick.model.items[0]
            found = "".join(item.description[at] for at in item.description_positions)
            assert found.lower() == words.replace(" ", "")

    def test_what_was_used_last_comes_first(self, open_window: OpenWindow, project: Path) -> None:
        window = open_window(project / "notes.txt")
        window.key("ctrl+shift+p")
        typed(window, "toggle panel")
        window.key("enter", window.program.pick.input)
        window.key("ctrl+shift+p")
        assert window.picked()[0] == "View: Toggle Panel"
        assert window.program.pick.model.items[0].group == "recently used"

    def test_commands_that_cannot_be_used_are_not_listed(self, open_window: OpenWindow) -> None:
        window = open_window()
        window.run("palette.show")
        assert "File: Save" not in window.picked()
        assert "File: New File" in window.picked()

    def test_escape_gives_up_and_so_does_leaving(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project / "notes.txt")
        window.key("ctrl+shift+p")
        window.key("escape", window.program.pick.input)
        assert window.program.pick.source is None

    def test_without_the_angle_it_is_quick_open(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project)
        window.run("palette.show")
        window.key("backspace", window.program.pick.input)
        window.type("main", window.program.pick.input)
        window.until(lambda: window.picked() == ["main.py"])


class TestQuickOpen:
    def test_files_are_found_and_opened_at_a_line(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project)
        window.run("quickOpen.show")
        window.type("mainpy:4:3", window.program.pick.input)
        window.until(lambda: window.picked() == ["main.py"])
        item = window.program.pick.model.items[0]
        assert item.description == "src"
        window.key("enter", window.program.pick.input)
        window.until(lambda: window.tabs == ["main.py"])
        assert window.status("Position") == "Ln 4, Col 3"

    def test_enter_waits_for_the_rows_of_what_is_typed(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project)
        pick = window.program.pick
        window.run("quickOpen.show")
        pick.input.setText("main")  # Not window.type: that lets things happen in between.
        QTest.keyClick(pick.input, Qt.Key.Key_Return)
        window.until(lambda: window.tabs == ["main.py"])
        assert not pick.isVisible()

    def test_enter_for_something_typed_over_opens_nothing(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project)
        pick = window.program.pick
        window.run("quickOpen.show")
        pick.input.setText("main")
        QTest.keyClick(pick.input, Qt.Key.Key_Return)
        pick.input.setText("notes")
        window.until(lambda: window.picked() == ["notes.txt"])
        assert window.tabs == []

    def test_recent_files_come_first(self, open_window: OpenWindow, project: Path) -> None:
        window = open_window(project)
        for name in ("notes.txt", "README.md"):
            window.result(window.program.documents.open(project / name))
        window.run("quickOpen.show")
        assert window.picked() == ["notes.txt", "README.md"]

    def test_what_is_ignored_is_not_listed(self, open_window: OpenWindow, project: Path) -> None:
        (project / ".gitignore").write_text("*.log\n")
        (project / "debug.log").write_text("")
        window = open_window(project)
        window.run("quickOpen.show")
        window.type("e", window.program.pick.input)
        window.until(lambda: "README.md" in window.picked())
        assert "debug.log" not in window.picked()


class TestGoToLine:
    def test_the_line_is_shown_while_it_is_typed(
        self, open_window: OpenWindow, tmp_path: Path
    ) -> None:
        file = tmp_path / "long.txt"
        file.write_text("".join(f"line {number}\n" for number in range(1, 1001)))
        window = open_window(file)
        widget = window.program.editors.active_widget
        assert widget is not None
        window.key("ctrl+g")
        window.type("700", window.program.pick.input)
        assert widget.viewport_in_use.first_row < 699 < widget.viewport_in_use.last_row
        assert window.status("Position") == "Ln 1, Col 1"
        window.key("escape", window.program.pick.input)
        assert widget.viewport_in_use.first_row == 0
        window.key("ctrl+g")
        window.type("700:3", window.program.pick.input)
        window.key("enter", window.program.pick.input)
        assert window.status("Position") == "Ln 700, Col 3"

    def test_nonsense_is_not_accepted(self, open_window: OpenWindow, project: Path) -> None:
        window = open_window(project / "notes.txt")
        window.key("ctrl+g")
        window.type("abc", window.program.pick.input)
        window.key("enter", window.program.pick.input)
        assert window.program.pick.isVisible()


class TestStatusItems:
    def test_the_language_is_changed(self, open_window: OpenWindow, project: Path) -> None:
        window = open_window(project / "notes.txt")
        assert window.status("Language") == "Plain Text"
        window.run("language.select")
        assert typed(window, "python")[0] == "Python"
        window.key("enter", window.program.pick.input)
        assert window.status("Language") == "Python"
        assert window.program.kernel.context.get("editorLangId") == "python"

    def test_the_indentation_is_changed(self, open_window: OpenWindow, project: Path) -> None:
        window = open_window(project / "notes.txt")
        assert window.status("Indentation") == "Spaces: 4"
        window.run("indentation.select")
        typed(window, "tabs: 8")
        window.key("enter", window.program.pick.input)
        assert window.status("Indentation") == "Tab Size: 8"
        window.key("tab")
        assert window.text.startswith("\tone")

    def test_line_endings_change_as_one_step(self, open_window: OpenWindow, project: Path) -> None:
        window = open_window(project / "notes.txt")
        window.run("lineEnding.select")
        typed(window, "crlf")
        window.key("enter", window.program.pick.input)
        assert window.status("Line Ending") == "CRLF"
        assert window.text == "one\r\ntwo\r\nthree\r\n"
        window.key("ctrl+z")
        assert window.text == "one\ntwo\nthree\n"
        assert window.status("Line Ending") == "LF"

    def test_a_file_is_read_again_in_another_encoding(
        self, open_window: OpenWindow, tmp_path: Path
    ) -> None:
        file = tmp_path / "old.txt"
        file.write_bytes("grüße".encode("latin-1") * 3)
        window = open_window(file)
        window.run("encoding.select")
        typed(window, "reopen")
        window.key("enter", window.program.pick.input)
        typed(window, "windows 1252")
        window.key("enter", window.program.pick.input)
        window.until(lambda: window.text == "grüße" * 3)

    def test_a_file_is_saved_in_another_encoding(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        file = project / "notes.txt"
        window = open_window(file)
        window.type("u")
        window.run("encoding.select")
        typed(window, "save")
        window.key("enter", window.program.pick.input)
        typed(window, "utf-8 with bom")
        window.key("enter", window.program.pick.input)
        window.until(lambda: file.read_bytes().startswith(b"\xef\xbb\xbf"))
        assert file.read_text("utf-8-sig").startswith("uone")
        assert window.status("Encoding") == "UTF-8 with BOM"


class TestSwitching:
    @pytest.fixture
    def window(self, open_window: OpenWindow, project: Path) -> Window:
        opened = open_window(project)
        for name in ("notes.txt", "README.md", "src/main.py"):
            opened.result(opened.program.documents.open(project / name))
        return opened

    def active(self, window: Window) -> str:
        assert window.program.editors.active is not None
        return window.program.editors.active.name

    def test_it_begins_with_the_tab_before(self, window: Window) -> None:
        window.run("window.switchTab")
        window.key("enter", window.program.pick.input)
        assert self.active(window) == "README.md"

    def test_letting_go_of_ctrl_chooses(
        self, window: Window, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        held = Qt.KeyboardModifier.ControlModifier
        monkeypatch.setattr(QGuiApplication, "queryKeyboardModifiers", lambda: held)
        window.key("ctrl+tab")
        field = window.program.pick.input
        window.key("ctrl+tab", field)
        QTest.keyRelease(field, Qt.Key.Key_Control)
        assert self.active(window) == "notes.txt"
        assert not window.program.pick.isVisible()
