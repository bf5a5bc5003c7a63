"""What is done to a huge document, in order, each when the pages that it looks at are in memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pith.base import Disposable, OnDispose, report_exception

if TYPE_CHECKING:
    from pith.text import Page, PagePart, PageReader

MOST_HELD = 512
"""Pages that are read for one job at most: who looks at more of them has to wait for the disk."""

Needs = Callable[[], Sequence["Page | PagePart"]]
Job = Callable[[], object]


class _Turn(NamedTuple):
    needs: Needs
    job: Job


class Turns:
    """Jobs of one document. One waits while its pages are read, and all that come after it wait
    with it, so that what is typed meanwhile finds the text it was typed for. For the window's
    thread only."""

    def __init__(self, reader: PageReader) -> None:
        self._reader = reader
        self._waiting: deque[_Turn] = deque()
        self._reading: Disposable = OnDispose()
        self._nested: list[_Turn] | None = None

    @property
    def any_waits(self) -> bool:
        return bool(self._waiting)

    def take(self, needs: Needs, job: Job) -> object:
        """Do a job, at once if nothing waits and what it needs is in memory: then what it returns.
        True: later. What then fails is reported."""
        if self._nested is not None:  # a job does this: before all that comes after it
            pages = needs()
            if self._nested or self._missing(pages):
                self._nested.append(_Turn(needs, job))
                return True
            return self._do(job, pages)
        if not self._waiting:
            pages = needs()
            if not self._missing(pages):
                return self._do(job, pages)
            self._waiting.append(_Turn(needs, job))
            self._read(pages)
        else:
            self._waiting.append(_Turn(needs, job))
        return True

    def _do(self, job: Job, pages: Sequence[Page | PagePart]) -> object:
        if not pages or len(pages) > MOST_HELD:
            return job()
        with self._reader.holding(pages):
            return job()

    def _missing(self, pages: Sequence[Page | PagePart]) -> bool:
        return len(pages) <= MOST_HELD and any(page.absent for page in pages)

    def _read(self, pages: Sequence[Page | PagePart]) -> None:
        self._reading = self._reader.when_read(pages, self._go_on)

    def _go_on(self) -> None:
        while self._waiting:
            turn = self._waiting[0]
            try:
                pages = turn.needs()
                if self._missing(pages):
                    self._read(pages)
                    return
                self._waiting.popleft()
                self._nested = []
                self._do(turn.job, pages)
            except Exception as error:
                if self._waiting and self._waiting[0] is turn:
                    self._waiting.popleft()
                report_exception(error, "in a command that waited for the disk")
            finally:
                if self._nested:
                    self._waiting.extendleft(reversed(self._nested))
                self._nested = None

    def dispose(self) -> None:
        """Do nothing more."""
        self._waiting.clear()
        self._reading.dispose()
