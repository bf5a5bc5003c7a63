"""What stands in an editor's place while its file is being read, or if it cannot be."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pith.base import Disposable
from pith.qt import guarded
from pith_app._theming import Look

_SOON = 300  # milliseconds after which a person wonders


class Placeholder(QWidget):
    """Stands in for an editor whose file is being read, or cannot be."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._text = self._fault = self._otherwise = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._say_otherwise)
        self._listening: Disposable = look.changed.connect(self.update)

    def dispose(self) -> None:
        self._listening.dispose()

    def say(self, fault: str, otherwise: str) -> None:
        """Show what is wrong, or, if it takes long, what is being done."""
        self._fault, self._text = fault, fault
        self._otherwise = otherwise
        self.setAccessibleName(fault or otherwise)
        if not fault:
            self._timer.start(_SOON)
        self.update()

    def _say_otherwise(self) -> None:
        if not self._fault:
            self._text = self._otherwise
            self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._look.colors
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors["editor.background"])
        if self._text:
            painter.setFont(self._look.font())
            painter.setPen(colors["descriptionForeground"])
            field = QRect(QPoint(0, 0), self.size()).adjusted(60, 0, -60, -self.height() // 5)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(field, flags, self._text)
            if self._fault:
                x, y = self.width() / 2 - 16, field.center().y() - 70
                color = colors["editorWarning.foreground"]
                self._look.icons.paint(painter, "warning", x, y, 32, color)
        painter.end()
