"""The edges between the parts of the window, which can be dragged."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pith.qt import guarded
from pith_app._theming import Look

GRIP = 6


class Sash(QWidget):
    """A strip over an edge: nothing to see until the pointer is there."""

    def __init__(
        self,
        look: Look,
        parent: QWidget,
        *,
        vertical: bool,
        on_drag: Callable[[int], object],
        on_reset: Callable[[], object],
        on_done: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._vertical = vertical
        self._on_drag = on_drag
        self._on_reset = on_reset
        self._on_done = on_done
        self._from: QPointF | None = None
        self._hovered = False
        shape = Qt.CursorShape.SplitHCursor if vertical else Qt.CursorShape.SplitVCursor
        self.setCursor(shape)

    @guarded
    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = event.globalPosition()

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            by = event.globalPosition() - self._from
            step = round(by.x() if self._vertical else by.y())
            if step:
                self._from = event.globalPosition()
                self._on_drag(step)

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            self._from = None
            self._on_done()
            self.update()

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._on_reset()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._hovered or self._from is not None:
            painter = QPainter(self)
            color = self._look.colors["sash.hoverBorder"]
            if self._vertical:
                painter.fillRect(GRIP // 2 - 1, 0, 2, self.height(), color)
            else:
                painter.fillRect(0, GRIP // 2 - 1, self.width(), 2, color)
            painter.end()
