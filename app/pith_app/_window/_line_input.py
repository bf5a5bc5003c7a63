"""A field of one line."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from pith.qt import guarded

_KEYS = Qt.Key
_HELD: Final = frozenset(
    {
        *(_KEYS.Key_Shift, _KEYS.Key_Control, _KEYS.Key_Alt, _KEYS.Key_AltGr, _KEYS.Key_Meta),
        *(_KEYS.Key_CapsLock, _KEYS.Key_NumLock, _KEYS.Key_ScrollLock),
    }
)
"""Keys that do nothing alone: input methods pass them on while they compose."""


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
        if self._composes and event.key() not in _HELD:
            QGuiApplication.inputMethod().commit()  # comes back as an event, if there is one
        if self._composes and event.key() not in _HELD:
            self._composes = False
            super().inputMethodEvent(QInputMethodEvent())
        super().keyPressEvent(event)
