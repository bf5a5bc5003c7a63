"""Where tabs lie that stand in a row, as wide as what is in them, and wider than the row itself
perhaps: then it is scrolled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QFont, QFontMetrics

from pith_app._theming import Look

HEIGHT = 35
PADDING = 12
ICON = 16
GAP = 7
CLOSE = 20
_LEAST, _MOST = 96, 260
_OVERFLOW = 30
"""Lengths for text of the usual size; Look.px makes pixels of them."""


class TabLabel(NamedTuple):
    """What one tab shows."""

    key: str
    title: str
    #: Tells tabs of the same title apart: shown beside it, fainter.
    description: str = ""
    icon: str = ""
    tooltip: str = ""
    dirty: bool = False
    #: Replaced by the next file that is only looked at; its title is slanted.
    preview: bool = False
    #: Its file was deleted by another program: its title is struck through.
    missing: bool = False


class TabRow:
    """Places of tabs by index. Pixels are the row's, from its top left corner."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._lefts: list[int] = [0]  # unscrolled, and where the last one ends
        self._width = 0
        self._scroll = 0

    def measure(self, labels: Sequence[TabLabel], font: QFont, width: int) -> None:
        """Lay out these tabs, with titles in `font`, in a row that is `width` wide."""
        px = self._look.px
        upright = QFontMetrics(font)
        slanted_font = QFont(font)
        slanted_font.setItalic(True)
        slanted = QFontMetrics(slanted_font)
        small = QFontMetrics(self._look.font(1))
        left = 0
        self._lefts = [0]
        for label in labels:
            wanted = px(PADDING) + px(ICON) + px(GAP) + px(CLOSE) + px(12)
            wanted += (slanted if label.preview else upright).horizontalAdvance(label.title)
            if label.description:
                wanted += px(6) + small.horizontalAdvance(label.description)
            left += min(px(_MOST), max(px(_LEAST), wanted))
            self._lefts.append(left)
        self._width = width
        self.scroll_by(0)

    @property
    def overflows(self) -> bool:
        """Whether there are more tabs than there is room for."""
        return self._lefts[-1] > self._width

    @property
    def room(self) -> int:
        """The width there is for tabs: beside them is a button where they overflow."""
        return self._width - (self._look.px(_OVERFLOW) if self.overflows else 0)

    def scroll_by(self, pixels: int) -> None:
        """Move tabs to the left, as far as there are any."""
        self._scroll = max(0, min(self._scroll + pixels, self._lefts[-1] - self.room))

    def reveal(self, index: int) -> None:
        """Scroll as little as shows a tab."""
        left, right = self._lefts[index], self._lefts[index + 1]
        self._scroll = max(min(self._scroll, left), right - self.room, 0)

    def field(self, index: int) -> QRectF:
        """Where a tab is painted."""
        width = self._lefts[index + 1] - self._lefts[index]
        return QRectF(self.gap(index), 0, width, self._look.px(HEIGHT))

    def close_field(self, index: int) -> QRectF:
        """Where its cross is, or the dot of one that is not saved."""
        px = self._look.px
        left = self.field(index).right() - px(CLOSE) - px(8)
        return QRectF(left, (px(HEIGHT) - px(CLOSE)) / 2, px(CLOSE), px(CLOSE))

    def at(self, point: QPoint) -> int:
        """The tab at a point, -1 if there is none."""
        if not (0 <= point.y() < self._look.px(HEIGHT) and 0 <= point.x() < self.room):
            return -1
        x = point.x() + self._scroll
        for index in range(len(self._lefts) - 1):
            if self._lefts[index] <= x < self._lefts[index + 1]:
                return index
        return -1

    def index_at(self, x: int) -> int:
        """Before which tab something that is let go at `x` comes to stand."""
        at = x + self._scroll
        return sum(
            1
            for index in range(len(self._lefts) - 1)
            if (self._lefts[index] + self._lefts[index + 1]) / 2 < at
        )

    def gap(self, index: int) -> int:
        """Where the tab of that index begins, or the last one ends."""
        return self._lefts[index] - self._scroll
