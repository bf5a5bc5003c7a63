"""Signs for characters that cannot be seen: dots for spaces, arrows for tabs."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pith.qt._overlay import Stretch
from pith.qt._painting._scene import Scene
from pith.qt._shaped_line import ShapedLine


class Whitespace:
    """Made for the style that the scene has."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        style = scene.style
        self._dot_pen = QPen(style.colors.whitespace)
        self._dot_pen.setWidthF(max(1.5, style.column_width / 5))
        self._dot_pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        self._arrow_pen = QPen(style.colors.whitespace)
        # Thin lines are painted by a way of Qt's whose pixels depend on where they are cut off.
        self._arrow_pen.setWidthF(max(1.1, style.hairline))

    def paint(self, painter: QPainter, index: int, stretch: Stretch | None, clip: QRectF) -> None:
        """Paint the signs of a stretch, or of all that is seen of a row."""
        style = self._scene.style
        left = self._scene.left
        viewport = self._scene.viewport
        shape = viewport.shapes[index]
        start = viewport.text.line_start(viewport.rows[index])
        first, end = self._columns(index, stretch, clip)
        dots: list[QPointF] = []
        arrows: list[QPointF] = []
        characters = viewport.text.slice(start + first, start + end)
        for column, character in enumerate(characters, first):
            if character not in " \t":
                continue
            sub_row, x = shape.place(column)
            x, width = self._scene.character(index, sub_row, column, x)
            after_x = x + width
            middle = viewport.tops[index] + (sub_row + 0.5) * style.row_height
            if character == " ":
                dots.append(QPointF(left + (x + after_x) / 2, middle))
            else:
                tip = left + after_x - style.column_width / 4
                wing = style.column_width / 3
                arrows += (
                    *(QPointF(left + x + style.column_width / 4, middle), QPointF(tip, middle)),
                    *(QPointF(tip - wing, middle - wing), QPointF(tip, middle)),
                    *(QPointF(tip - wing, middle + wing), QPointF(tip, middle)),
                )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        if dots:
            painter.setPen(self._dot_pen)
            painter.drawPoints(dots)
        if arrows:
            painter.setPen(self._arrow_pen)
            painter.drawLines(arrows)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _columns(self, index: int, stretch: Stretch | None, clip: QRectF) -> tuple[int, int]:
        """From which column of a row to which one signs are to be painted."""
        scene = self._scene
        viewport, height = scene.viewport, scene.style.row_height
        shape = viewport.shapes[index]
        first = 0 if stretch is None else stretch.start
        end = shape.sub_row_start(shape.sub_rows) if stretch is None else stretch.end
        if not isinstance(shape, ShapedLine):  # it is longer than what is seen of it
            if viewport.wrapped:
                above = (clip.top() - viewport.tops[index]) // height
                below = (clip.bottom() - viewport.tops[index]) // height + 1
                first = max(first, shape.sub_row_start(max(0, int(above))))
                end = min(end, shape.sub_row_start(min(int(below), shape.sub_rows)))
            else:  # and goes from left to right
                first = max(first, shape.column_at(0, clip.left() - scene.left) - 1)
                end = min(end, shape.column_at(0, clip.right() - scene.left) + 1)
        return first, end
