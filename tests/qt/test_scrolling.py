"""Wheels, scroll bars, zoom, sizes, blinking, and what is left when an editor is gone."""

from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pith.workspace import Document, View
from tests.qt.conftest import MakeEditor
from tests.qt.editors import Editor

LINES = "\n".join(f"line {number}" for number in range(500))


def wheel(
    editor: Editor,
    angle: tuple[int, int] = (0, 0),
    pixels: tuple[int, int] = (0, 0),
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    phase: Qt.ScrollPhase = Qt.ScrollPhase.NoScrollPhase,
) -> None:
    point = QPointF(200, 100)
    event = QWheelEvent(
        point,
        editor.widget.mapToGlobal(point),
        QPoint(*pixels),
        QPoint(*angle),
        Qt.MouseButton.NoButton,
        held,
        phase,
        False,
    )
    QApplication.sendEvent(editor.widget, event)


def test_a_wheel_scrolls_by_rows(make_editor: MakeEditor) -> None:
    editor = make_editor(LINES)
    wheel(editor, (0, -120))
    assert editor.widget.viewport_in_use.first_row == QApplication.wheelScrollLines()
    wheel(editor, (0, 120))
    assert editor.widget.viewport_in_use.first_row == 0
    editor.assert_screen_is_right()


def test_a_touchpad_scrolls_by_pixels(make_editor: MakeEditor) -> None:
    editor = make_editor(LINES)
    wheel(editor, pixels=(0, -7))
    assert editor.widget.viewport_in_use.anchor.pixels == 7
    editor.assert_screen_is_right()


def test_a_wheel_scrolls_smoothly(make_editor: MakeEditor, qtbot: QtBot) -> None:
    editor = make_editor(LINES, smooth_scrolling=True)
    rows = QApplication.wheelScrollLines()
    wheel(editor, (0, -120))
    assert 0 < editor.widget.viewport_in_use.position < rows
    qtbot.waitUntil(lambda: editor.widget.viewport_in_use.position == rows)
    assert not editor.widget._scrolling._smooth._timer.isActive()
    editor.assert_screen_is_right()
    # Turning back does not wait for the way there.
    wheel(editor, (0, -1200))
    wheel(editor, (0, 120))
    qtbot.waitUntil(lambda: not editor.widget._scrolling._smooth._timer.isActive())
    assert editor.widget.viewport_in_use.position < 30


def test_sideways(make_editor: MakeEditor) -> None:
    editor = make_editor("x" * 500)
    wheel(editor, (0, -120), held=Qt.KeyboardModifier.ShiftModifier)
    assert editor.widget.viewport_in_use.x > 0
    editor.assert_screen_is_right()
    wheel(editor, (9999, 0))
    assert editor.widget.viewport_in_use.x == 0
    wheel(editor, (-99999, 0))
    viewport = editor.widget.viewport_in_use
    assert viewport.x == pytest.approx(
        viewport.sideways.widest + 4 * editor.widget.style_in_use.column_width - viewport.width,
        abs=1,
    )


def test_the_bar_across_is_there_when_it_is_needed(make_editor: MakeEditor) -> None:
    editor = make_editor("short")
    assert not editor.widget._display.bars.across.isVisible()
    editor.edit(0, 0, "x" * 500)
    assert editor.widget._display.bars.across.isVisible()
    editor.widget.set_options(editor.widget.options._replace(wrap="on"))
    assert not editor.widget._display.bars.across.isVisible()


def test_zoom(make_editor: MakeEditor) -> None:
    editor = make_editor(LINES)
    seen: list[float] = []
    editor.widget.zoom_changed.connect(seen.append)
    height = editor.widget.style_in_use.row_height
    editor.widget.scroll_rows(100)
    wheel(editor, (0, 120), held=Qt.KeyboardModifier.ControlModifier)
    assert editor.widget.style_in_use.row_height > height
    assert editor.widget.viewport_in_use.first_row == 100
    wheel(editor, (0, -120), held=Qt.KeyboardModifier.ControlModifier)
    editor.widget.zoom(100)
    editor.widget.set_zoom(1.0)
    editor.widget.set_zoom(1.0)
    assert seen == [pytest.approx(1.1), 1.0, 6.0, 1.0]
    assert editor.widget.style_in_use.row_height == height
    editor.assert_screen_is_right()


