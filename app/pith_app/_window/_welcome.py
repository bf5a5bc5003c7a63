"""What the editor area shows while no file is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
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
        px = self._look.px
        size, height = px(116), px(_ROW)
        total = size + px(36) + len(hints) * height
        top = max(24.0, (self.height() - total) / 2 - 20)
        mark = QColor(colors["foreground"])
        mark.setAlphaF(0.09)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, QRectF((self.width() - size) / 2, top, size, size), mark)
        y = top + size + px(36)
        font = self._look.font()
        metrics = QFontMetricsF(font)
        widest = max((metrics.horizontalAdvance(title) for _, title, _ in hints), default=0.0)
        left = self.width() / 2 - widest - 14
        self._rows = []
        for command, title, keys in hints:
            row = QRectF(left - 12, y, widest + px(240), height)
            self._rows.append((row, command))
            painter.setFont(font)
            lit = command == self._hovered
            painter.setPen(colors["textLink.foreground" if lit else "descriptionForeground"])
            field = QRectF(left, y, widest + 1, height)
            painter.drawText(
                field, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, title
            )
            if keys:
                right = self.width() / 2 + 14 + keys_width(self._look, keys)
                paint_keys(painter, self._look, keys, right, row)
            y += height
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
    """The program's mark: the cut of a stem, its rings a little off the middle, and the pith."""
    centre = field.center()
    radius = field.width() / 2
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for share, width, off in ((0.93, 0.11, 0.0), (0.66, 0.075, 0.05), (0.43, 0.06, 0.09)):
        painter.setPen(QPen(color, radius * width))
        middle = centre + QPointF(-off, off * 0.6) * radius
        painter.drawEllipse(middle, radius * share, radius * share)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(centre + QPointF(-0.11, 0.07) * radius, radius * 0.2, radius * 0.2)
