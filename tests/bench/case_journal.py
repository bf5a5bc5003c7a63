"""What keeping unsaved work safe costs: on the window's thread, and at the next start."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter, thread_time

from pith.base import ManualScheduler
from pith.edit import ChangeSet, Selection, Transaction
from pith.text import Edit, Text
from pith.workspace import Document, Journal, View
from tests.bench.harness import Row, case, in_rounds

KEYS = 2000
LINE = "    def something(self, argument):  # a comment\n"


class Typing:
    """Keys into a document of 100 kB, with or without a journal."""

    def __init__(self, folder: Path | None) -> None:
        self.document = Document(LINE * 2200)
        self.view = View(self.document)
        self.journal: Journal | None = None
        if folder is not None:
            self.journal = Journal(folder, ManualScheduler())
            self.journal.follow(self.document)
        self.key(" ")

    def key(self, sign: str) -> None:
        head = self.view.selection.primary.head
        changes = ChangeSet.of(len(self.document.text), (Edit(head, head, sign),))
        self.view.apply(Transaction(changes, Selection.caret(head + 1), "input.type"))

    def measure(self) -> float:
        """Seconds of this thread's own for a key: the journal's threads may use another core."""
        before = thread_time()
        for number in range(KEYS):
            self.key(" " if number % 7 == 0 else "x")
        return (thread_time() - before) / KEYS

    def dispose(self) -> None:
        if self.journal is not None:
            self.journal.dispose()


@case("journal: what a key costs the window's thread")
def key_rows() -> Iterator[Row]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        plain, kept = Typing(None), Typing(folder)
        stack.callback(plain.dispose)
        stack.callback(kept.dispose)
        samples = in_rounds({"plain": plain.measure, "kept": kept.measure}, 9)
        yield Row.of(
            "a key through a document that is journaled",
            samples["kept"],
            unit="µs",
            scale=1e6,
            yardstick=("without a journal", samples["plain"]),
        )
        history = kept.document.history
        snapshots = []
        for _ in range(15):
            before = perf_counter()
            history.snapshot()
            snapshots.append(perf_counter() - before)
        steps = len(history.states())
        yield Row.of(f"the snapshot of a history of {steps:,} steps", snapshots)


@case("journal: recovery")
def recovery_rows() -> Iterator[Row]:
    for keys in (1000, 20_000):
        with tempfile.TemporaryDirectory() as folder:
            typing = Typing(Path(folder))
            for number in range(keys):
                typing.key(" " if number % 7 == 0 else "x")
            assert typing.journal is not None
            typing.dispose()
            size = sum(file.stat().st_size for file in Path(folder).iterdir())
            samples = []
            for _ in range(5):
                journal = Journal(Path(folder), ManualScheduler())
                before = perf_counter()
                recovery = journal.recover(no_text)
                samples.append(perf_counter() - before)
                (found,) = recovery.found
                assert str(found.journal.text) == str(typing.document.text)
                journal._files.close(found.handle)
            yield Row.of(f"{keys:,} keys in 100 kB, {size / 1000:,.0f} kB of journal", samples)


def no_text(*_: object) -> Text | None:
    return None
