"""Panels that float over the window: a rounded surface with a soft shadow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QRectF, Qt
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
        painter.drawPixmap(0, 0, self._surface_picture())
        painter.end()

    def _surface_picture(self) -> QPixmap:
        """What lies below the children. Kept: a soft shadow takes ten milliseconds to paint, and
        is to be painted whenever something moves behind it."""
        colors = self.look.colors
        surface, border = colors[self.surface], colors[self.border]
        shadow = colors["widget.shadow"]
        ratio = self.devicePixelRatioF()
        pictured = (
            self.size().toTuple(),
            self.radius,
            ratio,
            surface.rgba(),
            border.rgba(),
            shadow.rgba(),
        )
        if pictured != self._pictured:
            picture = QPixmap(self.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            field = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
            paint_surface(painter, field, self.radius, surface, border, shadow)
            painter.end()
            self._picture, self._pictured = picture, pictured
        return self._picture

    @guarded
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)


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
