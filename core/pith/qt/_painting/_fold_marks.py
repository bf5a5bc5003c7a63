"""The signs of folding: a box behind what is folded, and arrows in the gutter."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pith.qt._style import Style


def paint_fold_box(painter: QPainter, box: QRectF, style: Style) -> None:
    """Three dots in a soft box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.colors.fold_box)
    painter.drawRoundedRect(box, box.height() / 3, box.height() / 3)
    pen = QPen(style.colors.fold_dots)
    pen.setWidthF(max(2.0, style.column_width / 4.5))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    middle, step = box.center(), box.width() / 4.6
    painter.drawPoints([middle + QPointF(step * at, 0) for at in (-1, 0, 1)])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_fold_arrow(
    painter: QPainter, centre: QPointF, room: float, style: Style, *, folded: bool
) -> None:
    """A chevron: pointing down over what can be folded, to the right of what is. It is at most
    `room` wide."""
    thick = max(1.2, style.column_width / 6.5)
    arm = min(style.column_width * 0.46, max(0.5, room / 2 - thick))
    points = [QPointF(-arm, -arm / 2), QPointF(0, arm / 2), QPointF(arm, -arm / 2)]
    if folded:
        points = [QPointF(-arm / 2, -arm), QPointF(arm / 2, 0), QPointF(-arm / 2, arm)]
    color = style.colors.active_line_number if folded else style.colors.line_number
    pen = QPen(color, thick)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(pen)
    painter.drawPolyline([centre + point for point in points])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
