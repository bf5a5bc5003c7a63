"""A line of thousands to millions of columns, of which only what is seen is laid out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QTextCharFormat

from pith.qt._segment_starts import SegmentStarts
from pith.qt._shaped_line import UNBOUNDED, Colored, Place, ShapedLine, Span, Tokens, joined
from pith.text import Text

if TYPE_CHECKING:
    from pith.qt._shaper import Shaper

LONG_LINE = 2000
"""Longer lines, in columns, are shown in segments."""

_SEGMENT = 512
_SAMPLE = 2000
"""Columns at the start of a line that say whether most of it is wider than Latin letters are."""

_BESIDE = 12
"""Segments to the left of the caret that may be seen with it, and more."""


class HeldSegment(NamedTuple):
    """The segment of a long line that is at an x: where it starts, and how far before that x."""

    shape: LongLine
    segment: int
    start: float
    into: float


class LongLine:
    """A Shape made of segments of equal numbers of columns, each shaped when it is seen.

    Not wrapped, a segment starts where the one before ends (see SegmentStarts): what was measured
    to the left is handed on from edit to edit. Wrapped, a segment is a sub-row, broken
    after a fixed number of columns: words matter little in such lines, and where row 9,000 of
    one starts must not depend on the 8,999 before it. Tabs are one column wide there, and a row
    that is wider all the same is set closer (see Shaper.shape_fragment).
    """

    __slots__ = (
        "_end",
        "_length",
        "_segment",
        "_segments",
        "_shaper",
        "_start",
        "_starts",
        "_text",
        "_tokens",
        "_wrapped",
        "boxes",
        "sub_rows",
    )

    def __init__(
        self,
        shaper: Shaper,
        text: Text,
        start: int,
        end: int,
        tokens: Tokens,
        previous: LongLine | None = None,
        unchanged: int = 0,
    ) -> None:
        """`start` and `end` are the line's offsets in `text`; `unchanged` is how many columns at
        its start are those of `previous`."""
        self._shaper = shaper
        self._text = text
        self._start = start
        self._end = end
        self._length = end - start
        self._tokens = tokens
        self._wrapped = shaper.wrap_width < UNBOUNDED
        self._segment = _SEGMENT
        if self._wrapped:
            columns = int(shaper.wrap_width / shaper.style.column_width)
            narrow = text.is_ascii(start, end) or not shaper.is_wide(
                text.slice(start, min(start + _SAMPLE, end))
            )
            self._segment = max(4, columns if narrow else columns // 2)
        self._segments = max(1, -(-self._length // self._segment))
        self.sub_rows = self._segments if self._wrapped else 1
        # Whether it has boxes is not known without reading all of it.
        self.boxes = True
        self._starts: SegmentStarts | None = None
        if not self._wrapped:
            known = previous._starts if previous is not None else None
            self._starts = SegmentStarts(
                self._segments,
                self._segment * shaper.style.column_width,
                self._measure,
                self._is_plain,
                known.before(unchanged // self._segment) if known is not None else None,
            )

    @property
    def width(self) -> float:
        """In pixels; what has not been seen to the right is counted as ASCII."""
        starts = self._starts
        if starts is None:
            return self._shaper.wrap_width
        empty = self._segments * self._segment - self._length  # columns of the last segment
        return starts.width - empty * self._shaper.style.column_width

    def _content(self, index: int) -> str:
        start = self._start + index * self._segment
        return self._text.slice(start, min(start + self._segment, self._end))

    def _shape(self, index: int) -> ShapedLine:
        first = index * self._segment
        last = first + self._segment
        tokens: Tokens = ()
        if first < self._shaper.reach(self._tokens):  # nearly all of a long line has no colours
            tokens = tuple(
                (max(start - first, 0), min(end, last) - first, scope)
                for start, end, scope in self._tokens
                if start < last and end > first
            )
        return self._shaper.shape_fragment(self._content(index), tokens, index > 0)

    def _measure(self, index: int) -> float:
        """How wide a segment is."""
        return self._shaper.fragment_width(self._content(index), index > 0)

    def _is_plain(self, first: int, last: int) -> bool:
        """Whether segments are known to be printable ASCII, found out without reading."""
        start = self._start
        end = min(start + last * self._segment, self._end)
        return self._text.is_plain(start + first * self._segment, end)

    def _index_at(self, x: float) -> int:
        """The segment that is shown at x."""
        return 0 if self._starts is None else self._starts.index_at(x)

    def place(self, column: int) -> Place:
        index = min(column // self._segment, self._segments - 1)
        if self._starts is not None:
            self._starts.settle(index - _BESIDE, index)  # for what will be in sight with it
        x = self.start_of(index) + self._shape(index).place(column - index * self._segment).x
        return Place(index if self._wrapped else 0, x)

    def sub_row_of(self, column: int) -> int:
        return min(column // self._segment, self._segments - 1) if self._wrapped else 0

    def is_near(self, column: int, left: float, right: float) -> bool:
        if self._wrapped:
            return True
        beside = self._beside(left, right)
        return beside.start <= min(column // self._segment, self._segments - 1) < beside.stop

    def settle(self, left: float, right: float) -> HeldSegment:
        """Let what is between two x, and a good deal to the left of it, lie side by side, in a line
        that is not wrapped. Returns what is at `left`, which may have moved for that."""
        starts = self._starts
        assert starts is not None
        first = last = starts.index_at(left)
        into = left - starts.start_of(first)
        while True:
            starts.settle(first - _BESIDE, last)
            start = starts.start_of(first)
            reached = starts.index_at(start + into + right - left)
            if reached <= last:
                return HeldSegment(self, first, start, into)
            last = reached

    def start_of(self, segment: int) -> float:
        """Where a segment starts."""
        return 0.0 if self._starts is None else self._starts.start_of(segment)

    def column_at(self, sub_row: int, x: float) -> int:
        index = sub_row if self._wrapped else self._index_at(x)
        column = self._shape(index).column_at(0, x - self.start_of(index))
        if self._wrapped and index + 1 < self._segments:
            column = min(column, self._segment - 1)
        return index * self._segment + column

    def sub_row_start(self, sub_row: int) -> int:
        return sub_row * self._segment if sub_row < self.sub_rows else self._length

    def sub_row_edges(self, sub_row: int) -> tuple[float, float]:
        if not self._wrapped:
            return 0.0, self.start_of(self._segments - 1) + self._shape(self._segments - 1).width
        return 0.0, self._shape(sub_row).width

    def covered(self, sub_row: int, start: int, end: int, left: float, right: float) -> list[Span]:
        seen = range(sub_row, sub_row + 1) if self._wrapped else self._beside(left, right)
        first = max(start // self._segment, seen.start)
        last = min((end - 1) // self._segment, seen.stop - 1)
        spans: list[Span] = []
        for index in range(first, last + 1):
            before, x = index * self._segment, self.start_of(index)
            inside = self._shape(index).covered(
                0, max(start - before, 0), min(end - before, self._segment), left - x, right - x
            )
            spans += [(x + at, x + to) for at, to in inside]
        return joined(spans)

    @property
    def indent(self) -> float | None:
        return self._shape(0).indent

    def _shown(self, y: float, left: float, right: float, top: float, bottom: float) -> range:
        if self._wrapped:
            height = self._shaper.style.row_height
            first = max(0, int((top - y) / height))
            return range(first, min(self._segments, int((bottom - y) / height) + 1))
        return self._beside(left, right)

    def _beside(self, left: float, right: float) -> range:
        """The segments between two x of a line that is not wrapped."""
        starts = self._starts
        assert starts is not None
        starts.settle(starts.index_at(left), starts.index_at(right))
        return range(starts.index_at(left), starts.index_at(right) + 1)

    def draw(self, painter: QPainter, x: float, y: float, clip: QRectF) -> None:
        height = self._shaper.style.row_height
        shown = self._shown(y, clip.left() - x, clip.right() - x, clip.top(), clip.bottom())
        for index in shown:
            top = y + index * height if self._wrapped else y
            self._shape(index).draw(painter, x + self.start_of(index), top, clip)

    def draw_colored(
        self, painter: QPainter, x: float, y: float, clip: QRectF, colored: Sequence[Colored]
    ) -> None:
        height, segment = self._shaper.style.row_height, self._segment
        for index in self._shown(y, clip.left() - x, clip.right() - x, clip.top(), clip.bottom()):
            left, right = index * segment, (index + 1) * segment
            first = bisect_right(colored, left, key=itemgetter(1))
            last = bisect_left(colored, right, key=itemgetter(0))
            within = [
                (max(start, left) - left, min(end, right) - left, given)
                for start, end, given in colored[first:last]
            ]
            top = y + index * height if self._wrapped else y
            self._shape(index).draw_colored(painter, x + self.start_of(index), top, clip, within)

    def draw_over(
        self, painter: QPainter, x: float, y: float, column: int, given: QTextCharFormat
    ) -> None:
        index = column // self._segment
        top = y + index * self._shaper.style.row_height if self._wrapped else y
        inside = column - index * self._segment
        self._shape(index).draw_over(painter, x + self.start_of(index), top, inside, given)

    def box_rects(self, x: float, y: float, clip: QRectF) -> Iterator[QRectF]:
        height = self._shaper.style.row_height
        shown = self._shown(y, clip.left() - x, clip.right() - x, clip.top(), clip.bottom())
        for index in shown:
            shape = self._shape(index)
            if shape.boxes:
                top = y + index * height if self._wrapped else y
                yield from shape.box_rects(x + self.start_of(index), top, clip)
