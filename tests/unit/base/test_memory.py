"""Giving memory back to the system."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pith.base import release_memory


def resident() -> int:
    fields = Path("/proc/self/statm").read_text().split()
    return int(fields[1]) * 4096


@pytest.mark.skipif(sys.platform != "linux", reason="only there it has to be asked for")
def test_what_was_freed_goes_back() -> None:
    pieces = [bytes(100_000) for _ in range(1000)]
    kept = pieces[::50]
    held = resident()
    del pieces
    release_memory()
    assert resident() < held - 50_000_000
    assert len(kept) == 20
