"""A widget that shows one picture: fitted at first, then as large as wanted."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from images._reading import Picture
from pith.qt.api import guarded

LEAST: Final = 1 / 32
MOST: Final = 32.0
STEP: Final = 1.25
MARGIN: Final = 24
FOOT: Final = 28
SQUARE: Final = 8


class PictureView(QWidget):
    """Plus, minus and the wheel zoom; 0 is the size it has, F fits it in; dragging moves it."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = Picture(None, QSize(), "")
        self.zoom: float | None = None
        """Points of the window for each pixel; None while the picture is fitted in."""
        self._moved = QPointF()
        self._dragged: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_picture(self, picture: Picture) -> None:
        """Show another state of the file; the zoom stays."""
        self.picture = picture
        self.setAccessibleName(picture.about)
        self.update()

    @property
    def scale(self) -> float:
        """Points of the window for each pixel, as it is shown."""
        if self.zoom is not None:
            return self.zoom
        size = self.picture.size
        if size.isEmpty():
            return 1.0
        width = max(1, self.width() - 2 * MARGIN) / size.width()
        height = max(1, self.height() - 2 * MARGIN - FOOT) / size.height()
        return min(1.0, width, height)

    def zoom_to(self, scale: float | None) -> None:
        """Show it in another size; None: fitted in."""
        before = self.scale
        self.zoom = min(MOST, max(LEAST, scale)) if scale is not None else None
        self._moved = self._moved * (self.scale / before) if scale is not None else QPointF()
        self.update()

    def field(self) -> QRectF:
        """Where the picture is."""
        size = QPointF(self.picture.size.width(), self.picture.size.height()) * self.scale
        centre = QPointF(self.width() / 2, (self.height() - FOOT) / 2) + self._moved
        return QRectF(centre.x() - size.x() / 2, centre.y() - size.y() / 2, size.x(), size.y())

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.Base))
        image = self.picture.image
        if image is not None:
            self._paint_picture(painter, image)
        foot = QRectF(0, self.height() - FOOT, self.width(), FOOT)
        painter.fillRect(foot, palette.color(QPalette.ColorRole.Base))
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        about = self.picture.about
        if image is not None:
            about += f", shown at {self.scale:.0%}"
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, about)
        painter.end()

    def _paint_picture(self, painter: QPainter, image: QImage) -> None:
        field = self.field()
        if image.hasAlphaChannel():
            _paint_squares(painter, field & QRectF(self.rect()))
        smooth = self.scale * self.picture.size.width() < 2 * image.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(field, image)

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_to(self.scale * STEP ** (event.angleDelta().y() / 120))

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.text().lower()
        wanted = {"+": self.scale * STEP, "-": self.scale / STEP, "0": 1.0, "f": None}
        if key in wanted:
            self.zoom_to(wanted[key])
        else:
            event.ignore()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._dragged = event.position()

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None:
            if self.zoom is None:
                self.zoom = self.scale
            self._moved += event.position() - self._dragged
            self._dragged = event.position()
            self.update()

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.zoom_to(None if self.zoom is not None else 1.0)


def _paint_squares(painter: QPainter, field: QRectF) -> None:
    """What shows through where the picture does not cover."""
    painter.fillRect(field, QColor(200, 200, 200))
    dark = QColor(160, 160, 160)
    for row in range(int(field.height()) // SQUARE + 1):
        for column in range(row % 2, int(field.width()) // SQUARE + 1, 2):
            left, top = field.left() + column * SQUARE, field.top() + row * SQUARE
            painter.fillRect(QRectF(left, top, SQUARE, SQUARE) & field, dark)
