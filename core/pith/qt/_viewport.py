"""Which rows are seen, and where: the geometry of one editor, without anything painted.

Words: a *row* is a line of the document (those that are folded away are not seen); a *sub-row* is
one of the parts it is wrapped into (the only one, number 0, when it is not). Pixels are Qt's
(logical) pixels, from the top left corner of the text area, which excludes the gutter.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from math import floor
from typing import NamedTuple

from pith.edit import NO_FOLDS, ChangeSet, Folds
from pith.qt._kept_rows import kept_rows, kept_rows_between_folds
from pith.qt._row_ends import wrapped_at
from pith.qt._scroll_anchor import (
    ScrollAnchor,
    in_bounds,
    last_anchor,
    moved_by,
    position_of,
    reveal_row,
)
from pith.qt._seen_rows import SeenRows
from pith.qt._shaped_line import UNBOUNDED, Shape, Tokens
from pith.qt._shaper import Preedit, Shaper
from pith.qt._sideways import Sideways
from pith.text import Text

_LONGEST_COMPOSED = 100_000  # code points of a line that is laid out with what is composed in it


class Spot(NamedTuple):
    """The top left corner of where a column is shown, in pixels of the text area."""

    x: float
    y: float


class Viewport(SeenRows):
    """The seen rows of a text, and the ways to see others of it, or another text.

    Rows are shaped when they come into sight, and only then. Text, size, style and scroll
    position are set by methods, after which `fill` must be called; reading comes after that.
    """

    def __init__(
        self, text: Text, shaper: Shaper, tokens: Callable[[int], Tokens] | None = None
    ) -> None:
        super().__init__()
        self.text = text
        self.shaper = shaper
        self.tokens_of = tokens or _no_tokens
        self.width = 0.0
        self.height = 0.0
        self.padding_top = 0.0
        self.scroll_beyond_end = True
        self.anchor = ScrollAnchor(0)
        self.preedit: Preedit | None = None
        """What an input method composes, shown as if it were in the text."""
        self.inlay_rows = False
        """Whether texts that are not in the document may make rows of their own."""
        self.sideways = Sideways(self)
        self.folds = NO_FOLDS

    # What is seen

    @property
    def wrapped(self) -> bool:
        return self.shaper.wrap_width < UNBOUNDED

    @property
    def even(self) -> bool:
        """Whether every row is one sub-row."""
        return not self.wrapped and not self.inlay_rows

    @property
    def x(self) -> float:
        """By how many pixels the text is scrolled to the left."""
        return self.sideways.x

    @property
    def row_height(self) -> float:
        return self.shaper.style.row_height

    @property
    def page_rows(self) -> int:
        """How many sub-rows are seen whole, at least one."""
        return max(1, int(self.height / self.row_height))

    def fill(self, kept: dict[int, tuple[Shape, Tokens]] | None = None) -> None:
        """Shape and place the rows from the anchor to the bottom edge.

        `kept` are rows whose shapes hold still; without it those that are seen already.
        """
        if kept is None:
            kept = self.seen()
        anchor = self.anchor
        height = self.row_height
        text = self.text
        folds = self.folds
        sideways = self.sideways
        rows: list[int] = []
        shapes: list[Shape] = []
        tokens: list[Tokens] = []
        tops: list[float] = []
        row = anchor.row
        y = -anchor.pixels - anchor.sub_row * height
        bottom = self.height
        while row < text.line_count and (y < bottom or not shapes):
            found = kept.get(row)
            if found is None:
                spans = self.tokens_of(row)
                found = (self._shape(row, spans), spans)
            shape = found[0]
            shapes.append(shape)
            tokens.append(found[1])
            tops.append(y)
            y += shape.sub_rows * height
            if shape.width > sideways.widest:
                sideways.widest = shape.width
            if folds:
                rows.append(row)
                row = folds.next_row(row)
            else:
                row += 1
        self.see(rows or range(anchor.row, row), shapes, tokens, tops)
        sideways.hold_still()

    def take_text(self, text: Text) -> None:
        """Show a text that begins as the one before does, and may be that one, held elsewhere."""
        known, before = self.seen(), self.text
        self.text = text
        self._scroll_to_kept(self.anchor, {})
        self.fill(
            {
                row: (self._shape(row, spans, shape, _same_start(row, before, text)), spans)
                for row, (shape, spans) in known.items()
                if row < text.line_count
            }
        )

    def shape_of(self, row: int) -> Shape:
        """The shape of any row."""
        index = self.index_of(row)
        if index is not None:
            return self.shapes[index]
        return self._shape(row, self.tokens_of(row))

    def sub_rows_of(self, row: int) -> int:
        """How many sub-rows any row has."""
        return 1 if self.even else self.shape_of(row).sub_rows

    def _shape(
        self, row: int, tokens: Tokens, known: Shape | None = None, unchanged: int = 0
    ) -> Shape:
        preedit = self.preedit
        if preedit is not None and preedit.row == row and self._may_compose_in(row):
            return self.shaper.shape_with_preedit(self.text.line(row), tokens, preedit)
        return self.shaper.shape_row(self.text, row, tokens, known, unchanged)

    def _may_compose_in(self, row: int) -> bool:
        """Whether a row is short enough to be laid out as a whole with what is composed in it."""
        return self.text.line_end(row) - self.text.line_start(row) <= _LONGEST_COMPOSED

    # Between offsets and pixels

    def spot_of(self, offset: int) -> Spot | None:
        """Where the caret at an offset is shown; None when its row is not seen."""
        row = self.text.row_at(offset)
        top = self.top_of(row)
        if top is None:
            return None
        place = self.shape_of(row).place(offset - self.text.line_start(row))
        self.sideways.hold_still()
        return Spot(place.x - self.x, top + place.sub_row * self.row_height)

    def sees(self, offset: int) -> bool:
        """Whether the caret position of an offset is inside of what is seen."""
        spot = self.spot_of(offset)
        return (
            spot is not None
            and 0 <= spot.x <= self.width
            and -self.row_height < spot.y < self.height
        )

    def offset_at(self, x: float, y: float) -> int:
        """The offset of the caret position nearest to a point."""
        self.sideways.hold_still()
        row, shape, sub_row = self._sub_row_at(y)
        return self.text.line_start(row) + shape.column_at(sub_row, x + self.x)

    def row_end_at(self, x: float, y: float) -> int | None:
        """The offset where the sub-row at a height is wrapped, if a point is at its end: a caret
        there has the goal ROW_END. None if it is not, or if offset_at says it."""
        row, shape, sub_row = self._sub_row_at(y)
        if sub_row + 1 == shape.sub_rows:
            return None
        near = shape.sub_row_edges(sub_row)[1] - self.shaper.style.column_width / 2
        return wrapped_at(self.text, row, shape, sub_row) if x + self.x > near else None

    def _sub_row_at(self, y: float) -> tuple[int, Shape, int]:
        """The row at a height, its shape and the sub-row there; the nearest if there is none."""
        index = self.index_at(y)
        shape = self.shapes[index]
        sub_row = int((y - self.tops[index]) // self.row_height)
        return self.rows[index], shape, min(max(sub_row, 0), shape.sub_rows - 1)

    # Scrolling

    def scroll_to(self, anchor: ScrollAnchor) -> None:
        """Put a place at the top edge, as far as the text reaches."""
        row = min(max(anchor.row, 0), self.text.line_count - 1)
        if self.folds:
            row = self.folds.seen_row(row)
        sub_row = min(max(anchor.sub_row, 0), self.sub_rows_of(row) - 1)
        # A place that is not there any more has no part above the edge.
        pixels = anchor.pixels if sub_row == anchor.sub_row else min(anchor.pixels, 0.0)
        self.anchor = in_bounds(self, ScrollAnchor(row, sub_row, pixels))

    def scroll_by(self, pixels: float) -> None:
        """Scroll down (up if negative)."""
        self.anchor = in_bounds(self, moved_by(self, self.anchor, pixels))

    @property
    def position(self) -> float:
        """The top edge in rows that are not folded away, with a fraction: for scroll bars."""
        return position_of(self, self.anchor)

    def scroll_to_position(self, position: float) -> None:
        """Put a row, counted as `position` does, at the top edge."""
        count = self.folds.count_of(self.text.line_count)
        index = min(max(floor(position), 0), count - 1)
        row = self.folds.row_of(index)
        within = (position - index) * self.sub_rows_of(row)
        sub_row = floor(within)
        pixels = self.shaper.style.snap((within - sub_row) * self.row_height)
        self.scroll_to(ScrollAnchor(row, sub_row, pixels))

    @property
    def last_position(self) -> float:
        """The position of the top edge when scrolled to the end."""
        return position_of(self, last_anchor(self))

    @property
    def rows_seen(self) -> float:
        """How many rows of the document fit, with a fraction: about, when they are not even."""
        if self.even or not self.shapes:
            return self.height / self.row_height
        sub_rows = sum(shape.sub_rows for shape in self.shapes)
        return self.height / self.row_height * len(self.shapes) / sub_rows

    def reveal(self, offset: int, centre: bool = False, margin: int = 0) -> bool:
        """Scroll as little as shows the offset, or far away to the middle; False if none.

        `margin` is the number of sub-rows to keep between it and the edges. `fill` must have
        been called before, and must be called again if this returns True.
        """
        before = (self.anchor, self.x)
        row = self.text.row_at(offset)
        shape, column = self.shape_of(row), offset - self.text.line_start(row)
        place = shape.place(column)
        reveal_row(self, row, place.sub_row, centre, margin)
        self.sideways.reveal(shape, place, column)
        return (self.anchor, self.x) != before

    # Changes

    def start_over(self, text: Text) -> None:
        """Show another text, from its start."""
        self.text = text
        self.folds = NO_FOLDS
        self.anchor = ScrollAnchor(0, 0, -self.padding_top)
        self.sideways.x = self.sideways.widest = 0.0
        self.see_nothing()

    def fold(self, folds: Folds) -> None:
        """Have other rows folded away; what is at the top edge stays there, if it is seen."""
        if folds is not self.folds:
            kept = self.seen()
            self.folds = folds
            anchor = self.anchor
            if folds.hides(anchor.row):
                anchor = ScrollAnchor(folds.seen_row(anchor.row))
            self._scroll_to_kept(anchor, kept)
            self.fill(kept)

    def reshape(self, shaper: Shaper) -> None:
        """Shape everything anew, keeping the character at the top edge there."""
        anchor = self.anchor
        column = 0
        if anchor.sub_row:
            column = self.shape_of(anchor.row).sub_row_start(anchor.sub_row)
        self.shaper = shaper
        self.see_nothing()
        self.sideways.widest = 0.0
        pixels = shaper.style.snap(min(anchor.pixels, shaper.style.row_height - 1))
        sub_row = self.shape_of(anchor.row).place(column).sub_row if column else 0
        self.scroll_to(ScrollAnchor(anchor.row, sub_row, pixels))
        self.fill({})

    def compose(self, preedit: Preedit | None) -> None:
        """Show what an input method composes, or, with None, no more of it."""
        rows = {each.row for each in (self.preedit, preedit) if each is not None}
        self.preedit = preedit
        self.fill({row: kept for row, kept in self.seen().items() if row not in rows})
        anchor = self.anchor
        self.scroll_to(anchor)  # the row at the top may be fewer sub-rows now
        if self.anchor != anchor:
            self.fill()

    def edit(self, changes: ChangeSet, after: Text, folds: Folds = NO_FOLDS) -> int | None:
        """Follow an edit: what is at the top edge stays there, and `fill` is done.

        `folds` are those after it.

        Rows that were not touched keep their shapes. If one row is all that was touched, and
        nothing else moved, it is returned, be it seen or not. What is composed is not shown any
        more.
        """
        before, self.text = self.text, after
        composed, self.preedit = self.preedit, None
        if composed is None and len(changes.edits) == 1 and folds is self.folds:
            row = self._edit_in_one_row(changes, before)
            if row is not None:
                return row
        if folds or self.folds:
            self._edit_folded(changes, before, folds, composed)
            return None
        seen, anchor = self.seen(), self.anchor
        span = range(self.first_row, self.last_row + 1)
        kept, anchor_row = kept_rows(changes, before, after, seen, span, anchor.row)
        if composed is not None and composed.row in seen:
            # Wherever it is now: a row that is not kept is shaped again.
            shown = seen[composed.row]
            kept = {row: found for row, found in kept.items() if found is not shown}
        self._scroll_to_kept(anchor._replace(row=anchor_row), kept)
        self.fill(kept)
        return None

    def _edit_folded(
        self, changes: ChangeSet, before: Text, folds: Folds, composed: Preedit | None
    ) -> None:
        """As edit, one seen row after the other: where it is now, if nothing touched it."""
        seen, anchor = self.seen(), self.anchor
        if composed is not None:
            seen.pop(composed.row, None)
        kept, row = kept_rows_between_folds(changes, before, self.text, seen, anchor.row)
        self.folds = folds
        anchor = ScrollAnchor(folds.seen_row(row)) if folds.hides(row) else anchor._replace(row=row)
        self._scroll_to_kept(anchor, kept)
        self.fill(kept)

    def _scroll_to_kept(self, anchor: ScrollAnchor, kept: dict[int, tuple[Shape, Tokens]]) -> None:
        # Clamping looks at shapes, which must be those of the text after the edit.
        self.see_nothing()
        found = kept.get(anchor.row)
        if found is not None:
            self.see(range(anchor.row, anchor.row + 1), [found[0]], [found[1]], [0.0])
        self.scroll_to(anchor)

    def _edit_in_one_row(self, changes: ChangeSet, before: Text) -> int | None:
        """The way of nearly every key: the row that changed, if no other did or moved."""
        start, end, insert = changes.edits[0]
        if "\n" in insert or before.line_count != self.text.line_count:
            return None
        row = before.row_at(start)
        if end > before.line_end(row):
            return None
        index = self.index_of(row)
        if index is None:
            return row
        old = self.shapes[index]
        spans = self.tokens_of(row)
        unchanged = start - before.line_start(row)
        shape = self._shape(row, spans, old, unchanged)
        if shape.sub_rows != old.sub_rows:
            return None
        self.shapes[index] = shape
        self.tokens[index] = spans
        if shape.width > self.sideways.widest:
            self.sideways.widest = shape.width
        return row

    def retoken(self, first_row: int, last_row: int) -> list[int]:
        """Ask for the tokens of these rows again; returns the seen rows that look different."""
        different = []
        moved = False
        rows = self.rows
        for index in range(bisect_left(rows, first_row), bisect_right(rows, last_row)):
            row = rows[index]
            spans = self.tokens_of(row)
            if spans != self.tokens[index]:
                self.tokens[index] = spans
                before = self.shapes[index].sub_rows
                self.shapes[index] = self._shape(row, spans)
                moved = moved or self.shapes[index].sub_rows != before
                different.append(row)
        if not moved:
            return different
        # A bold word was wider: what is below moves, and the row at the top may have no such
        # sub-row any more.
        anchor = self.anchor
        self.scroll_to(anchor)
        self.fill()
        if self.anchor != anchor:
            return list(self.rows)
        return [row for row in self.rows if row >= different[0]]


def _no_tokens(row: int) -> Tokens:
    return ()


def _same_start(row: int, before: Text, after: Text) -> int:
    """How many columns of a row are the same in two texts that begin alike."""
    start = before.line_start(row)
    return min(before.line_end(row), after.line_end(row)) - start
