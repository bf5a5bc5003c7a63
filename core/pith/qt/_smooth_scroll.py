"""Turning the steps of a wheel into motion."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer

from pith.qt._guard import guarded

_FRAME_MILLISECONDS = 8
_TIME_CONSTANT = 0.035  # seconds in which two thirds of what is left are gone


class SmoothScroll(QObject):
    """Gives out a distance in frames, fast at first and then slower. Idle, it costs nothing."""

    def __init__(self, scroll: Callable[[float], bool], parent: QObject) -> None:
        """`scroll(pixels)` moves by so many, and returns False at the end of the way."""
        super().__init__(parent)
        self._scroll = scroll
        self._grain = 1.0
        self._left = 0.0
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_FRAME_MILLISECONDS)
        self._timer.timeout.connect(self._frame)

    def add(self, pixels: float, grain: float) -> None:
        """Go that much further. Turning back forgets what was left of the other direction.

        `grain` is a device pixel, in pixels: of a smaller step nothing would come.
        """
        self._grain = grain
        if self._left * pixels < 0:
            self._left = 0.0
        self._left += round(pixels / self._grain) * self._grain
        if not self._timer.isActive():
            self._clock.start()
            self._timer.start()
            self._step(_FRAME_MILLISECONDS / 1000)  # the first frame at once

    def stop(self) -> None:
        self._left = 0.0
        self._timer.stop()

    @guarded
    def _frame(self) -> None:
        self._step(self._clock.restart() / 1000)

    def _step(self, seconds: float) -> None:
        share = min(1.0, seconds / (_TIME_CONSTANT + seconds / 2))
        steps = max(1, round(abs(self._left) * share / self._grain))
        pixels = min(steps * self._grain, abs(self._left))
        if self._left < 0:
            pixels = -pixels
        self._left -= pixels
        if not self._scroll(pixels) or abs(self._left) < self._grain / 2:
            self.stop()
