"""A text on as many rows as it takes, part of which is lit."""

from __future__ import annotations

import re
from math import ceil

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from pith.qt import guarded

_LONE = re.compile("[\ud800-\udfff]")
_SEPARATOR = "\u2028"  # what QTextLayout begins a row for


class WrappedText(QWidget):
    """Rows end behind words or, in a word that is wider than all there is, within it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._layout = QTextLayout()
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._color = QColor()
        self._widest = 0

    def show_text(self, text: str, font: QFont, color: QColor, widest: int, most_rows: int) -> None:
        """Be as wide as the text, but no wider than `widest` pixels, and as high as it takes; what
        is on more rows than `most_rows` is left out."""
        self._color = color
        layout = self._layout
        layout.setFont(font)
        text = _LONE.sub("\ufffd", text)  # they stand for bytes that are no text
        layout.setText(text.replace("\n", _SEPARATOR))
        layout.clearFormats()
        rows = self._lay_out(widest)
        if len(rows) > most_rows:
            seen = _of_utf16(_utf16(layout.text())[: 2 * rows[most_rows]])
            layout.setText(seen.rstrip(f" {_SEPARATOR}") + " …")
            self._lay_out(widest)
        self.setAccessibleName(text)
        self.update()

    def light(self, start: int, end: int, color: QColor) -> None:
        """Make the code points from `start` to `end` bold and of another colour."""
        text = self._layout.text()
        lit = QTextLayout.FormatRange()
        lit.start = len(_utf16(text[:start])) // 2
        lit.length = len(_utf16(text[start:end])) // 2
        format_ = QTextCharFormat()
        format_.setForeground(color)
        format_.setFontWeight(QFont.Weight.Bold)
        lit.format = format_
        self._layout.setFormats([lit])
        self._lay_out(self._widest)

    def _lay_out(self, widest: int) -> list[int]:
        """Break the text into rows; returns where each begins, in UTF-16 units."""
        self._widest = widest
        layout, height, width = self._layout, 0.0, 0.0
        starts: list[int] = []
        layout.beginLayout()
        line = layout.createLine()
        while line.isValid():
            line.setLineWidth(widest)
            line.setPosition(QPointF(0, height))
            height += line.height()
            width = max(width, line.naturalTextWidth())
            starts.append(line.textStart())
            line = layout.createLine()
        layout.endLayout()
        self.setFixedSize(QSize(ceil(min(width, widest)), ceil(height)))
        return starts

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._color)
        self._layout.draw(painter, QPointF(0, 0))
        painter.end()


def _utf16(text: str) -> bytes:
    """The text as Qt counts it, two bytes a unit."""
    return text.encode("utf-16-le")


def _of_utf16(units: bytes) -> str:
    return units.decode("utf-16-le", "ignore")
