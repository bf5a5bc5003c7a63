"""The threads that journals are written by: what is handed to them costs the window nothing more.

One writes, the other syncs: a slow disk takes seconds for that, and what is typed meanwhile has to
be written all the same, to survive a kill.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING

from pith.base import report_exception

if TYPE_CHECKING:
    from pith.workspace._journal._writer import JournalWriter, SyncJob

GATHER = 0.05
"""Seconds that keys are gathered for before they are written."""
SYNC_AFTER = 0.7
"""Seconds after which what was written is brought to the disk."""
RETRY_AFTER = 5.0

Job = Callable[["JournalWriter"], None]
_NEVER = float("inf")


class JournalThread:
    """Does jobs with the writer, in order; starts when there is the first."""

    def __init__(self, make: Callable[[], JournalWriter]) -> None:
        self._make = make
        self._jobs: deque[Job] = deque()
        self._wake = threading.Event()
        self._hurry = threading.Event()
        self._thread: threading.Thread | None = None
        self._syncer = _Syncer(self.put)
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

    def do_now(self, job: Job, wait: float) -> bool:
        """Do this after all that came before, and write at once; whether that was done within
        `wait` seconds. What was not is done later. For any other thread that may wait."""
        done = threading.Event()

        def write(writer: JournalWriter) -> None:
            job(writer)
            writer.write()
            done.set()

        self.put(write)
        self._hurry.set()
        return done.wait(wait)

    def flush(self, wait: float) -> bool:
        """Bring everything to the disk; whether that was done within `wait` seconds."""
        if self._thread is None:
            return True
        done = threading.Event()

        def all_of_it(writer: JournalWriter) -> None:
            writer.write()
            self._syncer.wait()
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
        sync_at = retry_at = _NEVER
        while True:
            wait = min(sync_at, retry_at) - monotonic()
            if self._wake.wait(wait if wait < 1e6 else None):
                if self._hurry.wait(GATHER):
                    self._hurry.clear()
                self._wake.clear()
            stopping = self._stopping
            self._do_jobs(writer)
            writer.write()
            if stopping and not self._jobs:
                self._syncer.stop()
                self._do_jobs(writer)
                writer.release_all()
                return
            now = monotonic()
            if writer.unsynced:
                sync_at = min(sync_at, now + SYNC_AFTER)
            if now >= sync_at:
                # While the one before is under way: when it is done, which wakes this thread.
                self._syncer.start(writer)
                sync_at = _NEVER
            if not writer.broken:
                retry_at = _NEVER
            elif now >= retry_at:
                writer.retry()
                retry_at = now + RETRY_AFTER
            else:
                retry_at = min(retry_at, now + RETRY_AFTER)

    def _do_jobs(self, writer: JournalWriter) -> None:
        while self._jobs:
            try:
                self._jobs.popleft()(writer)
            except Exception as error:
                report_exception(error, "while the journal was written")


class _Syncer:
    """Syncs in a thread of its own, one job at a time. Used by the thread that writes."""

    def __init__(self, put: Callable[[Job], None]) -> None:
        self._put = put
        self._queue: SimpleQueue[SyncJob | None] = SimpleQueue()
        self._idle = threading.Event()
        self._idle.set()
        self._thread: threading.Thread | None = None

    def start(self, writer: JournalWriter) -> None:
        """Sync what has been written, unless a sync is under way."""
        if not self._idle.is_set():
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="journal sync", daemon=True)
            self._thread.start()
        self._idle.clear()
        self._queue.put(writer.sync_job())

    def wait(self) -> None:
        """Wait until nothing is under way."""
        self._idle.wait()

    def stop(self) -> None:
        self._idle.wait()
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()

    def _run(self) -> None:
        while True:
            job = self._queue.get()
            if job is None:
                return
            failures = job()
            self._idle.set()

            def tell(writer: JournalWriter, failures: list[tuple[str, OSError]] = failures) -> None:
                writer.synced(failures)

            self._put(tell)
