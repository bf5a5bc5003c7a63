"""Groups of editors: beside and above each other, each with tabs of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pith_app._window._group import EditorGroup
from pith_app._window._tab import Tab
from tests.app.window.conftest import OpenWindow
from tests.support.window import Window


def names(window: Window) -> list[list[str]]:
    """The tabs of every group, the one in front with a star, the active group's with two."""
    editors = window.program.editors
    return [
        [tab.name + "*" * ((tab is group.active) + (tab is editors.active)) for tab in group.tabs]
        for group in editors.groups
    ]


def group(window: Window, number: int) -> EditorGroup:
    return window.program.editors.groups[number]


def active(window: Window) -> Tab:
    tab = window.program.editors.active
    assert tab is not None
    return tab


@pytest.fixture
def window(open_window: OpenWindow, project: Path) -> Window:
    """README.md and notes.txt, the second in front."""
    window = open_window(project)
    for name in ("README.md", "notes.txt"):
        window.result(window.program.documents.open(project / name))
    return window


def test_splitting_shows_the_document_twice(window: Window) -> None:
    window.run("caret.down")
    window.key("ctrl+\\")
    assert names(window) == [["README.md", "notes.txt*"], ["notes.txt**"]]
    left, right = group(window, 0), group(window, 1)
    assert left.geometry().right() < right.geometry().left()
    one, other = left.active, right.active
    assert one is not None
    assert other is not None
    assert one.document is other.document
    assert one.view is not other.view
    assert window.status("Position") == "Ln 2, Col 1"
    assert other.widget is not None
    assert other.widget.hasFocus()

    # What is typed here is there, and the carets are each one's own.
    window.type("x")
    window.run("caret.documentEnd")
    assert one.view is not None
    assert str(one.view.state.text) == "one\nxtwo\nthree\n"
    assert one.view.selection.primary.head == 5
    assert all(bar.tabs[-1].dirty for bar in (left.bar, right.bar))


def test_the_active_group_is_the_one_with_the_keyboard(window: Window) -> None:
    window.key("ctrl+\\")
    left, right = group(window, 0), group(window, 1)
    assert (left.bar.in_front, right.bar.in_front) == (False, True)
    widget = left.active.widget if left.active is not None else None
    assert widget is not None
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    window.settle()
    assert names(window) == [["README.md", "notes.txt**"], ["notes.txt*"]]
    assert (left.bar.in_front, right.bar.in_front) == (True, False)
    assert window.program.kernel.context.get("activeEditorGroup") == 1
    window.key("ctrl+2")
    assert names(window)[1] == ["notes.txt**"]
    assert window.program.kernel.context.get("editorGroups") == 2
    window.key("ctrl+pageup")  # goes round in its own group
    assert names(window)[1] == ["notes.txt**"]
    window.key("ctrl+1")
    window.key("ctrl+pageup")
    assert names(window) == [["README.md**", "notes.txt"], ["notes.txt*"]]


def test_going_to_a_group_with_the_keyboard(window: Window) -> None:
    window.key("ctrl+\\")
    window.run("groups.splitDown")
    assert names(window) == [
        ["README.md", "notes.txt*"],
        ["notes.txt*"],
        ["notes.txt**"],
    ]
    window.key("ctrl+k")
    window.key("ctrl+up")
    assert names(window)[1] == ["notes.txt**"]
    window.key("ctrl+k")
    window.key("ctrl+left")
    assert names(window)[0] == ["README.md", "notes.txt**"]
    window.run("groups.focusPrevious")
    assert names(window)[2] == ["notes.txt**"]
    window.run("groups.focusNext")
    assert names(window)[0] == ["README.md", "notes.txt**"]
    window.key("ctrl+4")  # the next number makes a new one
    assert len(names(window)) == 4


def test_a_file_opens_in_the_active_group(window: Window, project: Path) -> None:
    window.key("ctrl+\\")
    window.result(window.program.documents.open(project / "README.md"))
    assert names(window) == [["README.md", "notes.txt*"], ["notes.txt", "README.md**"]]
    assert window.text.startswith("# Project")


