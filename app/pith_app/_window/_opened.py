"""What an extension shows of a file, in a tab."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from pith.base import Signal
from pith.qt import guarded
from pith_app._theming import Look
from pith_app._window._buttons import TextButton
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
        self.open_as_text: Callable[[], object] | None = None
        """Opens the file in an editor; None where something else stands in for this anyway."""
        self._reason = ""
        self._button = TextButton(look, "Open in an Editor", self)
        self._button.clicked.connect(self._clicked)
        self._button.hide()
        self.closed: Signal[OpenedFile] = Signal("opened_file.closed")
        self._listening = look.changed.connect(self._restyle)

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
        self.explain()
        if had_focus and widget is not None:
            widget.setFocus()

    def explain(self) -> None:
        """Say why nothing shows, with a way out, if nothing does."""
        self._reason = ""
        if self.widget is None and self.gone:
            self._reason = f"What showed {self.path.name} is gone with its extension."
        elif self.widget is None and self.failed:
            self._reason = f"{self.path.name} cannot be shown so: see the extension's output."
        self._button.setVisible(bool(self._reason) and self.open_as_text is not None)
        if self._button.isVisible():
            self.setFocusProxy(self._button)
        self.setAccessibleDescription(self._reason)
        self._place()
        self.update()

    def _clicked(self) -> None:
        if self.open_as_text is not None:
            self.open_as_text()

    def _restyle(self) -> None:
        self._button.setFont(self._look.font())
        self._place()
        self.update()

    def _place(self) -> None:
        self._button.resize(self._button.sizeHint())
        x = (self.width() - self._button.width()) // 2
        self._button.move(x, self.height() * 2 // 5 + self._look.px(16))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.widget is not None and isValid(self.widget):
            self.widget.setGeometry(self.rect())
        self._place()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colors["editor.background"])
        if self._reason:
            painter.setFont(self._look.font())
            painter.setPen(self._look.colors["descriptionForeground"])
            field = QRect(30, 0, self.width() - 60, self.height() * 2 // 5)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
            painter.drawText(field, flags | Qt.TextFlag.TextWordWrap, self._reason)
        painter.end()
