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
from types import CodeType

from pith.host._writing import write_atomically


class CodeCache:
    """The CodeStore of one extension. Used on one thread at a time."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._before: dict[str, tuple[bytes, CodeType]] | None = None
        self._now: dict[str, tuple[bytes, CodeType]] = {}

    def find(self, path: str, source: bytes) -> CodeType | None:
        if self._before is None:
            self._before = self._load()
        entry = self._before.get(path)
        if entry is None or entry[0] != source_hash(source):
            return None
        self._now[path] = entry
        return entry[1]

    def keep(self, path: str, source: bytes, code: CodeType) -> None:
        self._now[path] = (bytes(source_hash(source)), code)

    def save(self) -> None:
        """Write what was used, if it is something else than before. Failing does no harm."""
        if self._before is None or self._now == self._before or not self._now:
            return
        with suppress(OSError):
            write_atomically(self._file, MAGIC_NUMBER + marshal.dumps(self._now))
            self._before = self._now

    def _load(self) -> dict[str, tuple[bytes, CodeType]]:
        try:
            data = self._file.read_bytes()
            if data.startswith(MAGIC_NUMBER):
                loaded = marshal.loads(data[len(MAGIC_NUMBER) :])
                if isinstance(loaded, dict):
                    return loaded
        except (OSError, ValueError, EOFError, TypeError):
            pass
        return {}
