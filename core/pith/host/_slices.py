"""Long work of the window's thread, in pieces between which the window goes on."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import Final

from pith.base import Disposable, Scheduler, report_exception

#: Seconds of a piece; a frame has room for it.
PIECE: Final = 0.004
#: Seconds between pieces: what a person does meanwhile comes first.
BETWEEN: Final = 0.001


class Slices:
    """Runs a generator to its end, a piece of it at a time. Its values are of no interest."""

    def __init__(self, scheduler: Scheduler, work: Iterator[object], what: str) -> None:
        self._scheduler = scheduler
        self._work: Iterator[object] | None = work
        self._what = what
        self._next: Disposable = scheduler.call_later(0, self._run)

    @property
    def done(self) -> bool:
        return self._work is None

    def _run(self) -> None:
        work = self._work
        if work is None:
            return
        end = perf_counter() + PIECE
        try:
            for _ in work:
                if perf_counter() > end:
                    self._next = self._scheduler.call_later(BETWEEN, self._run)
                    return
        except Exception as error:
            report_exception(error, self._what)
        self._work = None

    def dispose(self) -> None:
        self._next.dispose()
        self._work = None
