"""Whether the carets show just now."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from pith.qt._guard import guarded

_IDLE_SECONDS = 10.0


class CaretBlink(QObject):
    """Turns the carets off and on, and leaves them on when nobody has typed for a while.

    An editor that is left alone then has no timer running at all.
    """

    def __init__(self, toggled: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._toggled = toggled
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._last_input = 0.0
        self._half_period = QApplication.cursorFlashTime() / 2000.0
        self._blinks = False
        self._running = False
        self.on = False

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    def _halt(self) -> None:
        self._running = False
        self._timer.stop()

    def start(self, blinks: bool) -> None:
        """Show the carets from now on, blinking if asked to and if the desktop blinks."""
        self._blinks = blinks and self._half_period > 0
        self._halt()
        self.restart()

    def restart(self) -> None:
        """Somebody typed or moved: show the carets for at least half a period."""
        self.on = True
        self._last_input = monotonic()
        # A timer that runs is left alone: setting it again at every key costs more than a tick.
        if self._blinks and not self._running:
            self._running = True
            self._timer.start(int(self._half_period * 1000))

    def stop(self) -> None:
        """Show no carets until start."""
        self._halt()
        self._blinks = False
        self.on = False

    @guarded
    def _tick(self) -> None:
        idle = monotonic() - self._last_input
        if idle > _IDLE_SECONDS:
            self._halt()
            if not self.on:
                self.on = True
                self._toggled()
        elif idle >= self._half_period * 0.9 or not self.on:
            self.on = not self.on
            self._toggled()
