"""Putting the seen rows on the screen: which part of a picture comes over which."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pith.qt._painting._gutter import Gutter
from pith.qt._painting._over_text import OverText
from pith.qt._painting._scene import Scene
from pith.qt._painting._text_colors import text_colors
from pith.qt._painting._under_text import UnderText
from pith.qt._painting._vertical_lines import paint_guides, paint_pair_guides, paint_rulers
from pith.qt._painting._whole_rows import fill_row

_NARROW = 8.0  # pixels


class EditorPainter:
    """Paints a scene.

    Every pixel of a damaged rectangle is painted, so that Qt has nothing to erase. A row's text
    is one call to Qt; calls from Python, not pixels, are what time goes into.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.rows_painted = 0
        """Counts up: for tests and benchmarks of how much is painted."""
        self.restyle()

    def restyle(self) -> None:
        """The scene has another style."""
        scene = self._scene
        self._foreground_pen = QPen(scene.style.colors.foreground)
        self._gutter = Gutter(scene)
        self._under_text = UnderText(scene)
        self._over_text = OverText(scene)

    def gutter_width_for(self, line_count: int) -> float:
        """How wide the gutter of a text is, with the space that sets it off."""
        return self._gutter.width_for(line_count)

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Paint a damaged rectangle of the widget."""
        scene = self._scene
        clip = QRectF(rect)
        painter.fillRect(rect, scene.style.colors.background)
        if not scene.viewport.shapes or clip.left() >= scene.content_width:
            return
        if clip.right() > scene.content_width:
            # Only when more than text is damaged: Qt's own clip does for the rows.
            clip.setRight(scene.content_width)
            painter.save()
            painter.setClipRect(clip, Qt.ClipOperation.IntersectClip)
            self._paint(painter, clip)
            painter.restore()
        else:
            self._paint(painter, clip)

    def _paint(self, painter: QPainter, clip: QRectF) -> None:
        scene = self._scene
        viewport = scene.viewport
        first = viewport.index_at(clip.top())
        last = viewport.index_at(clip.bottom() - 0.01)
        if viewport.tops[last] + scene.height_of(last) < clip.top():
            paint_rulers(scene, painter, clip)
            return
        overlays = scene.overlays
        rows = viewport.rows
        decorated = [index for index in range(first, last + 1) if rows[index] in overlays]
        for index in decorated:
            fill_row(scene, painter, index, overlays[rows[index]], scene.content_width)
        paint_rulers(scene, painter, clip)
        if scene.levels:
            paint_guides(scene, painter, first, last)
        if scene.pair_guides:
            paint_pair_guides(scene, painter, first, last)
        if decorated:
            self._under_text.paint(painter, first, last, decorated)
        self._rows(painter, clip, first, last, decorated)
        self._over_text.paint(painter, clip, first, last, decorated)
        if clip.left() < scene.gutter_edge:
            self._gutter.paint(painter, clip, first, last)

    def _rows(
        self, painter: QPainter, clip: QRectF, first: int, last: int, decorated: list[int]
    ) -> None:
        """Paint the text of some seen rows."""
        viewport = self._scene.viewport
        tops, shapes = viewport.tops, viewport.shapes
        left = self._scene.left
        painter.setPen(self._foreground_pen)
        colored = text_colors(self._scene, decorated) if decorated else {}
        narrow = clip.width() < _NARROW
        for index in range(first, last + 1):
            shape = shapes[index]
            if narrow:  # the guide of a block, in front of all the text there is
                indent = shape.indent
                if indent is None or (shape.sub_rows == 1 and left + indent > clip.right()):
                    continue  # wrapped, it may go on further to the left
            if colored and index in colored:
                shape.draw_colored(painter, left, tops[index], clip, colored[index])
            else:
                shape.draw(painter, left, tops[index], clip)
            self.rows_painted += 1
