"""A dictionary of plain data kept in a file between two runs of the program, which can be done
without: what is missing, torn or of another format is none, and failing to write it does no harm.
"""

from __future__ import annotations

import marshal
from pathlib import Path
from typing import Any

from pith.host._writing import write_atomically


class KeptEntries:
    """`file` begins with `stamp`, which says what wrote it; what begins otherwise is not this."""

    def __init__(self, file: Path, stamp: bytes) -> None:
        self._file = file
        self._stamp = stamp

    def read(self) -> dict[str, Any]:
        """What was written the last time; nothing where that cannot be read."""
        try:
            data = self._file.read_bytes()
            if data.startswith(self._stamp):
                loaded = marshal.loads(data[len(self._stamp) :])
                if isinstance(loaded, dict):
                    return loaded
        except (OSError, ValueError, EOFError, TypeError):
            pass
        return {}

    def write(self, entries: dict[str, Any]) -> bool:
        """Keep these in the place of those there were, all or none of them; whether that could be
        done. Raises ValueError for what `marshal` does not hold."""
        data = self._stamp + marshal.dumps(entries)
        try:
            write_atomically(self._file, data)
        except OSError:
            return False
        return True
