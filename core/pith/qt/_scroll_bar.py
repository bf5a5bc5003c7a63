"""A slim scroll bar over the edge of the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from pith.base import Signal
from pith.qt._colors import EditorColors
from pith.qt._guard import guarded

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import (
        QColor,
        QContextMenuEvent,
        QEnterEvent,
        QMouseEvent,
        QPaintEvent,
        QWheelEvent,
    )


_SHORTEST = 28.0


class ScrollBar(QWidget):
    """Shows which part of a length is seen, and lets it be moved.

    Lengths are in whatever unit the owner likes (rows, pixels). `marks` are places of interest,
    as fractions of the whole and colours, painted in the bar's track.
    """

    THICKNESS = 14

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(parent)
        self.moved: Signal[float] = Signal("ScrollBar.moved")
        self._vertical = orientation == Qt.Orientation.Vertical
        self._position = 0.0
        self._last = 0.0
        self._page = 1.0
        self._colors: EditorColors | None = None
        self._marks: Sequence[tuple[float, QColor]] = ()
        self._hovered = False
        self._grabbed: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def set_colors(self, colors: EditorColors) -> None:
        self._colors = colors
        self.update()

    def set_marks(self, marks: Sequence[tuple[float, QColor]]) -> None:
        if marks or self._marks:
            self._marks = marks
            self.update()

    def set_range(self, position: float, last: float, page: float) -> None:
        """`position` of 0 to `last` is at the start of the seen part, which is `page` long."""
        if (position, last, page) != (self._position, self._last, self._page):
            self._position, self._last, self._page = position, last, page
            self.update()

    @property
    def position(self) -> float:
        return self._position

    @property
    def needed(self) -> bool:
        """Whether there is anything to scroll."""
        return self._last > 0.01

    def slider(self) -> QRectF:
        """Where the slider is, in the bar's pixels."""
        length = self.height() if self._vertical else self.width()
        whole = self._last + self._page
        size = min(max(length * self._page / whole, _SHORTEST), length) if whole else length
        free = length - size
        start = free * min(1.0, max(0.0, self._position / self._last)) if self._last else 0.0
        wide = self.THICKNESS - 4 if self._hovered or self._grabbed is not None else 6
        edge = self.THICKNESS - wide - 2
        if self._vertical:
            return QRectF(edge, start + 1, wide, size - 2)
        return QRectF(start + 1, edge, size - 2, wide)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._colors
        if colors is None:
            return
        painter = QPainter(self)
        try:
            length = self.height() if self._vertical else self.width()
            for fraction, color in self._marks:
                at = round(fraction * (length - 2))
                mark = QRectF(self.THICKNESS - 8, at, 6, 2)
                painter.fillRect(mark if self._vertical else mark.transposed(), color)
            if self.needed:
                color = colors.slider
                if self._grabbed is not None:
                    color = colors.slider_active
                elif self._hovered:
                    color = colors.slider_hover
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(color)
                slider = self.slider()
                radius = min(slider.width(), slider.height()) / 2
                painter.drawRoundedRect(slider, radius, radius)
        finally:
            painter.end()

    def _along(self, point: QPointF) -> float:
        return point.y() if self._vertical else point.x()

    def _bounds(self) -> tuple[float, float]:
        """Where the slider starts, and how far that can move."""
        slider = self.slider()
        start, size = (
            (slider.y(), slider.height()) if self._vertical else (slider.x(), slider.width())
        )
        length = self.height() if self._vertical else self.width()
        return start - 1, length - size - 2

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return  # and not the text's beneath: the middle button would paste
        if not self.needed:
            event.ignore()
            return
        along = self._along(event.position())
        start, free = self._bounds()
        if self.slider().adjusted(-8, -8, 8, 8).contains(event.position()):
            self._grabbed = along - start
        else:  # go there, and hold on to the middle
            size = (self.height() if self._vertical else self.width()) - free
            self._grabbed = size / 2
            self._move(along)
        self.update()

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            self._move(self._along(event.position()))

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None
        self.update()

    def _move(self, along: float) -> None:
        _, free = self._bounds()
        if self._grabbed is None or free <= 0:
            return
        fraction = min(1.0, max(0.0, (along - self._grabbed) / free))
        self.moved.emit(fraction * self._last)

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the editor scrolls

    @guarded
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()  # the text's menu is about its caret

    @guarded
    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()
