"""What the editor area shows while no file is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from pith.qt import guarded
from pith_app._theming import Look
from pith_app._window._key_caps import keys_width, paint_keys

_ROW = 34


class Welcome(QWidget):
    """The program's mark, and what can be done, with the keys for it."""

    def __init__(
        self,
        look: Look,
        hints: Callable[[], Sequence[tuple[str, str, str]]],
        run: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._hints = hints
        self._run = run
        self._rows: list[tuple[QRectF, str]] = []
        self._hovered = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._listening = look.changed.connect(self.update)

    def dispose(self) -> None:
        self._listening.dispose()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._look.colors
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors["editor.background"])
        hints = self._hints()
        size = 116.0
        total = size + 36 + len(hints) * _ROW
        top = max(24.0, (self.height() - total) / 2 - 20)
        mark = colors["foreground"]
        mark.setAlphaF(0.09)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, QRectF((self.width() - size) / 2, top, size, size), mark)
        y = top + size + 36
        font = self._look.font()
        metrics = QFontMetricsF(font)
        widest = max((metrics.horizontalAdvance(title) for _, title, _ in hints), default=0.0)
        left = self.width() / 2 - widest - 14
        self._rows = []
        for command, title, keys in hints:
            row = QRectF(left - 12, y, widest + 240, _ROW)
            self._rows.append((row, command))
            painter.setFont(font)
            lit = command == self._hovered
            painter.setPen(colors["textLink.foreground" if lit else "descriptionForeground"])
            field = QRectF(left, y, widest + 1, _ROW)
            painter.drawText(
                field, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, title
            )
            if keys:
                right = self.width() / 2 + 14 + keys_width(self._look, keys)
                paint_keys(painter, self._look, keys, right, row)
            y += _ROW
        painter.end()

    def _command_at(self, point: QPointF) -> str:
        return next((command for row, command in self._rows if row.contains(point)), "")

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hovered = self._command_at(event.position())
        if hovered != self._hovered:
            self._hovered = hovered
            shape = Qt.CursorShape.PointingHandCursor if hovered else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        command = self._command_at(event.position())
        if command and event.button() == Qt.MouseButton.LeftButton:
            self._run(command)

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._command_at(event.position()):
            self._run("file.new")


def paint_mark(painter: QPainter, field: QRectF, color: QColor) -> None:
    """The program's mark: the cut of a stem, rings around its pith."""
    centre = field.center()
    radius = field.width() / 2
    pen = QPen(color, radius * 0.11)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawEllipse(centre, radius * 0.93, radius * 0.93)
    pen.setWidthF(radius * 0.07)
    painter.setPen(pen)
    painter.drawEllipse(centre, radius * 0.63, radius * 0.63)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(centre, radius * 0.3, radius * 0.3)
    rays = QPainterPath()
    painter.setPen(QPen(color, radius * 0.05, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        rays.moveTo(centre + QPointF(dx, dy) * radius * 0.42)
        rays.lineTo(centre + QPointF(dx, dy) * radius * 0.54)
    painter.drawPath(rays)
