"""What is typed comes back, with its whole history."""

from __future__ import annotations

import random
import stat
from pathlib import Path

import pytest

from pith.edit import ChangeSet, Transaction
from pith.text import Edit, FileStamp, LineEnding, Text
from pith.workspace import Document, Indentation
from pith.workspace._journal._framing import Condition
from pith.workspace._line_ends import end_lines
from pith.workspace._replacing import replace
from tests.support.desk import insert
from tests.support.journal_writing import Desk, Editing, Known, close_all, desk

STAMP = FileStamp(1, 2, 3, 4, 5)


@pytest.mark.parametrize("seed", range(40))
def test_text_and_history_come_back(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    folder = tmp_path / "journal"
    document = Document("start\n", path=tmp_path / "a.txt")
    document.file.stamp = STAMP
    with desk(folder) as one:
        one.journal.follow(document)
        editing = Editing(rng, document)
        for _ in range(80):
            editing.step()
            if rng.random() < 0.03:
                one.journal._checkpoint_of(one.journal.name_of(document) or "")
        insert(document, 0, "!")
        selection = editing.view.selection
        one.flush()
        expected = Known.of(document)
    with desk(folder) as another:
        recovery = another.recover()
        assert not recovery.problems
        (recovered,) = recovery.found
        assert Known.recovered(recovered) == expected, seed
        assert recovered.journal.condition is Condition.WHOLE
        assert recovered.journal.saved_text is not None
        assert str(recovered.journal.saved_text) == str(document.save_points.last.text)
        assert recovered.journal.selection == selection
        for was, now in zip(
            document.history.states(), recovered.journal.history.states(), strict=True
        ):
            assert abs(was.time - now.time) < 0.5
        close_all(recovery, another.files)


@pytest.mark.parametrize("seed", range(15))
def test_it_goes_on_in_the_next_process(seed: int, tmp_path: Path) -> None:
    """Kill after kill, each process goes on with the journal of the one before."""
    rng = random.Random(seed)
    folder = tmp_path / "journal"
    document = Document("start\n", name="Untitled-1")
    desks = [Desk(folder)]
    desks[0].journal.follow(document)
    for _ in range(4):
        editing = Editing(rng, document)
        insert(document, 0, "x")
        for _ in range(20):
            editing.step()
        insert(document, 0, "y")
        desks[-1].journal.dispose()
        expected = Known.of(document)
        one = Desk(folder)
        (recovered,) = one.recover().found
        journal = recovered.journal
        assert Known.recovered(recovered) == expected
        point = document.save_points.last._replace(
            text=journal.saved_text or Text.EMPTY, state=journal.saved.state
        )
        document = Document.restored(
            journal.text,
            journal.history,
            point,
            journal.saved.stamp,
            path=None,
            name=journal.facts.name,
            encoding=(journal.facts.encoding, journal.facts.bom),
            line_ending=(LineEnding(journal.facts.line_ending), False),
        )
        one.journal.adopt(document, recovered)
        desks.append(one)
    desks[-1].journal.dispose()
    assert len(list(folder.iterdir())) == 1


def test_only_edited_documents_have_a_journal_and_it_goes_with_them(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "journal"
    with desk(folder) as one:
        document = Document("a", path=tmp_path / "a.txt")
        one.journal.follow(document)
        one.flush()
        assert not folder.exists()
        assert one.journal.name_of(document) is None
        insert(document, 1, "b")
        one.flush()
        (file,) = folder.iterdir()
        assert file.name == f"{one.journal.name_of(document)}.journal"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        one.journal.forget(document)
        one.flush()
        assert list(folder.iterdir()) == []
        insert(document, 1, "c")
        one.flush()
        assert list(folder.iterdir()) == []


def test_an_old_folder_is_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    folder.mkdir(mode=0o755)
    with desk(folder) as one:
        document = Document("a")
        one.journal.follow(document)
        insert(document, 1, "b")
        one.flush()
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_document_that_was_saved_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    with desk(folder) as one:
        saved, killed = Document("a", path=tmp_path / "a"), Document("b", path=tmp_path / "b")
        for document in (saved, killed):
            one.journal.follow(document)
            insert(document, 0, "x")
            document.save_points.mark_saved(document.save_points.now(), STAMP)
        one.flush()
        assert len(list(folder.iterdir())) == 2
        # As if the process had been killed: a saved document is not recovered.
        data = {file: file.read_bytes() for file in folder.iterdir()}
    assert list(folder.iterdir()) == []
    for file, content in data.items():
        file.write_bytes(content)
    with desk(folder) as another:
        assert another.recover() == ((), ())
        assert list(folder.iterdir()) == []


def test_what_is_known_of_a_document_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    document = Document("a", path=tmp_path / "caf\udce9.py", language_id="python")
    with desk(folder) as one:
        one.journal.follow(document)
        insert(document, 0, "x")
        document.set_language("markdown")
        document.file.set_encoding("utf-16-le", bom=True)
        document.set_indentation(Indentation(insert_spaces=False, tab_size=8))
        end_lines(document, LineEnding.CRLF)
        one.journal.seen(document, {"scroll": {"row": 7}})
    with desk(folder) as another:
        recovery = another.recover()
        facts = recovery.found[0].journal.facts
        assert facts.path == document.file.path
        assert facts.language == "markdown"
        assert facts.language_chosen
        assert (facts.encoding, facts.bom) == (document.file.encoding, document.file.bom)
        assert facts.indentation == (False, 8)
        assert facts.line_ending == "\r\n"
        assert recovery.found[0].journal.seen == {"scroll": {"row": 7}}
        close_all(recovery, another.files)


def test_another_encoding_alone_is_unsaved_work(tmp_path: Path) -> None:
    with desk(tmp_path / "journal") as one:
        document = Document("a", path=tmp_path / "a")
        one.journal.follow(document)
        document.file.set_encoding("cp1252")
        assert one.journal.name_of(document) is not None


def test_following_the_file_makes_no_journal(tmp_path: Path) -> None:
    with desk(tmp_path / "journal") as one:
        document = Document("a", path=tmp_path / "a")
        one.journal.follow(document)
        changes = ChangeSet.of(1, [Edit(1, 1, "b")])
        document.apply(Transaction(changes, event="reload"))
        document.save_points.mark_saved(document.save_points.now(), STAMP)
        assert one.journal.name_of(document) is None
        document.travel.undo()
        assert one.journal.name_of(document) is not None
    with desk(tmp_path / "journal") as another:
        recovery = another.recover()
        assert str(recovery.found[0].journal.text) == "a"
        assert recovery.found[0].journal.history.can_redo
        close_all(recovery, another.files)


def test_a_journal_does_not_grow_for_ever(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    with desk(folder) as one:
        document = Document("a" * 1000)
        document.history.limit = 200_000
        one.journal.follow(document)
        largest = 0
        for number in range(60):
            for _ in range(20):
                insert(document, number, "x" * 2000)
                document.travel.undo()
            insert(document, number, "y")
            one.flush()
            one.flush()
            largest = max(largest, sum(file.stat().st_size for file in folder.iterdir()))
        expected = Known.of(document)
        assert largest < 2_500_000  # of 2.4 MB that were typed, and 2.4 MB that were undone
    with desk(folder) as another:
        recovery = another.recover()
        assert str(recovery.found[0].journal.text) == expected[0]
        close_all(recovery, another.files)


def test_saving_trims(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    with desk(folder) as one:
        document = Document("a" * 1000, path=tmp_path / "a")
        document.history.limit = 10_000
        one.journal.follow(document)
        for _ in range(100):
            insert(document, 5, "x" * 2000)
            document.travel.undo()
        one.flush()
        before = sum(file.stat().st_size for file in folder.iterdir())
        document.save_points.mark_saved(document.save_points.now(), STAMP)
        one.flush()
        one.flush()
        assert sum(file.stat().st_size for file in folder.iterdir()) < before / 3
        insert(document, 5, "x")  # it is dirty, and to be kept


class Large:
    """A document whose text the journal does not keep."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "journal"
        self.content = "".join(f"line {number}\n" for number in range(2000))
        self.document = Document(self.content, path=tmp_path / "large.log")
        self.document.file.stamp = STAMP

    def edit(self, rng: random.Random) -> tuple[Known, int]:
        with desk(self.folder, kept=100) as one:
            one.journal.follow(self.document)
            editing = Editing(rng, self.document)
            for _ in range(40):
                editing.step()
            insert(self.document, 7, "typed here")
            one.flush()
            size = sum(file.stat().st_size for file in self.folder.iterdir())
            return Known.of(self.document), size


@pytest.mark.parametrize("seed", range(20))
def test_of_a_large_document_only_the_edits_are_kept(seed: int, tmp_path: Path) -> None:
    large = Large(tmp_path)
    expected, _ = large.edit(random.Random(seed))
    saved = large.document.save_points.last.text
    with desk(large.folder) as another:
        recovery = another.recover(lambda facts, state: saved)
        assert Known.recovered(recovery.found[0]) == expected
        close_all(recovery, another.files)


def test_the_journal_of_a_large_document_is_small(tmp_path: Path) -> None:
    large = Large(tmp_path)
    with desk(large.folder, kept=100) as one:
        one.journal.follow(large.document)
        insert(large.document, 5000, "x")
        one.flush()
        assert sum(file.stat().st_size for file in large.folder.iterdir()) < 500


def test_a_large_file_that_was_appended_to(tmp_path: Path) -> None:
    large = Large(tmp_path)
    (text, _, _), _ = large.edit(random.Random(3))
    now = Text.of(str(large.document.save_points.last.text) + "appended\n")
    with desk(large.folder) as another:
        recovery = another.recover(lambda facts, state: now)
        journal = recovery.found[0].journal
        assert str(journal.text) == text + "appended\n"
        assert journal.saved_text == now
        for state in journal.history.states():
            changes = journal.history.changes_to(state.state)
            if changes is not None:
                changes.apply(journal.text)
        close_all(recovery, another.files)


@pytest.mark.parametrize("kept", [10, 10_000])
def test_a_document_that_grows(kept: int, tmp_path: Path) -> None:
    """What is read or appended later is no step, and no edit is at another place for it."""
    document = Document("first page, ", path=tmp_path / "large.log")
    document.file.stamp = STAMP
    with desk(tmp_path / "journal", kept=kept) as one:
        one.journal.follow(document)
        insert(document, 6, "one ")
        tail = Text.of("second page")
        document._text = document.text.grown(tail)
        document.history.grow(len(tail))
        insert(document, len(document.text), "!")
        insert(document, 0, ">")
        document.travel.undo()
    with desk(tmp_path / "journal") as another:
        whole = Text.of("first page, second page")
        recovery = another.recover(lambda facts, state: whole)
        (recovered,) = recovery.found
        assert str(recovered.journal.text) == "first one page, second page!"
        assert recovered.journal.saved_text == whole
        assert recovered.journal.history.can_redo
        close_all(recovery, another.files)


@pytest.mark.parametrize("found", [None, "", "something else entirely" * 5000])
def test_a_large_file_that_is_another_now(found: str | None, tmp_path: Path) -> None:
    large = Large(tmp_path)
    with desk(large.folder, kept=100) as one:
        one.journal.follow(large.document)
        insert(large.document, 7, "typed")
        insert(large.document, 12, " here")
        insert(large.document, 100, "and there")
    with desk(large.folder) as another:
        recovery = another.recover(lambda facts, state: None if found is None else Text.of(found))
        (recovered,) = recovery.found
        assert recovered.journal.pieces
        assert str(recovered.journal.text) == "typed here\nand there"
        close_all(recovery, another.files)


def test_a_document_that_becomes_another_as_a_whole(tmp_path: Path) -> None:
    """A large file that was read again has no history in common with what it was."""
    from pith.text import read_file

    file = tmp_path / "a.txt"
    file.write_text("what the file holds now")
    with desk(tmp_path / "journal") as one:
        document = Document("before", path=file)
        one.journal.follow(document)
        insert(document, 0, "typed ")
        replace(document, read_file(file))
        insert(document, 0, "typed again: ")
        expected = Known.of(document)
    with desk(tmp_path / "journal") as another:
        recovery = another.recover()
        assert Known.recovered(recovery.found[0]) == expected
        assert expected[0] == "typed again: what the file holds now"
        close_all(recovery, another.files)
