"""How one tab is painted."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from pith_app._theming import Look, focus_ring, hairline
from pith_app._window._buttons import paint_cross
from pith_app._window._tab_row import CLOSE, GAP, HEIGHT, ICON, PADDING, TabLabel


class TabState(NamedTuple):
    """What is with a tab at the moment."""

    active: bool
    #: In the bar of the active group of editors.
    in_front: bool
    hovered: bool
    #: The pointer is on its cross.
    over_close: bool
    #: The arrow keys have chosen it.
    focused: bool


class TabPainter:
    """Paints tabs of one bar, with titles in `font`."""

    def __init__(self, painter: QPainter, look: Look, font: QFont) -> None:
        self._painter = painter
        self._look = look
        self._font = font

    def paint(self, label: TabLabel, state: TabState, field: QRectF, close: QRectF) -> None:
        """Paint a tab into `field`, with its cross, or its dot, into `close`."""
        self._background(state, field)
        self._text(label, state, field)
        if state.focused:
            focus_ring(self._painter, self._look, field.adjusted(2, 3, -3, -3))
        if label.dirty and not state.over_close:
            self._dot(close)
        elif state.active or state.hovered:
            paint_cross(self._painter, self._look, close, state.over_close)

    def _background(self, state: TabState, field: QRectF) -> None:
        painter, colors, px = self._painter, self._look.colors, self._look.px
        rect = field.toRect()
        if state.active:
            painter.fillRect(rect, colors["tab.activeBackground"])
            key = "tab.activeBorderTop" if state.in_front else "tab.unfocusedActiveBorderTop"
            hairline(painter, colors[key], rect.left(), 0, rect.width() - 1, 2)
        elif state.hovered:
            painter.fillRect(rect.adjusted(0, 0, 0, -1), colors["tab.hoverBackground"])
        hairline(painter, colors["tab.border"], rect.right(), 0, 1, px(HEIGHT) - 1)

    def _text(self, label: TabLabel, state: TabState, field: QRectF) -> None:
        """The icon, the title and what tells it apart."""
        painter, colors, px = self._painter, self._look.colors, self._look.px
        x = field.left() + px(PADDING)
        if label.icon:
            top = (px(HEIGHT) - px(ICON)) / 2
            color = colors["icon.foreground"]
            self._look.icons.paint(painter, label.icon, x, top, px(ICON), color)
            x += px(ICON) + px(GAP)
        right = field.right() - px(CLOSE) - px(10)
        font = QFont(self._font)
        font.setItalic(label.preview)
        font.setStrikeOut(label.missing)
        painter.setFont(font)
        painter.setPen(colors[_title_color(state)])
        metrics = painter.fontMetrics()
        title = metrics.elidedText(label.title, Qt.TextElideMode.ElideMiddle, int(right - x))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(x, 0, right - x, px(HEIGHT)), middle, title)
        x += metrics.horizontalAdvance(title) + px(6)
        if label.description and right - x > 16:
            painter.setFont(self._look.font(1))
            painter.setPen(colors["descriptionForeground"])
            text = painter.fontMetrics().elidedText(
                label.description, Qt.TextElideMode.ElideLeft, int(right - x)
            )
            painter.drawText(QRectF(x, 1, right - x, px(HEIGHT)), middle, text)

    def _dot(self, close: QRectF) -> None:
        painter, px = self._painter, self._look.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colors["foreground"])
        painter.drawEllipse(close.center(), px(4), px(4))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _title_color(state: TabState) -> str:
    if state.active and not state.in_front and not state.hovered:
        return "tab.unfocusedActiveForeground"
    lit = state.active or state.hovered
    return "tab.activeForeground" if lit else "tab.inactiveForeground"
