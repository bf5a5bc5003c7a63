"""How far a text is scrolled sideways, and how far it may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pith.qt._long_line import HeldSegment, LongLine
from pith.qt._shaped_line import UNBOUNDED, Place, Shape, Span

if TYPE_CHECKING:
    from pith.qt._viewport import Viewport


class Sideways:
    """Of one viewport. Nothing is scrolled beyond the widest row that was ever seen: nobody knows
    how wide the others are."""

    def __init__(self, viewport: Viewport) -> None:
        self._viewport = viewport
        self.x = 0.0
        """By how many pixels the text is scrolled to the left."""
        self.widest = 0.0
        """The widest row seen so far, in pixels."""
        self._held: tuple[HeldSegment, float] | None = None

    @property
    def _fits(self) -> bool:
        """Whether nothing can be wider than the window: a column to wrap at may lie beyond it."""
        return self._viewport.shaper.wrap_width <= self._viewport.width

    @property
    def last_x(self) -> float:
        """How far the text may be scrolled: to just past its widest row so far."""
        column = self._viewport.shaper.style.column_width
        # Behind the last character there has to be room for a caret as wide as one.
        if self._fits or self.widest + column <= self._viewport.width:
            return 0.0
        return self.widest + 4 * column - self._viewport.width

    def scroll_to(self, x: float) -> None:
        self.x = self._viewport.shaper.style.snap(min(max(x, 0.0), self.last_x))

    def put(self, x: float) -> None:
        """Scroll to where the text was once: a wider row than any so far may have been seen then,
        or the text was not wrapped."""
        self.x = 0.0 if self._fits else self._viewport.shaper.style.snap(max(x, 0.0))

    def hold_still(self) -> None:
        """Scroll by as much as what is seen of a long line has moved.

        Where it stands in its line depends on what is to its left, of which nobody may have looked
        at all before.
        """
        shaper = self._viewport.shaper
        if shaper.wrap_width < UNBOUNDED:
            return
        x, shapes = self.x, self._viewport.shapes
        if self._held is not None:
            held, scrolled = self._held
            if scrolled == x and any(shape is held.shape for shape in shapes):
                x += held.shape.start_of(held.segment) - held.start
        self._held = None
        for shape in shapes:
            if type(shape) is LongLine and shape.width > x:
                held = shape.settle(x, x + self._viewport.width)
                self.x = shaper.style.snap(held.start + held.into)
                self.widest = max(self.widest, shape.width)
                self._held = (held, self.x)
                return
        self.x = shaper.style.snap(x)

    def reveal(self, shape: Shape, place: Place, column: int) -> None:
        """Scroll as little as shows a column of a row, which is at `place`."""
        if self._fits:
            return
        width = self._viewport.width
        first, last = self._caret_span(shape, place, column)
        room = min(4 * self._viewport.shaper.style.column_width, width / 4)
        if first - room < self.x or last + room > self.x + width:
            left = first - room if first - room < self.x else last + room - width
            self.widest = max(self.widest, last)
            self.scroll_to(left)

    def _caret_span(self, shape: Shape, place: Place, column: int) -> Span:
        """From where to where a caret at a column of a row is seen: one that is as wide as a
        character stands on it, which may be elsewhere in a line that goes both ways."""
        style, width = self._viewport.shaper.style, self._viewport.width
        if style.options.caret_style.startswith("line"):
            return place.x, place.x
        spans = shape.covered(place.sub_row, column, column + 1, place.x - width, place.x + width)
        if spans and spans[0][1] > spans[0][0]:
            return spans[0]
        return place.x, place.x + style.column_width
