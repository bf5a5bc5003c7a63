"""The head of an extension's page: icon, name, description, buttons, and what to look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from pith.base import Signal
from pith.host import ExtensionRecord
from pith.qt import guarded
from pith_app._extension_page._cards import state_color
from pith_app._extension_page._icons import ExtensionIcons
from pith_app._extension_page._words import cost_of, state_of
from pith_app._theming import Look, hairline
from pith_app._window._buttons import HoverButton, TextButton

_ICON: Final = 84
_MARGIN: Final = 28
_TABS: Final = 36


class Header(QWidget):
    """Shows one record. `chosen` says which tab is wanted."""

    def __init__(self, look: Look, icons: ExtensionIcons, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._record: ExtensionRecord | None = None
        self._actions: list[str] = []
        self.buttons: list[TextButton] = []
        self.tabs: list[_HeaderTab] = []
        self.chosen: Signal[str] = Signal("extension_header.chosen")

    def show_record(
        self,
        record: ExtensionRecord,
        actions: Sequence[tuple[str, bool, Callable[[], object]]],
        tabs: Sequence[str],
        active: str,
    ) -> None:
        """Show `record`, with buttons (label, is the main one, function), and tabs by title."""
        self._record = record
        focused = next((each.text() for each in self.buttons if each.hasFocus()), "")
        labels = [label for label, _, _ in actions]
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        for label, primary, function in actions:
            button = TextButton(self._look, label, self, primary=primary)
            button.clicked.connect(lambda _=False, run=function: run())
            button.show()
            self.buttons.append(button)
            if label == focused:
                button.setFocus()
        self._actions = labels
        if [tab.text() for tab in self.tabs] != list(tabs):
            for tab in self.tabs:
                tab.hide()
                tab.deleteLater()
            self.tabs = [_HeaderTab(self._look, title, self) for title in tabs]
            for title, tab in zip(tabs, self.tabs, strict=True):
                tab.clicked.connect(lambda _=False, title=title: self.chosen.emit(title))
                tab.show()
        for tab in self.tabs:
            tab.setChecked(tab.text() == active)
        self._place()
        self.update()

    def restyle(self) -> None:
        for button in (*self.buttons, *self.tabs):
            button.setFont(self._look.font())
        self._place()
        self.update()

    def _text_left(self) -> int:
        return self._look.px(_MARGIN + _ICON + 24)

    def _place(self) -> None:
        px = self._look.px
        x, y = self._text_left(), px(_MARGIN + 72)
        right = self.width() - px(_MARGIN)
        for button in self.buttons:
            button.resize(button.sizeHint())
            if x + button.width() > right and x > self._text_left():
                x, y = self._text_left(), y + button.height() + px(8)
            button.move(x, y)
            x += button.width() + px(8)
        height = self.buttons[0].height() if self.buttons else 0
        y = max(y + height, px(_MARGIN + _ICON)) + px(14)
        x = px(_MARGIN) - px(2)
        for tab in self.tabs:
            tab.setGeometry(x, y, tab.wanted_width(), px(_TABS))
            x += tab.width()
        self.setFixedHeight(y + px(_TABS) + 1)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        look, colors, px = self._look, self._look.colors, self._look.px
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors["editor.background"])
        hairline(painter, colors["widget.border"], 0, self.height() - 1, self.width(), 1)
        record = self._record
        if record is None:
            painter.end()
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._icons.paint(painter, record, QRectF(px(_MARGIN), px(_MARGIN), px(_ICON), px(_ICON)))
        left = self._text_left()
        width = self.width() - left - px(_MARGIN)
        font = look.font(-9, bold=True)
        font.setWeight(font.Weight.Bold)
        painter.setFont(font)
        painter.setPen(colors["foreground"])
        top = px(_MARGIN - 5)
        name = _elided(painter, record.name, width - px(80))
        painter.drawText(QRectF(left, top, width, px(30)), Qt.AlignmentFlag.AlignVCenter, name)
        beside = left + QFontMetricsF(font).horizontalAdvance(name) + px(12)
        painter.setFont(look.font())
        painter.setPen(colors["descriptionForeground"])
        field = QRectF(beside, top + px(2), px(120), px(30))
        version = record.version if record.version != "?" else ""
        painter.drawText(field, Qt.AlignmentFlag.AlignVCenter, version)
        field = QRectF(left, top + px(31), width, px(20))
        painter.setPen(colors["foreground"])
        painter.drawText(
            field,
            Qt.AlignmentFlag.AlignVCenter,
            _elided(painter, record.description or record.id, width),
        )
        self._paint_state(painter, record, QRectF(left, top + px(51), width, px(20)))
        painter.end()

    def _paint_state(self, painter: QPainter, record: ExtensionRecord, field: QRectF) -> None:
        colors = self._look.colors
        words, kind = state_of(record)
        parts = [words, cost_of(record)]
        if record.manifest is not None:
            parts.append(record.manifest.author)
        painter.setFont(self._look.font(1))
        painter.setPen(state_color(self._look, kind) if kind != "idle" else colors["foreground"])
        painter.drawText(field, Qt.AlignmentFlag.AlignVCenter, words)
        x = QFontMetricsF(painter.font()).horizontalAdvance(words)
        rest = "".join(f"  ·  {part}" for part in parts[1:] if part)
        painter.setPen(colors["descriptionForeground"])
        room = field.adjusted(x, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, _elided(painter, rest, room.width()))


class _HeaderTab(HoverButton):
    """A word over a line, when it is the active one."""

    def __init__(self, look: Look, text: str, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.setText(text)
        self.setCheckable(True)
        self.setFont(look.font())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def wanted_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.text()) + self.look.px(28)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        colors, px = self.look.colors, self.look.px
        painter = QPainter(self)
        active = self.isChecked()
        lively = active or self.hovered or self.hasFocus()
        painter.setFont(self.font())
        painter.setPen(colors["foreground" if lively else "descriptionForeground"])
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if active:
            color = colors["focusBorder"]
            left = px(14)
            painter.fillRect(left, self.height() - 2, self.width() - 2 * left, 2, color)
        elif self.hasFocus():
            hairline(painter, colors["focusBorder"], px(14), self.height() - 3, self.width(), 1)
        painter.end()


def _elided(painter: QPainter, text: str, width: float) -> str:
    metrics = QFontMetricsF(painter.font())
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, width))
