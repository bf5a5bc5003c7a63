"""What was being saved when the process ended is known at the next start."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pith.base import Future, ManualScheduler, ThreadWorker
from pith.text import _saving as saving
from pith.workspace import Document, Journal, Restored, Workspace
from pith.workspace._journal import JournalFiles
from pith.workspace._journal import _keeper as keeper
from tests.support.desk import insert

SMALL, LARGE = 1000, 10
"""Code points that the journal keeps of a text: all of it, or none."""


class StuckFiles(JournalFiles):
    """A disk that lets nobody write until it is told to go on."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.going = threading.Event()
        self.going.set()

    def append(self, handle: int, data: bytes) -> None:
        self.going.wait()
        super().append(handle, data)


class Desk:
    """A workspace with a journal, whose process can end at any moment."""

    def __init__(self, folder: Path, kept: int) -> None:
        self.scheduler = ManualScheduler()
        self.worker = ThreadWorker(self.scheduler)
        self.files = StuckFiles(folder / "journal")
        self.journal = Journal(folder / "journal", self.scheduler, files=self.files, kept=kept)
        self.workspace = Workspace(self.worker, journal=self.journal)
        self.conflicts: list[str] = []
        self.workspace.disk.conflicted.connect(
            lambda document: self.conflicts.append(document.name)
        )

    def open(self, path: Path) -> Document:
        opening = self.workspace.open(path)
        self.scheduler.run_until(lambda: opening.done)
        return opening.result()

    def save(self, document: Document) -> Future[Document]:
        saving = self.workspace.saves.save(document)
        self.scheduler.run_until(lambda: saving.done)
        return saving

    def restore(self) -> Restored:
        restoring = self.workspace.restore()
        self.scheduler.run_until(lambda: restoring.done)
        self.scheduler.run_until(lambda: not self.workspace.disk._looking)
        return restoring.result()


@contextmanager
def desk(folder: Path, kept: int = SMALL) -> Iterator[Desk]:
    one = Desk(folder, kept)
    try:
        yield one
    finally:
        one.workspace.dispose()
        one.worker.dispose(wait=5)
        one.scheduler.run()


def until_written(path: Path, content: str) -> None:
    """Wait for a worker to have written it, while the window's thread does nothing."""
    end = time.monotonic() + 10
    while not path.exists() or path.read_text() != content:
        assert time.monotonic() < end, path.read_text()
        time.sleep(0.005)
    time.sleep(0.02)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "a.txt"
    file.write_text("on the disk, and more of it")
    return file


@pytest.fixture(params=["replaced", "in place"])
def saved(request: pytest.FixtureRequest, file: Path) -> Path:
    """The file, which a save replaces or writes in place."""
    if request.param == "in place":
        (file.parent / "link").hardlink_to(file)
    return file


def test_a_save_of_which_nobody_heard_is_known(saved: Path, tmp_path: Path) -> None:
    with desk(tmp_path) as one:
        document = one.open(saved)
        insert(document, 0, "typed, not ")
        one.workspace.saves.save(document)
        until_written(saved, "typed, not on the disk, and more of it")
    with desk(tmp_path) as another:
        assert another.restore() == Restored()
        assert another.files.names() == []


@pytest.mark.parametrize("kept", [SMALL, LARGE])
def test_what_was_typed_after_it_is_not_saved(kept: int, file: Path, tmp_path: Path) -> None:
    with desk(tmp_path, kept) as one:
        document = one.open(file)
        insert(document, 0, "first ")
        one.save(document)
        insert(document, 0, "second ")
        one.workspace.saves.save(document)
        insert(document, 0, "third ")
        until_written(file, "second first on the disk, and more of it")
    with desk(tmp_path) as another:
        (restored,) = another.restore().documents
        document = restored.document
        assert not restored.in_pieces
        assert str(document.text) == "third second first on the disk, and more of it"
        assert str(document.save_points.last.text) == "second first on the disk, and more of it"
        assert another.conflicts == []
        document.travel.undo()
        assert not document.dirty
        document.travel.undo()
        document.travel.redo()
        document.travel.redo()
        another.save(document).result()
        assert file.read_text() == "third second first on the disk, and more of it"


def test_a_large_file_that_was_saved(file: Path, tmp_path: Path) -> None:
    """The journal has none of its text, and the file is another one than when it was begun."""
    with desk(tmp_path, LARGE) as one:
        document = one.open(file)
        insert(document, 0, "typed, not ")
        one.workspace.saves.save(document)
        until_written(file, "typed, not on the disk, and more of it")
    with desk(tmp_path) as another:
        assert another.restore() == Restored()


def test_an_untitled_document_that_got_a_name(tmp_path: Path) -> None:
    target = tmp_path / "named.txt"
    with desk(tmp_path) as one:
        document = one.workspace.new_untitled()
        insert(document, 0, "typed")
        one.workspace.saves.save(document, target)
        insert(document, 0, "later ")
        until_written(target, "typed")
    with desk(tmp_path) as another:
        (restored,) = another.restore().documents
        assert restored.document.file.path == target
        assert str(restored.document.text) == "later typed"
        assert str(restored.document.save_points.last.text) == "typed"
        assert another.conflicts == []


