"""A box with a text beside a place of an editor: what there is to say of it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from pith.qt._guard import guarded
from pith.qt._wrapped_text import WrappedText

_WIDEST = 520  # pixels
_ASIDE, _DOWN = 2, 4
_LEFT, _TOP = 9, 6


class HoverBox(QWidget):
    """Looks as the desktop's tool tips do, but stays when keys are let go.

    The editor says when to show it and when to hide it. It takes no focus and no clicks.
    """

    def __init__(self, editor: QWidget) -> None:
        super().__init__(editor, Qt.WindowType.ToolTip)
        self._shown = WrappedText(self)
        self._shown.move(_LEFT, _TOP)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def text(self) -> str:
        """What it says, also what there is no room for."""
        return self.accessibleName()

    def show_at(self, text: str, place: QRect) -> None:
        """Show a text below a place of the screen or, where there is more room, above it: as much
        of it as there is room for."""
        self.setPalette(QToolTip.palette())
        screen = self.screen().availableGeometry()
        below = screen.bottom() - place.bottom() - _DOWN
        above = place.top() - _DOWN - screen.top()
        self._fill(text, max(below, above))
        is_below = self.height() <= below or below >= above
        left = max(screen.left(), min(place.left() + _ASIDE, screen.right() + 1 - self.width()))
        top = place.bottom() + _DOWN if is_below else place.top() - _DOWN - self.height()
        self.setGeometry(left, top, self.width(), self.height())
        self.show()
        self.raise_()

    def _fill(self, text: str, highest: int) -> None:
        font = QToolTip.font()
        self.setFont(font)
        color = self.palette().color(QPalette.ColorRole.ToolTipText)
        room = highest - 2 * _TOP
        rows = max(1, room // self.fontMetrics().lineSpacing())
        self._shown.show_text(text, font, color, _WIDEST - 2 * _LEFT, rows)
        if self._shown.height() > room:  # other fonts had to stand in, which are higher
            rows = max(1, rows * room // self._shown.height())
            self._shown.show_text(text, font, color, _WIDEST - 2 * _LEFT, rows)
        self.setAccessibleName(self._shown.accessibleName())
        self.resize(self._shown.width() + 2 * _LEFT, self._shown.height() + 2 * _TOP)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        base = self.palette().color(QPalette.ColorRole.ToolTipBase)
        edge = QColor(self.palette().color(QPalette.ColorRole.ToolTipText))
        edge.setAlphaF(0.35)
        painter = QPainter(self)
        painter.fillRect(self.rect(), base)
        painter.setPen(QPen(edge, 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def above_and_below(at: QPoint, height: int) -> QRect:
    """The place that a box keeps clear: a row with its lower left corner at a point."""
    return QRect(at.x(), at.y() - height, 1, height)
