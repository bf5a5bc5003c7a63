"""A line of the document, shaped: its glyphs laid out in one or, wrapped, several sub-rows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextLine

from pith.qt._display_text import DisplayText, goes_both_ways, has_marks
from pith.qt._line_breaks import break_at, in_utf16
from pith.qt._span_drawing import draw_spans
from pith.qt._style import Style
from pith.text import graphemes, utf16_length, utf16_to_column

if TYPE_CHECKING:
    from pith.qt._mark import Inlay

UNBOUNDED = 1.0e7

ROW_BREAK = "\u2028"
"""Where Qt begins another sub-row: in texts that are not in the document, and nowhere else, as it
has a name in a box there."""

_TRIES = 8
_TOUCHING = 0.5  # pixels between glyphs that stand side by side


Tokens: TypeAlias = "tuple[tuple[int, int, str | Inlay], ...]"
"""Start and end columns and the scope of each stretch of a line: TokenSpans are such tuples.

After them come inlays, which stand before the column they start at.
"""


Colored = tuple[int, int, QTextCharFormat]
"""Start and end columns, and what they look like."""


Span = tuple[float, float]
"""Left and right, in pixels from the text's left edge."""


class Place(NamedTuple):
    """Where a column is shown: its sub-row and x, in pixels from the text's left edge."""

    sub_row: int
    x: float


class Shape(Protocol):
    """A line as it is shown. Columns count code points of the line, sub-rows from 0."""

    @property
    def sub_rows(self) -> int: ...
    @property
    def width(self) -> float:
        """In pixels."""
        ...

    @property
    def boxes(self) -> bool:
        """Whether there may be names in boxes."""
        ...

    def place(self, column: int) -> Place: ...
    def sub_row_of(self, column: int) -> int: ...
    def is_near(self, column: int, left: float, right: float) -> bool:
        """Whether a column may stand between two x. Of one that does not nobody should ask the
        place while painting: looking there may move all that is right of it."""
        ...

    def column_at(self, sub_row: int, x: float) -> int: ...
    def sub_row_start(self, sub_row: int) -> int:
        """The column a sub-row starts with; past the last one, the number of columns."""
        ...

    def sub_row_edges(self, sub_row: int) -> tuple[float, float]:
        """Where the text of a sub-row begins and ends, in pixels."""
        ...

    def covered(self, sub_row: int, start: int, end: int, left: float, right: float) -> list[Span]:
        """Where in a sub-row the characters from column `start` to `end` stand, from left to
        right; more than one place if some are written from right to left. What is not between
        `left` and `right` may be left out."""
        ...

    @property
    def indent(self) -> float | None:
        """How wide its leading blanks are, in pixels; None if there is nothing else."""
        ...

    def draw(self, painter: QPainter, x: float, y: float, clip: QRectF) -> None:
        """Draw what of it is inside `clip`, with the top left of its first sub-row at (x, y)."""
        ...

    def draw_over(
        self, painter: QPainter, x: float, y: float, column: int, given: QTextCharFormat
    ) -> None: ...

    def draw_colored(
        self, painter: QPainter, x: float, y: float, clip: QRectF, colored: Sequence[Colored]
    ) -> None:
        """As draw(), with other formats for some stretches, which are disjoint."""
        ...

    def box_rects(self, x: float, y: float, clip: QRectF) -> Iterator[QRectF]:
        """Where the names of what cannot be shown stand, drawn likewise."""
        ...


