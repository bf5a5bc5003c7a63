"""What waits for a disk, or for a worker, when the process ends is done at the next start."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pith.base import Future, ManualScheduler, ThreadWorker
from pith.edit import EDITING_COMMANDS, ClipboardContent, MemoryClipboard, PlainContext, Selection
from pith.edit import _limits as limits
from pith.text import _files
from pith.workspace import Document, Journal, Restored, View, Workspace
from pith.workspace._journal import _fingerprint
from tests.support.paged import tiny_leaves
from tests.support.slow_disk import SlowDisk

COMMANDS = {command.id: command for command in EDITING_COMMANDS}
LINES = "".join(f"{number:05} some line of a log\n" for number in range(3_000))
AT = LINES.index("01500")


class Desk:
    """A workspace with a journal, as in one run of the program."""

    def __init__(self, journal: Path) -> None:
        self.scheduler = ManualScheduler()
        self.worker = ThreadWorker(self.scheduler)
        self.journal = Journal(journal, self.scheduler, kept=1000)
        self.workspace = Workspace(self.worker, journal=self.journal)

    def open(self, path: Path) -> tuple[Document, View]:
        document = self.get(self.workspace.open(path))
        if document.growth is not None:
            ended = document.growth.ended
            self.scheduler.run_until(lambda: ended.done)
        return document, View(document)

    def get(self, future: Future[Document]) -> Document:
        self.scheduler.run_until(lambda: future.done)
        return future.result()

    def restore(self) -> Restored:
        restoring = self.workspace.restore()
        self.scheduler.run_until(lambda: restoring.done)
        self.scheduler.run_until(lambda: not self.workspace.disk._looking)
        return restoring.result()

    def settle(self, document: Document) -> None:
        self.scheduler.run_until(lambda: not document.queue.waits)


@contextmanager
def desk(journal: Path) -> Iterator[Desk]:
    one = Desk(journal)
    try:
        yield one
    finally:
        for document in one.workspace.documents:
            for view in document.views:
                view.dispose()
        one.workspace.dispose()
        one.worker.dispose(wait=5)
        one.scheduler.run()


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowDisk]:
    monkeypatch.setattr(_files, "PAGED_FROM", 10_000)
    monkeypatch.setattr(_fingerprint, "WHOLE", 1000)
    disk = SlowDisk(monkeypatch)
    with tiny_leaves():
        yield disk
        disk.go_on()


def forget(document: Document) -> None:
    assert document.page_reader is not None
    document.page_reader.let_go()
    for leaf in document.text.leaves():
        if leaf.paged:
            leaf.forget()
            leaf.page.forget()


def killed(one: Desk, folder: Path) -> Path:
    """What a kill right now would leave of the journals of a run."""
    end = time.monotonic() + 5
    while not one.journal.flush(0.1):
        assert time.monotonic() < end, "the journal waits for the disk as well"
    left = folder / "left"
    shutil.copytree(one.journal._files.folder, left)
    return left


def run(view: View, name: str, **arguments: object) -> None:
    assert view.run(COMMANDS[f"edit.{name}"], **arguments)


def type_(view: View) -> None:
    """What is typed, and where, while nothing can be read."""
    view.select(Selection.caret(AT))
    for letter in "quik":
        run(view, "insertText", text=letter)
    run(view, "deleteLeft")
    run(view, "insertText", text="c")
    view.select(Selection.caret(AT))
    run(view, "insertText", text="so ")
    view.undo()
    run(view, "paste")


@pytest.mark.parametrize("edited", [False, True])
def test_keys_that_wait_for_a_page(edited: bool, disk: SlowDisk, tmp_path: Path) -> None:
    file = tmp_path / "log"
    file.write_text(LINES)
    with desk(tmp_path / "journal") as one:
        document, view = one.open(file)
        clipboard = MemoryClipboard(ClipboardContent("pasted "))
        view.context_factory = lambda: PlainContext(document.text, clipboard=clipboard)
        if edited:
            view.select(Selection.caret(0))
            run(view, "insertText", text="x")
            one.settle(document)
            one.journal.flush()
            one.scheduler.run()
        forget(document)
        disk.hold()
        type_(view)
        assert document.dirty
        assert view.selection == Selection.caret(AT)
        left = killed(one, tmp_path)
        disk.go_on()
        one.settle(document)
        wanted = str(document.text)
        assert "pasted quic" in wanted
        assert "so " not in wanted[AT - 5 : AT + 20]
    with desk(left) as another:
        restored = another.restore()
        assert not restored.problems
        (found,) = restored.documents
        another.settle(found.document)
        assert str(found.document.text) == wanted
    assert file.read_text() == LINES


@pytest.mark.parametrize("end", [AT, AT + 8])
def test_a_cut_that_waits(end: int, disk: SlowDisk, tmp_path: Path) -> None:
    """Of what is selected, or of the caret's line."""
    file = tmp_path / "log"
    file.write_text(LINES)
    with desk(tmp_path / "journal") as one:
        document, view = one.open(file)
        clipboard = MemoryClipboard()
        view.context_factory = lambda: PlainContext(document.text, clipboard=clipboard)
        forget(document)
        disk.hold()
        view.select(Selection.range(AT, end))
        run(view, "cut")
        left = killed(one, tmp_path)
        disk.go_on()
        one.settle(document)
        wanted = str(document.text)
        assert len(wanted) < len(LINES)
    with desk(left) as another:
        (found,) = another.restore().documents
        another.settle(found.document)
        assert str(found.document.text) == wanted