def test_the_last_tab_takes_its_group_along(window: Window) -> None:
    window.key("ctrl+\\")
    window.type("x")
    window.run("file.close")  # nothing is asked: the document is open in the other group
    assert names(window) == [["README.md", "notes.txt**"]]
    assert window.text.startswith("x")
    assert active(window).widget is not None
    assert active(window).widget is QApplication.focusWidget()
    assert window.program.kernel.context.get("editorGroups") == 1
    assert group(window, 0).geometry() == window.program.editors.rect()


def test_closing_all_leaves_one_group_and_the_welcome(window: Window) -> None:
    window.key("ctrl+\\")
    window.run("groups.splitDown")
    window.run("file.closeAll")
    assert names(window) == [[]]
    assert window.program.editors.welcome is not None
    assert window.program.editors.welcome.isVisible()
    assert window.program.kernel.workspace.documents == ()


def test_closing_a_group(window: Window) -> None:
    window.key("ctrl+\\")
    window.key("ctrl+1")
    window.key("ctrl+k")
    window.key("w")
    assert names(window) == [["notes.txt**"]]
    assert [each.name for each in window.program.kernel.workspace.documents] == ["notes.txt"]


def test_a_document_is_asked_about_once(window: Window) -> None:
    window.key("ctrl+\\")
    window.type("x")
    closing = window.program.documents.close(list(window.program.editors.tabs))
    window.until(lambda: window.program.dialogs.current is not None)
    dialog = window.program.dialogs.current
    assert dialog is not None
    assert "notes.txt?" in dialog.message
    dialog.choose("discard")
    assert window.result(closing)
    assert names(window) == [[]]


def test_moving_a_tab_keeps_its_editor(window: Window) -> None:
    window.run("caret.lineEnd")
    tab = active(window)
    widget = tab.widget
    window.run("groups.moveEditorToNext")
    assert names(window) == [["README.md*"], ["notes.txt**"]]
    assert active(window) is tab
    assert tab.widget is widget
    assert tab.widget is not None
    assert tab.widget.hasFocus()
    assert window.status("Position") == "Ln 1, Col 4"
    window.run("groups.moveEditorToPrevious")
    assert names(window) == [["README.md", "notes.txt**"]]
    window.run("groups.moveEditorToPrevious")
    assert names(window) == [["notes.txt**"], ["README.md*"]]


def test_a_tab_moved_to_where_its_document_is_joins_it(window: Window) -> None:
    window.key("ctrl+\\")
    window.run("groups.moveEditorToPrevious")
    assert names(window) == [["README.md", "notes.txt**"]]


def test_joining_all(window: Window, project: Path) -> None:
    window.key("ctrl+\\")
    window.result(window.program.documents.open(project / "src" / "main.py"))
    window.run("groups.splitDown")
    window.run("groups.join")
    assert sorted(names(window)[0]) == ["README.md", "main.py**", "notes.txt"]
    assert len(names(window)) == 1


def test_an_edge_is_dragged_and_evened_out(window: Window) -> None:
    window.key("ctrl+\\")
    editors = window.program.editors
    assert editors._edges is not None
    sash = editors._edges.sashes[0]
    before = group(window, 0).width()
    drag(sash.mapToGlobal(sash.rect().center()), QPoint(120, 0), sash)
    window.settle()
    assert group(window, 0).width() == before + 120
    assert group(window, 0).width() + group(window, 1).width() + 1 == editors.width()
    QTest.mouseDClick(sash, Qt.MouseButton.LeftButton)
    assert abs(group(window, 0).width() - before) <= 1
    drag(sash.mapToGlobal(sash.rect().center()), QPoint(-2000, 0), sash)
    assert group(window, 0).width() >= 160
    window.run("groups.evenOut")
    assert abs(group(window, 0).width() - before) <= 1


def drag(start: QPoint, by: QPoint, widget: object) -> None:
    """Press on a widget, move, and let go: points of the screen."""
    moves = [(QEvent.Type.MouseButtonPress, start)]
    moves += [(QEvent.Type.MouseMove, start + by * step / 5) for step in range(1, 6)]
    moves += [(QEvent.Type.MouseButtonRelease, start + by)]
    for kind, point in moves:
        _mouse(kind, point, widget)


