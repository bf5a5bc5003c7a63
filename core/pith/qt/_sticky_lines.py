"""The lines that begin what is seen, kept in sight at the top edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from pith.base import Signal
from pith.edit import EnclosingRows, LanguageRules, LineKinds
from pith.qt._guard import guarded
from pith.qt._painting import LineNumbers, Scene
from pith.qt._shaped_line import Shape
from pith.qt._viewport import Viewport

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPaintEvent

_LARGEST_SHARE = 1 / 3  # of the height


class StickyLines(QWidget):
    """Lies over the first rows of an editor. `follow` compares and has painted what is different;
    it paints shapes that it holds, where they were then: an edit, or scrolling that is undone
    before it follows, does not concern it."""

    def __init__(
        self,
        editor: QWidget,
        viewport: Viewport,
        scene: Scene,
        known: Callable[[], tuple[LanguageRules, LineKinds]],
    ) -> None:
        super().__init__(editor)
        self._known = known
        self.chosen: Signal[int] = Signal("StickyLines.chosen")
        """A row that was clicked at."""
        self._viewport = viewport
        self._scene = scene
        self._enclosing = EnclosingRows()
        self._numbers = LineNumbers(scene.style)
        self._numbers_style = scene.style
        self._lines: list[tuple[int, Shape]] = []
        self._x = 0.0
        """How far the text was scrolled to the right."""
        self._shown: tuple[object, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        # Made while Qt resizes the editor in order to grab it, it would not be painted ever after.
        self.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Enclosing lines")
        self.hide()

    @property
    def most(self) -> int:
        """How many lines there may be in the editor as high as it is."""
        viewport = self._viewport
        fitting = int(viewport.height * _LARGEST_SHARE / viewport.row_height)
        return min(self._scene.style.options.sticky_lines, fitting)

    @property
    def covered(self) -> float:
        """How much of the editor's height the lines take that are shown."""
        return len(self._lines) * self._viewport.row_height

    def rows(self, first: int) -> list[int]:
        """The rows to be kept in sight as the viewport is scrolled now, from top to bottom; none
        before `first` is looked at."""
        viewport = self._viewport
        tab_size = self._scene.style.options.tab_size
        rules, kinds = self._known()
        found: list[int] = []
        for number in range(self.most if viewport.shapes else 0):
            # The row that lies beneath where this line is to be.
            y = number * viewport.row_height
            if y < viewport.tops[0]:
                break
            beneath = viewport.rows[viewport.index_at(y)]
            around = self._enclosing.above(viewport.text, beneath, tab_size, first, rules, kinds)
            if len(around) <= number or list(around[:number]) != found:
                break
            found.append(around[number])
        return found

    def follow(self, first: int) -> None:
        """Show the lines as they are now: see rows()."""
        viewport, scene = self._viewport, self._scene
        rows = self.rows(first)
        lines = [(row, viewport.shape_of(row)) for row in rows]
        widths = scene.gutter_width, scene.content_width
        shown = (lines, viewport.x, scene.current_row, scene.style, widths)
        if not lines and not self._lines:
            return
        if shown == self._shown:
            return
        self._lines, self._x, self._shown = lines, viewport.x, shown
        if self._numbers_style is not scene.style:
            self._numbers_style, self._numbers = scene.style, LineNumbers(scene.style)
        height = round(len(lines) * viewport.row_height)
        self.setGeometry(0, 0, scene.content_width, height)
        self.setVisible(bool(lines))
        self.update()

    def retokened(self) -> None:
        """Strings or comments above what is seen may have become known."""
        self._enclosing.forget()

    def forget(self) -> None:
        """Let go of all lines and of their text."""
        self._lines, self._shown = [], ()
        self._enclosing.forget()
        self.hide()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        scene, style = self._scene, self._scene.style
        colors, height = style.colors, style.row_height
        painter.fillRect(self.rect(), colors.sticky)
        left = scene.gutter_width
        for number, (_, shape) in enumerate(self._lines):
            line = QRectF(left, number * height, self.width() - left, height)
            painter.setClipRect(line)
            painter.setPen(QPen(colors.foreground))
            shape.draw(painter, left - self._x, line.top(), line)
        painter.setClipping(False)
        if style.options.line_numbers != "off":
            self._numbers.paint(
                painter,
                left,
                [row for row, _ in self._lines],
                [number * height for number in range(len(self._lines))],
                (),
                scene.current_row,
                scene.numbers,
            )
        edge = QRectF(0, self.height() - style.hairline, self.width(), style.hairline)
        painter.fillRect(edge, colors.sticky_border)

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            number = int(event.position().y() / self._scene.style.row_height)
            if number < len(self._lines):
                self.chosen.emit(self._lines[number][0])

    @guarded
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
