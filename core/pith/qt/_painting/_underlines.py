"""Lines beneath letters: waves of what is wrong, and those that marks ask for."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from pith.qt._overlay import RowOverlay, Stretch
from pith.qt._painting._scene import Scene

if TYPE_CHECKING:
    from pith.qt._mark import Mark

_THICK = 1.2  # pixels


class Underlines:
    """Made for the style that the scene has."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._pens = {kind: QPen(color) for kind, color in scene.style.colors.squiggles.items()}
        for kind, pen in self._pens.items():
            pen.setWidthF(_THICK)
            if kind == "hint":
                pen.setStyle(Qt.PenStyle.DotLine)

    def paint(self, painter: QPainter, index: int, overlay: RowOverlay) -> None:
        """Paint those of a seen row."""
        for start, end, kind in overlay.marks:
            if isinstance(kind, str):
                pen = self._pens.get(kind)
                if pen is not None:
                    self._line(painter, index, start, end, pen, straight=False)
            elif kind.underline != "none":
                straight = kind.underline != "wavy"
                self._line(painter, index, start, end, self._pen_of(kind), straight=straight)

    def _pen_of(self, mark: Mark) -> QPen:
        style = self._scene.style
        pen = QPen(style.color(mark.underline_color or mark.foreground) or style.colors.foreground)
        pen.setWidthF(_THICK)
        if mark.underline == "dotted":
            pen.setStyle(Qt.PenStyle.DotLine)
        return pen

    def _line(
        self, painter: QPainter, index: int, start: int, end: int, pen: QPen, *, straight: bool
    ) -> None:
        style = self._scene.style
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(pen)
        bars = self._scene.bars(index, Stretch(start, end, False, False))
        # Inside of the row, the pen's width included.
        below = min(style.baseline + style.descent, style.row_height) - 2.6
        for top, bar_left, bar_right in bars:
            right = max(bar_right, bar_left + style.column_width)
            y = top + below
            if straight or pen.style() == Qt.PenStyle.DotLine:
                painter.drawLine(QPointF(bar_left, y), QPointF(right, y))
                continue
            steps = range(ceil((right - bar_left) / 2) + 1)
            wave = [QPointF(bar_left + step * 2, y - 1.0 + step % 2 * 2) for step in steps]
            painter.drawPolyline(wave)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
