"""A box with a text beside a place of an editor: what there is to say of it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QLabel, QToolTip, QWidget

from pith.qt._guard import guarded

_WIDEST = 520  # pixels
_ASIDE, _DOWN = 2, 4


class HoverBox(QLabel):
    """Looks as the desktop's tool tips do, but stays when keys are let go.

    The editor says when to show it and when to hide it. It takes no focus and no clicks.
    """

    def __init__(self, editor: QWidget) -> None:
        super().__init__(editor, Qt.WindowType.ToolTip)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(9, 6, 9, 6)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_at(self, text: str, place: QRect) -> None:
        """Show a text below a place of the screen or, where there is no room, above it."""
        self.setFont(QToolTip.font())
        self.setPalette(QToolTip.palette())
        self.setText(text)
        self.setAccessibleName(text)
        metrics, margins = self.fontMetrics(), self.contentsMargins()
        sides = margins.left() + margins.right()
        longest = max(metrics.horizontalAdvance(line) for line in text.split("\n"))
        width = min(longest + sides + 2, _WIDEST)
        height = self.heightForWidth(width)
        room = self.screen().availableGeometry()
        left = max(room.left(), min(place.left() + _ASIDE, room.right() - width))
        top = place.bottom() + _DOWN
        if top + height > room.bottom() and place.top() - _DOWN - height >= room.top():
            top = place.top() - _DOWN - height
        self.setGeometry(left, top, width, height)
        self.show()
        self.raise_()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        base = self.palette().color(QPalette.ColorRole.ToolTipBase)
        edge = QColor(self.palette().color(QPalette.ColorRole.ToolTipText))
        edge.setAlphaF(0.35)
        painter = QPainter(self)
        painter.fillRect(self.rect(), base)
        painter.setPen(QPen(edge, 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setPen(self.palette().color(QPalette.ColorRole.ToolTipText))
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.contentsRect(), int(flags), self.text())
        painter.end()


def above_and_below(at: QPoint, height: int) -> QRect:
    """The place that a box keeps clear: a row with its lower left corner at a point."""
    return QRect(at.x(), at.y() - height, 1, height)
