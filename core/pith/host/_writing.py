"""Writing small files of the host's so that nobody ever reads half of one."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write_atomically(file: Path, data: bytes) -> None:
    """Put `data` in the place of `file`, making its folder. Raises OSError, and leaves nothing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(data)
        beside.replace(file)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise
