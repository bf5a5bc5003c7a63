"""What fills rows from edge to edge: the band of the caret's row, and lines that are marked."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from pith.edit import ROW_END
from pith.qt._overlay import RowOverlay
from pith.qt._painting._scene import Scene
from pith.qt._row_ends import place_of


def fill_row(
    scene: Scene, painter: QPainter, index: int, overlay: RowOverlay, right: float
) -> None:
    """Fill a seen row up to `right`, if there is anything on it that does."""
    if overlay.band:
        _fill_band(scene, painter, index, overlay, right)
    style = scene.style
    for _, _, kind in overlay.marks:
        if isinstance(kind, str):
            color = style.colors.lines.get(kind)
        else:
            color = style.color(kind.background) if kind.whole_line else None
        if color is not None:
            area = QRectF(0, scene.viewport.tops[index], right, scene.height_of(index))
            painter.fillRect(area, color)


def _fill_band(
    scene: Scene, painter: QPainter, index: int, overlay: RowOverlay, right: float
) -> None:
    """Highlight the sub-rows with carets."""
    style = scene.style
    shape = scene.viewport.shapes[index]
    height = style.row_height
    sub_rows = {0}
    if shape.sub_rows > 1:
        ends = overlay.at_ends
        sub_rows = {
            place_of(shape, column, ROW_END if column in ends else None).sub_row
            for column in overlay.carets
        }
    for sub_row in sub_rows:
        top = scene.viewport.tops[index] + sub_row * height
        painter.fillRect(QRectF(0, top, right, height), style.colors.current_line)
        border = style.colors.current_line_border
        if border is not None:
            line = style.hairline
            painter.fillRect(QRectF(0, top, right, line), border)
            painter.fillRect(QRectF(0, top + height - line, right, line), border)
