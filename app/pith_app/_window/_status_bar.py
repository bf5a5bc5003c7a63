"""The bar at the bottom: what is true of the file and the window, each a button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from pith.base import OnDispose
from pith.qt import guarded, guarded_with
from pith_app._theming import Look, focus_ring, hairline
from pith_app._window._buttons import HoverButton
from pith_app._window._icon_text import IconText

HEIGHT = 24
_ICON = 14
_MARGIN = 7


class StatusItem(HoverButton):
    """One item; without a function to call it is only a text."""

    def __init__(
        self,
        look: Look,
        name: str,
        parent: QWidget,
        on_click: Callable[[], object] | None,
    ) -> None:
        super().__init__(look, parent)
        self.name = name
        self.align_right = False
        self.priority = 0
        self.set_on_click(on_click)
        self._content = IconText("")
        self.setFont(look.font(1))
        self.clicked.connect(self._clicked)

    def set_on_click(self, on_click: Callable[[], object] | None) -> None:
        self._on_click = on_click
        focus = Qt.FocusPolicy.NoFocus if on_click is None else Qt.FocusPolicy.TabFocus
        self.setFocusPolicy(focus)

    def _clicked(self) -> None:
        if self._on_click is not None:
            self._on_click()

    def set_content(self, text: str, tip: str = "") -> None:
        """Show `text`, in which `$(name)` is an icon; an empty one hides the item."""
        if text != self.text() or tip != self.toolTip():
            moves = text != self.text()
            self._content = IconText(text)
            self.setText(text)
            self.setToolTip(tip)
            self.setAccessibleName(f"{self.name}: {self._content.plain}")
            bar = self.parentWidget()
            if moves and isinstance(bar, StatusBar):
                bar.arrange()
            self.update()

    @guarded_with(QSize(0, HEIGHT))
    def sizeHint(self) -> QSize:
        px = self.look.px
        width = self._content.width(QFontMetrics(self.font()), px(_ICON))
        return QSize(width + 2 * px(_MARGIN), px(HEIGHT))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self.look.colors
        painter = QPainter(self)
        color = colors["statusBar.foreground"]
        if self.hovered and self._on_click is not None:
            painter.fillRect(
                self.rect().adjusted(0, 1, 0, 0), colors["statusBarItem.hoverBackground"]
            )
            color = colors["statusBarItem.hoverForeground"]
        margin = self.look.px(_MARGIN)
        field = QRectF(self.rect()).adjusted(margin, 1, -margin, 0)
        self._content.paint(painter, self.look.icons, field, self.look.px(_ICON), color)
        if self.hasFocus():
            focus_ring(painter, self.look, QRectF(self.rect()).adjusted(0, 1, 0, 0), 2)
        painter.end()


class StatusBar(QWidget):
    """Items from both ends; those that do not fit give way, the ones of low priority first."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._items: list[StatusItem] = []
        self.painted: Callable[[], object] | None = None
        """Called once, by the first paint: the bar is the one part that is always seen."""
        self.setFixedHeight(look.px(HEIGHT))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Status Bar")
        self._listening = look.changed.connect(self._restyle)

    def dispose(self) -> None:
        self._listening.dispose()

    def add(
        self,
        name: str,
        *,
        right: bool = False,
        priority: int = 0,
        on_click: Callable[[], object] | None = None,
    ) -> StatusItem:
        """A new item, empty and so not to be seen. The higher `priority`, the nearer to its end."""
        item = StatusItem(self._look, name, self, on_click)
        item.align_right, item.priority = right, priority
        item.hide()
        self._items.append(item)
        self._items.sort(key=lambda each: -each.priority)
        return item

    @property
    def items(self) -> tuple[StatusItem, ...]:
        return tuple(self._items)

    def owned(self, item: StatusItem) -> OnDispose:
        """What takes `item` away."""
        return OnDispose(lambda: self.remove(item))

    def remove(self, item: StatusItem) -> None:
        if item in self._items:
            self._items.remove(item)
            item.hide()
            item.deleteLater()
            if item.text():
                self.arrange()

    def arrange(self) -> None:
        """Give each item its place."""
        left, right = 4, self.width() - 4
        height = self._look.px(HEIGHT)
        for item in self._items:
            if not item.text():
                item.hide()
                continue
            width = item.sizeHint().width()
            if right - left < width:
                item.hide()
                continue
            if item.align_right:
                right -= width
                item.setGeometry(right, 0, width, height)
            else:
                item.setGeometry(left, 0, width, height)
                left += width
            item.show()

    def _restyle(self) -> None:
        self.setFixedHeight(self._look.px(HEIGHT))
        for item in self._items:
            item.setFont(self._look.font(1))
        self.arrange()
        self.update()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._look.colors
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors["statusBar.background"])
        hairline(painter, colors["statusBar.border"], 0, 0, self.width(), 1)
        painter.end()
        painted, self.painted = self.painted, None
        if painted is not None:
            painted()
