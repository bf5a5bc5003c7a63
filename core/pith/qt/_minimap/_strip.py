"""The picture of the rows around what a minimap shows: made in one go, scrolled as it is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QRect
from PySide6.QtGui import QImage, QPainter

from pith.qt._minimap._picture import text_picture
from pith.qt._minimap._rows import in_memory
from pith.text import cell_width

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from pith.edit import Range, Selection
    from pith.qt._decorations import Decorations
    from pith.qt._minimap._colors import MinimapColors
    from pith.qt._minimap._rows import DrawnRows
    from pith.text import Text
    from pith.workspace import ChangedRows

_MOST_MARKS = 2_000
_NARROWEST = 3  # cells: what is marked is to be seen

MARGIN = 6
"""Cells left of the letters, for what differs from the file."""
_CHANGE = 3


class Strip:
    """Rows with what is marked in them. Numbers of pixels are the picture's own, which are those
    of the device; `2 * scale` of them are a row."""

    def __init__(self, drawn: DrawnRows, colors: MinimapColors, scale: int, tab_size: int) -> None:
        self.rows: Sequence[int] = range(0)
        """The rows of the document that are in it, ascending, from top to bottom."""
        self.first = 0
        """How many rows are seen before the first of them."""
        self.picture = QImage()
        self._drawn = drawn
        self._colors = colors
        self._scale = scale
        self._tab_size = tab_size
        self._text = QImage()

    @property
    def end(self) -> int:
        return self.first + len(self.rows)

    def set_rows(self, first: int, rows: Sequence[int]) -> None:
        """Show these; then `letters` and `marks` are due."""
        self.first, self.rows = first, rows

    def letters(self) -> None:
        """Put what is drawn of the rows together; what is not is blank."""
        drawn, blank = self._drawn, self._drawn.blank
        rows = [drawn.get(row) or blank for row in self.rows]
        self._text = text_picture(rows, drawn.columns, self._scale, self._colors.letters)

    def marks(
        self,
        text: Text,
        selection: Selection,
        decorations: Decorations,
        changes: Sequence[ChangedRows],
        *,
        paged: bool,
    ) -> None:
        """Put the letters over what is selected and marked in the rows. What lies in pages that
        are not in memory (`paged`: there may be such) is left out."""
        left = MARGIN * self._scale
        size = self._text.size().grownBy(QMargins(left, 0, 0, 0))
        picture = QImage(size, QImage.Format.Format_RGB32)
        picture.fill(self._colors.background)
        painter = QPainter(picture)
        try:
            if self.rows:
                first, end = self.rows[0], min(self.rows[-1] + 1, text.line_count)
                for run in in_memory(text, first, end) if paged else [(first, end)]:
                    self._mark(painter, text, run, selection, decorations)
                painter.drawImage(left, 0, self._text)
                self._change_bars(painter, changes)
        finally:
            painter.end()
        self.picture = picture

    def _mark(
        self,
        painter: QPainter,
        text: Text,
        run: tuple[int, int],
        selection: Selection,
        decorations: Decorations,
    ) -> None:
        start, end = text.line_start(run[0]), text.line_end(run[1] - 1)
        of_kind, chosen = self._colors.of_kind, self._colors.selection
        spans = (
            (first, last, of_kind(kind)) for first, last, kind in decorations.between(start, end)
        )
        for first, last, color in islice(spans, _MOST_MARKS):
            if color is not None:
                self._fill(painter, text, max(first, start), min(last, end), color)
        at = bisect_left(selection.ranges, start, key=_end_of)
        for each in selection.ranges[at : at + _MOST_MARKS]:
            if each.start > end:
                break
            if not each.is_empty:
                self._fill(painter, text, max(each.start, start), min(each.end, end), chosen)

    def _fill(self, painter: QPainter, text: Text, start: int, end: int, color: QColor) -> None:
        """Fill what a stretch of the text covers; of several rows all but the ends as wide as it
        can be."""
        first, last = text.row_at(start), text.row_at(end)
        top, bottom = bisect_left(self.rows, first), bisect_right(self.rows, last) - 1
        shown = self.rows[top] == first if top < len(self.rows) else False
        if first == last:
            if shown:
                left = self._cell(text, first, start)
                self._box(painter, top, top, left, self._cell(text, first, end), color)
            return
        widest = self._drawn.columns
        if shown:
            self._box(painter, top, top, self._cell(text, first, start), widest, color)
            top += 1
        if bottom >= 0 and self.rows[bottom] == last:
            self._box(painter, bottom, bottom, 0, self._cell(text, last, end), color)
            bottom -= 1
        if top <= bottom:
            self._box(painter, top, bottom, 0, widest, color)

    def _box(
        self, painter: QPainter, top: int, bottom: int, left: int, right: int, color: QColor
    ) -> None:
        """Fill cells of rows of the picture, the last row included."""
        scale, row = self._scale, 2 * self._scale
        x, width = (left + MARGIN) * scale, max(right - left, _NARROWEST) * scale
        painter.fillRect(QRect(x, top * row, width, (bottom - top + 1) * row), color)

    def _cell(self, text: Text, row: int, offset: int) -> int:
        start = text.line_start(row)
        before = text.slice(start, min(offset, start + self._drawn.columns))
        return min(cell_width(before, self._tab_size), self._drawn.columns)

    def _change_bars(self, painter: QPainter, changes: Sequence[ChangedRows]) -> None:
        """At the left edge, for what differs from the file."""
        at = bisect_left(changes, self.rows[0], key=_last_row)
        for change in changes[at:]:
            if change.first > self.rows[-1]:
                break
            top = bisect_left(self.rows, max(change.first, 0))
            bottom = max(top, bisect_right(self.rows, change.last) - 1)
            color = self._colors.changes[change.kind]
            self._box(painter, top, bottom, 1 - MARGIN, 1 - MARGIN + _CHANGE, color)


def _end_of(each: Range) -> int:
    return each.end


def _last_row(change: ChangedRows) -> int:
    return change.last
