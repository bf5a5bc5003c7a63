"""What an extension shows of a file, in a tab."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from pith.base import Signal
from pith.qt import guarded
from pith_app._theming import Look
from pith_app._window._tab_page import TabPage


class OpenedFile(TabPage):
    """Holds the widget that an opener makes for a file. It outlives the version that made it: the
    next one makes another."""

    def __init__(self, look: Look, path: Path, opener_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.path = path
        self.opener_id = opener_id
        self.widget: QWidget | None = None
        self.failed = False
        """Whether the opener can show nothing of the file."""
        self.gone = False
        """Whether nobody has such an opener any more."""
        self.closed: Signal[OpenedFile] = Signal("opened_file.closed")
        self._listening = look.changed.connect(self.update)

    def dispose(self) -> None:
        self._listening.dispose()
        self.show_widget(None)
        self.closed.emit(self)

    def show_widget(self, widget: QWidget | None) -> None:
        """Show what was made; None: nothing while nobody makes something."""
        before, self.widget = self.widget, widget
        had_focus = before is not None and isValid(before) and before.hasFocus()
        if before is not None and isValid(before):
            before.hide()
            before.setParent(None)
            before.deleteLater()
        if widget is not None:
            widget.setParent(self)
            widget.setGeometry(self.rect())
            widget.show()
        self.setFocusProxy(widget)  # type: ignore[arg-type]  # None takes it away
        if had_focus and widget is not None:
            widget.setFocus()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.widget is not None and isValid(self.widget):
            self.widget.setGeometry(self.rect())

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colors["editor.background"])
        painter.end()
