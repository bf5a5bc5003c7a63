"""One at a time, also among processes: a file that is locked while somebody writes beside it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from pith.base import Problem, ProblemError

PATIENCE: Final = 10.0  # seconds
_PAUSE: Final = 0.02


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock `path` within the `with`; the file is there only while somebody does.

    Blocks: for workers and the command line. Raises ProblemError if another holds it for longer
    than `patience` seconds. The system releases it with the process that holds it.
    """
    descriptor = _acquire(path, time.monotonic() + patience)
    try:
        yield
    finally:
        if sys.platform == "win32":
            os.close(descriptor)
            # Somebody may have opened it in between; then it goes when they are done.
            with suppress(OSError):
                path.unlink(missing_ok=True)
        else:
            path.unlink(missing_ok=True)
            os.close(descriptor)


def _acquire(path: Path, deadline: float) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if _try_lock(descriptor) and _is_still(descriptor, path):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        if time.monotonic() > deadline:
            raise ProblemError(
                Problem(
                    "another Pith is changing the extensions and does not finish",
                    str(path),
                    advice="wait for it, or end it, and try again",
                )
            )
        time.sleep(_PAUSE)


def _is_still(descriptor: int, path: Path) -> bool:
    """Whether what was locked is what others will lock: its last holder may have removed it."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
