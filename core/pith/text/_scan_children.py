"""Child processes that go through a huge file, each through every so many stretches of it.

Counting holds Python's lock, so that threads would get no further than one, and would keep it from
the window's.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from pith.child import RECORD, PageNotes

if TYPE_CHECKING:
    from pith.text._pages import Source

STRETCH = 16 * 1024 * 1024
"""Bytes that a child goes through at a time."""

_MOST = 4
_CODE = "from pith.child import note_pages; note_pages()"


class ScanChildren:
    """Goes through a source from `start` to `end`, which are bytes. Raises OSError if it cannot
    begin; then, and when its notes end early, nobody has to know: one goes on alone."""

    def __init__(self, source: Source, start: int, end: int, page_size: int) -> None:
        self._children: list[subprocess.Popen[bytes]] = []
        self._lock = threading.Lock()
        self._stretches = -(-(end - start) // STRETCH)
        count = min(_MOST, self._stretches, os.cpu_count() or 1)
        try:
            for first in range(count):
                numbers = (start, end, STRETCH, first, count, page_size, int(source.multi_byte))
                self._children.append(_started(source, numbers))
        except OSError:
            self.close()
            raise

    def notes(self) -> Iterator[PageNotes]:
        """The notes of the pages in order, as they come, which is waited for."""
        held = [b""] * len(self._children)
        for number in range(self._stretches):
            index = number % len(self._children)
            ended = False
            while not ended:
                data = held[index]
                while len(data) < RECORD.size:
                    more = self._read(index)
                    if not more:
                        return
                    data += more
                at = 0
                while not ended and at + RECORD.size <= len(data):
                    found = PageNotes(*RECORD.unpack_from(data, at))
                    at += RECORD.size
                    ended = not found.size
                    if not ended:
                        yield found._replace(
                            is_ascii=bool(found.is_ascii), is_plain=bool(found.is_plain)
                        )
                held[index] = data[at:]

    def _read(self, index: int) -> bytes:
        with self._lock:
            stream = self._children[index].stdout
            return b"" if stream is None or stream.closed else stream.read(65536)

    def stop(self) -> None:
        """Have it end; nothing is waited for. May be called on any thread."""
        for child in self._children:
            with suppress(OSError):
                child.kill()

    def close(self) -> None:
        """End it, and wait for that: not for the window's thread."""
        self.stop()
        for child in self._children:
            child.wait()
            with self._lock:
                if child.stdout is not None:
                    child.stdout.close()


def _started(source: Source, numbers: tuple[int, ...]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [
            *(sys.executable, "-I", "-c", _CODE),
            *map(str, numbers),
            *(source.encoding, source.errors),
        ],
        stdin=source.descriptor.number,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
    )
