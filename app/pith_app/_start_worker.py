"""A Worker that, until the window has been shown, reads files without leaving the turn.

A file that is opened by the command line is in the first paint only if its text is there by
then. Handing it to a thread and back takes longer than reading it: so, at the start, a job for a
file that a probe found small and quick to look at is run at once. Everything else goes to threads.
"""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import TypeVar

from pith.base import CancelToken, Future, Scheduler, ThreadWorker, Worker

T = TypeVar("T")

_LARGEST = 2_000_000
_PATIENCE = 0.1


class StartWorker:
    """Passes jobs on to threads, apart from those within `at_once()`."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._threads: Worker = ThreadWorker(scheduler)
        self._at_once = False

    def submit(self, function: Callable[[CancelToken], T], name: str = "") -> Future[T]:
        if not self._at_once:
            return self._threads.submit(function, name)
        future: Future[T] = Future()
        try:
            future.set_result(function(future.token))
        except Exception as error:
            future.set_exception(error)
        return future

    def run_at_once(self, function: Callable[[], object]) -> None:
        """Call `function`; the jobs that it submits are done when they are submitted."""
        self._at_once = True
        try:
            function()
        finally:
            self._at_once = False

    def dispose(self) -> None:
        if isinstance(self._threads, ThreadWorker):
            self._threads.dispose()


def is_quick(path: Path) -> bool:
    """Whether reading the file will hardly take time: a regular file that is not large, on a disk
    that answers."""

    def look() -> bool:
        try:
            status = path.stat()
        except OSError:
            return False
        return stat.S_ISREG(status.st_mode) and status.st_size <= _LARGEST

    return promptly(look, False)


def is_folder(path: Path) -> bool:
    """Whether there is a folder; one on a disk that does not answer may be one."""
    return promptly(path.is_dir, True)


def promptly(look: Callable[[], T], otherwise: T) -> T:
    """What `look()` gives, if the disk answers before a person notices; else `otherwise`."""
    found: list[T] = []
    thread = Thread(target=lambda: found.append(look()), name="a look at the disk", daemon=True)
    thread.start()
    thread.join(_PATIENCE)
    return found[0] if found else otherwise
