"""Colouring a document with a Pygments lexer, while it is edited and without anybody waiting.

What an edit changes is lexed at once, on the window's thread, as long as that is short: from
some marks before the edit to the first mark behind it that is the old one. Everything else is
lexed on a worker's thread in slices of a millisecond or two: what is on the screen first, the
rest when nobody types.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from time import monotonic, perf_counter
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
from pith.syntax._background import Activity, Job, warm
from pith.syntax._chunks import lex_chunk
from pith.syntax._edits import may_close, row_edits
from pith.syntax._highlighter import TokenSpan
from pith.syntax._rows import spans_of
from pith.syntax._scopes import Kind, kind_of
from pith.syntax._source import likely_start
from pith.syntax._store import Chunk, Mark, RowEdit, RowStore
from pith.text import Edit, Text

if TYPE_CHECKING:  # imports Pygments
    from pith.syntax._pygments._engines import Engine

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

# On the window's thread.
_BUDGET: Final = 0.001_2  # seconds for what an edit changes
_SLOW: Final = 0.006  # an edit that took longer sends the next ones to the worker
_SLOW_FOR: Final = 3.0  # seconds
_LARGEST_INSERT: Final = 4_096
_MOST_EDITS: Final = 64
_LARGEST_TO_THE_END: Final = 64_000  # up to here a resume sees all of the rest of the text

_WHOLE_DELAY: Final = 0.15  # seconds without an edit until a lexer without marks runs again

# Where nothing is known near the screen, lexing starts this far above it, with a guess.
_NEAR: Final = 48_000  # code points
_GUESS_ROWS: Final = 300
_ROWS_BELOW: Final = 60


class LexingHighlighter:
    """A Highlighter that drives one of Pygments' lexers; `lexer` is an alias of it."""

    def __init__(self, lexer: str, scheduler: Scheduler, worker: Worker) -> None:
        self._lexer = lexer
        self._scheduler = scheduler
        self._worker = worker
        self._engine: Engine | None = None
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
        self._slow_until = 0.0
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
        self._to_check = len(text) > _LARGEST_TO_THE_END and not too_large
        self._slow_until = 0.0
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
        self._opened = self._reopen(edits)
        if self._opened and self._may_be_short(changes):
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

    def tokens(self, row: int) -> tuple[TokenSpan, ...]:
        rows = self._store.rows
        if row >= len(rows):
            return ()
        packed = rows[row]
        return spans_of(packed) if packed else ()

    def kind_at(self, offset: int) -> Kind:
        if self._edited is not None:
            self._edited.dispose()
            self._lex_edited()
        row, column = self._text.point_at(offset)
        spans = self.tokens(row)
        if column == 0:
            is_code = row == 0 or self._starts_with_bracket(offset, spans)
            return "code" if is_code else self._kind_at_start(row)
        # Asked for every bracket of a line that may have thousands of tokens.
        at = bisect_left(spans, column, key=_end_of)
        if at == len(spans):
            return "code"
        start, end, scope = spans[at]
        if column == end:
            following = spans[at + 1] if at + 1 < len(spans) else None
            return self._kind_after(row, end, kind_of(scope), following)
        return kind_of(scope) if start < column else "code"

    def _kind_after(self, row: int, column: int, kind: Kind, following: TokenSpan | None) -> Kind:
        """What is typed right behind a token that ends in that column; `following` is the next."""
        if kind == "code":
            return kind
        if following is not None and following.start == column:
            return kind if kind_of(following.scope) == kind else "code"
        line = self._text.line(row)
        if column < len(line):
            return "code"
        if kind == "comment":
            # "*/" at the end of a line closes a comment, whatever "//" does not.
            return "code" if line.endswith(("*/", "-->", "-}", "*)", "#}")) else kind
        # A string that is closed ends with its quote; one that goes on does not.
        return "code" if line[-1:] in "\"'`" else kind

    def _starts_with_bracket(self, offset: int, spans: Sequence[TokenSpan]) -> bool:
        """Whether a row begins with a bracket that is code. Of anything else that is code nothing
        follows: a string that goes on may begin a row with the name of a variable."""
        if self._text.slice(offset, offset + 1) not in _BRACKETS:
            return False
        return not spans or spans[0].start > 0 or kind_of(spans[0].scope) == "code"

    def _kind_at_start(self, row: int) -> Kind:
        """The kind of what is typed at the start of a row: that of a letter put there, for a
        string or comment that goes on in an empty row leaves nothing to look at."""
        store, engine = self._store, self._engine
        if engine is None or not self._resumes or row >= len(store.rows):
            return "code"
        if store.marks[row] == (0, engine.start):
            return "code"
        above = row - 1
        while above > 0 and store.marks[above] is None:
            above -= 1
        mark = store.marks[above]
        start = self._text.line_start(row)
        if mark is None or start - self._text.line_start(above) > _LARGEST_INSERT:
            return "code"
        text = self._text.edited([Edit(start, start, "x")])
        from pith.syntax._pygments._engines import ForeignLexer

        try:
            chunk = lex_chunk(
                engine,
                text,
                above,
                mark,
                store.cells_before(above),
                lambda at, _mark: at > row,
                foreign=False,
                grow=False,
            )
        except ForeignLexer:
            return "code"
        if row - above >= len(chunk.rows):
            return "code"
        found = spans_of(chunk.rows[row - above])
        return kind_of(found[0].scope) if found and found[0].start == 0 else "code"

    def line_kinds(self, *, to_keep: bool = False) -> LineKinds:
        from pith.syntax._line_kinds import StoredKinds

        rows, marks = self._store.rows, self._store.marks
        if to_keep:
            rows, marks = list(rows), list(marks)
        return StoredKinds(self._text, rows, marks)

    def dispose(self) -> None:
        self._disposed = True
        self._cancel()
        self._store.reset(0)
        self._store.open.clear()

    # On the window's thread, at once

    def _reopen(self, edits: list[RowEdit]) -> list[int]:
        """Open what the edits have touched; the rows opened."""
        engine = self._engine
        back_off = engine.back_off if engine is not None else 3
        opened: list[int] = []
        delta = 0
        rows = range(0)
        for edit in edits:
            last = edit.new_last + delta
            row = self._store.reopen(edit.first + delta, edit.column, last, back_off, rows)
            if row is not None:
                rows = range(row, last + 1)
                if row not in opened[-1:]:
                    opened.append(row)
            delta += edit.new_last - edit.last
        return opened

    def _may_be_short(self, changes: ChangeSet) -> bool:
        if self._engine is None or self._broken or monotonic() < self._slow_until:
            return False
        edits = changes.edits
        return len(edits) <= _MOST_EDITS and all(
            len(edit.insert) <= _LARGEST_INSERT for edit in edits
        )

    def _lex_edited(self) -> None:
        """Lex what the last edit has opened, as far as the budget goes; the rest later."""
        self._edited = None
        opened, self._opened = self._opened, []
        self._lex_now(opened)
        self._go_on()

    def _lex_now(self, opened: list[int]) -> None:
        from pith.syntax._pygments._engines import ForeignLexer

        engine = self._engine
        assert engine is not None
        store, text = self._store, self._text
        began = perf_counter()
        limit = began + _BUDGET

        def stop(row: int, mark: Mark) -> bool:
            return store.meets(row, mark) or perf_counter() > limit

        low, high = len(store.rows), -1
        for row in opened:
            mark = store.marks[row]
            if mark is None or row not in store.open:
                continue  # lexed on the way from the one before
            rest = len(text) - text.line_start(row)
            window = rest + 1 if rest <= _LARGEST_TO_THE_END else _LARGEST_TO_THE_END // 2
            try:
                chunk = lex_chunk(
                    engine,
                    text,
                    row,
                    mark,
                    store.cells_before(row),
                    stop,
                    window,
                    foreign=False,
                    grow=False,
                )
            except ForeignLexer:
                continue
            except Exception as error:
                self._fail(error)
                return
            merged = store.merge(chunk)
            low, high = min(low, merged.first), max(high, merged.last)
            if perf_counter() > limit:
                break
        if perf_counter() - began > _SLOW:
            self._slow_until = monotonic() + _SLOW_FOR
        self._emit(low, high)

    def _emit(self, first: int, last: int) -> None:
        if first <= last:
            self.changed.emit(first, last)

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
        row = self._urgent_row()
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

    def _urgent_row(self) -> int | None:
        """Where to go on so that what is on the screen becomes right; None if it is right or
        as good as it can quickly be."""
        store, text = self._store, self._text
        last_row = len(store.rows) - 1
        last = min(self._last_wanted, last_row)
        first = min(self._first_wanted, last)
        before = [row for row in store.open if row <= last]
        nearest = before[-1] if before else None
        if nearest is not None:
            distance = text.line_start(first) - text.line_start(min(nearest, first))
            if distance <= _NEAR:
                return nearest
        if None not in store.rows[first : last + 1]:
            return None
        first = first + store.rows[first : last + 1].index(None)
        # Something known above, without an open row between: go on from its last mark.
        guess = likely_start(text, first, _GUESS_ROWS)
        for row in range(first - 1, max(-1, first - _GUESS_ROWS), -1):
            if store.rows[row] is not None and store.marks[row] is not None:
                guess = row
                break
        store.open_row(guess)
        if store.marks[guess] is None and self._engine is not None:
            store.marks[guess] = (0, self._engine.start)
        return guess

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
        self._emit(merged.first, merged.last)
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


_end_of = attrgetter("end")
_BRACKETS = frozenset("()[]{}")
_warmed: set[str] = set()  # lexers, by name
