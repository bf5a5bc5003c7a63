"""A text on as many rows as it takes, part of which is lit."""

from __future__ import annotations

import re
from math import ceil
from typing import NamedTuple

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

from pith.qt._guard import guarded

_LONE = re.compile("[\ud800-\udfff]")
_SEPARATOR = "\u2028"  # what QTextLayout begins a row for


class Lit(NamedTuple):
    """The code points of a text from `start` to before `end`, bold and of another colour."""

    start: int
    end: int
    color: QColor


class WrappedText(QWidget):
    """Rows end behind words or, in a word that is wider than all there is, within it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._layout = QTextLayout()
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._color = QColor()
        self._top = 0.0

    def show_text(
        self,
        text: str,
        font: QFont,
        color: QColor,
        widest: int,
        most_rows: int,
        lit: Lit | None = None,
    ) -> None:
        """Be as wide as the text, but no wider than `widest` pixels, and as high as it takes, but
        no higher than `most_rows`: what is behind them is left out. Of a text with something `lit`
        those rows are shown that have it in their middle."""
        self._color = color
        layout = self._layout
        layout.setFont(font)
        text = _LONE.sub("\ufffd", text)  # they stand for bytes that are no text
        layout.setText(text.replace("\n", _SEPARATOR))
        layout.setFormats([] if lit is None else [_format(layout.text(), lit)])
        rows = self._lay_out(widest)
        first = 0
        if len(rows) > most_rows:
            if lit is None:
                seen = _of_utf16(_utf16(layout.text())[: 2 * rows[most_rows]])
                layout.setText(seen.rstrip(f" {_SEPARATOR}") + " …")
                rows = self._lay_out(widest)
            else:
                at = len(_utf16(layout.text()[: lit.start])) // 2
                row = layout.lineForTextPosition(at).lineNumber()
                first = max(0, min(row - most_rows // 2, len(rows) - most_rows))
                rows = rows[first : first + most_rows]
        lines = [layout.lineAt(first + number) for number in range(len(rows))]
        self._top = lines[0].y() if lines else 0.0
        height = lines[-1].y() + lines[-1].height() - self._top if lines else 0.0
        width = max((line.naturalTextWidth() for line in lines), default=0.0)
        self.setFixedSize(QSize(ceil(min(width, widest)), ceil(height)))
        self.setAccessibleName(text)
        self.update()

    def _lay_out(self, widest: int) -> list[int]:
        """Break the text into rows; returns where each begins, in UTF-16 units."""
        layout, height = self._layout, 0.0
        starts: list[int] = []
        layout.beginLayout()
        line = layout.createLine()
        while line.isValid():
            line.setLineWidth(widest)
            line.setPosition(QPointF(0, height))
            height += line.height()
            starts.append(line.textStart())
            line = layout.createLine()
        layout.endLayout()
        return starts

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._color)
        self._layout.draw(painter, QPointF(0, -self._top))
        painter.end()


def _format(text: str, lit: Lit) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start = len(_utf16(text[: lit.start])) // 2
    made.length = len(_utf16(text[lit.start : lit.end])) // 2
    looks = QTextCharFormat()
    looks.setForeground(lit.color)
    looks.setFontWeight(QFont.Weight.Bold)
    made.format = looks
    return made


def _utf16(text: str) -> bytes:
    """The text as Qt counts it, two bytes a unit."""
    return text.encode("utf-16-le")


def _of_utf16(units: bytes) -> str:
    return units.decode("utf-16-le", "ignore")
