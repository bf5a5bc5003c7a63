"""What the editor area shows while no file is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from pith.qt import guarded
from pith_app._theming import Look, focus_ring
from pith_app._window._buttons import HoverButton
from pith_app._window._key_caps import keys_width, paint_keys

_ROW = 34
_MARK = 116
_BELOW_MARK = 36
_PADDING = 12
_BETWEEN = 28
"""Lengths for text of the usual size; Look.px makes pixels of them."""


class _Link(HoverButton):
    """Something that can be done: its title up to the middle of the page, its keys from there."""

    def __init__(self, look: Look, command: str, title: str, keys: str, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.command = command
        self._keys = keys
        self.setText(title)
        self.setAccessibleDescription(keys)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        look, px = self.look, self.look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = look.font()
        painter.setFont(font)
        lit = "textLink.foreground" if self.hovered else "descriptionForeground"
        painter.setPen(look.colors[lit])
        width = QFontMetricsF(font).horizontalAdvance(self.text())
        middle = self.width() / 2
        left = middle - px(_BETWEEN) / 2 - width
        title = QRectF(left, 0, width + 1, self.height())
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, self.text())
        right = middle + px(_BETWEEN) / 2
        if self._keys:
            right += keys_width(look, self._keys)
            paint_keys(painter, look, self._keys, right, QRectF(self.rect()))
        if self.hasFocus():
            padding = px(_PADDING)
            field = QRectF(left - padding, 2, right - left + 2 * padding, self.height() - 4)
            focus_ring(painter, look, field)
        painter.end()


class Welcome(QWidget):
    """The program's mark, and what can be done, with the keys for it."""

    def __init__(
        self,
        look: Look,
        hints: Callable[[], Sequence[tuple[str, str, str]]],
        run: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        """`hints` has (command, title, keys) of each thing that can be done."""
        super().__init__(parent)
        self._look = look
        self._hints = hints
        self._run = run
        self._shown: Sequence[tuple[str, str, str]] = ()
        self._links: list[_Link] = []
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName("Welcome")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._listening = look.changed.connect(self._restyle)

    def dispose(self) -> None:
        self._listening.dispose()

    @property
    def has_keyboard(self) -> bool:
        """Whether the focus is here, or on what can be done."""
        return self.hasFocus() or any(link.hasFocus() for link in self._links)

    def refresh(self) -> None:
        """Show the hints as they are now, if this is shown at all."""
        hints = self._hints() if self.isVisible() else self._shown
        if list(hints) == list(self._shown):
            return
        self._shown = hints
        if self.has_keyboard:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        for link in self._links:
            link.hide()
            link.deleteLater()
        self._links = [_Link(self._look, *hint, self) for hint in hints]
        for link in self._links:
            link.clicked.connect(lambda _=False, command=link.command: self._run(command))
            link.show()
        self._arrange()

    def _restyle(self) -> None:
        self._arrange()
        self.update()

    @property
    def _top(self) -> float:
        """Where the mark begins."""
        px = self._look.px
        total = px(_MARK) + px(_BELOW_MARK) + len(self._links) * px(_ROW)
        return max(24.0, (self.height() - total) / 2 - 20)

    def _arrange(self) -> None:
        px, metrics = self._look.px, QFontMetricsF(self._look.font())
        widest = max((metrics.horizontalAdvance(link.text()) for link in self._links), default=0)
        # As wide to the left of the middle as to the right, where keys may take more.
        half = max(int(widest), px(210)) + px(_BETWEEN) // 2 + px(_PADDING)
        top = int(self._top) + px(_MARK) + px(_BELOW_MARK)
        for number, link in enumerate(self._links):
            place = (self.width() // 2 - half, top + number * px(_ROW), 2 * half, px(_ROW))
            link.setGeometry(*place)

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        self.refresh()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        tabbed = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if event.reason() in tabbed and self._links:
            self._links[0].setFocus(event.reason())

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        colors, size = self._look.colors, self._look.px(_MARK)
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors["editor.background"])
        mark = QColor(colors["foreground"])
        mark.setAlphaF(0.09)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, QRectF((self.width() - size) / 2, self._top, size, size), mark)
        painter.end()

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._run("file.new")


def paint_mark(painter: QPainter, field: QRectF, color: QColor) -> None:
    """The program's mark: the cut of a stem, its rings a little off the middle, and the pith."""
    centre = field.center()
    radius = field.width() / 2
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for share, width, off in ((0.93, 0.11, 0.0), (0.66, 0.075, 0.05), (0.43, 0.06, 0.09)):
        painter.setPen(QPen(color, radius * width))
        middle = centre + QPointF(-off, off * 0.6) * radius
        painter.drawEllipse(middle, radius * share, radius * share)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(centre + QPointF(-0.11, 0.07) * radius, radius * 0.2, radius * 0.2)
