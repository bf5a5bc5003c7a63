"""A disk that takes its time, or does not answer until it is told to."""

from __future__ import annotations

import threading
import time

import pytest

from pith.text import _pages
from pith.text._positioned import read_at


class SlowDisk:
    """Stands before every read of pages. `readers` are the threads that read."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.delay = 0.0
        self.readers: set[str] = set()
        self._answers = threading.Event()
        self._answers.set()
        self._waiting = threading.Semaphore(0)
        patch.setattr(_pages, "read_at", self._read_at)

    def hold(self) -> None:
        """Let nothing through from now on."""
        self._answers.clear()

    def go_on(self) -> None:
        self._answers.set()

    def wait_for_readers(self, count: int) -> None:
        """Wait until so many reads more have begun while nothing got through."""
        for _ in range(count):
            assert self._waiting.acquire(timeout=10)

    def _read_at(self, number: int, size: int, at: int) -> bytes:
        self.readers.add(threading.current_thread().name)
        if not self._answers.is_set():
            self._waiting.release()
            assert self._answers.wait(10), "nobody let the disk go on"
        time.sleep(self.delay)
        return read_at(number, size, at)
