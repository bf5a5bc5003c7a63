"""How much of the files that are read page by page is held in memory."""

from __future__ import annotations

import sys
import threading
from collections import deque
from typing import TYPE_CHECKING
from weakref import ref

if TYPE_CHECKING:
    from pith.text._pages import Page, PagePart

DEFAULT_LIMIT = 32 * 1024 * 1024
_BREAK_BYTES = 36  # an int, and its place in a list


class PageCache:
    """Forgets what was not read for longest, once all that is held takes more than `limit` bytes.

    The content itself lies with the pages, so that finding it costs nothing. What is used again
    between two rounds stays ("second chance"): as good as keeping pages in the order of their
    last use, and reading one moves nothing about. May be used on any thread.
    """

    def __init__(self, limit: int = DEFAULT_LIMIT) -> None:
        self._limit = limit
        self._held: deque[tuple[ref[Page | PagePart], int]] = deque()
        self._lock = threading.Lock()
        self._size = 0

    @property
    def size(self) -> int:
        """Bytes that are held, about."""
        return self._size

    @property
    def limit(self) -> int:
        return self._limit

    def set_limit(self, limit: int) -> None:
        """Hold no more than that many bytes from now on, but always the page that is read."""
        with self._lock:
            self._limit = limit
            self._make_room()

    def take(self, page: Page | PagePart, content: str) -> None:
        """A page holds its content from now on, until it is told to forget it."""
        size = sys.getsizeof(content) + page.break_count * _BREAK_BYTES
        with self._lock:
            self._held.append((ref(page), size))
            self._size += size
            self._make_room()

    def _make_room(self) -> None:
        held = self._held
        rounds = 2 * len(held)  # what is used goes in the second, what is held in none
        while self._size > self._limit and len(held) > 1 and rounds:
            rounds -= 1
            known, size = held.popleft()
            page = known()
            if page is not None and (page.used or page.held):
                page.used = False
                held.append((known, size))
                continue
            if page is not None:
                page.forget()
            self._size -= size


PAGES = PageCache()
"""The one of this process."""
