"""What the mouse does to the selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtWidgets import QApplication

from pith.edit import ROW_END, Range, Selection
from pith.qt._guard import guarded
from pith.qt._keys import ALT, CONTROL, SHIFT
from pith.qt._primary_selection import PrimarySelection
from pith.qt._text_box import Corner
from pith.qt._text_drag import far_enough
from pith.text import Text, word_at

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from pith.qt._widget import EditorWidget

_CHARACTERS, _WORDS, _ROWS, _COLUMNS = range(4)
_AUTO_SCROLL_MILLISECONDS = 25


class Pointer(QObject):
    """Clicks and drags: characters, words (double), lines (triple and in the gutter), all
    (quadruple), columns.

    Alt+click adds a caret, Shift+click extends, Shift+Alt+drag and dragging with the middle button
    select a rectangle. While the button is held outside, the text scrolls towards it. What is
    selected can be dragged elsewhere. Clicks with the middle button and releasing the left one
    work with the primary selection where the desktop has one.
    """

    def __init__(self, widget: EditorWidget, primary: PrimarySelection) -> None:
        super().__init__(widget)
        self._widget = widget
        self._unit = _CHARACTERS
        self._dragging = False
        self._held: int | None = None
        """Where in what is selected the button went down: to drag it, or to put a caret there."""
        self._origin = (0, 0)  # what the first click selected; a drag never takes that back
        self._origin_point = QPointF()
        self._origin_corner = Corner(0, 0, 0.0)  # of a box, wherever it is scrolled to
        self._kept: tuple[Range, ...] = ()
        self._first = 0  # the index in what is kept, and what is dragged, of what was first there
        self._last_point = QPointF()
        self._double_click_at: QPointF | None = None
        self._triple_click_at: QPointF | None = None
        self._middle_at: QPointF | None = None
        """Where the middle button went down: to paste there, or to select a rectangle."""
        self._click_timer = QTimer(self)
        self._click_timer.setSingleShot(True)
        self._scroll_timer = QTimer(self)
        self._scroll_timer.setInterval(_AUTO_SCROLL_MILLISECONDS)
        self._scroll_timer.timeout.connect(self._auto_scroll)
        self._primary = primary

    @property
    def dragging(self) -> bool:
        return self._dragging

    # Events

    def press(self, event: QMouseEvent) -> bool:
        """A button went down; False if that means nothing here."""
        if event.button() == Qt.MouseButton.MiddleButton:
            return self._press_middle(event.position())
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        self._middle_at = None  # if it is still held, the drag is the left button's
        point = event.position()
        modifiers = event.modifiers().value
        shift, alt = bool(modifiers & SHIFT), bool(modifiers & ALT)
        self._last_point = self._origin_point = point
        self._kept, self._first = (), 0
        in_gutter = self._widget.in_gutter(point)
        triple = self._is_next_click(self._double_click_at, point)
        self._double_click_at = None
        self._triple_click_at = point if triple else None
        if triple:
            self._click_timer.start(QApplication.doubleClickInterval())
        if in_gutter or triple:
            self._unit = _ROWS
        elif shift and alt:
            self._unit = _COLUMNS
            self._origin_corner = self._widget.corner_at(point)
        else:
            self._unit = _CHARACTERS
        selection = self._widget.view.selection
        offset, _ = self._hit(point)
        plain = not modifiers & ~CONTROL  # with Ctrl, what is dragged is copied
        if self._unit == _CHARACTERS and plain and self._widget.drag.can_start(offset):
            self._held = offset
            return True
        if alt and not shift:
            if self._remove_caret(selection, offset):
                return True
            self._kept, self._first = selection.ranges, selection.first_index
        if shift and not alt:
            anchor = selection.primary.anchor
            self._origin = (anchor, anchor)
        else:
            self._origin = self._unit_at(offset)
        self._dragging = True
        self._drag_to(point)
        return True

    def double_click(self, event: QMouseEvent) -> bool:
        if event.button() != Qt.MouseButton.LeftButton or self._widget.in_gutter(event.position()):
            return self.press(event)
        self._held = None
        last, self._triple_click_at = self._triple_click_at, None
        if self._is_next_click(last, event.position()):
            everything = Range(0, len(self._widget.view.state.text))
            self._widget.select(Selection.of([everything]), "select.pointer")
            self._primary.publish()
            return True
        self._double_click_at = event.position()
        self._click_timer.start(QApplication.doubleClickInterval())
        alt = bool(event.modifiers().value & ALT)
        # The first of the two clicks has left a caret here; the word takes its place.
        offset = self._widget.offset_at_point(event.position())
        selection = self._widget.view.selection
        first = selection.ranges[selection.first_index]
        kept = [each for each in selection.ranges if each.head != offset] if alt else []
        self._kept = tuple(kept)
        self._first = kept.index(first) if first in kept else len(kept)
        self._unit = _WORDS
        self._origin = self._unit_at(offset)
        self._dragging = True
        self._last_point = event.position()
        self._drag_to(event.position())
        return True

    def _press_middle(self, point: QPointF) -> bool:
        if self._widget.in_gutter(point) or self._dragging or self._held is not None:
            return False
        self._middle_at = self._last_point = point
        self._kept, self._first = (), 0
        self._origin_corner = self._widget.corner_at(point)
        return True

    def move(self, event: QMouseEvent) -> None:
        if self._middle_at is not None:
            if not far_enough(event.position(), self._middle_at, QApplication.startDragDistance()):
                return
            self._middle_at = None
            self._unit = _COLUMNS
            self._dragging = True
        if self._held is not None:
            distance = QApplication.startDragDistance()
            if far_enough(event.position(), self._origin_point, distance):
                held, self._held = self._held, None
                self._widget.drag.start(held)
            return
        if not self._dragging:
            return
        self._last_point = event.position()
        self._drag_to(event.position())
        if self._overshoot() != (0.0, 0.0):
            if not self._scroll_timer.isActive():
                self._scroll_timer.start()
        else:
            self._scroll_timer.stop()

    def release(self, event: QMouseEvent) -> None:
        middle, self._middle_at = self._middle_at, None
        if middle is not None and event.button() == Qt.MouseButton.MiddleButton:
            self._primary.paste_at(middle)
            return
        held, self._held = self._held, None
        if held is not None:  # it was a click
            self._widget.select(Selection.caret(held), "select.pointer")
        if self._dragging:
            self.cancel()
            self._primary.publish()

    def cancel(self) -> None:
        """Forget a drag that is under way."""
        self._dragging = False
        self._held = self._middle_at = None
        self._scroll_timer.stop()

    # What is under way

    def _is_next_click(self, last: QPointF | None, point: QPointF) -> bool:
        """Whether a click at a point belongs to the one before it."""
        if last is None or not self._click_timer.isActive():
            return False
        return not far_enough(point, last, QApplication.startDragDistance())

    def _hit(self, point: QPointF) -> tuple[int, float | None]:
        """The offset nearest to a point, and the goal of a caret there: at the end of a row that
        is wrapped, the character before it is hit as well."""
        if self._unit == _CHARACTERS:
            end = self._widget.row_end_at(point)
            if end is not None:
                return end, ROW_END
        return self._widget.offset_at_point(point), None

    def _unit_at(self, offset: int) -> tuple[int, int]:
        """Start and end of the character position, word or row an offset is in."""
        text = self._widget.view.state.text
        if self._unit == _WORDS:
            separators = self._widget.view.document.options.word_separators
            return word_at(text, offset, separators) or _run_at(text, offset)
        if self._unit == _ROWS:
            row = text.row_at(offset)
            last = row == text.line_count - 1
            return text.line_start(row), len(text) if last else text.line_start(row + 1)
        return offset, offset

    def _drag_to(self, point: QPointF) -> None:
        widget = self._widget
        if self._unit == _COLUMNS:
            self._select_columns(point)
            return
        offset, goal = self._hit(point)
        start, end = self._unit_at(offset)
        origin_start, origin_end = self._origin
        if start < origin_start:
            dragged = Range(origin_end, start, goal)
        else:
            dragged = Range(origin_start, max(end, origin_end), goal)
        selection = Selection.of((*self._kept, dragged), len(self._kept), self._first)
        widget.select(selection, "select.pointer")

    def _select_columns(self, point: QPointF) -> None:
        """One range a row, between the same two x, as far as the row's text goes."""
        ranges = self._widget.box_between(self._origin_corner, self._widget.corner_at(point))
        if ranges:
            self._widget.select(Selection.of(ranges, len(ranges) - 1, 0), "select.pointer")

    def _remove_caret(self, selection: Selection, offset: int) -> bool:
        """Alt+click on a caret takes it away, unless it is the only one."""
        ranges = [each for each in selection.ranges if not (each.is_empty and each.head == offset)]
        if len(ranges) in (0, len(selection.ranges)):
            return False
        self._widget.select(Selection.of(ranges, len(ranges) - 1), "select.pointer")
        return True

    def _overshoot(self) -> tuple[float, float]:
        """How far the mouse is outside of the text, to the right and down."""
        area = self._widget.text_area()
        point = self._last_point
        right = max(0.0, point.x() - area.right()) + min(0.0, point.x() - area.left())
        down = max(0.0, point.y() - area.bottom()) + min(0.0, point.y() - area.top())
        if self._unit == _ROWS:
            right = 0.0
        return right, down

    @guarded
    def _auto_scroll(self) -> None:
        right, down = self._overshoot()
        if not self._dragging or (not right and not down):
            self._scroll_timer.stop()
            return
        # The further out, the faster.
        self._widget.scroll_by(_speed(right), _speed(down))
        self._drag_to(self._last_point)


def _speed(overshoot: float) -> float:
    """Pixels a step for a mouse that is so far outside."""
    if not overshoot:
        return 0.0
    return max(-120.0, min(120.0, overshoot * 0.6)) + (4.0 if overshoot > 0 else -4.0)


def _run_at(text: Text, offset: int) -> tuple[int, int]:
    """The run of blanks or of punctuation at an offset that is in no word."""
    row = text.row_at(offset)
    start, end = text.line_start(row), text.line_end(row)
    if start == end:
        return offset, offset
    at = min(offset, end - 1)
    blank = text.char_at(at).isspace()
    first = last = at
    while blank and first > start and text.char_at(first - 1).isspace():
        first -= 1
    last = at + 1
    while blank and last < end and text.char_at(last).isspace():
        last += 1
    return first, last
