"""Documents that are edited at random, and what a journal should know of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pith.base import ManualScheduler, Problem
from pith.edit import ChangeSet, HistorySnapshot, Range, Selection, Transaction
from pith.text import Edit, Text
from pith.workspace import Document, View
from pith.workspace._journal import Journal, JournalFiles
from pith.workspace._journal._recovery import Recovered, Recovery
from pith.workspace._journal._values import Facts, SavedState

ALPHABET = 'ab \n\r\té漢\U0001f600\udc80("'


def no_file(facts: Facts, saved: SavedState) -> Text | None:
    return None


class Editing:
    """A document with a view, and steps that a seed decides."""

    def __init__(self, rng: random.Random, document: Document) -> None:
        self.rng = rng
        self.document = document
        self.view = View(document)
        self.now = 0.0

    def step(self) -> None:
        """Edit, move, undo, redo, go somewhere else or save."""
        rng, document = self.rng, self.document
        self.now += rng.choice([0.1, 0.1, 0.1, 5])
        chosen = rng.random()
        if chosen < 0.55:
            self.edit()
        elif chosen < 0.65:
            self.type()
        elif chosen < 0.75:
            at = rng.randrange(len(document.text) + 1)
            self.view.select(Selection.of([Range(rng.randrange(at + 1), at)]))
        elif chosen < 0.82:
            document.travel.undo(self.view)
        elif chosen < 0.87:
            document.travel.redo(self.view)
        elif chosen < 0.95:
            states = document.history.states()
            document.travel.go_to(rng.choice(states).state, self.view, remember=rng.random() < 0.5)
        else:
            document.save_points.mark_saved(document.save_points.now(), document.file.stamp)

    def edit(self) -> None:
        rng, length = self.rng, len(self.document.text)
        places = sorted(rng.randrange(length + 1) for _ in range(2 * rng.randrange(1, 4)))
        edits = [
            Edit(start, end if rng.random() < 0.5 else start, self._string(5))
            for start, end in zip(places[::2], places[1::2], strict=True)
        ]
        changes = ChangeSet.of(length, edits)
        event = rng.choice(["edit", "paste", "delete.left"])
        group = rng.choice([None, None, None, "group"])
        self.view.apply(Transaction(changes, None, event, group))

    def type(self) -> None:
        for sign in self._string(8):
            head = self.view.selection.primary.head
            changes = ChangeSet.of(len(self.document.text), [Edit(head, head, sign)])
            after = Selection.caret(head + 1)
            self.view.apply(Transaction(changes, after, "input.type"))

    def _string(self, limit: int) -> str:
        return "".join(self.rng.choice(ALPHABET) for _ in range(self.rng.randrange(limit)))


class Known(tuple[str, HistorySnapshot, int]):
    """What must come back: the text, the history and the saved state."""

    @classmethod
    def of(cls, document: Document) -> Known:
        document.history.end_step()
        snapshot = document.history.snapshot()
        return cls((str(document.text), without_times(snapshot), document.save_points.last.state))

    @classmethod
    def recovered(cls, recovered: Recovered) -> Known:
        journal = recovered.journal
        journal.history.end_step()
        snapshot = without_times(journal.history.snapshot())
        return cls((str(journal.text), snapshot, journal.saved.state))


def without_times(snapshot: HistorySnapshot) -> HistorySnapshot:
    """Times come back but for the last digits of a number."""
    records = tuple(each._replace(time=0.0) for each in snapshot.records)
    return snapshot._replace(records=records)


class Desk:
    """A journal in a folder, and the problems that it told."""

    def __init__(self, folder: Path, files: JournalFiles | None = None, **options: Any) -> None:
        self.scheduler = ManualScheduler()
        self.files = files or JournalFiles(folder)
        self.journal = Journal(folder, self.scheduler, files=self.files, **options)
        self.problems: list[Problem] = []
        self.journal.problem.connect(self.problems.append)

    def flush(self) -> None:
        assert self.journal.flush()
        self.scheduler.run()

    def recover(self, load: Any = no_file) -> Recovery:
        return self.journal.recover(load)


@contextmanager
def desk(folder: Path, files: JournalFiles | None = None, **options: Any) -> Iterator[Desk]:
    """A journal that is let go of at the end."""
    one = Desk(folder, files, **options)
    try:
        yield one
    finally:
        one.journal.dispose()


def close_all(recovery: Recovery, files: JournalFiles) -> None:
    """Let go of what was recovered, as a process that ends does."""
    for each in recovery.found:
        files.close(each.handle)
