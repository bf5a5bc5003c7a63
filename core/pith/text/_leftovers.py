"""Files beside a target that a save makes and takes away: what a killed process left of them."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from time import time

PREFIX, SUFFIX = ".pith-", ".tmp"
"""What the names of our temporary files begin and end with, for watchers to pass over."""
NEW, OLD = "-new", "-old"
"""What goes before the suffix of those that a file is written in place from, and is kept in
meanwhile. They may hold what is nowhere else: nobody but a person removes them, or who knows that
the file is whole."""

_LOOK = os.O_RDONLY
for _flag in ("O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK"):
    _LOOK |= getattr(os, _flag, 0)
_SECONDS = 60  # for which a file is left alone that its owner may not have locked yet
_swept: set[Path] = set()


def lock(descriptor: int) -> bool:
    """Have the system say that a file is in use, until it is closed or its process ended; whether
    nobody else says so."""
    try:
        import fcntl
    except ImportError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # somebody has it, or it lies on a network drive without locks
        return False
    return True


def sweep(folder: Path) -> None:
    """Remove what processes left in a folder that were killed while they saved. Looks once; what
    fails is no matter."""
    if folder in _swept:
        return
    _swept.add(folder)
    names: list[str] = []
    with suppress(OSError), os.scandir(folder) as entries:
        names = [each.name for each in entries if each.name.startswith(PREFIX)]
    for name in names:
        kept = name.endswith((NEW + SUFFIX, OLD + SUFFIX))
        if name.endswith(SUFFIX) and not kept:
            with suppress(OSError):
                _remove_if_left(folder / name)


def _remove_if_left(path: Path) -> None:
    descriptor = os.open(path, _LOOK)
    try:
        old = os.fstat(descriptor).st_mtime < time() - _SECONDS
        if old and lock(descriptor):
            path.unlink()
    finally:
        os.close(descriptor)
