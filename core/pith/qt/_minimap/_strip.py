"""The picture of the rows around what a minimap shows: made in one go, scrolled as it is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMargins, QRect
from PySide6.QtGui import QImage, QPainter

from pith.qt._in_memory import in_memory
from pith.qt._minimap._picture import text_picture
from pith.qt._minimap_side import MARGIN
from pith.text import cell_width

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from pith.edit import Range, Selection
    from pith.qt._decorations import Decorations
    from pith.qt._minimap._colors import MinimapColors
    from pith.qt._minimap._rows import DrawnRow, DrawnRows
    from pith.text import Text
    from pith.workspace import ChangedRows

_FEW = 12  # rows that are replaced in a picture, and not all of it made again
_MOST_MARKS = 2_000
_NARROWEST = 3  # cells: what is marked is to be seen
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
        self._letters: list[DrawnRow] = []
        self._text = QImage()

    @property
    def end(self) -> int:
        return self.first + len(self.rows)

    def letters(self, first: int, rows: Sequence[int]) -> Sequence[int] | None:
        """Put what is drawn of these rows together, `first` others being seen before them; what is
        not drawn is blank. Returns which, counted from the top, look different, or None for all of
        them: `marks` is due for those."""
        before, letters = self._letters, self._drawn.get(rows)
        self.first, self.rows, self._letters = first, rows, letters
        if len(letters) == len(before):
            pairs = enumerate(zip(letters, before, strict=True))
            other = [index for index, (now, was) in pairs if now is not was and now != was]
            if len(other) <= _FEW:
                self._replace(other)
                return other
        self._text = self._picture_of(letters)
        return None

    def _picture_of(self, letters: Sequence[DrawnRow]) -> QImage:
        return text_picture(letters, self._drawn.columns, self._scale, self._colors.letters)

    def _replace(self, indexes: Sequence[int]) -> None:
        """Put other letters into the picture of them."""
        if indexes:
            painter = QPainter(self._text)
            try:
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
                for index in indexes:
                    picture = self._picture_of([self._letters[index]])
                    painter.drawImage(0, index * 2 * self._scale, picture)
            finally:
                painter.end()

    def marks(
        self,
        text: Text,
        selection: Selection,
        decorations: Decorations,
        changes: Sequence[ChangedRows],
        only: Sequence[int] | None,
        *,
        paged: bool,
    ) -> None:
        """Put the letters over what is selected and marked in the rows, or only in some, counted
        from the top. What lies in pages that are not in memory (`paged`: there may be such) is left
        out."""
        size = self._text.size().grownBy(QMargins(MARGIN * self._scale, 0, 0, 0))
        if only is None or size != self.picture.size():
            self.picture = QImage(size, QImage.Format.Format_RGB32)
            parts = [(0, len(self.rows))] if self.rows else []
        else:
            parts = [(index, index + 1) for index in only]
        self.picture.setDevicePixelRatio(1.0)
        painter = QPainter(self.picture)
        try:
            for top, bottom in parts:
                area = self._area(top, bottom - 1, -MARGIN, self._drawn.columns)
                painter.setClipRect(area)
                painter.fillRect(area, self._colors.background)
                first, end = self.rows[top], min(self.rows[bottom - 1] + 1, text.line_count)
                for run in in_memory(text, first, end) if paged else [(first, end)]:
                    self._mark(painter, text, run, selection, decorations)
                painter.drawImage(MARGIN * self._scale, 0, self._text)
                self._change_bars(painter, changes)
        finally:
            painter.end()

    def _mark(
        self,
        painter: QPainter,
        text: Text,
        run: tuple[int, int],
        selection: Selection,
        decorations: Decorations,
    ) -> None:
        """Fill what is marked in a run of rows."""
        within = _Run(*run, text.line_start(run[0]), text.line_end(run[1] - 1))
        of_kind, chosen = self._colors.of_kind, self._colors.selection
        spans = decorations.between(within.start, within.end)
        for start, end, kind in islice(spans, _MOST_MARKS):
            color = of_kind(kind)
            if color is not None:
                self._fill(painter, text, within, start, end, color)
        at = bisect_left(selection.ranges, within.start, key=_end_of)
        for each in selection.ranges[at : at + _MOST_MARKS]:
            if each.start > within.end:
                break
            if not each.is_empty:
                self._fill(painter, text, within, each.start, each.end, chosen)

    def _fill(
        self, painter: QPainter, text: Text, run: _Run, start: int, end: int, color: QColor
    ) -> None:
        """Fill what of a run a stretch of the text covers: of several rows all but the ends as
        wide as it can be. Of what is outside the run nothing is looked at."""
        rows, widest = self.rows, self._drawn.columns
        first = text.row_at(start) if start >= run.start else run.first - 1
        last = text.row_at(end) if end <= run.end else run.after
        top = bisect_left(rows, max(first, run.first))
        bottom = bisect_right(rows, min(last, run.after - 1)) - 1
        if top > bottom:
            return
        left = self._cell(text, first, start) if rows[top] == first else None
        right = self._cell(text, last, end) if rows[bottom] == last else None
        if first == last:
            if left is not None and right is not None:
                self._box(painter, top, top, left, right, color)
            return
        if left is not None:
            self._box(painter, top, top, left, widest, color)
            top += 1
        if right is not None:
            if right:
                self._box(painter, bottom, bottom, 0, right, color)
            bottom -= 1
        if top <= bottom:
            self._box(painter, top, bottom, 0, widest, color)

    def _box(
        self, painter: QPainter, top: int, bottom: int, left: int, right: int, color: QColor
    ) -> None:
        """Fill cells of rows of the picture, the last row included."""
        right = max(right, left + _NARROWEST)
        painter.fillRect(self._area(top, bottom, left, right), color)

    def _area(self, top: int, bottom: int, left: int, right: int) -> QRect:
        scale, row = self._scale, 2 * self._scale
        x, width = (left + MARGIN) * scale, (right - left) * scale
        return QRect(x, top * row, width, (bottom - top + 1) * row)

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


class _Run(NamedTuple):
    """Rows of the document from `first` on up to `after`, and where they start and end."""

    first: int
    after: int
    start: int
    end: int


def _end_of(each: Range) -> int:
    return each.end


def _last_row(change: ChangedRows) -> int:
    return change.last
