"""The place of a widget that an extension makes for a view."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget
from shiboken6 import isValid

from pith.base import Signal
from pith.qt import guarded
from pith_app._theming import Look
from pith_app._theming._style_sheet import view_widget
from pith_app._window._buttons import TextButton
from pith_app._window._soon import soon

if TYPE_CHECKING:
    from pith.host import WidgetSource

_MARGIN = 18


class ViewWidget(QWidget):
    """Has the widget made when it is first seen, and says why where that fails.

    The widget belongs to its extension's version: this deletes none, and finds out if it is gone.
    """

    def __init__(
        self,
        look: Look,
        keys: Callable[[QKeyEvent], bool],
        parent: QWidget,
        background: str,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._keys = keys
        self._background = background
        self._source: WidgetSource | None = None
        self._fault = ""
        self._had_focus = self._focused = False
        self.widget: QWidget | None = None
        #: Scrolls what needs more room than there is.
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.hide()
        self.focus_changed: Signal[bool] = Signal("view_widget.focus_changed")
        """The keyboard is in it, also elsewhere than before, or no longer."""
        self.output_wanted: Signal[()] = Signal("view_widget.output_wanted")
        self._show_output = TextButton(look, "Show Output", self, primary=True)
        self._show_output.clicked.connect(lambda: self.output_wanted.emit())
        self._retry = TextButton(look, "Try Again", self)
        self._retry.clicked.connect(self._again)
        self._buttons = (self._show_output, self._retry)
        self._listening = look.changed.connect(self._restyle)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        self._explain("")
        self._restyle()

    def dispose(self) -> None:
        self._listening.dispose()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.disconnect(self._focus_moved)
        self._take_out()
        self._source = None

    def save_state(self) -> dict[str, Any]:
        """Nothing: what a widget keeps is its extension's affair."""
        return {}

    # Filling

    def set_source(self, source: WidgetSource | None) -> None:
        """Show what `source` makes; None: nothing, while nobody makes something."""
        if source is None:
            self._had_focus = self._focused
            # A reload brings another one in the same turn, which gets the keyboard.
            soon(self, self._forget_focus)
        self._take_out()
        self._source = source
        self._explain("")
        if self.isVisible():
            self._fill()

    def _forget_focus(self) -> None:
        self._had_focus = False

    def _take_out(self) -> None:
        widget, self.widget = self.widget, None
        self.setFocusProxy(None)  # type: ignore[arg-type]  # takes it away
        if widget is not None and isValid(widget) and self._area.widget() is widget:
            widget.hide()
            self._area.takeWidget()
        self._area.hide()

    def _fill(self) -> None:
        source = self._source
        if source is None:
            return
        if self.widget is not None and not isValid(self.widget):
            self.widget = None
            source.forget()
        if self.widget is None:
            made = source.widget()
            if self._source is not source:  # it ran a loop, in which another version came
                return
            self._explain(source.fault)
            if not isinstance(made, QWidget):
                return
            self.widget = made
        widget = self.widget
        if self._area.widget() is not widget:
            self._area.setWidget(widget)
        self._area.show()
        self._arrange()
        waits = self._had_focus or self.window().focusWidget() is self
        self.setFocusProxy(widget)
        widget.show()
        if waits:
            self._had_focus = False
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _again(self) -> None:
        if self._source is not None:
            self._source.forget()
            self._fill()

    def _explain(self, fault: str) -> None:
        self._fault = f"This view cannot be shown.\n{fault}" if fault else ""
        for button in self._buttons:
            button.setVisible(bool(fault))
        if fault:
            self.setFocusProxy(self._show_output)
        self.setAccessibleDescription(fault)
        self._arrange()
        self.update()

    # The keyboard

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        inside = now is not None and isValid(now) and (now is self or self.isAncestorOf(now))
        if inside or self._focused:
            self._focused = inside
            self.focus_changed.emit(inside)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that the widget has no use for."""
        if not self._keys(event):
            super().keyPressEvent(event)

    # How it looks

    def _restyle(self) -> None:
        colors = self._look.colors
        ground = QPalette()
        ground.setColor(QPalette.ColorRole.Button, colors["button.secondaryBackground"])
        ground.setColor(QPalette.ColorRole.Window, colors[self._background])
        self.setPalette(ground)
        self.setFont(self._look.font())
        self.setStyleSheet(view_widget(colors))
        for button in self._buttons:
            button.setFont(self._look.font())
        self._arrange()
        self.update()

    def _room(self) -> QRect:
        return self.rect().adjusted(_MARGIN, 8, -_MARGIN, 0)

    def _arrange(self) -> None:
        self._area.setGeometry(self.rect())
        if not self._fault:
            return
        flags = Qt.TextFlag.TextWordWrap
        room = self._room()
        text = self.fontMetrics().boundingRect(
            QRect(0, 0, max(40, room.width()), 10_000), flags, self._fault
        )
        x, y = room.left(), room.top() + text.height() + 12
        for button in self._buttons:
            size = button.sizeHint()
            if x > room.left() and x + size.width() > room.right():
                x, y = room.left(), y + size.height() + 8
            button.setGeometry(QRect(x, y, size.width(), size.height()))
            x += size.width() + 8

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        self._fill()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._look.colors
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors[self._background])
        if self._fault:
            painter.setFont(self._look.font())
            painter.setPen(colors["descriptionForeground"])
            painter.drawText(self._room(), Qt.TextFlag.TextWordWrap, self._fault)
        painter.end()
