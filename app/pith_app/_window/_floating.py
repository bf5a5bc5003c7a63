"""Panels that float over the window: a rounded surface with a soft shadow."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QMargins, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from pith.qt import guarded
from pith_app._theming import Look

SHADOW = 14
"""Pixels around the surface that belong to its shadow."""


class Floating(QWidget):
    """A child widget whose children lie on a rounded surface inside SHADOW pixels of margin."""

    surface = "quickInput.background"
    border = "widget.border"
    radius = 8.0

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.host = parent
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self._picture = QPixmap()
        self._pictured: tuple[object, ...] = ()
        self._listening = look.changed.connect(self.restyle)

    def dispose(self) -> None:
        self._listening.dispose()
        self.hide()
        self.deleteLater()

    def restyle(self) -> None:
        """Take colours and fonts anew."""
        self.update()

    @staticmethod
    def margins(padding: int = 0) -> QMargins:
        """What a layout needs so that its widgets lie on the surface."""
        every = SHADOW + padding
        return QMargins(every, every, every, every)

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # not a click on what lies below

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        corner = ceil(SHADOW + self.radius) + 1
        least = 2 * corner + 1
        if ratio.is_integer() and self.width() >= least and self.height() >= least:
            picture = self._surface_picture(QSize(least, least), ratio)
            _draw_stretched(painter, picture, corner, self.size())
        else:  # parts of it would not lie on whole pixels
            painter.drawPixmap(0, 0, self._surface_picture(self.size(), ratio))
        painter.end()

    def _surface_picture(self, size: QSize, ratio: float) -> QPixmap:
        """What lies below the children. Kept: a soft shadow takes milliseconds to paint, and is to
        be painted whenever something moves behind it."""
        colors = self.look.colors
        surface, border = colors[self.surface], colors[self.border]
        shadow = colors["widget.shadow"]
        pictured = (size, self.radius, ratio, surface.rgba(), border.rgba(), shadow.rgba())
        if pictured != self._pictured:
            picture = QPixmap(size * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            field = QRectF(QRect(QPoint(), size)).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
            paint_surface(painter, field, self.radius, surface, border, shadow)
            painter.end()
            self._picture, self._pictured = picture, pictured
        return self._picture

    @guarded
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)


def _draw_stretched(painter: QPainter, picture: QPixmap, corner: int, size: QSize) -> None:
    """Fill `size` with a picture whose corners stay as they are, and the one pixel between them
    becomes as many as are wanted."""
    ratio = int(picture.devicePixelRatio())
    for x, width, from_x, from_width in _parts(size.width(), corner):
        for y, height, from_y, from_height in _parts(size.height(), corner):
            source = QRect(from_x, from_y, from_width, from_height)
            painter.drawPixmap(
                QRect(x, y, width, height),
                picture,
                QRect(source.topLeft() * ratio, source.size() * ratio),
            )


def _parts(length: int, corner: int) -> tuple[tuple[int, int, int, int], ...]:
    """Start and length of each of three parts, and what of the picture is drawn there."""
    return (
        (0, corner, 0, corner),
        (corner, length - 2 * corner, corner, 1),
        (length - corner, corner, corner + 1, corner),
    )


def paint_surface(
    painter: QPainter,
    field: QRectF,
    radius: float,
    surface: QColor,
    border: QColor,
    shadow: QColor,
) -> None:
    """A rounded surface at `field` with a border and a shadow that reaches SHADOW pixels out."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    layer = QColor(shadow)
    # Many faint layers make one that fades: each adds what the square of its distance leaves.
    for distance in range(SHADOW - 2, 0, -1):
        share = 1 - distance / SHADOW
        layer.setAlphaF(min(1.0, shadow.alphaF() * share * share * 0.16))
        painter.setBrush(layer)
        grown = field.adjusted(-distance, -distance * 0.6, distance, distance)
        painter.drawRoundedRect(grown, radius + distance, radius + distance)
    painter.setBrush(surface)
    painter.setPen(QPen(border, 1))
    painter.drawRoundedRect(field.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
