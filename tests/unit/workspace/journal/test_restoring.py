"""A workspace takes over what another one left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pith.base import Future, ManualScheduler, ThreadWorker
from pith.workspace import Document, Journal, Restored, Workspace
from tests.support.desk import insert
from tests.support.reported import Reported


class Desk:
    """A workspace with a journal in a folder that others may use, too."""

    def __init__(self, folder: Path) -> None:
        self.scheduler = ManualScheduler()
        self.worker = ThreadWorker(self.scheduler)
        self.journal = Journal(folder / "journal", self.scheduler)
        self.workspace = Workspace(self.worker, journal=self.journal)
        self.conflicts: list[str] = []
        self.workspace.disk.conflicted.connect(
            lambda document: self.conflicts.append(document.name)
        )

    def get(self, future: Future[Document]) -> Document:
        self.scheduler.run_until(lambda: future.done)
        return future.result()

    def restore(self) -> Restored:
        restoring = self.workspace.restore()
        self.scheduler.run_until(lambda: restoring.done)
        return restoring.result()

    def dispose(self) -> None:
        self.workspace.dispose()
        self.worker.dispose(wait=5)
        self.scheduler.run()


@contextmanager
def desk(folder: Path) -> Iterator[Desk]:
    one = Desk(folder)
    try:
        yield one
    finally:
        one.dispose()


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """A file that was edited and not saved by a workspace that is no more; and an untitled one."""
    file = tmp_path / "a.txt"
    file.write_text("on the disk")
    with desk(tmp_path) as one:
        insert(one.get(one.workspace.open(file)), 0, "typed, not ")
        insert(one.workspace.new_untitled(), 0, "untitled")
    return file


def test_documents_come_back(left: Path, tmp_path: Path) -> None:
    with desk(tmp_path) as one:
        restored = one.restore()
        assert restored.problems == ()
        texts = {each.document.name: str(each.document.text) for each in restored.documents}
        assert texts == {"a.txt": "typed, not on the disk", "Untitled-1": "untitled"}
        document = one.get(one.workspace.open(left))
        assert document.dirty
        assert str(document.save_points.last.text) == "on the disk"
        document.travel.undo()
        assert not document.dirty
        assert one.workspace.new_untitled().name == "Untitled-2"
        one.scheduler.run()
        assert one.conflicts == []


def test_a_file_is_opened_only_when_it_is_known_what_comes_back(left: Path, tmp_path: Path) -> None:
    with desk(tmp_path) as one:
        restoring = one.workspace.restore()
        opening = one.workspace.open(left)
        document = one.get(opening)
        assert restoring.done
        assert str(document.text) == "typed, not on the disk"
        assert len(one.workspace.documents) == 2


def test_a_file_that_was_changed_is_announced(left: Path, tmp_path: Path) -> None:
    left.write_text("changed by somebody else")
    with desk(tmp_path) as one:
        one.restore()
        one.scheduler.run_until(lambda: one.conflicts == ["a.txt"])
        assert left.read_text() == "changed by somebody else"


def test_a_file_that_was_only_touched_is_not(left: Path, tmp_path: Path) -> None:
    left.write_text("on the disk")
    with desk(tmp_path) as one:
        one.restore()
        document = one.get(one.workspace.open(left))
        before = document.file.stamp
        one.scheduler.run_until(lambda: document.file.stamp != before)
        assert one.conflicts == []
        assert document.dirty


def test_what_the_file_holds_by_now_is_saved(left: Path, tmp_path: Path) -> None:
    """As after a kill between the writing of a file and the journal's hearing of it."""
    left.write_text("typed, not on the disk")
    with desk(tmp_path) as one:
        one.restore()
        document = one.get(one.workspace.open(left))
        one.scheduler.run_until(lambda: not document.dirty)
        assert one.conflicts == []


def test_a_journal_beside_a_document_that_is_open(left: Path, tmp_path: Path) -> None:
    with desk(tmp_path) as one:
        document = one.get(one.workspace.open(left))
        restored = one.restore()
        names = {each.document.name: each.document for each in restored.documents}
        recovered = names["a.txt (recovered)"]
        assert recovered.file.path is None
        assert recovered.dirty
        assert str(recovered.text) == "typed, not on the disk"
        assert str(document.text) == "on the disk"


def test_a_fault_of_ours_stops_nothing_else(
    left: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reported: Reported
) -> None:
    make = Document.restored

    def faulty(*arguments: object, **named: object) -> Document:
        if named["path"] is not None:
            raise RuntimeError("a fault")
        return make(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Document, "restored", faulty)
    with desk(tmp_path) as one:
        restored = one.restore()
        assert [each.document.name for each in restored.documents] == ["Untitled-1"]
        assert "because of a fault in Pith" in str(restored.problems[0])
        reported.take(RuntimeError, "brought back")
    monkeypatch.undo()
    with desk(tmp_path) as one:
        names = {each.document.name for each in one.restore().documents}
        assert names == {"a.txt", "Untitled-1"}


def test_a_fault_while_reading_stops_nothing_else(
    left: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reported: Reported
) -> None:
    import pith.workspace._journal._reading as reading

    read = reading.read_journal

    def faulty(data: bytes, *more: object) -> object:
        if b"untitled" in data:
            raise RecursionError
        return read(data, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_journal", faulty)
    with desk(tmp_path) as one:
        restored = one.restore()
        assert [each.document.name for each in restored.documents] == ["a.txt"]
        assert "tried again at the next start" in str(restored.problems[0])
        reported.take(RecursionError, "was read")


def test_without_a_journal_there_is_nothing_to_restore() -> None:
    scheduler = ManualScheduler()
    worker = ThreadWorker(scheduler)
    workspace = Workspace(worker)
    assert workspace.restore().result() == Restored()
    workspace.dispose()
    worker.dispose(wait=5)