def test_a_file_that_was_changed_after_it_is_asked_about(saved: Path, tmp_path: Path) -> None:
    with desk(tmp_path) as one:
        document = one.open(saved)
        insert(document, 0, "typed, not ")
        one.workspace.saves.save(document)
        until_written(saved, "typed, not on the disk, and more of it")
    saved.write_text("by another program")
    with desk(tmp_path) as another:
        (restored,) = another.restore().documents
        assert str(restored.document.text) == "typed, not on the disk, and more of it"
        assert another.conflicts == ["a.txt"]


def test_a_save_that_did_not_come_to_its_end(file: Path, tmp_path: Path) -> None:
    with desk(tmp_path) as one:
        document = one.open(file)
        insert(document, 0, "typed, not ")
        announce = one.journal.saving(document, file, document.save_points.now())
        assert announce is not None
        announce(None, ())
    with desk(tmp_path) as another:
        (restored,) = another.restore().documents
        assert restored.document.dirty
        assert str(restored.document.save_points.last.text) == "on the disk, and more of it"


def test_a_save_in_place_that_is_broken_off_is_said(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both what was there and what was to be saved are kept, and named."""
    (tmp_path / "link").hardlink_to(file)
    with desk(tmp_path) as one:
        document = one.open(file)
        insert(document, 0, "typed, not ")

        def half_way(self: object, target: int, *_: object) -> None:
            os.pwrite(target, b"half", 0)
            for each in tmp_path.glob(".pith-*"):
                each.rename(each.with_suffix(".kept"))
            raise OSError(5, os.strerror(5))

        monkeypatch.setattr(saving._Saving, "_overwrite", half_way)
        assert one.save(document).exception() is not None
        monkeypatch.undo()
        for each in tmp_path.glob(".pith-*"):
            each.rename(each.with_suffix(".tmp"))
    with desk(tmp_path) as another:
        restored = another.restore()
        (problem,) = restored.problems
        assert "saving it was broken off" in problem.message
        new, old = sorted(tmp_path.glob(".pith-*"), key=lambda path: "-old" in path.name)
        assert str(new) in problem.advice
        assert str(old) in problem.advice
        assert new.read_text() == "typed, not on the disk, and more of it"
        assert old.read_text() == "on the disk, and more of it"
        assert str(restored.documents[0].document.text) == new.read_text()


def test_what_a_save_leaves_that_was_done_goes(file: Path, tmp_path: Path) -> None:
    (tmp_path / "link").hardlink_to(file)
    with desk(tmp_path) as one:
        document = one.open(file)
        insert(document, 0, "typed, not ")
        announce = one.journal.saving(document, file, document.save_points.now())
        assert announce is not None
        left = (tmp_path / ".pith-1-new.tmp", tmp_path / ".pith-1-old.tmp")
        for each in left:
            each.write_text("a copy")
        announce(None, left)
        file.write_text("typed, not on the disk, and more of it")
    with desk(tmp_path) as another:
        assert another.restore() == Restored()
        assert list(tmp_path.glob(".pith-*")) == []


def test_a_new_checkpoint_keeps_the_announcement(file: Path, tmp_path: Path) -> None:
    with desk(tmp_path) as one:
        document = one.open(file)
        insert(document, 0, "typed, not ")
        one.workspace.saves.save(document)
        until_written(file, "typed, not on the disk, and more of it")
        one.journal._checkpoint_of(one.journal.name_of(document) or "")
    with desk(tmp_path) as another:
        assert another.restore() == Restored()


def test_a_journal_that_cannot_be_written_does_not_keep_from_saving(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "_PATIENCE_OF_SAVES", 0.2)
    with desk(tmp_path) as one:
        document = one.open(file)
        insert(document, 0, "typed, not ")
        assert one.journal.flush()
        one.files.going.clear()
        insert(document, 0, "and ")
        one.save(document).result()
        assert file.read_text() == "and typed, not on the disk, and more of it"
        one.files.going.set()
        assert one.journal.flush()
        insert(document, 0, "later ")
    with desk(tmp_path) as another:
        (restored,) = another.restore().documents
        assert str(restored.document.text) == "later and typed, not on the disk, and more of it"
        assert another.conflicts == []


def test_the_journal_is_written_before_the_file(file: Path, tmp_path: Path) -> None:
    with desk(tmp_path) as one:
        document = one.open(file)
        insert(document, 0, "typed, not ")
        assert one.journal.flush()
        one.files.going.clear()
        insert(document, 0, "and ")
        saving = one.workspace.saves.save(document)
        time.sleep(0.2)
        assert file.read_text() == "on the disk, and more of it"
        one.files.going.set()
        one.scheduler.run_until(lambda: saving.done)
        assert file.read_text() == "and typed, not on the disk, and more of it"


def test_what_a_broken_journal_has_is_gone_when_the_file_is_saved(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be called unsaved at the next start."""
    with desk(tmp_path) as one:
        document = one.open(file)
        insert(document, 0, "typed, not ")
        assert one.journal.flush()

        def full(*_: object) -> None:
            raise OSError(28, os.strerror(28))

        monkeypatch.setattr(one.files, "append", full)
        insert(document, 0, "and ")
        one.save(document).result()
        assert one.journal.flush()
        assert one.files.names() == []
        monkeypatch.undo()
        insert(document, 0, "later ")
        one.journal._thread.put(lambda writer: writer.retry())
        assert one.journal.flush()
        one.scheduler.run()
        assert one.journal.flush()
        assert len(one.files.names()) == 1
    with desk(tmp_path) as another:
        (restored,) = another.restore().documents
        assert str(restored.document.text) == "later and typed, not on the disk, and more of it"
