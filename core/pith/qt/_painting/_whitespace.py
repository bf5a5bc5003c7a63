"""Signs for characters that cannot be seen: dots for spaces, arrows for tabs, squares for wide
spaces."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pith.qt._overlay import Stretch
from pith.qt._painting._scene import Scene
from pith.qt._shaped_line import ShapedLine
from pith.text import Text

_BLANKS = " \t\u3000"
_AROUND = 2000  # columns: how far it is looked whether blanks reach to an end of a line


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
        squares: list[QRectF] = []
        characters = viewport.text.slice(start + first, start + end)
        shown = None
        if stretch is None and style.options.render_whitespace != "all":
            line = range(start, viewport.text.line_end(viewport.rows[index]))
            trailing = style.options.render_whitespace == "trailing"
            shown = _to_show(viewport.text, line, start + first, characters, trailing)
        for column, character in enumerate(characters, first):
            if character not in _BLANKS or (shown is not None and not shown[column - first]):
                continue
            sub_row, x = shape.place(column)
            x, width = self._scene.character(index, sub_row, column, x)
            after_x = x + width
            middle = viewport.tops[index] + (sub_row + 0.5) * style.row_height
            if character == " ":
                dots.append(QPointF(left + (x + after_x) / 2, middle))
            elif character == "\u3000":
                side = style.snap(style.column_width * 0.7)
                square = QRectF(0, 0, side, side)
                square.moveCenter(QPointF(left + (x + after_x) / 2, middle))
                squares.append(square)
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
        painter.setPen(self._arrow_pen)
        if arrows:
            painter.drawLines(arrows)
        if squares:
            painter.drawRects(squares)
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


def _to_show(text: Text, line: range, start: int, characters: str, trailing: bool) -> list[bool]:
    """Of which characters of a line, from the offset `start` on, there are signs if not all have
    them: of blanks behind its text, and unless only those are wanted (`trailing`), of those before
    it, of tabs, and of spaces beside other blanks."""
    low, high = max(line.start, start - _AROUND), min(line.stop, start + len(characters) + _AROUND)
    around = text.slice(low, high)
    at = start - low  # of the first character
    first = len(around) - len(around.lstrip(_BLANKS)) if not trailing else 0
    behind = len(around.rstrip(_BLANKS))
    if trailing:
        return [column >= behind for column in range(at, at + len(characters))]
    return [
        column < first
        or column >= behind
        or character != " "
        or around[column - 1] in _BLANKS
        or around[column + 1] in _BLANKS
        for column, character in enumerate(characters, at)
    ]
