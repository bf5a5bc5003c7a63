"""The column of icons at the left: one for each page of the side bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pith.base import Signal
from pith.qt import guarded
from pith_app._theming import Look, focus_ring, hairline
from pith_app._window._buttons import HoverButton

WIDTH = 46
_ICON = 22


class ActivityButton(HoverButton):
    """One page's button; a line marks the page that shows."""

    def __init__(self, look: Look, icon: str, title: str, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._icon = icon
        self.rescale()
        self.setToolTip(title)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCheckable(True)

    def rescale(self) -> None:
        """Take the size that goes with the text."""
        self.setFixedSize(self.look.px(WIDTH), self.look.px(44))

    @guarded
    def nextCheckState(self) -> None:
        """Nothing: whoever shows the page says which button is on."""

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self.look.colors
        painter = QPainter(self)
        lit = self.isChecked() or self.hovered
        color = colors["activityBar.foreground" if lit else "activityBar.inactiveForeground"]
        if self.isChecked():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors["activityBar.activeBorder"])
            painter.drawRoundedRect(-2, 10, 4, self.height() - 20, 2, 2)
        size = self.look.px(_ICON)
        x, y = (self.width() - size) / 2, (self.height() - size) / 2
        self.look.icons.paint(painter, self._icon, x, y, size, color)
        if self.hasFocus():
            focus_ring(painter, self.look, QRectF(self.rect()).adjusted(3, 2, -4, -2), 5)
        painter.end()


class ActivityBar(QWidget):
    """Buttons for pages, from the top; others, from the bottom."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._pages: dict[str, ActivityButton] = {}
        self.page_clicked: Signal[str] = Signal("activity_bar.page_clicked")
        self.setFixedWidth(look.px(WIDTH))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Pages of the Side Bar")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._listening = look.changed.connect(self._restyle)

    def dispose(self) -> None:
        self._listening.dispose()

    def _restyle(self) -> None:
        self.setFixedWidth(self._look.px(WIDTH))
        for button in self.findChildren(ActivityButton):
            button.rescale()
        self.update()

    def set_pages(self, pages: list[tuple[str, str, str]]) -> None:
        """Show a button for each (id, icon, title), in this order."""
        wanted = {page[0] for page in pages}
        for page_id in [known for known in self._pages if known not in wanted]:
            button = self._pages.pop(page_id)
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        for number, (page_id, icon, title) in enumerate(pages):
            button = self._pages.get(page_id) or self._new_page(page_id, icon, title)
            self._column.removeWidget(button)
            self._column.insertWidget(number, button)
            button.show()

    def _new_page(self, page_id: str, icon: str, title: str) -> ActivityButton:
        button = ActivityButton(self._look, icon or "extensions", title, self)
        button.clicked.connect(lambda: self.page_clicked.emit(page_id))
        self._pages[page_id] = button
        return button

    def set_active(self, page_id: str | None) -> None:
        for known, button in self._pages.items():
            button.setChecked(known == page_id)

    def add_action(self, icon: str, title: str) -> ActivityButton:
        """A button at the bottom that shows no page."""
        button = ActivityButton(self._look, icon, title, self)
        button.setCheckable(False)
        self._column.addWidget(button)
        return button

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._look.colors
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors["activityBar.background"])
        hairline(painter, colors["activityBar.border"], self.width() - 1, 0, 1, self.height())
        painter.end()