def test_a_disk_that_is_as_slow_at_the_next_start(disk: SlowDisk, tmp_path: Path) -> None:
    file = tmp_path / "log"
    file.write_text(LINES)
    with desk(tmp_path / "journal") as one:
        document, view = one.open(file)
        forget(document)
        disk.hold()
        view.select(Selection.caret(AT))
        run(view, "insertText", text="x")
        left = killed(one, tmp_path)
        disk.go_on()
    with desk(left) as another:
        (found,) = another.restore().documents
        another.settle(found.document)
        assert len(found.document.text) == len(LINES) + 1
        again = killed(another, tmp_path / "again")
    with desk(again) as third:
        (found,) = third.restore().documents
        assert not found.document.queue.waits
        assert found.document.text.slice(AT, AT + 6) == "x01500"


def test_a_command_that_takes_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LONG", 5)
    file = tmp_path / "a.txt"
    file.write_text("some words\n")
    busy: list[Callable[[], object]] = []
    with desk(tmp_path / "journal") as one:
        document, view = one.open(file)
        monkeypatch.setattr(
            "pith.workspace._long_work.LongWork.start",
            lambda work, worker: busy.append(work.do_now),
        )
        view.select(Selection.range(0, 10))
        run(view, "upperCase")
        run(view, "insertText", text="x")
        left = killed(one, tmp_path)
        assert str(document.text) == "some words\n"
    monkeypatch.undo()
    with desk(left) as another:
        (found,) = another.restore().documents
        another.settle(found.document)
        assert str(found.document.text) == "x\n"
        found.document.travel.undo()
        assert str(found.document.text) == "SOME WORDS\n"


def test_a_file_that_was_touched_before_it_was_told_from_others(
    disk: SlowDisk, tmp_path: Path
) -> None:
    """Then nobody knows whether it holds what was edited: what was typed is found."""
    file = tmp_path / "log"
    file.write_text(LINES)
    with desk(tmp_path / "journal") as one:
        document, view = one.open(file)
        view.select(Selection.caret(3))
        run(view, "insertText", text="typed")
        one.settle(document)
        forget(document)
        disk.hold()
        one.journal.forget(document)
        one.journal.follow(document)
        left = killed(one, tmp_path)
        disk.go_on()
    file.write_text(LINES.replace("some", "none"))
    with desk(left) as another:
        (found,) = another.restore().documents
        assert found.in_pieces
        assert "typed" in str(found.document.text)
