"""A button that shows what is chosen and opens the list to choose another."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pith.qt import guarded, guarded_with
from pith_app._theming import Look, focus_ring
from pith_app._window._buttons import HoverButton


class ChannelButton(HoverButton):
    """A text with an arrow."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip("Choose an Output Channel")
        self.setFont(look.font(1))

    @guarded_with(QSize(100, 22))
    def sizeHint(self) -> QSize:
        px = self.look.px
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + px(40), px(22))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        colors, px = self.look.colors, self.look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        field = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(colors["input.border"])
        key = "toolbar.activeBackground" if self.hovered else "input.background"
        painter.setBrush(colors[key])
        painter.drawRoundedRect(field, 4, 4)
        painter.setPen(colors["foreground"])
        painter.drawText(
            field.adjusted(px(9), 0, -px(22), 0), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        self.look.icons.paint(
            painter,
            "chevron-down",
            field.right() - px(20),
            px(3),
            px(16),
            colors["icon.foreground"],
        )
        if self.hasFocus():
            focus_ring(painter, self.look, QRectF(self.rect()))
        painter.end()
