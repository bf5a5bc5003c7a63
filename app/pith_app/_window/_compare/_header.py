"""What stands above two versions that are compared: which they are, and what to do with them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from pith.base import Disposable
from pith.qt import guarded
from pith_app._theming import Look
from pith_app._window._buttons import IconButton, TextButton

HEIGHT = 40
_EDGE = 14


class CompareHeader(QWidget):
    """Over each half its title and a button that takes that version; how many differences."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._titles = ("", "")
        self.count = ""
        """How many differences there are, and which is looked at."""
        self.take_left: Callable[[], object] = lambda: None
        self.take_right: Callable[[], object] = lambda: None
        self.step: Callable[[int], object] = lambda by: None
        self.left_button = TextButton(look, "Reload from Disk", self)
        self.left_button.setToolTip("Take what is on the disk; that can be undone")
        self.left_button.clicked.connect(lambda: self.take_left())
        self.right_button = TextButton(look, "Overwrite on Disk", self)
        self.right_button.setToolTip("Save what is in this window")
        self.right_button.clicked.connect(lambda: self.take_right())
        self.previous = IconButton(look, "arrow-up", "Previous Difference (Shift+Alt+F5)", self)
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next = IconButton(look, "arrow-down", "Next Difference (Alt+F5)", self)
        self.next.clicked.connect(lambda: self.step(1))
        self._listening: Disposable = look.changed.connect(self._restyle)
        self._restyle()

    def dispose(self) -> None:
        self._listening.dispose()

    def describe(self, left: str, right: str, count: str, differs: bool) -> None:
        """Name both versions; without a difference there is nothing to take or to go to."""
        self._titles, self.count = (left, right), count
        for button in (self.left_button, self.right_button):
            button.setVisible(differs)
        self.previous.setEnabled(differs)
        self.next.setEnabled(differs)
        self._place()
        self.update()

    def show_count(self, count: str) -> None:
        self.count = count
        self.update()

    def _restyle(self) -> None:
        for button in (self.left_button, self.right_button):
            button.setFont(self._look.font())
            button.resize(button.sizeHint())
        for arrow in (self.previous, self.next):
            arrow.rescale()
        self.setFixedHeight(self._look.px(HEIGHT))
        self._place()
        self.update()

    def _place(self) -> None:
        px, half = self._look.px, self.width() // 2
        right = half - px(_EDGE)
        self.left_button.move(right - self.left_button.width(), self._middle(self.left_button))
        right = self.width() - px(_EDGE)
        for button in (self.right_button, self.next, self.previous):
            if not button.isHidden():
                right -= button.width()
                button.move(right, self._middle(button))
                right -= px(6)
        self._count_right = right - px(4)

    def _middle(self, widget: QWidget) -> int:
        return (self.height() - widget.height()) // 2

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        colors, px, half = self._look.colors, self._look.px, self.width() // 2
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors["editor.background"])
        border = colors["editorGroup.border"]
        painter.fillRect(0, self.height() - 1, self.width(), 1, border)
        painter.fillRect(half, 0, 1, self.height(), border)
        painter.setFont(self._look.font())
        metrics = painter.fontMetrics()
        counted = metrics.horizontalAdvance(self.count)
        edge = px(_EDGE)
        ends = (
            half - edge if self.left_button.isHidden() else self.left_button.x() - edge,
            self._count_right - counted - edge,
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(colors["foreground"])
        for title, start, end in zip(self._titles, (0, half), ends, strict=True):
            field = QRectF(start + edge, 0, max(0, end - start - edge), self.height())
            shown = metrics.elidedText(title, Qt.TextElideMode.ElideMiddle, int(field.width()))
            painter.drawText(field, flags, shown)
        painter.setPen(colors["descriptionForeground"])
        field = QRectF(self._count_right - counted, 0, counted + 1, self.height())
        painter.drawText(field, flags, self.count)
        painter.end()