class ShapedLine:
    """A line in one QTextLayout, which draws all of it in one call. Immutable once made."""

    __slots__ = (
        "_indent",
        "_known_edges",
        "_layout",
        "_lines",
        "_simple",
        "_starts",
        "_tall",
        "boxes",
        "display",
        "sub_rows",
        "width",
    )

    def __init__(
        self,
        display: DisplayText,
        formats: Sequence[QTextLayout.FormatRange],
        style: Style,
        wrap_width: float = UNBOUNDED,
        hanging_indent: str = "none",
    ) -> None:
        self.display = display
        self.boxes = bool(display.boxes)
        self._indent: float | None = None
        self._known_edges: Sequence[int] | None = None
        layout = QTextLayout(display.text, style.font)
        layout.setTextOption(style.text_option)
        layout.setCacheEnabled(True)
        if formats:
            layout.setFormats(formats)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(wrap_width)
        self._layout = layout
        self._lines: list[QTextLine] = [line]
        self._starts: list[int] = [0]
        bounded = wrap_width < UNBOUNDED
        wrapped = line.textLength() < len(display.text) and (bounded or ROW_BREAK in display.text)
        units = ""
        if wrapped:
            units = in_utf16(display.text)
            blank = len(units) - len(units.lstrip(" \t"))
            self._break(line, units, blank, wrap_width)
        # Fallback fonts differ in height: every row's baseline is put where the style wants it.
        line.setPosition(QPointF(0.0, style.baseline - line.ascent()))
        self.width: float = line.naturalTextWidth()
        if wrapped:
            self._wrap(style, units, wrap_width, hanging_indent if bounded else "none")
            if not bounded:
                self.width = max(each.naturalTextWidth() for each in self._lines)
        layout.endLayout()
        self.sub_rows = len(self._lines)
        # Columns are positions, and there is one row: the case to be quick in. Qt takes a
        # position past the end for the end.
        self._simple = self.sub_rows == 1 and display.positions is None
        # Rows are painted one by one, and what reached into others would come and go there.
        tall = not display.text.isascii() and self._reaches_out(style)
        self._tall = self.sub_rows * style.row_height if tall else 0.0

    def _reaches_out(self, style: Style) -> bool:
        """Whether something may be painted above the row or below it."""
        below = style.row_height - style.baseline
        return has_marks(self.display.text) or any(
            line.ascent() > style.baseline or line.descent() > below for line in self._lines
        )

    def _break(self, line: QTextLine, units: str, least: int, width: float) -> None:
        """Let a row, which is as full as it can be, end at the last good place behind `least`."""
        start = line.textStart()
        full = line.textLength()
        if units[start + full - 1] == ROW_BREAK:
            return
        end = break_at(units, max(start, least), start + full, self._layout.isValidCursorPosition)
        if end is None or end >= start + full:
            return
        shorter = sum(right - left for left, right in self._spans(line, start, end))
        line.setLineWidth(shorter + _TOUCHING / 2)
        if line.textLength() != end - start and not _cut(line, end - start):
            line.setLineWidth(width)  # no place for Qt

    def _wrap(self, style: Style, units: str, wrap_width: float, hanging_indent: str) -> None:
        indent = self._hanging(style, wrap_width, hanging_indent)
        line = self._layout.createLine()
        while line.isValid():
            left = 0.0 if units[line.textStart() - 1] == ROW_BREAK else indent
            line.setLineWidth(wrap_width - left)
            self._break(line, units, 0, wrap_width - left)
            y = len(self._lines) * style.row_height + style.baseline - line.ascent()
            line.setPosition(QPointF(left, y))
            self._lines.append(line)
            self._starts.append(line.textStart())
            line = self._layout.createLine()

    def _hanging(self, style: Style, wrap_width: float, hanging_indent: str) -> float:
        """How far in the wrapped sub-rows start."""
        if hanging_indent == "none":
            return 0.0
        start = self.indent or 0.0
        if hanging_indent == "indent":
            start += style.tab_width
        # Deep indentation in a narrow window must leave room for words.
        return start if start <= wrap_width * 0.6 else 0.0

    def place(self, column: int) -> Place:
        if self._simple:
            return Place(0, self._lines[0].cursorToX(column)[0])  # type: ignore[index]
        return self.place_of_position(self.display.position(column))

    def sub_row_of(self, column: int) -> int:
        if self.sub_rows == 1:
            return 0
        return bisect_right(self._starts, self.display.position(column)) - 1

    def is_near(self, column: int, left: float, right: float) -> bool:
        return True

    def place_of_position(self, position: int) -> Place:
        """Where a position of the displayed text is shown."""
        if self.sub_rows == 1:
            return Place(0, _x(self._lines[0], position))
        sub_row = bisect_right(self._starts, position) - 1
        return Place(sub_row, _x(self._lines[sub_row], position))

    def column_at(self, sub_row: int, x: float) -> int:
        line = self._lines[sub_row]
        plain = self.display.text.isascii()
        position: int = line.xToCursor(x) if plain else self._nearest(line, x)
        if sub_row + 1 < self.sub_rows and position >= self._starts[sub_row + 1]:
            # The end of a wrapped row is the start of the next: stay on this one.
            position = self._before(self._starts[sub_row + 1], self._starts[sub_row])
        column = self.display.column(position)
        if sub_row and self.display.position(column) < self._starts[sub_row]:
            # The end of a box that began on the row above, or of what is composed at the end.
            column = min(column + 1, self._columns)
        return column

    def _nearest(self, line: QTextLine, x: float) -> int:
        """Where the character begins, or the row ends, that is nearest to an x. Of the right half
        of a letter whose marks are glyphs of their own, Qt says that it is the end of the row; and
        it knows others as characters than we do."""
        edges = self._edges
        first = line.textStart()
        if goes_both_ways(self.display.text):
            return max(first, edges[bisect_right(edges, line.xToCursor(x)) - 1])
        start = bisect_left(edges, first)
        end = bisect_right(edges, first + line.textLength())
        if start == end:  # within a character, all of the row
            return first
        at = bisect_left(edges, x, start, end, key=lambda each: _x(line, each))
        if at in (start, end):
            return edges[min(at, end - 1)]
        before, after = edges[at - 1], edges[at]
        return before if x - _x(line, before) < _x(line, after) - x else after

    def _before(self, position: int, least: int) -> int:
        """Where the character before a position begins; not before `least`."""
        edges = self._edges
        return max(least, edges[bisect_left(edges, position) - 1])

    @property
    def _edges(self) -> Sequence[int]:
        """Where characters begin, and the end."""
        if self._known_edges is None:
            text = self.display.text
            if text.isascii():
                self._known_edges = range(len(text) + 1)
            else:
                lengths = map(utf16_length, graphemes(text))
                self._known_edges = list(accumulate(lengths, initial=0))
        return self._known_edges

    def sub_row_start(self, sub_row: int) -> int:
        if sub_row < self.sub_rows:
            start = self._starts[sub_row]
            column = self.display.column(start)
            return (
                column if self.display.position(column) == start else min(column + 1, self._columns)
            )
        return self._columns

    @property
    def _columns(self) -> int:
        """How many columns there are."""
        positions = self.display.positions
        return len(self.display.text) if positions is None else len(positions) - 1

    def sub_row_edges(self, sub_row: int) -> tuple[float, float]:
        line = self._lines[sub_row]
        left: float = line.x()
        return left, left + line.naturalTextWidth()

    def covered(self, sub_row: int, start: int, end: int, left: float, right: float) -> list[Span]:
        line = self._lines[sub_row]
        first = max(self.display.position(start), self._starts[sub_row])
        last = self.display.position(end)
        goes_on = sub_row + 1 < self.sub_rows and last >= self._starts[sub_row + 1]
        if goes_on:
            last = self._starts[sub_row + 1]
        if first >= last:
            return []
        if goes_on and not goes_both_ways(self.display.text):
            return [(_x(line, first), line.x() + line.naturalTextWidth())]
        return self._spans(line, first, last)

    def _spans(self, line: QTextLine, first: int, last: int) -> list[Span]:
        """Where what is between two positions of a row stands."""
        if not goes_both_ways(self.display.text):
            return [(_x(line, first), _x(line, last))]
        runs = [run.boundingRect() for run in line.glyphRuns(first, last - first)]
        spans = [(rect.left(), rect.right()) for rect in runs]
        text = self.display.text
        begin = utf16_to_column(text, first)
        end = utf16_to_column(text, last)
        at = text.find("\t", begin, end)
        while at >= 0:  # which has no glyph
            tab = first + utf16_length(text[begin:at])
            spans.append((_x(line, tab), _x(line, tab + 1)))
            at = text.find("\t", at + 1, end)
        return joined(spans)

    @property
    def indent(self) -> float | None:
        if self._indent is None:
            text = self.display.text
            blank = len(text) - len(text.lstrip(" \t"))
            if blank == len(text):
                self._indent = -1.0
            else:
                self._indent = _x(self._lines[0], blank) if blank else 0.0
        return None if self._indent < 0 else self._indent

    def draw(self, painter: QPainter, x: float, y: float, clip: QRectF) -> None:
        if self._tall:
            self._draw_within(painter, x, y, clip, [])
        else:
            self._layout.draw(painter, QPointF(x, y))

    def draw_colored(
        self, painter: QPainter, x: float, y: float, clip: QRectF, colored: Sequence[Colored]
    ) -> None:
        spans = []
        for start, end, given in colored:
            span = QTextLayout.FormatRange()
            span.start = self.display.position(start)
            span.length = self.display.position(end) - span.start
            span.format = given
            if span.length > 0:
                spans.append(span)
        if self._tall:
            self._draw_within(painter, x, y, clip, spans)
        else:
            draw_spans(self._layout, painter, QPointF(x, y), spans)

    def _draw_within(
        self,
        painter: QPainter,
        x: float,
        y: float,
        clip: QRectF,
        spans: list[QTextLayout.FormatRange],
    ) -> None:
        """Draw nothing above the row and below it."""
        painter.save()
        area = QRectF(clip.left(), y, clip.width(), self._tall)
        painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
        draw_spans(self._layout, painter, QPointF(x, y), spans)
        painter.restore()

    def draw_over(
        self, painter: QPainter, x: float, y: float, column: int, given: QTextCharFormat
    ) -> None:
        """Draw the character at a column again, with another format."""
        span = QTextLayout.FormatRange()
        # All of what is one character to the eye: half of one cannot be formatted.
        start = self.display.position(column)
        if not self._layout.isValidCursorPosition(start):
            start = self._layout.previousCursorPosition(start)
        span.start = start
        end = max(self._layout.nextCursorPosition(start), self.display.position(column + 1))
        span.length = end - start  # of a name in a box there are several
        span.format = given
        self._layout.draw(painter, QPointF(x, y), [span])

    def box_rects(self, x: float, y: float, clip: QRectF) -> Iterator[QRectF]:
        metrics = QFontMetricsF(self._layout.font())
        for start, end in self.display.boxes:
            line = self._lines[bisect_right(self._starts, start) - 1]
            left, right = sorted((_x(line, start), _x(line, end)))
            top = y + line.y() + line.ascent() - metrics.ascent()
            yield QRectF(x + left, top, right - left, metrics.height())


def _cut(line: QTextLine, length: int) -> bool:
    """Let a row have so many UTF-16 units, however wide that is: where some is written from right
    to left, a tab may become another one as soon as the row is shorter. False if that fails."""
    clusters = length  # at most: Qt counts what cannot be taken apart
    for _ in range(_TRIES):
        line.setNumColumns(clusters)
        more = line.textLength() - length
        if not more:
            return True
        clusters -= more
    return False


def _x(line: QTextLine, position: int) -> float:
    """Where a UTF-16 position is, in pixels from the left edge of the text."""
    x: float = line.cursorToX(position)[0]  # type: ignore[index]
    return x


def joined(spans: list[Span]) -> list[Span]:
    """The same from left to right, those that touch as one."""
    found: list[Span] = []
    for left, right in sorted(spans):
        if found and left <= found[-1][1] + _TOUCHING:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found
