"""The row of tabs at the top of the panel: the output, and the pages of extensions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pith.base import Signal
from pith.qt import guarded, guarded_with
from pith_app._theming import Look, focus_ring, hairline
from pith_app._window._buttons import HoverButton

_GAP = 22


class PanelTab(HoverButton):
    """A title; a line below marks the page that shows."""

    def __init__(self, look: Look, title: str, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.setText(title)
        self.setAccessibleName(title)
        self.setToolTip(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.rescale()

    def rescale(self) -> None:
        """Take the font that goes with the size of the text."""
        font = self.look.font(2, bold=True)
        font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, 0.4)
        self.setFont(font)

    @guarded
    def nextCheckState(self) -> None:
        """Nothing: whoever shows the page says which tab is on."""

    @guarded_with(QSize(60, 30))
    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text().upper())
        return QSize(width + self.look.px(_GAP), self.look.px(30))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self.look.colors
        painter = QPainter(self)
        lit = self.isChecked() or self.hovered
        painter.setPen(colors[f"panelTitle.{'active' if lit else 'inactive'}Foreground"])
        field = self.rect().adjusted(self.look.px(_GAP) // 2, 0, 0, 0)
        field.setWidth(max(0, self.width() - self.look.px(_GAP) + 2))
        metrics = painter.fontMetrics()
        text = metrics.elidedText(self.text().upper(), Qt.TextElideMode.ElideRight, field.width())
        painter.drawText(field, Qt.AlignmentFlag.AlignVCenter, text)
        if self.isChecked():
            width = min(field.width(), metrics.horizontalAdvance(text))
            color = colors["panelTitle.activeBorder"]
            hairline(painter, color, field.left(), self.height() - 2, width, 1)
        if self.hasFocus():
            focus_ring(painter, self.look, QRectF(self.rect()).adjusted(3, 3, -3, -3))
        painter.end()


class PanelTabs(QWidget):
    """One tab for each page; too many of them share the width there is."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._tabs: dict[str, PanelTab] = {}
        self.chosen: Signal[str] = Signal("panel_tabs.chosen")
        self.setAccessibleName("Pages of the Panel")

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._tabs)

    def tab(self, page_id: str) -> PanelTab:
        return self._tabs[page_id]

    def set_tabs(self, titles: Sequence[tuple[str, str]], active: str | None) -> None:
        """Show a tab for each (id, title), in this order."""
        before, self._tabs = self._tabs, {}
        for page_id, title in titles:
            tab = before.pop(page_id, None)
            if tab is None or tab.text() != title:
                if tab is not None:
                    _drop(tab)
                tab = PanelTab(self._look, title, self)
                tab.clicked.connect(lambda _=False, each=page_id: self.chosen.emit(each))
                tab.show()
            self._tabs[page_id] = tab
        for tab in before.values():
            _drop(tab)
        previous: PanelTab | None = None
        for tab in self._tabs.values():
            if previous is not None:
                QWidget.setTabOrder(previous, tab)
            previous = tab
        self.set_active(active)

    def set_active(self, page_id: str | None) -> None:
        for known, tab in self._tabs.items():
            tab.setChecked(known == page_id)

    def rescale(self) -> None:
        for tab in self._tabs.values():
            tab.rescale()

    def arrange(self, left: int, room: int, height: int) -> None:
        """Lie at the left of the header, over `room` pixels at most."""
        wanted = {page_id: tab.sizeHint().width() for page_id, tab in self._tabs.items()}
        most = _fair_share(list(wanted.values()), room)
        x = 0
        for page_id, tab in self._tabs.items():
            width = min(wanted[page_id], most)
            tab.setGeometry(x, 0, width, height)
            x += width
        self.setGeometry(left, 1, x, height)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from tab to tab, as in any row of them."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        tabs = list(self._tabs.values())
        at = next((number for number, tab in enumerate(tabs) if tab.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        tabs[(at + step) % len(tabs)].setFocus(Qt.FocusReason.TabFocusReason)


def _fair_share(widths: list[int], room: int) -> int:
    """The width that no tab may be wider than so that all of them fit."""
    left = sorted(widths)
    while left and sum(left) > room:
        share = room // len(left)
        if left[0] >= share:
            return max(share, 1)
        room -= left.pop(0)
    return max(widths, default=0)


def _drop(tab: PanelTab) -> None:
    tab.hide()
    tab.deleteLater()
