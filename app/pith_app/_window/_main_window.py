"""The window: menu bar, body, status bar, and what floats over them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenuBar, QWidget

from pith.base import Signal
from pith.qt import guarded, guarded_with
from pith_app._theming import Look, hairline
from pith_app._window._body import Body
from pith_app._window._focus import give_focus
from pith_app._window._status_bar import HEIGHT as STATUS_HEIGHT
from pith_app._window._status_bar import StatusBar

MENU_HEIGHT = 31


class MainWindow(QWidget):
    """Lays its parts out and passes on what happens to it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.menu_bar: QMenuBar | None = None
        self.body = Body(look, self)
        self.status_bar = StatusBar(look, self)
        self.keys: Callable[[QKeyEvent], bool] = lambda event: False
        self.may_close: Callable[[], bool] = lambda: True
        """Asked when the window is to be closed: False keeps it."""
        self.parts: Callable[[], Sequence[QWidget]] = lambda: ()
        """What Tab goes through, in this order."""
        self.home: Callable[[], QWidget | None] = lambda: None
        """What gets the keyboard when what has it is hidden."""
        self.resized: Signal[()] = Signal("window.resized")
        self.activated: Signal[()] = Signal("window.activated")
        self.dropped: Signal[Sequence[Path]] = Signal("window.dropped")
        self.state_changed: Signal[()] = Signal("window.state_changed")
        self._normal = QRect()
        self._menu_height = 0
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(420, 260)
        self._listening = look.changed.connect(self._restyle)

    def dispose(self) -> None:
        self._listening.dispose()

    def _restyle(self) -> None:
        self._measure_menu_bar()
        self.arrange()
        self.body.arrange()
        self.update()

    def reserve_menu_bar(self) -> None:
        """Leave room for the menu bar, which is made when the text is on the screen."""
        if sys.platform != "darwin":
            self._menu_height = self._look.px(MENU_HEIGHT)

    def set_menu_bar(self, bar: QMenuBar, *, shown: bool = True) -> None:
        self.menu_bar = bar
        bar.setVisible(shown)
        self._measure_menu_bar()
        self.arrange()

    def show_menu_bar(self, shown: bool) -> None:
        if self.menu_bar is not None:
            self.menu_bar.setVisible(shown)
            self._measure_menu_bar()
            self.arrange()

    def focus_menu_bar(self) -> bool:
        """Give the keys to the menu bar, as Alt does, until it is left; False if it is not there.

        Qt has this behind the key alone.
        """
        bar = self.menu_bar
        if bar is None or bar.isHidden() or bar.isNativeMenuBar():
            return False
        # Whether Alt is held is for Qt to work out where the key itself is Alt.
        alt, held = Qt.Key.Key_Alt, Qt.KeyboardModifier.NoModifier
        application = QCoreApplication.instance()
        assert application is not None
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyRelease):
            application.sendEvent(self, QKeyEvent(kind, alt, held))
        return True

    def _measure_menu_bar(self) -> None:
        bar = self.menu_bar
        native = bar is not None and bar.isNativeMenuBar()
        shown = bar is not None and not bar.isHidden() and not native
        self._menu_height = self._look.px(MENU_HEIGHT) if shown else 0

    @property
    def top(self) -> int:
        """Where the body begins."""
        return self._menu_height

    def arrange(self) -> None:
        width, height = self.width(), self.height()
        if self.menu_bar is not None and self._menu_height:
            self.menu_bar.setGeometry(0, 0, width, self._menu_height - 1)
        status = self._look.px(STATUS_HEIGHT) if not self.status_bar.isHidden() else 0
        self.body.setGeometry(0, self._menu_height, width, height - self._menu_height - status)
        self.status_bar.setGeometry(0, height - status, width, status)

    def repaint_all(self) -> None:
        """Paint everything again: icons have arrived."""
        for widget in self.findChildren(QWidget):
            widget.update()
        self.update()

    # Size and state

    def restore(self, size: Sequence[int] | None, maximized: bool) -> None:
        """Take the size (x, y, width, height) the window had, as far as it fits the screen."""
        available = self.screen().availableGeometry()
        rect = QRect(0, 0, min(1280, available.width()), min(820, available.height()))
        rect.moveCenter(available.center())
        if size is not None and len(size) == 4:
            wanted = QRect(*(int(each) for each in size))
            if wanted.width() >= 300 and wanted.height() >= 200:
                rect = wanted
                rect.setWidth(min(rect.width(), available.width()))
                rect.setHeight(min(rect.height(), available.height()))
                if not available.intersects(rect.adjusted(60, 60, -60, -60)):
                    rect.moveCenter(available.center())
        self.setGeometry(rect)
        self._normal = rect
        if maximized:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def geometry_to_keep(self) -> dict[str, object]:
        special = self.isMaximized() or self.isFullScreen()
        rect = self._normal if special else self.geometry()
        return {
            "size": [rect.x(), rect.y(), rect.width(), rect.height()],
            "maximized": self.isMaximized(),
        }

    def set_full_screen(self, full: bool) -> None:
        self.setWindowState(
            self.windowState() | Qt.WindowState.WindowFullScreen
            if full
            else self.windowState() & ~Qt.WindowState.WindowFullScreen
        )

    # What happens to it

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()
        if not (self.isMaximized() or self.isFullScreen()):
            self._normal = self.geometry()
        self.resized.emit()

    @guarded
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.activated.emit()
        elif event.type() == QEvent.Type.WindowStateChange:
            self.state_changed.emit()

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        if self.may_close():
            event.accept()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys(event):
            event.ignore()

    @guarded_with(False)
    def focusNextPrevChild(self, forward: bool) -> bool:
        focused = self.focusWidget()
        if focused is not None and not focused.isVisibleTo(self):
            # Qt goes to whatever was made next, of which screen readers would tell.
            return give_focus(self.home())
        from pith_app._window._tab_order import next_stop

        stop = next_stop(self.parts(), self, forward=forward)
        if stop is None:
            return super().focusNextPrevChild(forward)
        reason = Qt.FocusReason
        stop.setFocus(reason.TabFocusReason if forward else reason.BacktabFocusReason)
        return True

    @guarded
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @guarded
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._look.colors
        painter = QPainter(self)
        top = self._menu_height
        painter.fillRect(0, 0, self.width(), top, colors["titleBar.activeBackground"])
        hairline(painter, colors["titleBar.border"], 0, top - 1, self.width(), 1)
        painter.end()
