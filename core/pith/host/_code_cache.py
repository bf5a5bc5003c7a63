"""Compiled modules of extensions, kept between two runs of the program.

Unlike `__pycache__`, which asks for a file's time of modification and so can take a file for
unchanged that was saved twice within one tick, code is found by the bytes it was compiled from.
One file an extension, so that nothing stays behind in the extension's own folder.
"""

from __future__ import annotations

from importlib.util import MAGIC_NUMBER, source_hash
from pathlib import Path
from typing import Any, Final

from pith.host._kept_entries import KeptEntries
from pith.host._pieces import Piece, Pieces

#: What a cache of another format or Python begins with is not this.
_STAMP: Final = b"pieces 1 " + MAGIC_NUMBER
#: What a module was compiled from, and its pieces as plain tuples.
_Entry = tuple[bytes, tuple[tuple[Any, ...], ...]]


class CodeCache:
    """The CodeStore of one extension. Used on one thread at a time."""

    def __init__(self, file: Path) -> None:
        self._kept = KeptEntries(file, _STAMP)
        self._before: dict[str, _Entry] | None = None
        self._now: dict[str, _Entry] = {}

    def find(self, path: str, source: bytes) -> Pieces | None:
        if self._before is None:
            self._before = self._kept.read()
        entry = self._before.get(path)
        if entry is None or entry[0] != source_hash(source):
            return None
        self._now[path] = entry
        return tuple(Piece(*each) for each in entry[1])

    def keep(self, path: str, source: bytes, code: Pieces) -> None:
        self._now[path] = (bytes(source_hash(source)), tuple(map(tuple, code)))

    def save(self) -> None:
        """Write what was used, if it is something else than before. Failing does no harm."""
        if self._before is None or self._now == self._before or not self._now:
            return
        if self._kept.write(self._now):
            self._before = self._now
