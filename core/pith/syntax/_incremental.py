"""Colouring a document with a Pygments lexer, while it is edited and without anybody waiting.

What an edit changes is lexed at once, on the window's thread, as long as that is short: from
some marks before the edit to the first mark behind it that is the old one. Everything else is
lexed on a worker's thread in slices of a millisecond or two: what is on the screen first, the
rest when nobody types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pith.base import (
    Cancelled,
    CancelToken,
    Disposable,
    Scheduler,
    Signal,
    Worker,
    report_exception,
)
from pith.edit import ChangeSet, LineKinds
from pith.syntax._at_once import LARGEST_TO_THE_END, AtOnce
from pith.syntax._background import Activity, Job, warm
from pith.syntax._edits import may_close, row_edits
from pith.syntax._highlighter import TokenSpan
from pith.syntax._kind_typed import kind_typed_at
from pith.syntax._most_urgent import most_urgent_row
from pith.syntax._scopes import Kind
from pith.syntax._store import Chunk, RowStore
from pith.text import Text

if TYPE_CHECKING:  # imports Pygments
    from pith.syntax._pygments._engines import Engine
    from pith.syntax._quoting import QuotingStates

# Larger documents are not coloured, or only around what is visible.
_LARGEST: Final = 64_000_000  # code points
_MOST_ROWS: Final = 1_500_000
_LARGEST_LEXED_WHOLLY: Final = 8_000_000
# After a pause in editing, all of such a document is lexed again to put right what a rule that
# looks far ahead has seen too little of.
_LARGEST_CHECKED: Final = 300_000
_CHECK_AFTER: Final = 0.25  # seconds without an edit, for a document of
_CHECK_SIZE: Final = 50_000  # code points; larger ones wait longer in proportion
_CHECK_SOON: Final = 0.02  # seconds, after an edit of what may close something far above

_WHOLE_DELAY: Final = 0.15  # seconds without an edit until a lexer without marks runs again

_ROWS_BELOW: Final = 60


class LexingHighlighter:
    """A Highlighter that drives one of Pygments' lexers; `lexer` is an alias of it."""

    def __init__(self, lexer: str, scheduler: Scheduler, worker: Worker) -> None:
        self._lexer = lexer
        self._scheduler = scheduler
        self._worker = worker
        self._engine: Engine | None = None
        self._quotes: QuotingStates | None = None
        self._resumes = True
        self._broken = False
        self._text = Text.EMPTY
        self._store = RowStore()
        self._store.reset(1)
        self._first_wanted = 0
        self._last_wanted = 0
        self._job: Job | None = None
        self._edited: Disposable | None = None
        self._opened: list[int] = []
        self._timer: Disposable | None = None
        self._to_check = False
        self._check_soon = False
        self._at_once = AtOnce()
        self._disposed = False
        self.changed: Signal[int, int] = Signal("Highlighter.changed")

    # What a document and its views tell

    def set_text(self, text: Text) -> None:
        Activity.note()
        self._cancel()
        self._text = text
        too_large = len(text) > _LARGEST or text.line_count > _MOST_ROWS
        self._store.reset(0 if too_large else text.line_count)
        if too_large:
            self._store.open.clear()
        # What is on the screen is lexed first, with less of the text in view than there is.
        self._to_check = len(text) > LARGEST_TO_THE_END and not too_large
        self._at_once.forget()
        self._go_on()

    def edited(self, before: Text, changes: ChangeSet, after: Text) -> None:
        Activity.note()
        self._text = after
        if self._disposed or not self._store.rows:
            return
        self._cancel()
        edits = row_edits(before, changes)
        self._store.edit(edits)
        self._to_check = True
        self._check_soon = may_close(before, changes)
        if not self._resumes:
            self._store.open_row(0)
            self._go_on_later(_WHOLE_DELAY)
            return
        engine = self._engine
        self._opened = self._store.reopen_all(edits, engine.back_off if engine is not None else 3)
        at_once = engine is not None and not self._broken and self._at_once.may_be_short(changes)
        if self._opened and at_once:
            # The letter that was typed comes first, in the colours that are guessed for it.
            self._edited = self._scheduler.call_soon(self._lex_edited)
        else:
            self._go_on()

    def want(self, first_row: int, last_row: int) -> None:
        self._first_wanted = first_row
        self._last_wanted = last_row
        rows = self._store.rows
        if None in rows[first_row : last_row + 1] and not self._broken:
            Activity.note()
            job = self._job
            if job is None or not job.urgent or job.row > first_row:
                self._cancel()
                self._go_on()

    # What they ask

    @property
    def working(self) -> bool:
        if self._disposed or self._broken:
            return False
        if self._edited is not None or (self._job is not None and not self._job.checks):
            return True
        return bool(self._store.open) and len(self._text) <= _LARGEST_LEXED_WHOLLY

    def tokens(self, row: int) -> tuple[TokenSpan, ...]:
        return self._store.spans(row)

    def kind_at(self, offset: int) -> Kind:
        if self._edited is not None:
            self._edited.dispose()
            self._lex_edited()
        return kind_typed_at(
            self._text, self._store, self._engine if self._resumes else None, offset
        )

    def line_kinds(self, *, to_keep: bool = False) -> LineKinds:
        from pith.syntax._line_kinds import StoredKinds

        rows, marks = self._store.rows, self._store.marks
        if to_keep:
            rows, marks = list(rows), list(marks)
        if self._quotes is None and self._engine is not None and self._resumes:
            from pith.syntax._quoting import QuotingStates

            self._quotes = QuotingStates(self._engine)
        return StoredKinds(self._text, rows, marks, self._quotes or _quotes_nowhere)

    def dispose(self) -> None:
        self._disposed = True
        self._cancel()
        self._store.reset(0)
        self._store.open.clear()

    def _lex_edited(self) -> None:
        """Lex what the last edit has opened, as far as the budget goes; the rest later."""
        self._edited = None
        opened, self._opened = self._opened, []
        engine = self._engine
        assert engine is not None
        try:
            different = self._at_once.lex(engine, self._text, self._store, opened)
        except Exception as error:
            self._fail(error)
        else:
            self._emit(different)
        self._go_on()

    def _emit(self, rows: range) -> None:
        if rows:
            self.changed.emit(rows[0], rows[-1])

    def _fail(self, error: Exception) -> None:
        """What is coloured stays so. A lexer that raised is not asked again; one that this text
        leads in circles is, after the next edit."""
        from pith.syntax._pygments._guard import LexerStuck

        self._store.open.clear()
        if not isinstance(error, LexerStuck):
            self._broken = True
            report_exception(error, f"in the lexer {self._lexer!r}")

    # On the worker, in slices

    def _cancel(self) -> None:
        if self._edited is not None:
            self._edited.dispose()
            self._edited = None
        if self._timer is not None:
            self._timer.dispose()
            self._timer = None
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def _go_on_later(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.dispose()
        self._timer = self._scheduler.call_later(seconds, self._go_on)

    def _go_on(self) -> None:
        """Start the most important work there is, unless some is under way."""
        if self._disposed or self._broken or self._job is not None:
            return
        job = self._next_job()
        if job is None:
            if self._to_check and self._resumes and len(self._text) <= _LARGEST_CHECKED:
                seconds = _CHECK_AFTER * max(1.0, len(self._text) / _CHECK_SIZE)
                if self._check_soon:
                    seconds = _CHECK_SOON
                self._timer = self._scheduler.call_later(seconds, self._check)
            elif self._engine is not None and self._lexer not in _warmed:
                _warmed.add(self._lexer)
                engine = self._engine
                self._worker.submit(lambda token: warm(engine, token), f"warm {self._lexer}")
            return
        self._start(job)

    def _check(self) -> None:
        """Lex all of the text again."""
        self._timer = None
        if self._job is None and not self._store.open and not self._disposed:
            self._to_check = False
            self._start(Job(self._text, 0, self._store.marks[0], [], checks=True))

    def _next_job(self) -> Job | None:
        store = self._store
        # A row that lost its mark can only be reached from one before it.
        store.open = [row for row in store.open if row == 0 or store.marks[row] is not None]
        if not store.open and self._resumes:
            return None
        if not self._resumes:
            return Job(self._text, 0, None, [], urgent=True) if store.open else None
        start = (0, self._engine.start) if self._engine is not None else None
        row = most_urgent_row(store, self._text, self._first_wanted, self._last_wanted, start)
        if row is not None:
            return self._job_from(row, True)
        if not store.open or len(self._text) > _LARGEST_LEXED_WHOLLY:
            return None
        return self._job_from(store.open[0], False)

    def _job_from(self, row: int, urgent: bool) -> Job:
        store = self._store
        return Job(
            self._text,
            row,
            store.marks[row],
            store.cells_before(row),
            urgent=urgent,
            stop_row=self._last_wanted + _ROWS_BELOW if urgent else None,
        )

    def _start(self, job: Job) -> None:
        if self._timer is not None:
            self._timer.dispose()
            self._timer = None
        self._job = job
        job.future = self._worker.submit(
            lambda token: self._run(job, token), f"highlight {self._lexer}"
        )

    def _run(self, job: Job, token: CancelToken) -> None:
        """The whole of a job. On a worker's thread: touches nothing but what it was given.

        It tells its end the way it tells everything else, so that the end is heard last.
        """
        from pith.syntax._pygments._loading import load_engine

        call_soon = self._scheduler.call_soon
        problem: Exception | None = None
        try:
            engine = load_engine(self._lexer)
            call_soon(lambda: self._loaded(job, engine))
            job.run(engine, token, lambda chunk: call_soon(lambda: self._deliver(job, chunk)))
        except Cancelled:
            return
        except Exception as error:
            problem = error
        call_soon(lambda: self._finished(job, problem))

    def _loaded(self, job: Job, engine: Engine) -> None:
        if self._disposed:
            return
        self._engine = engine
        self._resumes = engine.resumes
        if self._job is not job or not self._resumes:
            return
        for row in self._store.open:  # the first, and a guess
            if self._store.marks[row] is None:
                self._store.marks[row] = (0, engine.start)

    def _deliver(self, job: Job, chunk: Chunk) -> None:
        if self._job is not job:
            return  # for a text that is not the document's any more
        merged = self._store.merge(chunk, stop_where_met=not job.checks)
        self._emit(range(merged.first, merged.last + 1))
        if merged.settled and not job.checks and not chunk.ended:
            self._cancel()
            self._go_on()

    def _finished(self, job: Job, problem: Exception | None) -> None:
        if self._job is not job:
            return
        self._job = None
        if problem is not None:
            self._fail(problem)
        elif not self._resumes:
            self._store.open.clear()
        self._go_on()


def _quotes_nowhere(state: object) -> bool:
    return False


_warmed: set[str] = set()  # lexers, by name
