"""A highlighter beside the whole lex that it must agree with in the end."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest

from pith.base import Cancelled, CancelToken, Future, ManualScheduler
from pith.edit import ChangeSet
from pith.syntax import _background
from pith.syntax._chunks import lex_chunk
from pith.syntax._incremental import LexingHighlighter
from pith.syntax._pygments._loading import load_engine
from pith.syntax._store import Chunk
from pith.text import Edit, Text
from tests.unit.syntax.samples import FRAGMENTS

T = TypeVar("T")


class TurnWorker:
    """A Worker without threads: a job is run, in one go, in a later turn of the scheduler."""

    def __init__(self, scheduler: ManualScheduler) -> None:
        self._scheduler = scheduler
        self.jobs: list[str] = []

    def submit(self, function: Callable[[CancelToken], T], name: str = "") -> Future[T]:
        future: Future[T] = Future()
        self.jobs.append(name)

        def run() -> None:
            try:
                future.token.raise_if_cancelled()
                future.set_result(function(future.token))
            except (Exception, Cancelled) as error:
                future.set_exception(error)

        self._scheduler.call_soon(run)
        return future


def whole(lexer: str, text: Text) -> Chunk:
    """All rows, lexed from the start with all of the text in view."""
    engine = load_engine(lexer)
    chunk = lex_chunk(
        engine, text, 0, (0, engine.start), [], lambda *_: False, window=len(text) + 1
    )
    assert chunk.ended
    assert len(chunk.rows) == text.line_count
    return chunk


class Edited:
    """A text and its highlighter, edited together."""

    def __init__(self, lexer: str, text: Text) -> None:
        self.lexer = lexer
        self.scheduler = ManualScheduler()
        self.worker = TurnWorker(self.scheduler)
        self.highlighter = LexingHighlighter(lexer, self.scheduler, self.worker)
        self.text = text
        self.changed: set[int] = set()
        self.highlighter.changed.connect(
            lambda first, last: self.changed.update(range(first, last + 1))
        )
        self.history: list[tuple[Edit, ...]] = []
        with pytest.MonkeyPatch.context() as patch:
            # Nobody types here, and nobody else has to take a turn.
            patch.setattr(_background, "_QUIET", 0.0)
            self.highlighter.set_text(text)
            self.scheduler.run()

    def edit(self, edits: list[Edit], run: bool = True) -> None:
        changes = ChangeSet.of(len(self.text), edits)
        after = changes.apply(self.text)
        self.history.append(changes.edits)
        self.highlighter.edited(self.text, changes, after)
        self.text = after
        if run:
            self.run()

    def lex_now(self) -> None:
        """Have done what the window's thread does by itself after an edit, and no more."""
        self.highlighter.kind_at(0)  # which answers from what has been lexed

    def run(self) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_background, "_QUIET", 0.0)
            self.scheduler.run()

    def settle(self) -> None:
        """Let time pass until nothing is left to do."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_background, "_QUIET", 0.0)
            self.scheduler.advance(60)

    def rows(self) -> list[bytes | None]:
        return self.highlighter._store.rows

    def check_settled(self) -> None:
        self.settle()
        assert not self.highlighter._store.open, self.history
        wanted = whole(self.lexer, self.text).rows
        wrong = [row for row in range(len(wanted)) if self.rows()[row] != wanted[row]]
        assert not wrong, f"rows {wrong[:10]} after {self.history}"
        assert len(self.rows()) == len(wanted)

    def wrong_rows(self) -> list[int]:
        wanted = whole(self.lexer, self.text).rows
        return [row for row in range(len(wanted)) if self.rows()[row] != wanted[row]]


def random_edits(edited: Edited, seed: int, count: int) -> Iterator[list[Edit]]:
    """Seeded edits of the text as it is when each is asked for."""
    rng = random.Random(seed)
    for _ in range(count):
        content = str(edited.text)
        edits: list[Edit] = []
        at = -1
        for _ in range(1 if rng.random() < 0.8 else rng.randint(2, 6)):
            start = rng.randint(at + 1, len(content)) if at < len(content) else len(content)
            end = min(len(content), start + rng.choice([0, 0, 0, 1, 1, 2, 8, 40, 300]))
            insert = rng.choice([*FRAGMENTS, ""])
            if rng.random() < 0.2 and content:
                copied = rng.randrange(len(content))
                insert = content[copied : copied + rng.randint(1, 120)]
            if start <= at:
                break
            edits.append(Edit(start, end, insert))
            at = end
        yield edits
