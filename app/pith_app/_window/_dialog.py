"""Questions that must be answered: a card over the dimmed window.

Not a window of its own and not a nested event loop: the answer is a Future, so that nothing else
in the program stands still while a person thinks.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pith.base import Future
from pith.qt import guarded
from pith_app._theming import Look
from pith_app._window._buttons import TextButton
from pith_app._window._dialogs import Choice
from pith_app._window._floating import SHADOW, Floating
from pith_app._window._focus import give_focus

WIDTH = 440


class Dialog(QWidget):
    """Covers its parent until one of the choices is made; Escape and its id "" mean none."""

    def __init__(
        self,
        look: Look,
        parent: QWidget,
        message: str,
        detail: str,
        choices: Sequence[Choice],
        *,
        icon: str = "",
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.answer: Future[str] = Future()
        self._focus_before: QWidget | None = parent.window().focusWidget()
        self._card = Floating(look, self)
        self._card.radius = 10
        self._icon = icon
        self.buttons: dict[str, TextButton] = {}
        self.message, self.detail = message, detail
        self._build(message, detail, choices)
        self.setAccessibleName(message)
        self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self._place()
        primary = next((choice for choice in choices if choice.primary), choices[0])
        self.buttons[primary.id].setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, message: str, detail: str, choices: Sequence[Choice]) -> None:
        css = self.look.colors.css
        head = QLabel(message, self._card)
        head.setFont(self.look.font(-2, bold=True))
        head.setWordWrap(True)
        head.setStyleSheet(f"color: {css('editor.foreground')};")
        body = QLabel(detail, self._card)
        body.setFont(self.look.font())
        body.setWordWrap(True)
        body.setStyleSheet(f"color: {css('descriptionForeground')};")
        body.setVisible(bool(detail))
        column = QVBoxLayout(self._card)
        column.setContentsMargins(self._card.margins(22))
        column.setSpacing(8)
        column.addWidget(head)
        column.addWidget(body)
        column.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for choice in choices:
            button = TextButton(self.look, choice.label, self._card, primary=choice.primary)
            button.clicked.connect(lambda _=False, chosen=choice.id: self.choose(chosen))
            self.buttons[choice.id] = button
            row.addWidget(button)
        column.addLayout(row)

    def choose(self, choice: str) -> None:
        """Settle with a choice's id and go away."""
        if self.answer.done:
            return
        before, self._focus_before = self._focus_before, None
        give_focus(before)  # first: Qt gives what is hidden a follower
        self.hide()
        self._card.dispose()
        self.deleteLater()
        self.answer.set_result(choice)

    def _place(self) -> None:
        width = min(self.look.px(WIDTH), self.width() - 40) + 2 * SHADOW
        height = self._card.heightForWidth(width)
        if height < 0:
            height = self._card.sizeHint().height()
        top = max(20, (self.height() - height) * 2 // 5)
        self._card.setGeometry((self.width() - width) // 2, top, width, height)

    def _step(self, by: int) -> None:
        buttons = list(self.buttons.values())
        at = next((n for n, button in enumerate(buttons) if button.hasFocus()), 0)
        buttons[(at + by) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.choose("")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = next((i for i, b in self.buttons.items() if b.hasFocus()), None)
            if focused is not None:
                self.choose(focused)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Tab):
            self._step(1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Backtab):
            self._step(-1)
        event.accept()  # nothing reaches the window below

    @guarded
    def focusNextPrevChild(self, forward: bool) -> bool:
        self._step(1 if forward else -1)
        return True

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(self.rect()), QColor(0, 0, 0, 110 if self.look.colors.dark else 60))
        painter.end()
