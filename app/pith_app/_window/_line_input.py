"""A field of one line."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from pith.qt import guarded


class LineInput(QLineEdit):
    """A QLineEdit in which no key meets what is still being composed.

    Qt 6.11 moves the caret into that, behind the end of the text, and crashes at a Backspace
    there. Such a key ends the composing, as it does where an input method sees it first.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._composes = False

    @guarded
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composes = bool(event.preeditString())
        super().inputMethodEvent(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._composes:
            self._composes = False
            super().inputMethodEvent(QInputMethodEvent())
        super().keyPressEvent(event)
