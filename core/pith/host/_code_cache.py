"""Compiled modules of extensions, kept between two runs of the program.

Unlike `__pycache__`, which asks for a file's time of modification and so can take a file for
unchanged that was saved twice within one tick, code is found by the bytes it was compiled from.
One file an extension, so that nothing stays behind in the extension's own folder.
"""

from __future__ import annotations

import marshal
from contextlib import suppress
from importlib.util import MAGIC_NUMBER, source_hash
from pathlib import Path
from typing import Any, Final

from pith.host._pieces import Piece, Pieces
from pith.host._writing import write_atomically

#: What a cache of another format or Python begins with is not this.
_STAMP: Final = b"pieces 1 " + MAGIC_NUMBER
#: What a module was compiled from, and its pieces as plain tuples.
_Entry = tuple[bytes, tuple[tuple[Any, ...], ...]]


class CodeCache:
    """The CodeStore of one extension. Used on one thread at a time."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._before: dict[str, _Entry] | None = None
        self._now: dict[str, _Entry] = {}

    def find(self, path: str, source: bytes) -> Pieces | None:
        if self._before is None:
            self._before = self._load()
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
        with suppress(OSError):
            write_atomically(self._file, _STAMP + marshal.dumps(self._now))
            self._before = self._now

    def _load(self) -> dict[str, _Entry]:
        try:
            data = self._file.read_bytes()
            if data.startswith(_STAMP):
                loaded = marshal.loads(data[len(_STAMP) :])
                if isinstance(loaded, dict):
                    return loaded
        except (OSError, ValueError, EOFError, TypeError):
            pass
        return {}
