"""A line of thousands to millions of columns, of which only what is seen is laid out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QTextCharFormat

from pith.qt._segment_starts import SegmentStarts
from pith.qt._segments import Grid, Segments, WordRows
from pith.qt._shaped_line import UNBOUNDED, Colored, Place, ShapedLine, Span, Tokens, joined
from pith.text import Text, previous_grapheme

if TYPE_CHECKING:
    from pith.qt._shaper import Shaper

LONG_LINE = 2000
"""Longer lines, in columns, are shown in segments."""

_SEGMENT = 512
_LOOKED_THROUGH = 20_000  # columns of a line whose words are looked for at once
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
    """A Shape made of segments, each shaped when it is seen.

    Not wrapped, they have equal numbers of columns, and one starts where the one before ends (see
    SegmentStarts): what was measured to the left is handed on from edit to edit. Wrapped, a segment
    is a sub-row that ends behind a word. In a line so long that nobody goes through all of it,
    where row 9,000 starts does not depend on the 8,999 before it: rows have about as many columns,
    some fewer than there is room for. Tabs are one column wide where lines are wrapped, and a row
    that is wider all the same is set closer (see Shaper.shape_fragment).
    """

    __slots__ = (
        "_end",
        "_length",
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
        known = previous._segments if previous is not None else None
        self._segments: Segments = (
            self._rows(known, unchanged) if self._wrapped else Grid(text, start, end, _SEGMENT)
        )
        self.sub_rows = self._segments.count if self._wrapped else 1
        # Whether it has boxes is not known without reading all of it.
        self.boxes = True
        self._starts: SegmentStarts | None = None
        if not self._wrapped:
            before = previous._starts if previous is not None else None
            same = max(unchanged - 1, 0) // _SEGMENT  # what comes next decides where one ends
            self._starts = SegmentStarts(
                self._segments.count,
                _SEGMENT * shaper.style.column_width,
                self._measure,
                self._is_plain,
                before.before(same) if before is not None else None,
            )

    def _rows(self, known: Segments | None, unchanged: int) -> Segments:
        """The rows it is wrapped into."""
        shaper, text, start, end = self._shaper, self._text, self._start, self._end
        columns = max(4, int(shaper.wrap_width / shaper.style.column_width))
        if self._length <= _LOOKED_THROUGH:
            before = known if isinstance(known, WordRows) else None
            return WordRows(text, start, end, columns, before, unchanged)
        narrow = text.is_ascii(start, end) or not shaper.is_wide(
            text.slice(start, min(start + _SAMPLE, end))
        )
        return Grid(text, start, end, columns if narrow else max(4, columns // 2), at_words=True)

    @property
    def width(self) -> float:
        """In pixels; what has not been seen to the right is counted as ASCII."""
        starts = self._starts
        if starts is None:
            return self._shaper.wrap_width
        empty = self._segments.count * _SEGMENT - self._length  # columns of the last segment
        return starts.width - empty * self._shaper.style.column_width

    def _content(self, index: int) -> str:
        segments = self._segments
        start, end = segments.start(index), segments.start(index + 1)
        return self._text.slice(self._start + start, self._start + end)

    def _shape(self, index: int) -> ShapedLine:
        first, last = self._segments.start(index), self._segments.start(index + 1)
        tokens: Tokens = ()
        if first < self._shaper.reach(self._tokens):  # nearly all of a long line has no colours
            tokens = tuple(
                (max(start - first, 0), min(end, last) - first, scope)
                for start, end, scope in self._tokens_between(first, last)
                if start < last and end > first
            )
        return self._shaper.shape_fragment(self._content(index), tokens, index > 0)

    def _tokens_between(self, first: int, last: int) -> Tokens:
        """Those between two columns, and all inlays: there may be thousands, and this is asked for
        each segment."""
        tokens = self._tokens
        spans = len(tokens)
        while spans and not isinstance(tokens[spans - 1][2], str):
            spans -= 1
        low = bisect_right(tokens, first, hi=spans, key=itemgetter(1))
        high = bisect_left(tokens, last, lo=low, hi=spans, key=itemgetter(0))
        return tokens[low:high] + tokens[spans:]

    def _measure(self, index: int) -> float:
        """How wide a segment is."""
        return self._shaper.fragment_width(self._content(index), index > 0)

    def _is_plain(self, first: int, last: int) -> bool:
        """Whether segments are known to be printable ASCII, found out without reading."""
        start = self._start
        end = min(start + last * _SEGMENT, self._end)
        return self._text.is_plain(start + first * _SEGMENT, end)

    def _index_at(self, x: float) -> int:
        """The segment that is shown at x."""
        return 0 if self._starts is None else self._starts.index_at(x)

    def place(self, column: int) -> Place:
        index = self._segments.index_of(column)
        if self._starts is not None:
            self._starts.settle(index - _BESIDE, index)  # for what will be in sight with it
        x = self.start_of(index) + self._shape(index).place(column - self._segments.start(index)).x
        return Place(index if self._wrapped else 0, x)

    def sub_row_of(self, column: int) -> int:
        return self._segments.index_of(column) if self._wrapped else 0

    def is_near(self, column: int, left: float, right: float) -> bool:
        if self._wrapped:
            return True
        beside = self._beside(left, right)
        return beside.start <= self._segments.index_of(column) < beside.stop

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
        column += self._segments.start(index)
        if self._wrapped and index + 1 < self._segments.count:
            end = self._segments.start(index + 1)
            if column >= end:  # which is where the next one starts
                return previous_grapheme(self._text, self._start + end) - self._start
        return column

    def sub_row_start(self, sub_row: int) -> int:
        return self._segments.start(sub_row) if sub_row < self.sub_rows else self._length

    def sub_row_edges(self, sub_row: int) -> tuple[float, float]:
        if not self._wrapped:
            last = self._segments.count - 1
            return 0.0, self.start_of(last) + self._shape(last).width
        return 0.0, self._shape(sub_row).width

    def covered(self, sub_row: int, start: int, end: int, left: float, right: float) -> list[Span]:
        seen = range(sub_row, sub_row + 1) if self._wrapped else self._beside(left, right)
        segments = self._segments
        first = max(segments.index_of(start), seen.start)
        last = min(segments.index_of(max(end - 1, 0)), seen.stop - 1)
        spans: list[Span] = []
        for index in range(first, last + 1):
            before, x = segments.start(index), self.start_of(index)
            size = segments.start(index + 1) - before
            inside = self._shape(index).covered(
                0, max(start - before, 0), min(end - before, size), left - x, right - x
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
            return range(first, min(self._segments.count, int((bottom - y) / height) + 1))
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
        height, segments = self._shaper.style.row_height, self._segments
        for index in self._shown(y, clip.left() - x, clip.right() - x, clip.top(), clip.bottom()):
            left, right = segments.start(index), segments.start(index + 1)
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
        index = self._segments.index_of(column)
        top = y + index * self._shaper.style.row_height if self._wrapped else y
        inside = column - self._segments.start(index)
        self._shape(index).draw_over(painter, x + self.start_of(index), top, inside, given)

    def box_rects(self, x: float, y: float, clip: QRectF) -> Iterator[QRectF]:
        height = self._shaper.style.row_height
        shown = self._shown(y, clip.left() - x, clip.right() - x, clip.top(), clip.bottom())
        for index in shown:
            shape = self._shape(index)
            if shape.boxes:
                top = y + index * height if self._wrapped else y
                yield from shape.box_rects(x + self.start_of(index), top, clip)
