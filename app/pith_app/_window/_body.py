"""The parts of the window and where they lie.

One function computes all of it: at the first paint everything has its place already, and nothing
moves when extensions fill what was reserved for them.
"""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from pith.base import Signal
from pith.qt import guarded
from pith_app._theming import Look
from pith_app._window._activity_bar import WIDTH as ACTIVITY_WIDTH
from pith_app._window._activity_bar import ActivityBar
from pith_app._window._sash import GRIP, Sash
from pith_app._window._side_bar import SideBar

SIDE_BAR_WIDTH = 260
PANEL_HEIGHT = 240
_LEAST_SIDE_BAR, _LEAST_PANEL = 150, 90
_LEAST_WIDTH, _LEAST_HEIGHT = 240, 120  # of the editors
_LEFT_OVER = 60  # of side bar and panel in a window that is too small for both
"""Lengths for text of the usual size; Look.px makes pixels of them."""


class Body(QWidget):
    """Activity bar, side bar, editors, and the panel below them."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.activity_bar = ActivityBar(look, self)
        self.side_bar = SideBar(look, self)
        self.editors: QWidget = QWidget(self)
        self.panel: QWidget | None = None
        self.side_bar_width: float = SIDE_BAR_WIDTH
        self.panel_height: float = PANEL_HEIGHT
        """For text of the usual size, however large it is: names are to fit as they did."""
        self.side_bar_shown = True
        self.panel_shown = False
        self.changed: Signal[()] = Signal("body.changed")
        self._side_sash = Sash(
            look,
            self,
            vertical=True,
            on_drag=lambda by: self.set_side_bar_width(self.side_bar_width + look.usual(by)),
            on_reset=lambda: self.set_side_bar_width(SIDE_BAR_WIDTH),
            on_done=self.changed.emit,
        )
        self._panel_sash = Sash(
            look,
            self,
            vertical=False,
            on_drag=lambda by: self.set_panel_height(self.panel_height - look.usual(by)),
            on_reset=lambda: self.set_panel_height(PANEL_HEIGHT),
            on_done=self.changed.emit,
        )

    def dispose(self) -> None:
        self.activity_bar.dispose()
        self.side_bar.dispose()

    def set_editors(self, editors: QWidget) -> None:
        self.editors.deleteLater()
        self.editors = editors
        editors.setParent(self)
        self._side_sash.raise_()
        self._panel_sash.raise_()
        self.arrange()

    def set_panel(self, panel: QWidget) -> None:
        self.panel = panel
        panel.setParent(self)
        self._panel_sash.raise_()
        self.arrange()

    def show_side_bar(self, shown: bool) -> None:
        if shown != self.side_bar_shown:
            self.side_bar_shown = shown
            self.arrange()
            self.changed.emit()

    def show_panel(self, shown: bool) -> None:
        if shown != self.panel_shown:
            self.panel_shown = shown
            self.arrange()
            self.changed.emit()

    def set_side_bar_width(self, width: float) -> None:
        most = self._look.usual(self.width()) - ACTIVITY_WIDTH - _LEAST_WIDTH
        self.side_bar_width = max(_LEAST_SIDE_BAR, min(width, most))
        self.arrange()

    def set_panel_height(self, height: float) -> None:
        most = self._look.usual(self.height()) - _LEAST_HEIGHT
        self.panel_height = max(_LEAST_PANEL, min(height, most))
        self.arrange()

    def arrange(self) -> None:
        """Give every part its place."""
        width, height = self.width(), self.height()
        px = self._look.px
        left, left_over = px(ACTIVITY_WIDTH), px(_LEFT_OVER)
        self.activity_bar.setGeometry(0, 0, left, height)
        if self.side_bar_shown:
            side = max(left_over, min(px(self.side_bar_width), width - left - px(_LEAST_WIDTH)))
            self.side_bar.setGeometry(left, 0, side, height)
            left += side
        self.side_bar.setVisible(self.side_bar_shown)
        self._side_sash.setVisible(self.side_bar_shown)
        self._side_sash.setGeometry(left - GRIP // 2, 0, GRIP, height)
        bottom = height
        shown = self.panel_shown and self.panel is not None
        if shown and self.panel is not None:
            panel = max(left_over, min(px(self.panel_height), height - px(_LEAST_HEIGHT)))
            bottom = height - panel
            self.panel.setGeometry(left, bottom, width - left, panel)
        if self.panel is not None:
            self.panel.setVisible(shown)
        self._panel_sash.setVisible(shown)
        self._panel_sash.setGeometry(left, bottom - GRIP // 2, width - left, GRIP)
        self.editors.setGeometry(left, 0, width - left, bottom)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colors["editor.background"])
        painter.end()
