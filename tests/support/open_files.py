"""Which files of a folder this process has open."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def open_below(folder: Path) -> list[str]:
    """Their paths; those of files that have no name any more end with " (deleted)"."""
    found = []
    for each in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            target = str(each.readlink())
            if target.startswith(f"{folder}/"):
                found.append(target)
    return found