def test_fine_wheels_and_touchpads_zoom_by_as_much_as_they_turn(make_editor: MakeEditor) -> None:
    editor = make_editor(LINES)
    for _ in range(20):
        wheel(editor, (0, 15), held=Qt.KeyboardModifier.ControlModifier)
    assert editor.widget.zoom_factor == pytest.approx(1.1**2.5)
    for _ in range(20):
        wheel(editor, (0, -15), held=Qt.KeyboardModifier.ControlModifier)
    assert editor.widget.zoom_factor == 1.0
    notch = QApplication.wheelScrollLines() * editor.widget.style_in_use.row_height
    for _ in range(round(notch)):
        wheel(editor, pixels=(0, 1), held=Qt.KeyboardModifier.ControlModifier)
    assert 1.05 < editor.widget.zoom_factor < 1.13
    editor.widget.set_zoom(1.0)
    for phase in (Qt.ScrollPhase.ScrollMomentum, Qt.ScrollPhase.ScrollMomentum):
        wheel(editor, (0, 120), held=Qt.KeyboardModifier.ControlModifier, phase=phase)
    assert editor.widget.zoom_factor == 1.0
    assert editor.widget.viewport_in_use.position == 0


def test_at_the_ends_of_the_zoom_nothing_adds_up(make_editor: MakeEditor) -> None:
    editor = make_editor(LINES)
    editor.widget.zoom(1000)
    editor.widget.zoom(-1)
    assert editor.widget.zoom_factor < 5.7


def test_the_wheel_scrolls_with_ctrl_where_it_is_not_to_zoom(make_editor: MakeEditor) -> None:
    editor = make_editor(LINES, wheel_zoom=False)
    wheel(editor, (0, -120), held=Qt.KeyboardModifier.ControlModifier)
    assert editor.widget.zoom_factor == 1.0
    assert editor.widget.viewport_in_use.first_row == QApplication.wheelScrollLines()


@pytest.mark.parametrize("angle", [(0, -120), (-120, 0)])  # what Qt makes of it with Alt
def test_with_alt_the_wheel_is_fast(make_editor: MakeEditor, angle: tuple[int, int]) -> None:
    editor = make_editor(LINES)
    wheel(editor, angle, held=Qt.KeyboardModifier.AltModifier)
    assert editor.widget.viewport_in_use.first_row == 5 * QApplication.wheelScrollLines()


def test_a_zoom_is_taken_over_when_the_editor_is_shown(make_editor: MakeEditor) -> None:
    editor = make_editor(LINES)
    height = editor.widget.style_in_use.row_height
    editor.widget.hide()
    editor.widget.set_zoom(2.0)
    assert editor.widget.style_in_use.row_height == height
    editor.widget.show()
    assert editor.widget.style_in_use.row_height > 1.8 * height
    editor.assert_screen_is_right()


