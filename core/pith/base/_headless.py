"""A Scheduler without a window, for tests and for the command line."""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from collections import deque
from collections.abc import Callable

from pith.base._disposable import OnDispose
from pith.base._reporting import report_exception


class ManualScheduler:
    """Runs what is scheduled when told to, on the thread that made it.

    `call_later` follows a clock that only `advance` moves, so tests of debouncing take no time.
    """

    def __init__(self) -> None:
        self._thread = threading.get_ident()
        self._soon: deque[tuple[OnDispose, Callable[[], object]]] = deque()
        self._later: list[tuple[float, int, OnDispose, Callable[[], object]]] = []
        self._count = itertools.count()
        self._arrived = threading.Condition()
        self.now = 0.0

    @property
    def on_window_thread(self) -> bool:
        return threading.get_ident() == self._thread

    def call_soon(self, function: Callable[[], object]) -> OnDispose:
        handle = OnDispose(lambda: None)
        with self._arrived:
            self._soon.append((handle, function))
            self._arrived.notify_all()
        return handle

    def call_later(self, seconds: float, function: Callable[[], object]) -> OnDispose:
        handle = OnDispose(lambda: None)
        heapq.heappush(self._later, (self.now + seconds, next(self._count), handle, function))
        return handle

    def run(self) -> int:
        """Run all that is due, and what that schedules in turn; returns how many ran."""
        ran = 0
        while True:
            while self._later and self._later[0][0] <= self.now:
                _, _, handle, function = heapq.heappop(self._later)
                self._soon.append((handle, function))
            if not self._soon:
                return ran
            handle, function = self._soon.popleft()
            if handle.disposed:
                continue
            ran += 1
            try:
                function()
            except Exception as error:
                report_exception(error, "in a scheduled function")

    def advance(self, seconds: float) -> None:
        """Move the clock forward, running what falls due in order."""
        end = self.now + seconds
        self.run()
        while self._later and self._later[0][0] <= end:
            self.now = max(self.now, self._later[0][0])
            self.run()
        self.now = end
        self.run()

    def run_until(self, condition: Callable[[], bool], timeout: float = 10.0) -> None:
        """Run until `condition()` holds, while other threads work. Raises TimeoutError."""
        deadline = time.monotonic() + timeout
        while True:
            self.run()
            if condition():
                return
            with self._arrived:
                if self._soon:
                    continue
                if not self._arrived.wait(min(0.05, max(0.0, deadline - time.monotonic()))) and (
                    time.monotonic() >= deadline
                ):
                    raise TimeoutError("the condition did not come true in time")
