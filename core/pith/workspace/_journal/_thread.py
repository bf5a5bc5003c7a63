"""The thread that journals are written by: what is handed to it costs the window nothing more."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from pith.base import report_exception

if TYPE_CHECKING:
    from pith.workspace._journal._writer import JournalWriter

GATHER = 0.05
"""Seconds that keys are gathered for before they are written."""
SYNC_AFTER = 0.7
"""Seconds after which what was written is brought to the disk."""
RETRY_AFTER = 5.0

Job = Callable[["JournalWriter"], None]


class JournalThread:
    """Does jobs with the writer, in order; starts when there is the first."""

    def __init__(self, make: Callable[[], JournalWriter]) -> None:
        self._make = make
        self._jobs: deque[Job] = deque()
        self._wake = threading.Event()
        self._hurry = threading.Event()
        self._thread: threading.Thread | None = None
        self._stopping = False

    def put(self, job: Job) -> None:
        """Let the thread do something. Takes a microsecond."""
        self._jobs.append(job)
        if self._thread is None:
            if self._stopping:
                return
            self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
            self._thread.start()
        if not self._wake.is_set():
            self._wake.set()

    def flush(self, wait: float) -> bool:
        """Bring everything to the disk; whether that was done within `wait` seconds."""
        if self._thread is None:
            return True
        done = threading.Event()

        def all_of_it(writer: JournalWriter) -> None:
            writer.write()
            writer.sync()
            done.set()

        self.put(all_of_it)
        self._hurry.set()
        return done.wait(wait)

    def stop(self, wait: float) -> bool:
        """Do what is left, and end; whether that was done within `wait` seconds."""
        self._stopping = True
        if self._thread is None:
            return True
        self._wake.set()
        self._hurry.set()
        self._thread.join(wait)
        return not self._thread.is_alive()

    def _run(self) -> None:
        writer = self._make()
        sync_at = retry_at = float("inf")
        while True:
            wait = min(sync_at, retry_at) - monotonic()
            if self._wake.wait(wait if wait < 1e6 else None):
                if self._hurry.wait(GATHER):
                    self._hurry.clear()
                self._wake.clear()
            stopping = self._stopping
            while self._jobs:
                try:
                    self._jobs.popleft()(writer)
                except Exception as error:
                    report_exception(error, "while the journal was written")
            writer.write()
            now = monotonic()
            if writer.unsynced:
                sync_at = min(sync_at, now + SYNC_AFTER)
            if now >= sync_at or stopping:
                writer.sync()
                sync_at = float("inf")
            if not writer.broken:
                retry_at = float("inf")
            elif now >= retry_at:
                writer.retry()
                retry_at = now + RETRY_AFTER
            else:
                retry_at = min(retry_at, now + RETRY_AFTER)
            if stopping and not self._jobs:
                writer.release_all()
                return
