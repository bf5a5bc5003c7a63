"""Line numbers, and how wide the gutter is for them and the signs beside them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QGlyphRun, QPainter, QPen, QRawFont

from pith.qt._style import Style

_FEWEST_DIGITS = 3
_INTERVAL = 10
_BEFORE = 2.25  # columns, in which a sign has room
_ALONE = 1.5  # likewise, where there are no numbers
_SIGN = 1.9  # of each further sign
_AFTER = 2.5


class LineNumbers:
    """Paints line numbers in one style: all that look alike in one call, from glyphs looked up
    once, as shaping a text for each number would take longer than shaping the line beside it."""

    def __init__(self, style: Style) -> None:
        self._style = style
        raw = QRawFont.fromFont(style.font)
        self._digits = raw.glyphIndexesForString("0123456789")
        self._glyphs = QGlyphRun()
        self._glyphs.setRawFont(raw)
        widths = raw.advancesForGlyphIndexes(self._digits)
        self._digit_width = max((width.x() for width in widths), default=style.column_width)
        self._pen = QPen(style.colors.line_number)
        self._current_pen = QPen(style.colors.active_line_number)

    @property
    def sign_width(self) -> float:
        """From one sign beside a row to the next, in pixels."""
        return self._style.snap(_SIGN * self._style.column_width)

    def width_for(self, line_count: int, signs: int) -> float:
        """How wide the gutter is for so many lines with so many signs beside one, in pixels."""
        style = self._style
        further = max(signs - 1, 0) * self.sign_width
        if style.options.line_numbers == "off":
            return style.crisp(style.column_width * _ALONE + further)
        digits = max(_FEWEST_DIGITS, len(str(line_count)))
        columns = (_BEFORE + _AFTER) * style.column_width
        return style.crisp(digits * self._digit_width + columns + further)

    def paint(
        self,
        painter: QPainter,
        width: float,
        rows: Sequence[int],
        tops: Sequence[float],
        current: Collection[int],
        base: int,
        numbers: Sequence[int | None] | None = None,
    ) -> None:
        """Paint the numbers of `rows`, which start at `tops`.

        `current` are rows with carets; `base` is the row that relative numbers count from.
        `numbers` gives for each row of the text the row whose number it shows instead, if any.
        """
        style = self._style
        relative = style.options.line_numbers == "relative"
        interval = _INTERVAL if style.options.line_numbers == "interval" else 1
        right = width - _AFTER * style.column_width
        digit_width = self._digit_width
        digits = self._digits
        plain: tuple[list[int], list[QPointF]] = ([], [])
        set_off: tuple[list[int], list[QPointF]] = ([], [])
        for row, top in zip(rows, tops, strict=True):
            if numbers is not None:
                instead = numbers[row]
                if instead is None:
                    continue
                number = instead + 1
            elif (row + 1) % interval and row not in current:
                continue
            else:
                number = abs(row - base) if relative and row != base else row + 1
            glyphs, points = set_off if row in current else plain
            y = top + style.baseline
            name = str(number)
            x = right - len(name) * digit_width
            for digit in name:
                glyphs.append(digits[int(digit)])
                points.append(QPointF(x, y))
                x += digit_width
        self._draw(painter, self._pen, *plain)
        self._draw(painter, self._current_pen, *set_off)

    def _draw(self, painter: QPainter, pen: QPen, glyphs: list[int], points: list[QPointF]) -> None:
        if glyphs:
            self._glyphs.setGlyphIndexes(glyphs)
            self._glyphs.setPositions(points)
            painter.setPen(pen)
            painter.drawGlyphRun(QPointF(0, 0), self._glyphs)
