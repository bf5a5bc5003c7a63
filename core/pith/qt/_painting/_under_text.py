"""What lies under the letters of rows: marks, the selection, brackets that match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pith.qt._overlay import RowOverlay, Stretch
from pith.qt._painting._scene import Scene
from pith.qt._painting._selection_path import Bar, selection_path

if TYPE_CHECKING:
    from pith.qt._mark import Kind

_STRONG_MARK = "find.current"
_OCCURRENCE = "occurrence"
_STOP, _FINAL_STOP = "snippet.stop", "snippet.final"
_EMPTY_STOP = 3.0  # pixels that one is wide in which nothing stands yet
_MARK_RADIUS = 2.5
_SELECTION_RADIUS = 4.0


class UnderText:
    """Made for the style that the scene has."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        style = scene.style
        self._strong_pen = QPen(style.colors.find_border)
        self._strong_pen.setWidthF(style.hairline)
        self._final_pen = QPen(style.colors.final_stop)
        self._final_pen.setWidthF(style.hairline)
        self._bracket_pen = QPen(style.colors.bracket_border)
        self._bracket_pen.setWidthF(style.hairline)

    def paint(self, painter: QPainter, first: int, last: int, decorated: list[int]) -> None:
        """Paint it from one seen row to another; on those in `decorated` there is something."""
        scene = self._scene
        overlays, rows = scene.overlays, scene.viewport.rows
        selected = False
        strong = False
        for index in decorated:
            overlay = overlays[rows[index]]
            selected = selected or bool(overlay.selected)
            matches = _matches(overlay)
            for start, end, kind in overlay.marks:
                if kind == _STRONG_MARK:
                    strong = True
                elif kind == _FINAL_STOP:
                    self._outline(painter, self._bars(index, start, end, kind), self._final_pen)
                elif kind != _OCCURRENCE or (start, end) not in matches:
                    self._mark(painter, index, start, end, kind)
        if selected:
            self._selection(painter, first, last)
        if strong:  # what was found is selected, too: it must not drown in that
            for index in decorated:
                for start, end, kind in overlays[rows[index]].marks:
                    if kind == _STRONG_MARK:
                        self._mark(painter, index, start, end, kind)
        for index in decorated:
            for column in overlays[rows[index]].brackets:
                self._bracket(painter, index, column)

    def _mark(self, painter: QPainter, index: int, start: int, end: int, kind: Kind) -> None:
        style = self._scene.style
        if isinstance(kind, str):
            color = style.colors.marks.get(kind)
        else:
            color = None if kind.whole_line else style.color(kind.background)
        if color is None:
            return
        bars = self._bars(index, start, end, kind)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        path = selection_path(bars, style.row_height, _MARK_RADIUS)
        painter.fillPath(path, color)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if kind == _STRONG_MARK:
            self._outline(painter, bars, self._strong_pen)

    def _bars(self, index: int, start: int, end: int, kind: Kind) -> list[Bar]:
        bars = self._scene.bars(index, Stretch(start, end, False, False))
        if start == end and kind in (_STOP, _FINAL_STOP):
            half = _EMPTY_STOP / 2
            return [Bar(top, left - half, right + half) for top, left, right in bars]
        return bars

    def _outline(self, painter: QPainter, bars: list[Bar], pen: QPen) -> None:
        style = self._scene.style
        half = style.hairline / 2
        bars = [Bar(top + half, left + half, right - half) for top, left, right in bars]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        path = selection_path(bars, style.row_height - 2 * half, _MARK_RADIUS)
        painter.strokePath(path, pen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _selection(self, painter: QPainter, first: int, last: int) -> None:
        scene = self._scene
        style, viewport = scene.style, scene.viewport
        color = style.colors.selection if scene.focused else style.colors.inactive_selection
        # The corners of a row's bar depend on the rows above and below it.
        indexes = range(max(0, first - 1), min(len(viewport.shapes) - 1, last + 1) + 1)
        bars: list[Bar] = []
        height = style.row_height
        final = len(viewport.shapes) - 1
        for index in indexes:
            overlay = scene.overlays.get(viewport.rows[index])
            if overlay is not None:
                for stretch in overlay.selected:
                    row_bars = scene.bars(index, stretch)
                    if not row_bars:
                        continue
                    if index == 0 and stretch.before:
                        bars.append(row_bars[0]._replace(top=row_bars[0].top - height))
                    bars.extend(row_bars)
                    below = row_bars[-1].top + height
                    # Nothing is seen of the row below, or it is folded away.
                    if index == final and stretch.after and below >= viewport.height:
                        bars.append(row_bars[-1]._replace(top=below))
        if not style.options.rounded_selection:
            for top, bar_left, bar_right in bars:
                painter.fillRect(QRectF(bar_left, top, bar_right - bar_left, height), color)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        path = selection_path(bars, height, _SELECTION_RADIUS)
        painter.fillPath(path, color)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _bracket(self, painter: QPainter, index: int, column: int) -> None:
        scene = self._scene
        style, left = scene.style, scene.left
        shape = scene.viewport.shapes[index]
        if not shape.is_near(column, scene.viewport.x, scene.viewport.x + scene.viewport.width):
            return
        sub_row, x = shape.place(column)
        x, width = scene.character(index, sub_row, column, x)
        top = scene.viewport.tops[index] + sub_row * style.row_height
        half = style.hairline / 2
        box = QRectF(
            style.snap(left + x), top + style.hairline, style.snap(width), style.row_height
        ).adjusted(half, half, -half, -half - 2 * style.hairline)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(self._bracket_pen)
        painter.setBrush(style.colors.bracket)
        painter.drawRoundedRect(box, 2.0, 2.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _matches(overlay: RowOverlay) -> frozenset[tuple[int, int]]:
    """Where something was found, if it may be an occurrence as well: two grounds are hard to
    read on."""
    if any(kind == _OCCURRENCE for _, _, kind in overlay.marks):
        return frozenset((start, end) for start, end, kind in overlay.marks if kind == "find")
    return frozenset()
