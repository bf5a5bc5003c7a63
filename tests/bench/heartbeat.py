"""How long the window's thread leaves what happens to it waiting."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject

EVERY = 0.002  # seconds


class Stall(NamedTuple):
    """A beat that was answered late. Times are of time.monotonic(), in seconds."""

    since: float
    seconds: float


class Heartbeat:
    """A thread that sends the window's thread an event every two milliseconds.

    A beat counts from when it was due: it is late as well when another thread kept this one from
    sending it. Make it when there is an application, on the window's thread.
    """

    def __init__(self) -> None:
        self.stalls: list[Stall] = []
        self._answered = threading.Event()
        self._end = threading.Event()
        self._due = 0.0
        self._heart = _Heart(self)
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread. Call it on the window's thread."""
        self._end.set()
        self._answered.set()
        self._thread.join()

    def longest(self, since: float = 0.0, until: float = float("inf")) -> float:
        """The longest stall that ended after one time and began before another, in seconds."""
        return max(
            (
                stall.seconds
                for stall in self.stalls
                if stall.since + stall.seconds > since and stall.since < until
            ),
            default=0.0,
        )

    def write(self, path: Path, **more: object) -> None:
        """Write the stalls as JSON, whole at any time."""
        temporary = path.with_suffix(".new")
        temporary.write_text(json.dumps({"stalls": self.stalls, **more}))
        temporary.replace(path)

    def _run(self) -> None:
        due = time.monotonic()
        while True:
            due = max(due + EVERY, time.monotonic())
            time.sleep(max(0.0, due - time.monotonic()))
            self._due = due
            self._answered.clear()
            if self._end.is_set():
                return
            QCoreApplication.postEvent(self._heart, QEvent(QEvent.Type.User))
            self._answered.wait()

    def answer(self) -> None:
        late = time.monotonic() - self._due
        if late > 2 * EVERY:
            self.stalls.append(Stall(self._due, late))
        self._answered.set()


class _Heart(QObject):
    def __init__(self, heartbeat: Heartbeat) -> None:
        super().__init__()
        self._heartbeat = heartbeat

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            self._heartbeat.answer()
            return True
        return super().event(event)
