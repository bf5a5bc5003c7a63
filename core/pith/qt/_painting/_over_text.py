"""What lies over the letters of rows and behind their ends, in the order it is painted in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from pith.qt._overlay import RowOverlay
from pith.qt._painting._carets import paint_caret, paint_drop_caret
from pith.qt._painting._fold_marks import paint_fold_box
from pith.qt._painting._scene import Scene
from pith.qt._painting._underlines import Underlines

if TYPE_CHECKING:
    from pith.qt._painting._whitespace import Whitespace


class OverText:
    """Made for the style that the scene has."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._box_pen = QPen(scene.style.colors.placeholder)
        self._box_pen.setWidthF(scene.style.hairline)
        self._underlines = Underlines(scene)
        self._whitespace: Whitespace | None = None

    def paint(
        self, painter: QPainter, clip: QRectF, first: int, last: int, decorated: list[int]
    ) -> None:
        """Paint it from one seen row to another; on those in `decorated` there is something."""
        scene = self._scene
        viewport = scene.viewport
        for index in range(first, last + 1):
            if viewport.shapes[index].boxes:
                self._boxes(painter, index, clip)
        whitespace = scene.style.options.render_whitespace
        if whitespace not in ("none", "selection"):
            signs = self._signs()
            for index in range(first, last + 1):
                signs.paint(painter, index, None, clip)
        for index in decorated:
            overlay = scene.overlays[viewport.rows[index]]
            if whitespace == "selection" and overlay.selected:
                signs = self._signs()
                for stretch in overlay.selected:
                    signs.paint(painter, index, stretch, clip)
            if overlay.marks:
                self._underlines.paint(painter, index, overlay)
                self._line_end(painter, index, overlay)
            if scene.caret_on:
                for column in overlay.carets:
                    paint_caret(scene, painter, index, column)
        if scene.drop_offset is not None:
            paint_drop_caret(scene, painter, scene.drop_offset, first, last)
        if viewport.folds:
            for index in range(first, last + 1):
                box = scene.fold_box(index)
                if box is not None:
                    paint_fold_box(painter, box, scene.style)

    def _signs(self) -> Whitespace:
        if self._whitespace is None:
            from pith.qt._painting._whitespace import Whitespace

            self._whitespace = Whitespace(self._scene)
        return self._whitespace

    def _boxes(self, painter: QPainter, index: int, clip: QRectF) -> None:
        """Frames around what stands in for characters that have no picture."""
        scene = self._scene
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(self._box_pen)
        first, height = scene.viewport.tops[index], scene.style.row_height
        for rect in scene.viewport.shapes[index].box_rects(scene.left, first, clip):
            top = first + (rect.center().y() - first) // height * height
            rect.setTop(max(rect.top(), top))  # what leaves its row is not painted with it
            rect.setBottom(min(rect.bottom(), top + height))
            inset = min(1.0, rect.width() / 4)  # there are spaces of a pixel or two
            painter.drawRoundedRect(rect.adjusted(inset, 0.5, -inset, -0.5), 2.5, 2.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _line_end(self, painter: QPainter, index: int, overlay: RowOverlay) -> None:
        """What marks have to say behind the end of a line, if they have."""
        said = [kind for _, _, kind in overlay.marks if not isinstance(kind, str) and kind.line_end]
        if not said:
            return
        scene = self._scene
        viewport, style = scene.viewport, scene.style
        box = scene.fold_box(index) if viewport.folds else None
        shape = viewport.shapes[index]
        last = shape.sub_rows - 1
        x = scene.left + shape.sub_row_edges(last)[1]
        x = (x if box is None else box.right()) + 3 * style.column_width
        baseline = viewport.tops[index] + last * style.row_height + style.baseline
        font = QFont(style.font)
        for mark in said:
            font.setItalic(mark.italic)
            painter.setFont(font)
            painter.setPen(style.ghost_color(mark.text_color))
            metrics = QFontMetricsF(font)
            room = scene.content_width - x - style.column_width
            shown = metrics.elidedText(mark.line_end, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(x, baseline), shown)
            if shown != mark.line_end:
                break  # there is no room for more
            x += metrics.horizontalAdvance(shown) + 2 * style.column_width
