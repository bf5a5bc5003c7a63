"""Carets, and the one that shows where text would be dropped."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from pith.qt._painting._scene import Scene


def paint_caret(scene: Scene, painter: QPainter, index: int, column: int) -> None:
    """The caret at a column of a seen row."""
    style = scene.style
    rect = scene.caret_rect(index, column)
    if rect.isEmpty():
        return
    if style.options.caret_style == "block-outline":
        _paint_frame(painter, rect, style.hairline, style.colors.caret)
        return
    painter.fillRect(rect, style.colors.caret)
    shape = scene.viewport.shapes[index]
    if style.options.caret_style == "block" and column < shape.sub_row_start(shape.sub_rows):
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        painter.setPen(style.colors.foreground)  # for what of its neighbours is under it
        given = style.block_caret_format
        shape.draw_over(painter, scene.left, scene.viewport.tops[index], column, given)
        painter.restore()


def _paint_frame(painter: QPainter, rect: QRectF, thick: float, color: QColor) -> None:
    """Fill what lies within `thick` of the edges of a rectangle: whole pixels, other than lines."""
    for left, top, width, height in (
        (rect.left(), rect.top(), rect.width(), thick),
        (rect.left(), rect.bottom() - thick, rect.width(), thick),
        (rect.left(), rect.top(), thick, rect.height()),
        (rect.right() - thick, rect.top(), thick, rect.height()),
    ):
        painter.fillRect(QRectF(left, top, width, height), color)


def paint_drop_caret(scene: Scene, painter: QPainter, offset: int, first: int, last: int) -> None:
    """A caret at an offset, if it is on one of these seen rows."""
    style, viewport = scene.style, scene.viewport
    text = viewport.text
    row = text.row_at(min(offset, len(text)))
    index = viewport.index_of(row)
    if index is not None and first <= index <= last:
        place = viewport.shapes[index].place(offset - text.line_start(row))
        x = style.snap(scene.left + place.x)
        top = viewport.tops[index] + place.sub_row * style.row_height
        width = style.caret_width
        painter.fillRect(QRectF(x - width / 2, top, width, style.row_height), style.colors.caret)
