"""The gutter: numbers, what differs from the file, bookmarks, icons of marks, and fold arrows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from pith.qt._overlay import signs_of
from pith.qt._painting._fold_marks import paint_fold_arrow
from pith.qt._painting._line_numbers import LineNumbers
from pith.qt._painting._scene import Scene, paint_dot
from pith.qt._painting._whole_rows import fill_row

if TYPE_CHECKING:
    from pith.qt._mark import Mark
    from pith.workspace import ChangedRows


class Gutter:
    """Made for the style that the scene has."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._numbers = LineNumbers(scene.style)

    def width_for(self, line_count: int) -> float:
        """How wide it is for a text of so many lines, with the space that sets it off."""
        numbers = self._scene.numbers
        if numbers is not None:
            line_count = 1 + max((each for each in numbers if each is not None), default=0)
        return self._numbers.width_for(line_count, self._scene.most_signs)

    def paint(self, painter: QPainter, clip: QRectF, first: int, last: int) -> None:
        """Paint it beside some seen rows, over all that reaches in from the text.

        What was scrolled beneath it does, and what hangs out to the left (marks, scripts that go
        the other way).
        """
        scene = self._scene
        style, viewport = scene.style, scene.viewport
        rows = viewport.rows
        edge = scene.gutter_edge
        painter.fillRect(QRectF(0, clip.top(), edge, clip.height()), style.colors.gutter)
        for index in range(first, last + 1):
            overlay = scene.overlays.get(rows[index])
            if overlay is not None:
                fill_row(scene, painter, index, overlay, edge)
        if scene.changes:
            self._changes(painter, first, last)
        self._signs(painter, first, last)
        if style.options.folding and (scene.arrows_shown or viewport.folds):
            self._fold_arrows(painter, first, last)
        if style.options.line_numbers == "off":
            return
        self._numbers.paint(
            painter,
            scene.gutter_width,
            rows[first : last + 1],
            viewport.tops[first : last + 1],
            {row for row, overlay in scene.overlays.items() if overlay.current},
            scene.current_row,
            scene.numbers,
        )

    def _changes(self, painter: QPainter, first: int, last: int) -> None:
        """Bars at the left edge for what differs from the file, and wedges for what is missing."""
        scene = self._scene
        style, viewport = scene.style, scene.viewport
        rows, tops = viewport.rows, viewport.tops
        # A small font without line numbers leaves less: what is beyond is painted with the text.
        edge = scene.gutter_edge
        width = min(style.crisp(3.0), edge)
        at = bisect_left(scene.changes, rows[first] or -1, key=_last_row)
        end = viewport.folds.next_row(rows[last]) - 1
        for mark in scene.changes[at:]:
            if mark.first > end:
                break
            color = style.colors.changes[mark.kind]
            if mark.kind == "removed":
                # Within the row above, wherever that is: rows are painted one by one.
                index = viewport.index_of(viewport.folds.seen_row(max(mark.first, 0)))
                if index is not None:
                    y = tops[index] + (scene.height_of(index) - 3 if mark.first >= 0 else 0)
                    length = min(2.5 * width, edge)
                    painter.fillRect(QRectF(0, y, length, 3), color)
                continue
            for index in range(bisect_left(rows, mark.first), bisect_right(rows, mark.last)):
                painter.fillRect(QRectF(0, tops[index], width, scene.height_of(index)), color)

    def _signs(self, painter: QPainter, first: int, last: int) -> None:
        """Beside each row its bookmark and the icons of its marks, each in a place of its own."""
        scene = self._scene
        for row, overlay in scene.overlays.items():
            if not overlay.marks:
                continue
            index = scene.viewport.index_of(row)
            if index is None or not first <= index <= last:
                continue
            for place, kind in enumerate(signs_of(overlay)):
                left = place * self._numbers.sign_width
                top = scene.viewport.tops[index]
                if isinstance(kind, str):
                    self._bookmark(painter, left, top)
                else:
                    self._icon(painter, kind, left, top)

    def _bookmark(self, painter: QPainter, left: float, top: float) -> None:
        """A ribbon, clear of the bars of changes."""
        scene = self._scene
        style = scene.style
        room = scene.gutter_edge - left  # of a small font without line numbers, little
        left += style.snap(min(style.crisp(4.0), room / 3))
        width = min(style.crisp(style.column_width * 0.9), scene.gutter_edge - left)
        height = style.crisp(min(style.row_height - 2, width * 1.6))
        top += style.snap((style.row_height - height) / 2)
        _paint_ribbon(painter, QRectF(left, top, width, height), style.colors.bookmark)

    def _icon(self, painter: QPainter, mark: Mark, left: float, top: float) -> None:
        scene = self._scene
        style = scene.style
        left = style.snap(left + 0.35 * style.column_width)
        room = scene.gutter_edge - left
        size = style.crisp(min(style.row_height - 2, 1.7 * style.column_width, room))
        top += style.snap((style.row_height - size) / 2)
        color = style.color(mark.gutter_color) or style.colors.active_line_number
        paint = paint_dot if mark.gutter == "dot" else scene.paint_icon
        paint(painter, mark.gutter, QRectF(left, top, size, size), color)

    def _fold_arrows(self, painter: QPainter, first: int, last: int) -> None:
        scene = self._scene
        style, viewport = scene.style, scene.viewport
        left, right = scene.fold_strip()
        for index in range(first, last + 1):
            row = viewport.rows[index]
            folded = viewport.folds.at(row) is not None
            if folded or (scene.arrows_shown and scene.can_fold(row)):
                middle = QPointF((left + right) / 2, viewport.tops[index] + style.row_height / 2)
                paint_fold_arrow(painter, middle, right - left, style, folded=folded)


def _paint_ribbon(painter: QPainter, area: QRectF, color: QColor) -> None:
    """A strip whose lower end is cut out, as such are in books."""
    notch = QPointF(area.center().x(), area.bottom() - area.width() * 0.45)
    corners = [area.topLeft(), area.topRight(), area.bottomRight(), notch, area.bottomLeft()]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(corners)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _last_row(mark: ChangedRows) -> int:
    return mark.last