def test_the_bar_moves_the_text_and_the_text_the_bar(make_editor: MakeEditor) -> None:
    editor = make_editor(LINES)
    bar = editor.widget._display.bars.upright

    def mouse(kind: QEvent.Type, y: float) -> None:
        point = QPointF(8, y)
        button = Qt.MouseButton.LeftButton
        event = QMouseEvent(
            kind, point, bar.mapToGlobal(point), button, button, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(bar, event)

    mouse(QEvent.Type.MouseButtonPress, bar.slider().center().y())
    mouse(QEvent.Type.MouseMove, 9999)
    assert editor.widget.viewport_in_use.first_row == 499
    mouse(QEvent.Type.MouseMove, 200)
    assert 150 < editor.widget.viewport_in_use.first_row < 350
    mouse(QEvent.Type.MouseButtonRelease, 200)
    editor.assert_screen_is_right()
    editor.widget.reveal(0)
    assert bar.position == 0
    mouse(QEvent.Type.MouseButtonPress, 300)  # beside the slider: go there
    assert editor.widget.viewport_in_use.first_row > 200
    mouse(QEvent.Type.MouseButtonRelease, 300)


def test_marks_on_the_bar(make_editor: MakeEditor) -> None:
    editor = make_editor(LINES)
    before = editor.widget._display.bars.upright.grab().toImage()
    editor.widget.set_decorations("find", [(2000, 2004, "find"), (3000, 3004, "error")])
    assert editor.widget._display.bars.upright.grab().toImage() != before
    editor.widget.set_decorations("find", [])
    assert editor.widget._display.bars.upright.grab().toImage() == before


def test_a_resize_keeps_the_top_row(make_editor: MakeEditor) -> None:
    editor = make_editor(("word " * 40 + "\n") * 50, wrap="on")
    editor.widget.scroll_by(0, 20 * editor.widget.style_in_use.row_height)
    viewport = editor.widget.viewport_in_use
    row, sub_row, _ = viewport.anchor
    top = viewport.text.line_start(row) + viewport.shapes[0].sub_row_start(sub_row)
    editor.widget.resize(400, 300)
    editor.settle()
    row, sub_row, _ = viewport.anchor
    shape = viewport.shapes[0]
    start = viewport.text.line_start(row)
    assert start + shape.sub_row_start(sub_row) <= top < start + shape.sub_row_start(sub_row + 1)
    editor.assert_screen_is_right()


def test_what_is_typed_is_scrolled_to(make_editor: MakeEditor) -> None:
    editor = make_editor(LINES)
    editor.widget.scroll_rows(300)
    editor.type("x")
    assert editor.widget.viewport_in_use.first_row == 0
    editor.press("ctrl+end")
    assert editor.widget.viewport_in_use.last_row == 499
    editor.assert_screen_is_right()


def test_a_caret_behind_a_line_that_just_fits_is_seen_whole(make_editor: MakeEditor) -> None:
    """A block is as wide as a character, where no character is."""
    editor = make_editor("", width=120, caret_style="block", wrap="off")
    for _ in range(30):
        editor.type("x")
        area, text_area = editor.widget.caret_area(), editor.widget.text_area()
        assert area.right() <= text_area.right() + 1, len(editor.view.state.text)


def test_a_reveal_before_there_is_a_size_centres_later(make_editor: MakeEditor) -> None:
    document = Document(LINES)
    view = View(document)
    editor = make_editor("")
    widget = type(editor.widget)(view)
    widget.viewport_in_use.height = 0.0
    widget.reveal(view.state.text.line_start(250))
    widget.resize(600, 400)
    widget.show()
    QApplication.processEvents()
    viewport = widget.viewport_in_use
    assert abs((viewport.first_row + viewport.last_row) / 2 - 250) < 2
    widget.dispose()
    widget.deleteLater()


def test_another_view_in_the_same_widget(make_editor: MakeEditor) -> None:
    editor = make_editor(LINES)
    editor.widget.scroll_rows(123)
    first, second = editor.view, View(Document("another\ntext"))
    editor.widget.set_view(second)
    assert editor.widget.viewport_in_use.text is second.state.text
    assert editor.widget.viewport_in_use.first_row == 0
    editor.assert_screen_is_right()
    editor.edit(0, 0, "not seen\n")
    editor.assert_screen_is_right()
    editor.widget.set_view(first)
    assert editor.widget.viewport_in_use.first_row == 123
    editor.assert_screen_is_right()
    second.dispose()


def test_two_views_of_one_document(make_editor: MakeEditor) -> None:
    editor = make_editor(LINES)
    other = make_editor("")
    view = View(editor.document)
    other.widget.set_view(view)
    other.widget.scroll_rows(50)
    editor.press("enter")
    assert other.widget.viewport_in_use.first_row == 51
    other.assert_screen_is_right()
    other.widget.dispose()
    view.dispose()


def test_scroll_state(make_editor: MakeEditor) -> None:
    editor = make_editor(LINES)
    editor.widget.scroll_by(0, 1234)
    state = editor.widget.scroll_state()
    editor.widget.scroll_by(0, -500)
    editor.widget.restore_scroll(state)
    assert editor.widget.scroll_state() == state
    editor.widget.restore_scroll({"row": 10**9})
    assert editor.widget.viewport_in_use.first_row == 499


def test_what_was_scrolled_sideways_is_not_when_it_is_wrapped(make_editor: MakeEditor) -> None:
    editor = make_editor("wide " * 100)
    editor.widget.scroll_by(300, 0)
    state = editor.widget.scroll_state()
    assert state["x"] == 300
    editor.widget.set_options(editor.widget.options._replace(wrap="on"))
    editor.widget.restore_scroll(state)
    assert editor.widget.viewport_in_use.x == 0
    editor.widget.set_options(editor.widget.options._replace(wrap="off"))
    editor.widget.restore_scroll(state)
    assert editor.widget.viewport_in_use.x == 300


@pytest.mark.parametrize("style", ["line", "block", "underline", "block-outline", "line-thin"])
def test_a_caret_is_brought_into_sight_where_it_is_painted(
    make_editor: MakeEditor, style: str
) -> None:
    """In front of a word that is written from right to left it is at its other end."""
    content = "word " * 30 + "שלום עולם" * 8 + " word" * 30
    editor = make_editor(content, caret_style=style, width=400)
    for offset in [*range(0, len(content), 7), content.index("ש")]:
        editor.select(offset)
        area, text_area = editor.widget.caret_area(), editor.widget.text_area()
        assert text_area.adjusted(-2, -1, 2, 1).contains(area), offset


def test_what_scrolled_says(make_editor: MakeEditor) -> None:
    editor = make_editor(LINES)
    seen: list[tuple[int, int]] = []
    editor.widget.scrolled.connect(lambda first, last: seen.append((first, last)))
    editor.widget.scroll_rows(10)
    viewport = editor.widget.viewport_in_use
    assert seen == [(10, viewport.last_row)]


def test_an_editor_left_alone_has_no_timer_running(make_editor: MakeEditor, qtbot: QtBot) -> None:
    editor = make_editor("text", caret_blink=True)
    blink = editor.widget._blink
    assert blink.running
    blink._last_input -= 11
    blink._tick()
    assert not blink.running
    assert blink.on
    editor.type("x")
    assert blink.running
    editor.widget.clearFocus()
    assert not blink.running
    editor.settle()
    qtbot.waitUntil(lambda: not active_timers(editor))


def active_timers(editor: Editor) -> list[QTimer]:
    return [timer for timer in editor.widget.findChildren(QTimer) if timer.isActive()]


def test_a_disposed_editor_is_gone(qapp: QApplication) -> None:
    editor = Editor("text", caret_blink=True)
    view, document = editor.view, editor.document
    editor.widget.dispose()
    assert not active_timers(editor)
    assert len(view.changed) == 0
    view.dispose()
    assert document.views == ()
    watched = weakref.ref(editor.widget)
    editor.widget.close()
    editor.widget.deleteLater()
    view.context_factory = view._plain_context
    del editor, view
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert watched() is None


def test_a_caret_in_sight_stays_there_when_lines_are_wrapped(make_editor: MakeEditor) -> None:
    content = "start\n" + "word " * 20_000 + "\nend"
    editor = make_editor(content)
    editor.select(80_000)
    editor.settle()
    viewport = editor.widget.viewport_in_use
    for wrap in ("on", "off", "bounded", "off"):
        assert viewport.sees(80_000)
        editor.widget.set_options(editor.widget.options._replace(wrap=wrap))
        editor.assert_screen_is_right()
    editor.widget.zoom(3)
    assert viewport.sees(80_000)


def test_a_column_to_wrap_at_beyond_the_edge_can_be_scrolled_to(make_editor: MakeEditor) -> None:
    editor = make_editor("word " * 30, width=300, wrap="column", wrap_column=100)
    assert editor.widget.viewport_in_use.shapes[0].sub_rows == 2
    editor.press("end")
    point = editor.widget.point_of(editor.ranges[0][1])
    assert point is not None
    assert 0 < point.x() < 300
    assert editor.widget.viewport_in_use.x > 0
    editor.assert_screen_is_right()


def test_where_a_larger_font_was_scrolled_to(make_editor: MakeEditor) -> None:
    editor = make_editor("word\n" * 100)
    editor.widget.restore_scroll({"row": 7, "pixels": 90.0})
    viewport = editor.widget.viewport_in_use
    assert viewport.first_row == 7
    assert viewport.tops[0] + viewport.row_height > 0
    editor.assert_screen_is_right()


@pytest.mark.parametrize("height", [120, 150, 160, 180, 300])
def test_there_is_no_room_that_leaves_less_than_a_row(make_editor: MakeEditor, height: int) -> None:
    """A large font in a low editor, beneath something that floats over it."""
    editor = make_editor("first\nsecond\n", font_size=50, height=height)
    editor.widget.set_covered(QRectF(100, 4, 300, 98))
    editor.select(0)
    editor.type("x")
    area = editor.widget.caret_area()
    assert area.height() > 0
    assert editor.widget.text_area().adjusted(-2, -1, 2, 1).contains(area)
