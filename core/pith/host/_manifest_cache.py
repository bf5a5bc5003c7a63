"""What manifests said the last time, so that the start of the program reads no TOML twice."""

from __future__ import annotations

import marshal
import os
import sys
import time
from pathlib import Path
from typing import Any, Final

from pith import __version__
from pith.api import API_VERSION
from pith.host._kept_entries import KeptEntries
from pith.host._manifest import Manifest, manifest_from_plain, manifest_to_plain

#: What a cache of another program, contract or Python begins with is not this.
_STAMP: Final = f"pith manifests 1, {__version__}, {API_VERSION}, {sys.version}".encode()
#: A file that was changed so shortly before may change again without looking any different.
_SETTLED_NS: Final = 2_000_000_000

_Entry = tuple[int, int, int, dict[str, Any]]


class ManifestCache:
    """A ManifestStore in a file. Loads at the first look-up; used on one thread at a time."""

    def __init__(self, file: Path) -> None:
        self._kept = KeptEntries(file, _STAMP)
        self._before: dict[str, _Entry] | None = None
        self._now: dict[str, _Entry] = {}
        self._new = False

    def find(self, path: str, status: os.stat_result) -> Manifest | None:
        if self._before is None:
            self._before = self._kept.read()
        entry = self._before.get(path)
        if entry is None or entry[:3] != (status.st_mtime_ns, status.st_size, status.st_ino):
            return None
        try:
            manifest = manifest_from_plain(dict(entry[3]))
        except (TypeError, KeyError):  # written by something else
            return None
        self._now[path] = entry
        return manifest

    def keep(self, path: str, status: os.stat_result, manifest: Manifest) -> None:
        if time.time_ns() - status.st_mtime_ns < _SETTLED_NS:
            return
        plain = manifest_to_plain(manifest)
        self._now[path] = (status.st_mtime_ns, status.st_size, status.st_ino, plain)
        self._new = True

    @property
    def is_stale(self) -> bool:
        """Whether the file should be written anew."""
        return self._new or len(self._now) != len(self._before or ())

    def save(self) -> None:
        """Write what was found and kept. Failing does no harm: the next start parses again."""
        entries: dict[str, _Entry] = {}
        for path, entry in self._now.items():
            try:
                marshal.dumps(entry)
            except ValueError:  # a date, in a contribution to another extension's point
                continue
            entries[path] = entry
        self._kept.write(entries)
