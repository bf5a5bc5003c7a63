"""Time on Qt's event loop."""

from __future__ import annotations

import heapq
import threading
from collections import deque
from collections.abc import Callable
from itertools import count
from math import ceil
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer

from pith.base import report_exception
from pith.qt._guard import guarded

_WAKE = QEvent.Type(QEvent.registerEventType())

# Below Qt.LowEventPriority, at which Qt posts its paints: what was scheduled comes after the
# pixels of what has happened already.
_PRIORITY = -2

# How long one turn may spend on what was scheduled before keys and paints get theirs.
_TURN_SECONDS = 0.008


class _Call:
    """One scheduled function; disposing it drops the function at once."""

    __slots__ = ("function",)

    def __init__(self, function: Callable[[], object]) -> None:
        self.function: Callable[[], object] | None = function

    @property
    def disposed(self) -> bool:
        return self.function is None

    def dispose(self) -> None:
        self.function = None

    def run(self) -> None:
        function, self.function = self.function, None
        if function is not None:
            try:
                function()
            except Exception as error:
                report_exception(error, "in a scheduled function")


class QtScheduler(QObject):
    """The Scheduler of a process with a Qt event loop; make it on the window's thread.

    What call_soon is given runs in order, in a later turn than the one it was given in, whoever
    gave it; a turn ends after some milliseconds so that a flood of results stops no key. One
    timer serves all of call_later.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = threading.get_ident()
        self._soon: deque[_Call] = deque()
        self._later: list[tuple[float, int, _Call]] = []
        self._order = count()
        self._awake = False
        self._disposed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._run_due)

    @property
    def on_window_thread(self) -> bool:
        return threading.get_ident() == self._thread

    def call_soon(self, function: Callable[[], object]) -> _Call:
        """Call `function` in a later turn of the event loop. May be used from any thread."""
        call = _Call(function)
        if self._disposed:
            call.dispose()
            return call
        self._soon.append(call)
        if not self._awake:
            self._wake()
        return call

    def call_later(self, seconds: float, function: Callable[[], object]) -> _Call:
        """Call `function` once after `seconds`. From the window's thread only."""
        call = _Call(function)
        if self._disposed:
            call.dispose()
            return call
        entry = (monotonic() + seconds, next(self._order), call)
        heapq.heappush(self._later, entry)
        if self._later[0] is entry:
            self._arm()
        return call

    def _wake(self) -> None:
        # Two threads may both see a sleeping loop: the second event then finds an empty queue.
        self._awake = True
        try:
            QCoreApplication.postEvent(self, QEvent(_WAKE), _PRIORITY)
        except RuntimeError:  # the window is gone, and a thread still had a result
            self._disposed = True

    @guarded
    def customEvent(self, event: QEvent) -> None:
        # Open for the next wake first: what arrives from here on may miss this turn's count.
        self._awake = False
        end = monotonic() + _TURN_SECONDS
        for _ in range(len(self._soon)):
            self._soon.popleft().run()
            if monotonic() >= end:
                break
        if self._soon and not self._awake:
            self._wake()

    @guarded
    def _run_due(self) -> None:
        now = monotonic()
        due: list[_Call] = []
        while self._later and (self._later[0][0] <= now or self._later[0][2].disposed):
            due.append(heapq.heappop(self._later)[2])
        for call in due:
            call.run()
        self._arm()

    def _arm(self) -> None:
        while self._later and self._later[0][2].disposed:
            heapq.heappop(self._later)
        if self._later and not self._disposed:
            # Rounded up: a timer that fires early would find nothing due and be set again.
            self._timer.start(max(0, ceil((self._later[0][0] - monotonic()) * 1000)))

    def dispose(self) -> None:
        """Forget what is scheduled; what is scheduled from now on never runs."""
        self._disposed = True
        self._timer.stop()
        self._soon.clear()
        self._later.clear()
