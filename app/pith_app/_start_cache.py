"""Files that every start reads, as they were parsed the last time.

What is kept is plain data for `marshal`, each with the stamp of the file it was made of. A cache
that is missing, torn or of another version is no cache: everything is then parsed anew.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pith import __version__

_FORMAT = (1, __version__, sys.version_info[:3])


class StartCache:
    """One file with everything in it: one read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries: dict[str, tuple[Any, Any]] = {}
        self._used: dict[str, tuple[Any, Any]] = {}
        try:
            with open(path, "rb") as file:
                data = marshal.load(file)
            if data[0] == _FORMAT and isinstance(data[1], dict):
                self._entries = data[1]
        except (OSError, EOFError, ValueError, TypeError, LookupError):
            pass

    def get(self, name: str, file: Path, parse: Callable[[str], Any]) -> Any:
        """What `parse(text of the file)` gave or gives. Raises OSError and what `parse` does."""
        stamp = _stamp(file)
        entry = self._entries.get(name)
        if entry is None or entry[0] != stamp:
            entry = (stamp, parse(file.read_text(encoding="utf-8")))
        self._used[name] = entry
        return entry[1]

    def forget(self, name: str) -> None:
        """Do not keep an entry: it must be parsed again the next time."""
        self._used.pop(name, None)

    @property
    def is_stale(self) -> bool:
        """Whether what was used is not what is on the disk."""
        return self._used != self._entries

    def data(self) -> bytes | None:
        """What save() should write; None if something in it is not plain data."""
        try:
            data = marshal.dumps((_FORMAT, self._used))
        except ValueError:  # a date in somebody's settings
            return None
        self._entries = dict(self._used)
        return data

    def save(self, data: bytes) -> None:
        """Write it; on a worker. A cache that cannot be written is done without."""
        temporary = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(data)
            temporary.replace(self._path)
        except OSError:
            temporary.unlink(missing_ok=True)


def _stamp(file: Path) -> tuple[str, int, int]:
    status = file.stat()
    return (str(file), status.st_mtime_ns, status.st_size)
