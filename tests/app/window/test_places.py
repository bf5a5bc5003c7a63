"""Back, forward, the last edit, bookmarks: through the whole program."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from pith.edit import Selection
from pith.qt import EditorWidget
from tests.app.window.conftest import OpenWindow
from tests.support.window import Window


@pytest.fixture
def long_file(project: Path) -> Path:
    path = project / "long.txt"
    path.write_text("".join(f"line {number}\n" for number in range(1, 101)))
    return path


def row(window: Window) -> int:
    view = window.program.editors.active_view
    assert view is not None
    return view.state.text.row_at(view.selection.primary.head) + 1


def active(window: Window) -> str:
    tab = window.program.editors.active
    return tab.name if tab is not None else ""


def go(window: Window, line: int) -> None:
    window.run("go.line", line=line)
    window.program.at_caret.places.look()


def test_back_and_forward_across_files(
    open_window: OpenWindow, project: Path, long_file: Path
) -> None:
    window = open_window(project, long_file)
    window.program.at_caret.places.look()
    go(window, 50)
    go(window, 55)  # near: the same place
    window.result(window.program.documents.open(project / "notes.txt"))
    window.program.at_caret.places.look()
    window.run("go.back")
    assert (active(window), row(window)) == ("long.txt", 55)
    window.run("go.back")
    assert row(window) == 1
    window.run("go.forward")
    window.run("go.forward")
    assert active(window) == "notes.txt"


def test_places_move_with_edits_and_closed_files_open_again(
    open_window: OpenWindow, project: Path, long_file: Path
) -> None:
    window = open_window(project, long_file)
    window.program.at_caret.places.look()
    go(window, 50)
    go(window, 1)
    window.run("edit.insertText", text="new\nnew\n")
    go(window, 90)
    window.run("go.back")
    window.run("go.back")
    assert row(window) == 52
    window.run("file.save")
    window.until(lambda: not window.program.kernel.workspace.saves.busy)
    window.result(window.program.documents.open(project / "notes.txt"))
    window.program.at_caret.places.look()
    tab = window.program.editors.tab_at(long_file)
    assert tab is not None
    window.program.documents.close([tab])
    window.settle()
    assert window.program.editors.tab_at(long_file) is None
    window.run("go.back")
    window.until(lambda: active(window) == "long.txt")
    assert row(window) == 52


def test_last_edit(open_window: OpenWindow, project: Path, long_file: Path) -> None:
    window = open_window(project, long_file)
    go(window, 40)
    window.run("edit.insertText", text="x")
    go(window, 90)
    window.result(window.program.documents.open(project / "notes.txt"))
    window.key("ctrl+k")
    window.key("ctrl+q")
    window.settle()
    assert (active(window), row(window)) == ("long.txt", 40)


def test_nothing_to_go_to(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project / "notes.txt")
    for command in ("go.back", "go.forward", "go.lastEdit", "bookmarks.next", "select.undo"):
        window.key("escape")
        window.program.run(command)
        window.settle()
    assert row(window) == 1


def test_cursor_undo_and_shrinking(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project / "notes.txt")
    view = window.program.editors.active_view
    assert view is not None
    window.key("down")
    window.key("ctrl+u")
    assert view.selection == Selection.caret(0)
    window.run("select.expand")
    assert view.selection == Selection.range(0, 3)
    window.run("select.expand")
    window.run("select.shrink")
    window.run("select.shrink")
    assert view.selection == Selection.caret(0)


def test_bookmarks_move_with_edits_and_come_back(
    open_window: OpenWindow, project: Path, long_file: Path
) -> None:
    window = open_window(project, long_file)
    for line in (10, 20, 30):
        go(window, line)
        window.run("bookmarks.toggle")
    go(window, 1)
    window.run("edit.insertText", text="new\n")
    window.run("bookmarks.next")
    assert row(window) == 11
    window.run("bookmarks.previous")
    assert row(window) == 31
    window.run("bookmarks.toggle")
    window.run("bookmarks.next")
    assert row(window) == 11
    window.run("file.save")
    window.until(lambda: not window.program.kernel.workspace.saves.busy)
    window.close()
    again = open_window(project)
    again.until(lambda: again.program.editors.active_widget is not None)
    document = again.program.editors.active_view.document  # type: ignore[union-attr]
    assert again.program.at_caret.places.bookmarks.rows(document) == [10, 20]
    again.result(again.program.documents.open(project / "notes.txt"))
    again.run("bookmarks.next")
    again.until(lambda: active(again) == "long.txt")
    assert row(again) == 11
    again.run("bookmarks.clear")
    assert again.program.at_caret.places.bookmarks.all() == []


def marked(widget: EditorWidget, start: int) -> bool:
    """Whether a bookmark is shown at the start of a row."""
    return "bookmark" in [kind for *_, kind in widget._canvas.decorations.between(start, start)]


def test_a_bookmark_is_back_when_its_line_is(open_window: OpenWindow, long_file: Path) -> None:
    window = open_window(long_file)
    go(window, 10)
    window.run("bookmarks.toggle")
    window.run("edit.deleteLines")
    window.run("edit.undo")
    document = window.program.editors.active_view.document  # type: ignore[union-attr]
    assert window.program.at_caret.places.bookmarks.rows(document) == [9]
    widget = window.program.editors.active_widget
    assert widget is not None
    start = document.text.line_start(9)
    window.until(lambda: marked(widget, start) and not marked(widget, document.text.line_start(10)))


def test_bookmarks_go_with_lines_that_are_sorted(open_window: OpenWindow, tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("dora\nanna\ncarl\nbert\n")
    window = open_window(path)
    for line in (1, 3):
        go(window, line)
        window.run("bookmarks.toggle")
    window.run("edit.sortLinesAscending")
    document = window.program.editors.active_view.document  # type: ignore[union-attr]
    assert str(document.text) == "anna\nbert\ncarl\ndora\n"
    assert window.program.at_caret.places.bookmarks.rows(document) == [2, 3]
    widget = window.program.editors.active_widget
    assert widget is not None
    start = document.text.line_start
    window.until(lambda: [marked(widget, start(row)) for row in range(4)] == [0, 0, 1, 1])


def test_bookmarks_of_closed_files_are_listed(
    open_window: OpenWindow, project: Path, long_file: Path
) -> None:
    window = open_window(project, long_file)
    go(window, 10)
    window.run("bookmarks.toggle")
    window.run("file.close")
    window.run("bookmarks.list")
    assert window.picked() == ["Line 10"]
    window.key("enter", window.program.pick.input)
    window.until(lambda: active(window) == "long.txt")
    assert row(window) == 10
    window.run("bookmarks.clearAll")
    window.run("bookmarks.list")
    assert window.picked() == []


def test_the_gutter_s_menu_sets_a_bookmark_on_its_row(
    open_window: OpenWindow, long_file: Path
) -> None:
    window = open_window(long_file)
    editor = window.program.editors.active_widget
    assert editor is not None
    point = editor.point_of(editor.view.state.text.line_start(1))
    assert point is not None
    place = QPoint(3, int(point.y()) + 4)
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(editor, QContextMenuEvent(reason, place, editor.mapToGlobal(place)))
    window.until(lambda: QApplication.activePopupWidget() is not None)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    (toggle,) = (each for each in popup.actions() if "Toggle Bookmark" in each.text())
    popup.close()
    toggle.trigger()
    assert window.program.at_caret.places.bookmarks.rows(editor.view.document) == [1]
