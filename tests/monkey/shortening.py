"""Leaving out of a failing sequence what it does not need to fail."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def shortened(
    events: Sequence[T], fails: Callable[[Sequence[T]], bool], seconds: float = 120.0
) -> list[T]:
    """A sequence without some of the events that fails as well, as short as is found in time.

    Halves are left out first, then quarters, and so on down to single events, again and again.
    """
    end = time.monotonic() + seconds
    kept = list(events)
    size = max(1, len(kept) // 2)
    while True:
        at, found = 0, False
        while at < len(kept):
            if time.monotonic() > end:
                return kept
            tried = kept[:at] + kept[at + size :]
            if tried and fails(tried):
                kept, found = tried, True
            else:
                at += size
        if size > 1:
            size = max(1, size // 2)
        elif not found:
            return kept
