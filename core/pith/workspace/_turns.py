"""What is done to a document, in order: each when the pages that it looks at are in memory, and
when what takes long before it is done."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pith.base import Cancelled, Disposable, OnDispose, report_exception
from pith.workspace._asked import Asked
from pith.workspace._long_work import LongWork

if TYPE_CHECKING:
    from pith.text import Page, PagePart
    from pith.workspace._document import Document
    from pith.workspace._view import View
    from pith.workspace._waiting import Waiting

MOST_HELD = 512
"""Pages that are read for one job at most: who looks at more of them has a worker do it."""

Needs = Callable[[], Sequence["Page | PagePart"]]
Job = Callable[[], object]
Ask = Callable[[], Asked]


class _Turn(NamedTuple):
    needs: Needs
    job: Job
    asked: Ask | None


def _turn(needs: Needs, job: Job, asked: Ask | None) -> _Turn:
    """One that will have been asked for what is asked for now."""
    if asked is None:
        return _Turn(needs, job, None)
    found = asked()
    return _Turn(needs, job, lambda: found)


class Turns:
    """Jobs of one document. One waits while its pages are read, or while a worker does the most of
    it, and all that come after it wait with it, so that what is typed meanwhile finds the text it
    was typed for. For the window's thread only.

    A job that returns LongWork has it done by the document's worker, or at once where there is
    none.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._working: LongWork[Any] | None = None
        self._doing: Asked | None = None  # of the work that is under way
        self._waiting: deque[_Turn] = deque()
        self._reading: Disposable = OnDispose()
        self._nested: list[_Turn] | None = None

    @property
    def any_waits(self) -> bool:
        return bool(self._waiting) or self._working is not None

    @property
    def any_edit_waits(self) -> bool:
        return self.any_waits and any(asked.edits for asked in self._asked())

    def _asked(self) -> list[Asked]:
        """What is not done yet, in order."""
        turns = (*(self._nested or ()), *self._waiting)
        found = [turn.asked() for turn in turns if turn.asked is not None]
        return found if self._doing is None else [self._doing, *found]

    def waiting(self) -> tuple[Waiting, ...]:
        """What is not done yet, for the journal."""
        from pith.workspace._waiting import Waiting

        found: list[Waiting] = []
        view: View | None = None
        for asked in self._asked():
            selection = asked.selection
            if selection is None and asked.view is not None and asked.view is not view:
                selection = asked.view.state.selection
            view = asked.view
            found.append(Waiting(asked.command, dict(asked.arguments), selection))
        return tuple(found)

    def take(self, needs: Needs, job: Job, asked: Ask | None = None) -> object:
        """Do a job, at once if nothing waits and what it needs is in memory: then what it returns.
        True: later. What then fails is reported."""
        if self._nested is not None:  # a job does this: before all that comes after it
            pages = self._pages(needs)
            if self._nested or self._working is not None or self._missing(pages):
                self._nested.append(_turn(needs, job, asked))
                return True
            return self._do(job, pages, asked)
        if not self.any_waits:
            pages = self._pages(needs)
            if not self._missing(pages):
                return self._do(job, pages, asked)
            self._waiting.append(_turn(needs, job, asked))
            self._document.queue.tell()
            self._read(pages)
        else:
            self._waiting.append(_turn(needs, job, asked))
            self._document.queue.tell()
        return True

    def _do(self, job: Job, pages: Sequence[Page | PagePart], asked: Ask | None) -> object:
        reader = self._document.page_reader
        if reader is None or not pages or len(pages) > MOST_HELD:
            done = job()
        else:
            with reader.holding(pages):
                done = job()
        return self.finish(done, asked)

    def finish(self, done: object, asked: Ask | None = None) -> object:
        """What a job has returned: LongWork is done by the worker, and what comes now waits."""
        if not isinstance(done, LongWork):
            return done
        work: LongWork[Any] = done
        worker = self._document.worker
        if worker is None or self._working is not None:
            work.do_now()
            return work.finish(work.done.result())
        self._working, self._doing = work, asked() if asked is not None else None
        self._document.queue.tell()
        work.start(worker)
        work.done.on_done(lambda _: self._worked(work))
        self._document.queue.working.emit(work)
        return True

    def _worked(self, work: LongWork[Any]) -> None:
        if work is not self._working:
            return
        self._working = self._doing = None
        self._document.queue.tell()
        self._nested = []
        try:
            work.finish(work.done.result())
        except Cancelled:
            pass
        except Exception as error:
            report_exception(error, f"in what took long: {work.title}")
        finally:
            self._end_nesting()
        self._go_on()

    def _pages(self, needs: Needs) -> Sequence[Page | PagePart]:
        return needs() if self._document.page_reader is not None else ()

    def _missing(self, pages: Sequence[Page | PagePart]) -> bool:
        return len(pages) <= MOST_HELD and any(page.absent for page in pages)

    def _read(self, pages: Sequence[Page | PagePart]) -> None:
        reader = self._document.page_reader
        assert reader is not None
        self._reading = reader.when_read(pages, self._go_on)

    def _go_on(self) -> None:
        while self._waiting and self._working is None:
            turn = self._waiting[0]
            try:
                pages = self._pages(turn.needs)
                if self._missing(pages):
                    self._read(pages)
                    return
                self._waiting.popleft()
                self._document.queue.tell()
                self._nested = []
                self._do(turn.job, pages, turn.asked)
            except Exception as error:
                if self._waiting and self._waiting[0] is turn:
                    self._waiting.popleft()
                report_exception(error, "in a command that waited for the disk")
            finally:
                self._end_nesting()

    def _end_nesting(self) -> None:
        nested, self._nested = self._nested, None
        if nested:
            self._waiting.extendleft(reversed(nested))
            self._document.queue.tell()

    def dispose(self) -> None:
        """Do nothing more."""
        self._waiting.clear()
        working, self._working, self._doing = self._working, None, None
        if working is not None:
            working.cancel()
        self._reading.dispose()
