"""Reading and writing at a place of an open file, on any thread, without moving anybody's place."""

from __future__ import annotations

import os
import threading

_seeking = threading.Lock()


def read_at(number: int, size: int, at: int) -> bytes:
    """Up to `size` bytes from `at` on; fewer where the file ends, and sometimes without reason."""
    if hasattr(os, "pread"):
        return os.pread(number, size, at)
    with _seeking:
        os.lseek(number, at, os.SEEK_SET)
        return os.read(number, size)


def write_at(number: int, data: bytes, at: int) -> None:
    """Write all of `data` at that place."""
    rest = memoryview(data)
    while rest:
        place = at + len(data) - len(rest)
        if hasattr(os, "pwrite"):
            written = os.pwrite(number, rest, place)
        else:
            with _seeking:
                os.lseek(number, place, os.SEEK_SET)
                written = os.write(number, rest)
        rest = rest[written:]
