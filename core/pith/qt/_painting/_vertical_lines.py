"""Rulers and guides: hairlines behind the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from pith.qt._indent_guides import guide_lines
from pith.qt._painting._scene import Scene


def paint_rulers(scene: Scene, painter: QPainter, clip: QRectF) -> None:
    """A line at each column that options name."""
    style = scene.style
    for column in style.options.rulers:
        x = style.snap(scene.left + column * style.column_width)
        if x >= scene.gutter_width:
            line = QRectF(x, clip.top(), style.hairline, clip.height())
            painter.fillRect(line, style.colors.ruler)


def paint_guides(scene: Scene, painter: QPainter, first: int, last: int) -> None:
    """The guides of some seen rows, and over them the one of the caret's block."""
    colors = scene.style.colors
    if first == last:  # nearly always
        for level in range(scene.levels[first]):
            _paint_line(scene, painter, scene.guide_x(level), first, last, colors.indent_guide)
    else:
        for line in guide_lines(scene.levels, first, last):
            x = scene.guide_x(line.level)
            _paint_line(scene, painter, x, line.first, line.last, colors.indent_guide)
    block = scene.block_guide
    if block is not None:
        rows = scene.viewport.rows
        first = max(first, bisect_left(rows, block.first))
        last = min(last, bisect_right(rows, block.last) - 1)
        if first <= last:
            x = scene.guide_x(block.level)
            _paint_line(scene, painter, x, first, last, colors.active_indent_guide)


def paint_pair_guides(scene: Scene, painter: QPainter, first: int, last: int) -> None:
    """Those of some seen rows, in the colours of their brackets; none runs through text."""
    style, rows, shapes = scene.style, scene.viewport.rows, scene.viewport.shapes
    for guide in scene.pair_guides:
        begin = max(first, bisect_left(rows, guide.first))
        end = min(last, bisect_right(rows, guide.last) - 1)
        if begin > end:
            continue
        color = style.pair_guide_color(guide.scope, guide.active)
        x = scene.cells_x(guide.cells)
        limit = x - scene.left + style.hairline
        since: int | None = None
        for index in range(begin, end + 2):
            indent = shapes[index].indent if index <= end else 0.0
            if indent is None or indent >= limit:
                since = index if since is None else since
            elif since is not None:
                _paint_line(scene, painter, x, since, index - 1, color)
                since = None


def _paint_line(
    scene: Scene, painter: QPainter, x: float, first: int, last: int, color: QColor
) -> None:
    """A line over seen rows, from index `first` to `last`."""
    if x < scene.gutter_width:
        return
    tops, shapes = scene.viewport.tops, scene.viewport.shapes
    width, height = scene.style.hairline, scene.style.row_height
    if not scene.viewport.wrapped:
        bottom = tops[last] + shapes[last].sub_rows * height
        painter.fillRect(QRectF(x, tops[first], width, bottom - tops[first]), color)
        return
    for index in range(first, last + 1):
        shape = shapes[index]
        beside = shape.sub_rows == 1 or scene.left + shape.sub_row_edges(1)[0] > x + width
        # What is wrapped may go on further to the left: no line runs through its text.
        length = shape.sub_rows * height if beside else height
        if beside and index < last:
            length = tops[index + 1] - tops[index]
        painter.fillRect(QRectF(x, tops[index], width, length), color)
