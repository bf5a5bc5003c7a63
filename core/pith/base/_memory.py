"""Giving back memory that is not used any more."""

from __future__ import annotations

import sys


def release_memory() -> None:
    """Give memory that was freed back to the system, where that has to be asked for.

    After a thread has had some hundred megabytes in its hands, in pieces, the C library of Linux
    keeps about fifty of them in case they are wanted again. Takes some milliseconds: for a Worker.
    """
    if sys.platform != "linux":
        return
    import ctypes

    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (OSError, AttributeError):  # another C library
        return
