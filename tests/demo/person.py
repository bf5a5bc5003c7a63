"""Somebody in front of the window: presses keys, looks, and waits until something is to be seen."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pith_app._program import Program
from tests.demo.steps import StepFailed

#: A machine may be slow; nothing here takes as long unless it never happens.
PATIENCE: Final = 60.0
_TICK: Final = 5  # milliseconds between two looks, at most
_STILL: Final = 0.15


class Person:
    """Uses a program as people do. Its event loop runs only while they wait."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait until `condition` holds; raise StepFailed if it never does."""
        deadline = time.monotonic() + PATIENCE
        # Looks after every event, and at every tick for what happens without one.
        ticks = QTimer()
        ticks.start(_TICK)
        while not condition():
            if time.monotonic() > deadline:
                raise StepFailed(f"waited in vain until {what}")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        ticks.stop()

    def press(self, keys: str) -> None:
        """Press keys, written like "Ctrl+Shift+P"."""
        QTest.keySequence(self._focus, QKeySequence(keys))

    def type(self, text: str) -> None:
        """Type letter by letter."""
        for letter in text:
            if letter == "\n":
                QTest.keyClick(self._focus, Qt.Key.Key_Return)
            else:
                QTest.keyClicks(self._focus, letter)

    @property
    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.program.window

    def look_for(self, words: str, wanted: str) -> None:
        """Type into the list that is open until the entry `wanted` is in front."""
        pick = self.program.pick
        self.until(pick.isVisible, "there is a list to pick from")
        self.type(words)

        def in_front() -> bool:
            item = pick.current
            return item is not None and item.label == wanted

        self.until(in_front, f"“{wanted}” is in front")

    def accept(self) -> None:
        """Take the entry in front."""
        self.press("Return")
        self.until(lambda: not self.program.pick.isVisible(), "the list is gone")

    def take_picture(self, file: Path) -> Path:
        """Write what the window shows when it has come to rest (a caret may go on blinking)."""
        deadline = time.monotonic() + PATIENCE / 10
        before, since = QImage(), time.monotonic()
        while time.monotonic() < min(deadline, since + _STILL):
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _TICK)
            now = self.program.window.grab().toImage()
            if now != before:
                before, since = now, time.monotonic()
        if not before.save(str(file)):
            raise StepFailed(f"the picture {file} cannot be written")
        return file
