"""Text that is dragged: within an editor, out of it, and into it from elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pith.edit import ClipboardContent, Range
from tests.qt.conftest import MakeEditor
from tests.qt.editors import Editor

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
BOTH = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


def drop(editor: Editor, text: str, offset: int) -> QDropEvent:
    data = QMimeData()
    data.setText(text)
    point = editor.point(offset)
    enter = QDragEnterEvent(point.toPoint(), BOTH, data, LEFT, NONE)
    QApplication.sendEvent(editor.widget, enter)
    assert enter.isAccepted()
    assert editor.widget._canvas.scene.drop_offset == offset
    editor.assert_screen_is_right()
    event = QDropEvent(point, BOTH, data, LEFT, NONE)
    event.setDropAction(Qt.DropAction.CopyAction)
    QApplication.sendEvent(editor.widget, event)
    assert editor.widget._canvas.scene.drop_offset is None
    return event


def test_text_from_elsewhere_is_put_where_it_is_dropped(make_editor: MakeEditor) -> None:
    editor = make_editor("one two\n")
    assert drop(editor, "a\r\nb", 4).isAccepted()
    assert editor.text == "one a\nbtwo\n"
    assert editor.ranges == [(4, 7)]
    assert editor.view.undo()
    assert editor.text == "one two\n"
    editor.assert_screen_is_right()


def test_what_leaves_again_leaves_no_trace(make_editor: MakeEditor) -> None:
    editor = make_editor("one two\n")
    data = QMimeData()
    data.setText("x")
    enter = QDragEnterEvent(editor.point(4).toPoint(), BOTH, data, LEFT, NONE)
    QApplication.sendEvent(editor.widget, enter)
    QApplication.sendEvent(editor.widget, QDragLeaveEvent())
    assert editor.text == "one two\n"
    editor.assert_screen_is_right()


def test_files_are_left_to_the_window(make_editor: MakeEditor) -> None:
    editor = make_editor("one two\n")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/nowhere")])
    enter = QDragEnterEvent(editor.point(4).toPoint(), BOTH, data, LEFT, NONE)
    QApplication.sendEvent(editor.widget, enter)
    assert not enter.isAccepted()


@pytest.mark.parametrize(
    ("offset", "text", "selected"),
    [(8, "two one three", (4, 8)), (13, "two threeone ", (9, 13)), (2, "one two three", (0, 4))],
)
def test_within_an_editor_text_is_moved(
    make_editor: MakeEditor, offset: int, text: str, selected: tuple[int, int]
) -> None:
    editor = make_editor("one two three")
    editor.select((0, 4))
    editor.widget.drag.move(Range(0, 4), offset)
    assert editor.text == text
    assert editor.ranges == [selected]


def test_pressing_in_a_selection_begins_a_drag_and_a_click_puts_a_caret(
    make_editor: MakeEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = make_editor("one two three")
    editor.select((0, 7))
    editor.mouse(QEvent.Type.MouseButtonPress, editor.point(3))
    assert editor.ranges == [(0, 7)]
    editor.mouse(QEvent.Type.MouseButtonRelease, editor.point(3))
    assert editor.ranges == [(3, 3)]
    started: list[int] = []
    monkeypatch.setattr(editor.widget.drag, "start", started.append)
    editor.select((0, 7))
    editor.mouse(QEvent.Type.MouseButtonPress, editor.point(3))
    editor.mouse(QEvent.Type.MouseMove, editor.point(3) + QPointF(2, 0))
    assert started == []
    editor.mouse(QEvent.Type.MouseMove, editor.point(3) + QPointF(40, 0))
    assert started == [3]
    editor.mouse(QEvent.Type.MouseButtonRelease, editor.point(7))
    assert editor.ranges == [(0, 7)]
    editor.click(10)
    assert editor.ranges == [(10, 10)]


def test_with_ctrl_held_what_is_selected_is_dragged_as_well(
    make_editor: MakeEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = make_editor("one two three")
    started: list[int] = []
    monkeypatch.setattr(editor.widget.drag, "start", started.append)
    editor.select((0, 7))
    held = Qt.KeyboardModifier.ControlModifier
    editor.mouse(QEvent.Type.MouseButtonPress, editor.point(3), held)
    editor.mouse(QEvent.Type.MouseMove, editor.point(3) + QPointF(40, 0), held)
    assert started == [3]


def test_held_over_an_edge_text_scrolls_to_what_is_beyond(make_editor: MakeEditor) -> None:
    editor = make_editor("word\n" * 200, height=200)
    viewport = editor.widget.viewport_in_use
    data = QMimeData()
    data.setText("x")

    def hold(y: int) -> None:
        event = QDragEnterEvent(QPoint(120, y), BOTH, data, LEFT, NONE)
        QApplication.sendEvent(editor.widget, event)

    hold(100)
    QTest.qWait(100)
    assert viewport.first_row == 0
    hold(196)
    QTest.qWait(200)
    assert viewport.first_row >= 2
    assert editor.widget._canvas.scene.drop_offset == editor.widget.offset_at_point(
        QPointF(120, 196)
    )
    hold(100)
    editor.assert_screen_is_right()
    reached = viewport.first_row
    hold(3)
    QTest.qWait(100)
    assert viewport.first_row < reached
    QApplication.sendEvent(editor.widget, QDragLeaveEvent())
    reached = viewport.first_row
    QTest.qWait(100)
    assert viewport.first_row == reached


class Primary:
    """A primary selection, which the screen that nobody sees has not."""

    supported = True

    def read(self) -> ClipboardContent:
        return ClipboardContent("(\n")


def test_what_the_middle_button_pastes_is_not_typed(make_editor: MakeEditor) -> None:
    editor = make_editor("one\ntwo\n")
    typed: list[str] = []
    editor.widget.text_handler = typed.append
    editor.widget._primary._clipboard = Primary()  # type: ignore[assignment]
    editor.click(4, button=Qt.MouseButton.MiddleButton)
    assert typed == []
    assert editor.text == "one\n(\ntwo\n"
    assert editor.ranges == [(6, 6)]
    assert editor.view.undo()
    assert editor.text == "one\ntwo\n"
