"""The mouse: clicks, drags, columns, carets, the gutter and the primary selection."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pith.qt._minimap import Minimap
from tests.qt.conftest import MakeEditor
from tests.qt.editors import Editor

PRESS = QEvent.Type.MouseButtonPress
MOVE = QEvent.Type.MouseMove
RELEASE = QEvent.Type.MouseButtonRelease
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier

TEXT = "one two three\nfour  five\nsix"


def drag(editor: Editor, start: int, end: int, held: Qt.KeyboardModifier = NONE) -> None:
    editor.mouse(PRESS, editor.point(start), held)
    editor.mouse(MOVE, editor.point(end), held)
    editor.mouse(RELEASE, editor.point(end), held)


@pytest.fixture
def editor(make_editor: MakeEditor) -> Editor:
    return make_editor(TEXT)


def test_click(editor: Editor) -> None:
    editor.click(5)
    assert editor.ranges == [(5, 5)]
    editor.assert_screen_is_right()


def test_click_below_the_text(editor: Editor) -> None:
    editor.mouse(PRESS, QPointF(300, 390))
    editor.mouse(RELEASE, QPointF(300, 390))
    assert editor.ranges == [(len(TEXT), len(TEXT))]


def test_shift_click_extends(editor: Editor) -> None:
    editor.click(4)
    editor.click(9, SHIFT)
    assert editor.ranges == [(4, 9)]
    editor.click(2, SHIFT)
    assert editor.ranges == [(4, 2)]


def test_drag(editor: Editor) -> None:
    drag(editor, 2, 17)
    assert editor.ranges == [(2, 17)]
    drag(editor, 17, 2)
    assert editor.ranges == [(17, 2)]
    editor.assert_screen_is_right()


def test_double_click_selects_a_word(editor: Editor) -> None:
    editor.double_click(5)
    assert editor.ranges == [(4, 7)]


def test_double_click_on_blanks_selects_them(editor: Editor) -> None:
    editor.double_click(19)
    assert editor.ranges == [(18, 20)]


def test_dragging_on_from_a_double_click_goes_by_words(editor: Editor) -> None:
    editor.click(5)
    editor.mouse(QEvent.Type.MouseButtonDblClick, editor.point(5))
    editor.mouse(MOVE, editor.point(10))
    assert editor.ranges == [(4, 13)]
    editor.mouse(MOVE, editor.point(1))
    assert editor.ranges == [(7, 0)]
    editor.mouse(RELEASE, editor.point(1))


def test_triple_click_selects_the_line(editor: Editor) -> None:
    editor.double_click(5)
    editor.click(5)
    assert editor.ranges == [(0, 14)]


def test_quadruple_click_selects_everything(editor: Editor) -> None:
    editor.double_click(5)
    editor.double_click(5)  # which is a click more, and then another
    assert editor.ranges == [(0, len(TEXT))]
    editor.click(5)
    assert editor.ranges == [(5, 5)]


@pytest.mark.parametrize("first", ["left", "middle"])
def test_the_left_button_drags_text_though_the_middle_one_is_held(
    editor: Editor, first: str
) -> None:
    if first == "middle":
        editor.mouse(PRESS, editor.point(1), button=Qt.MouseButton.MiddleButton)
    editor.mouse(PRESS, editor.point(8))
    if first == "left":
        editor.mouse(PRESS, editor.point(1), button=Qt.MouseButton.MiddleButton)
    editor.mouse(MOVE, editor.point(18))
    assert editor.ranges == [(8, 18)]
    editor.mouse(RELEASE, editor.point(18))


def test_the_middle_button_drags_a_rectangle(editor: Editor) -> None:
    middle = Qt.MouseButton.MiddleButton
    editor.mouse(PRESS, editor.point(1), button=middle)
    assert editor.ranges == [(0, 0)]
    editor.mouse(MOVE, editor.point(18), button=middle)
    editor.mouse(RELEASE, editor.point(18), button=middle)
    assert editor.ranges == [(1, 4), (15, 18)]
    editor.mouse(MOVE, editor.point(2), button=Qt.MouseButton.NoButton)
    assert editor.ranges == [(1, 4), (15, 18)]
    editor.assert_screen_is_right()


def test_clicks_far_apart_are_not_a_triple_click(editor: Editor) -> None:
    editor.double_click(5)
    editor.click(11)
    assert editor.ranges == [(11, 11)]


def test_alt_click_adds_and_takes_a_caret(editor: Editor) -> None:
    editor.click(1)
    editor.click(5, ALT)
    editor.click(16, ALT)
    assert editor.ranges == [(1, 1), (5, 5), (16, 16)]
    assert editor.view.selection.primary_index == 2
    editor.click(5, ALT)
    assert editor.ranges == [(1, 1), (16, 16)]
    editor.click(16, ALT)
    editor.click(1, ALT)
    assert editor.ranges == [(1, 1)]  # the last one stays


def test_alt_double_click_adds_a_word(editor: Editor) -> None:
    editor.click(1)
    editor.click(9, ALT)
    editor.mouse(QEvent.Type.MouseButtonDblClick, editor.point(9), ALT)
    editor.mouse(RELEASE, editor.point(9), ALT)
    assert editor.ranges == [(1, 1), (8, 13)]


def test_columns(editor: Editor) -> None:
    drag(editor, 2, 14 + 7, SHIFT | ALT)
    assert editor.ranges == [(2, 7), (16, 21)]
    # Rows that end earlier are taken as far as they go.
    drag(editor, 5, 25 + 3, SHIFT | ALT)
    assert editor.ranges == [(5, 3), (19, 17), (28, 28)]


def test_columns_of_wrapped_rows(make_editor: MakeEditor) -> None:
    editor = make_editor("one two three four\nfive six\n", wrap="column", wrap_column=10)
    rows = editor.widget.viewport_in_use.shapes[0].sub_rows
    assert rows == 2
    drag(editor, 2, 8 + 4, SHIFT | ALT)  # "one two |three four"
    assert editor.ranges == [(2, 4), (10, 12)]
    drag(editor, 19 + 1, 1, SHIFT | ALT)
    assert editor.ranges == [(1, 1), (9, 9), (20, 20)]
    assert editor.view.selection.primary.head == 1


def test_columns_begin_where_they_began_when_it_scrolls(
    make_editor: MakeEditor, qtbot: QtBot
) -> None:
    editor = make_editor("\n".join(f"line {number:03}" for number in range(300)))
    editor.mouse(PRESS, editor.point(9 * 2 + 1), SHIFT | ALT)
    x = editor.point(9 * 2 + 4).x()
    below = QPointF(x, editor.widget.height() + 60)
    editor.mouse(MOVE, below, SHIFT | ALT)
    qtbot.waitUntil(lambda: editor.widget.viewport_in_use.first_row > 5)
    editor.mouse(RELEASE, below, SHIFT | ALT)
    ranges = editor.ranges
    assert ranges[0] == (9 * 2 + 1, 9 * 2 + 4)
    assert ranges == [(9 * row + 1, 9 * row + 4) for row in range(2, 2 + len(ranges))]
    assert len(ranges) > 20


def test_the_gutter_selects_lines(editor: Editor) -> None:
    gutter = QPointF(5, editor.point(15).y())
    editor.mouse(PRESS, gutter)
    assert editor.ranges == [(14, 25)]
    editor.mouse(MOVE, QPointF(5, editor.point(1).y()))
    assert editor.ranges == [(25, 0)]
    editor.mouse(RELEASE, QPointF(5, editor.point(1).y()))


def test_the_cursor_tells_gutter_from_text(editor: Editor) -> None:
    editor.mouse(MOVE, QPointF(5, 5), button=Qt.MouseButton.NoButton)
    assert editor.widget.cursor().shape() == Qt.CursorShape.ArrowCursor
    editor.mouse(MOVE, editor.point(3), button=Qt.MouseButton.NoButton)
    assert editor.widget.cursor().shape() == Qt.CursorShape.IBeamCursor


def test_dragging_outside_scrolls(make_editor: MakeEditor, qtbot: QtBot) -> None:
    editor = make_editor("\n".join(f"line {number}" for number in range(300)))
    editor.mouse(PRESS, editor.point(3))
    below = QPointF(200, editor.widget.height() + 60)
    editor.mouse(MOVE, below)
    qtbot.waitUntil(lambda: editor.widget.viewport_in_use.first_row > 5)
    assert editor.ranges[0][1] > 50
    editor.mouse(RELEASE, below)
    assert not editor.widget._pointer._scroll_timer.isActive()
    editor.assert_screen_is_right()


def test_other_buttons_are_not_ours(editor: Editor) -> None:
    editor.click(5)
    editor.click(9, button=Qt.MouseButton.RightButton)
    assert editor.ranges == [(5, 5)]


def test_the_context_menu_is_asked_for(editor: Editor) -> None:
    asked: list[int] = []
    editor.widget.context_menu_requested.connect(lambda point, offset: asked.append(offset))
    drag(editor, 4, 7)

    def request(offset: int, reason: QContextMenuEvent.Reason) -> None:
        place = editor.point(offset).toPoint()
        event = QContextMenuEvent(reason, place, editor.widget.mapToGlobal(place))
        QApplication.sendEvent(editor.widget, event)

    request(5, QContextMenuEvent.Reason.Mouse)
    assert editor.ranges == [(4, 7)]  # inside of what is selected: that is what is meant
    request(16, QContextMenuEvent.Reason.Mouse)
    assert editor.ranges == [(16, 16)]
    request(0, QContextMenuEvent.Reason.Keyboard)
    assert asked == [5, 16, 16]


def test_the_gutter_has_a_menu_of_its_row(editor: Editor) -> None:
    asked: list[str] = []
    editor.widget.margin_menu_requested.connect(lambda point, margin: asked.append(margin))
    drag(editor, 4, 7)
    ask_for_menu(editor.widget, QPointF(3, editor.point(0).y() + 2))
    assert editor.ranges == [(4, 7)]  # which is on that row
    ask_for_menu(editor.widget, QPointF(3, editor.point(16).y() + 2))
    assert editor.ranges == [(14, 14)]
    assert asked == ["gutter"] * 2


def test_the_minimap_has_a_menu(make_editor: MakeEditor) -> None:
    editor = make_editor(TEXT, minimap=True)
    editor.widget._rest.settle()
    minimap = editor.widget.findChild(Minimap)
    assert minimap is not None
    asked: list[str] = []
    editor.widget.margin_menu_requested.connect(lambda point, margin: asked.append(margin))
    ask_for_menu(minimap, QPointF(minimap.width() / 2, 5))
    assert asked == ["minimap"]
    assert editor.ranges == [(0, 0)]


def test_the_menu_of_a_caret_out_of_sight_is_where_it_is_revealed(make_editor: MakeEditor) -> None:
    editor = make_editor("line\n" * 300)
    editor.select(5 * 200)
    editor.widget.reveal(0)
    asked: list[QPoint] = []
    editor.widget.context_menu_requested.connect(lambda point, offset: asked.append(point))
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(editor.widget, QContextMenuEvent(reason, QPoint(), QPoint()))
    assert editor.widget.viewport_in_use.sees(5 * 200)
    below = editor.widget.caret_area().bottomLeft().toPoint()
    assert asked == [editor.widget.mapToGlobal(below)]


def ask_for_menu(widget: QWidget, point: QPointF) -> None:
    place = point.toPoint()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(widget, QContextMenuEvent(reason, place, widget.mapToGlobal(place)))


def test_losing_the_focus_ends_a_drag(editor: Editor) -> None:
    editor.mouse(PRESS, editor.point(2))
    editor.widget.clearFocus()
    editor.mouse(MOVE, editor.point(9))
    assert editor.ranges == [(2, 2)]


def test_wrapped_rows(make_editor: MakeEditor) -> None:
    editor = make_editor("word " * 60, wrap="on", width=400)
    shape = editor.widget.viewport_in_use.shapes[0]
    offset = shape.sub_row_start(2) + 3
    editor.click(offset)
    assert editor.ranges == [(offset, offset)]
