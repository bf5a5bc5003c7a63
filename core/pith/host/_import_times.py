"""How long each module of an extension took to import, without those that it imports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import get_ident
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")


class ImportTimes:
    """Keeps names and seconds only: it may be referred to by what outlives an extension."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        """By module, as its importer names it."""
        self._thread: int | None = None
        self._inner = [0.0]

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Measure what this thread imports meanwhile."""
        self._thread = get_ident()
        try:
            yield
        finally:
            self._thread = None

    def measured(self, name: str, function: Callable[[], T]) -> T:
        """The result of `function`, which imports the module `name`."""
        if self._thread != get_ident():
            return function()
        self._inner.append(0.0)
        start = perf_counter()
        try:
            return function()
        finally:
            taken = perf_counter() - start
            own = taken - self._inner.pop()
            self._inner[-1] += taken
            self.seconds[name] = self.seconds.get(name, 0.0) + own
