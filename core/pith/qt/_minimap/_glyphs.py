"""Letters of a pixel or two."""

from __future__ import annotations

from math import ceil
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from pith.qt._minimap._cells import OTHER, WIDE

_FIRST, _LAST = 0x21, 0x7E
_SAMPLED = 12  # pixels of the picture of a letter for one of what is made of it
_LIKE = "o"  # what letters look like that are not sampled


class Glyphs:
    """How much ink is in each pixel of a letter, for letters that are `scale` pixels wide and
    twice as high: taken from pictures of the font, so that a line is known by its shape."""

    def __init__(self, font: QFont, scale: int, strength: float) -> None:
        """`strength`: the ink of the darkest pixel there is, up to 1."""
        self.scale = scale
        self._tables = _tables(font, scale, strength)

    def inked(self, letters: bytes) -> bytes:
        """The pixels of a row of letters: lines of `scale` bytes a letter, `2 * scale` of them."""
        lines = []
        for tables in self._tables:
            if len(tables) == 1:
                lines.append(letters.translate(tables[0]))
                continue
            line = bytearray(len(letters) * len(tables))
            for x, table in enumerate(tables):
                line[x :: len(tables)] = letters.translate(table)
            lines.append(bytes(line))
        return b"".join(lines)


def _tables(font: QFont, scale: int, strength: float) -> list[list[bytes]]:
    """For each line of a letter's pixels, and each of the pixels in it, the ink by letter."""
    count = _LAST - _FIRST + 1
    sampled = _sample(font, scale, count)
    pixels = [
        [bytearray(256) for _ in range(scale)]  # by letter
        for _ in range(2 * scale)
    ]
    most = 1
    for y, line in enumerate(pixels):
        scanned: Any = sampled.constScanLine(y)
        row = bytes(scanned)
        for x, table in enumerate(line):
            table[_FIRST : _LAST + 1] = row[x : count * scale : scale]
            most = max(most, max(table))
    factor = strength * 255 / most
    for line in pixels:
        for table in line:
            table[:] = (min(255, ceil(ink * factor)) for ink in table)
            table[OTHER] = table[ord(_LIKE)]
            table[WIDE] = round(strength * 255 * 0.7)
    return [[bytes(table) for table in line] for line in pixels]


def _sample(font: QFont, scale: int, count: int) -> QImage:
    """All letters side by side, as small as they are to be."""
    width, height = scale * _SAMPLED, 2 * scale * _SAMPLED
    large = QFont(font)
    large.setPixelSize(height)
    metrics = QFontMetricsF(large)
    advance = max(1.0, metrics.horizontalAdvance("0"))
    # From the top of an "l" to the bottom of a "p", so that no pixel is spent on leading.
    top, bottom = metrics.tightBoundingRect("l").top(), metrics.tightBoundingRect("p").bottom()
    picture = QImage(width * count, height, QImage.Format.Format_Grayscale8)
    picture.fill(Qt.GlobalColor.black)
    painter = QPainter(picture)
    try:
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setFont(large)
        painter.setPen(QColor(Qt.GlobalColor.white))
        painter.scale(width / advance, height / max(1.0, bottom - top))
        for number in range(count):
            painter.setClipRect(QRectF(number * advance, 0, advance, bottom - top))
            painter.save()
            painter.translate(number * advance, -top)
            painter.drawText(0, 0, chr(_FIRST + number))
            painter.restore()
    finally:
        painter.end()
    ways = (Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return picture.scaled(scale * count, 2 * scale, *ways)