def _mouse(
    kind: QEvent.Type,
    point: QPoint,
    widget: object,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    down = none if kind == QEvent.Type.MouseButtonRelease else left
    button = none if kind == QEvent.Type.MouseMove else left
    local = QPointF(widget.mapFromGlobal(point))  # type: ignore[attr-defined]
    event = QMouseEvent(kind, local, QPointF(point), button, down, held)
    QApplication.sendEvent(widget, event)  # type: ignore[arg-type]


def tab_point(bar_owner: EditorGroup, index: int) -> QPoint:
    bar = bar_owner.bar
    return bar.mapToGlobal(bar.row.field(index).center().toPoint())


@pytest.mark.parametrize(
    ("where", "order"),
    [
        ((0.95, 0.5), [["README.md*"], ["notes.txt**"]]),
        ((0.05, 0.5), [["notes.txt**"], ["README.md*"]]),
        ((0.5, 0.95), [["README.md*"], ["notes.txt**"]]),
        ((0.5, 0.08), [["notes.txt**"], ["README.md*"]]),
        ((0.5, 0.5), [["README.md", "notes.txt**"]]),
    ],
)
def test_a_tab_is_dragged_to_a_side(
    window: Window, where: tuple[float, float], order: list[list[str]]
) -> None:
    only = group(window, 0)
    area = only.below_bar
    start = tab_point(only, 1)
    x, y = area.width() * where[0], area.top() + area.height() * where[1]
    target = only.mapToGlobal(QPoint(int(x), int(y)))
    bar = only.bar
    _mouse(QEvent.Type.MouseButtonPress, start, bar)
    _mouse(QEvent.Type.MouseMove, target, bar)
    preview = window.program.editors.drag.preview
    assert preview.isVisible() == (len(order) == 2)
    if len(order) == 2:
        halves = preview.width() * preview.height() * 2
        assert abs(halves - area.width() * area.height()) < area.width() + area.height()
    _mouse(QEvent.Type.MouseButtonRelease, target, bar)
    window.settle()
    assert not preview.isVisible()
    assert names(window) == order


def test_a_tab_is_dragged_into_another_bar(window: Window, project: Path) -> None:
    window.key("ctrl+\\")
    window.result(window.program.documents.open(project / "src" / "main.py"))
    assert names(window) == [["README.md", "notes.txt*"], ["notes.txt", "main.py**"]]
    left, right = group(window, 0), group(window, 1)
    bar = right.bar
    first = tab_point(left, 0) - QPoint(30, 0)
    _mouse(QEvent.Type.MouseButtonPress, tab_point(right, 1), bar)
    _mouse(QEvent.Type.MouseMove, first, bar)
    preview = window.program.editors.drag.preview
    assert preview.isVisible()
    assert preview.width() == 3
    _mouse(QEvent.Type.MouseButtonRelease, first, bar)
    window.settle()
    assert names(window) == [["main.py**", "README.md", "notes.txt"], ["notes.txt*"]]


def test_a_tab_let_go_with_ctrl_held_stays_where_it_was(window: Window) -> None:
    only = group(window, 0)
    target = only.mapToGlobal(QPoint(only.width() - 20, only.height() // 2))
    _mouse(QEvent.Type.MouseButtonPress, tab_point(only, 0), only.bar)
    _mouse(QEvent.Type.MouseMove, target, only.bar)
    ctrl = Qt.KeyboardModifier.ControlModifier
    _mouse(QEvent.Type.MouseButtonRelease, target, only.bar, ctrl)
    assert names(window) == [["README.md*", "notes.txt"], ["README.md**"]]
    middle = group(window, 0).mapToGlobal(group(window, 0).below_bar.center())
    _mouse(QEvent.Type.MouseButtonPress, tab_point(group(window, 1), 0), group(window, 1).bar)
    _mouse(QEvent.Type.MouseMove, middle, group(window, 1).bar)
    _mouse(QEvent.Type.MouseButtonRelease, middle, group(window, 1).bar, ctrl)
    assert names(window) == [["README.md**", "notes.txt"], ["README.md*"]]


def test_a_page_is_moved_and_not_shown_twice(window: Window) -> None:
    window.type("x")
    window.run("file.compareWithSaved")
    window.until(lambda: len(window.program.editors.tabs) == 3)
    window.key("ctrl+\\")
    assert names(window) == [["README.md", "notes.txt*"], ["notes.txt (compared)**"]]
    assert active(window).page is not None
    assert active(window).page.isVisible()  # type: ignore[union-attr]
    window.run("groups.moveEditorToPrevious")
    assert names(window) == [["README.md", "notes.txt", "notes.txt (compared)**"]]


def test_escape_ends_a_drag(window: Window) -> None:
    only = group(window, 0)
    target = only.mapToGlobal(QPoint(only.width() - 20, only.height() // 2))
    _mouse(QEvent.Type.MouseButtonPress, tab_point(only, 1), only.bar)
    _mouse(QEvent.Type.MouseMove, target, only.bar)
    assert window.program.editors.drag.preview.isVisible()
    QTest.keyClick(only.bar, Qt.Key.Key_Escape)
    assert not window.program.editors.drag.preview.isVisible()
    _mouse(QEvent.Type.MouseButtonRelease, target, only.bar)
    window.settle()
    assert names(window) == [["README.md", "notes.txt**"]]


def test_groups_come_back(open_window: OpenWindow, window: Window, project: Path) -> None:
    window.key("ctrl+\\")
    window.result(window.program.documents.open(project / "src" / "main.py"))
    window.run("groups.splitDown")
    window.run("caret.documentEnd")
    editors = window.program.editors
    assert editors._edges is not None
    sash = editors._edges.sashes[0]
    drag(sash.mapToGlobal(sash.rect().center()), QPoint(100, 0), sash)
    before = [each.geometry() for each in editors.groups]
    shown = names(window)
    assert shown == [
        ["README.md", "notes.txt*"],
        ["notes.txt", "main.py*"],
        ["main.py**"],
    ]
    window.close()

    again = open_window(project)
    again.until(lambda: all(g.active and g.active.widget for g in again.program.editors.groups))
    assert names(again) == shown
    for old, each in zip(before, again.program.editors.groups, strict=True):
        assert abs(old.left() - each.geometry().left()) <= 1
        assert abs(old.height() - each.geometry().height()) <= 1
    assert again.status("Position") == "Ln 6, Col 1"
    assert active(again).widget is not None
    assert active(again).widget is QApplication.focusWidget()


def test_groups_come_back_beside_a_file_that_is_asked_for(
    open_window: OpenWindow, window: Window, project: Path
) -> None:
    window.key("ctrl+\\")
    window.close()

    again = open_window(project, project / "src" / "main.py")
    again.until(lambda: all(g.active and g.active.widget for g in again.program.editors.groups))
    assert names(again) == [["README.md", "notes.txt*"], ["notes.txt", "main.py**"]]
    assert all(each.bar.isVisible() for each in again.program.editors.groups)


def test_an_unsaved_document_in_two_groups_comes_back(
    open_window: OpenWindow, project: Path
) -> None:
    window = open_window(project)
    window.run("file.new")
    window.type("words")
    window.key("ctrl+\\")
    window.until(lambda: not window.program.kernel.workspace.saves.busy)
    window.close()
    again = open_window(project)
    again.until(lambda: len(again.tabs) == 2)
    assert names(again) == [["Untitled-1*"], ["Untitled-1**"]]
    one, other = again.program.editors.tabs
    assert one.document is other.document
    assert again.text == "words"


def test_the_find_bar_is_over_the_active_group(window: Window) -> None:
    window.key("ctrl+\\")
    window.run("find.show")
    bar = window.program.find_bar
    assert bar.geometry().left() >= group(window, 1).geometry().left() - 20
    window.key("ctrl+1")
    window.settle()
    assert bar.geometry().right() <= group(window, 0).geometry().right() + 20
