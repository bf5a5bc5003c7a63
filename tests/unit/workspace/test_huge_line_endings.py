"""Other line endings in huge files: written anew by a worker, and one step of the history."""

from __future__ import annotations

import errno
import gc
import random
from pathlib import Path
from typing import Any

import pytest

from pith.base import Cancelled, CancelToken, ProblemError
from pith.edit import Range, Selection
from pith.text import FileStamp, LineEnding, Text, _converting, _files, with_line_ending
from pith.workspace import Document, View, _document
from pith.workspace._growth import grow
from pith.workspace._line_ends import event_of_line_ending
from pith.workspace._replacing import exchange
from tests.support.desk import Desk, insert
from tests.support.journal_writing import close_all
from tests.support.journal_writing import desk as journal_desk
from tests.support.open_files import open_below
from tests.support.paged import paged_text, random_bytes, tiny_leaves
from tests.unit.workspace.test_regions_apart import edited

LINES = [f"{number:05} some line, größer" for number in range(3000)]
CONTENT = "\n".join(LINES) + "\n"
MIXED = CONTENT.replace("größer\n00001", "größer\r\n00001")


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_files, "PAGED_FROM", 10_000)
    monkeypatch.setattr(_document, "LARGE", 10_000)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "log.txt"
    path.write_bytes(MIXED.encode() + b"\xff\n")
    return path


def whole(desk: Desk, path: Path) -> Document:
    document = desk.open(path)
    growth = document.growth
    assert growth is None or desk.get(growth.ended)
    return document


@pytest.mark.parametrize("seed", range(40))
def test_converting(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    monkeypatch.setattr(_converting, "_BUFFER", 50)
    with tiny_leaves():
        text = edited(rng, paged_text(tmp_path / "file", random_bytes(rng, 300), 16))
        content = str(text)
        unix = content.replace("\r\n", "\n")
        assert str(with_line_ending(text, LineEnding.LF)) == unix
        found = with_line_ending(text, LineEnding.CRLF)
        assert str(found) == unix.replace("\n", "\r\n")
        assert found.line_count == text.line_count


def test_converting_can_be_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_converting, "_BUFFER", 50)
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        with_line_ending(Text.of("line\n" * 100), LineEnding.CRLF, token)


def test_there_and_back(desk: Desk, file: Path) -> None:
    document = whole(desk, file)
    view, other = View(document), View(document)
    original = str(document.text)
    view.select(Selection.range(document.text.line_start(5) + 2, document.text.line_start(9) + 3))
    other.select(Selection.caret(len(document.text)))
    insert(document, 0, "typed\n", view)
    before = str(document.text)
    points = [document.text.point_at(each.head) for each in view.selection.ranges]
    desk.get(desk.workspace.conversions.convert(document, LineEnding.CRLF, view))
    expected = before.replace("\r\n", "\n").replace("\n", "\r\n")
    assert str(document.text) == expected
    assert (document.file.line_ending, document.file.mixed_line_endings) == (LineEnding.CRLF, False)
    assert [document.text.point_at(each.head) for each in view.selection.ranges] == points
    assert other.selection == Selection.caret(len(expected))
    desk.save(document)
    assert file.read_bytes() == expected.encode("utf-8", "surrogateescape")
    insert(document, 3, "after\r\n", view)
    document.travel.undo(view)
    document.travel.undo(view)
    assert str(document.text) == before
    assert document.file.mixed_line_endings
    document.travel.redo(view)
    assert str(document.text) == expected
    assert document.file.line_ending is LineEnding.CRLF
    assert not document.dirty
    while document.travel.undo(view):
        pass
    assert str(document.text) == original
    for state in document.history.states():
        document.travel.go_to(state.state)
    document.travel.go_to(0)
    desk.save(document)
    assert file.read_bytes() == original.encode("utf-8", "surrogateescape")
    view.dispose()
    other.dispose()
    desk.workspace.close(document)
    del document, view, other
    gc.collect()
    desk.wait(lambda: open_below(file.parent) == [])


def test_it_grows_on_after_it(desk: Desk, file: Path) -> None:
    document = whole(desk, file)
    before = str(document.text)
    desk.get(desk.workspace.conversions.convert(document, LineEnding.CRLF))
    grow(document, Text.of("more\n"))
    document.travel.undo()
    assert str(document.text) == before + "more\n"
    document.travel.redo()
    assert str(document.text).endswith("\udcff\r\nmore\n")


def test_edited_meanwhile_it_is_left_as_it_is(desk: Desk, file: Path) -> None:
    document = whole(desk, file)
    converting = desk.workspace.conversions.convert(document, LineEnding.CRLF)
    insert(document, 0, "typed")
    with pytest.raises(ProblemError, match=r"edited while the ends .*try again"):
        desk.get(converting)
    assert str(document.text).startswith("typed00000 some line, größer\r\n00001")
    assert document.file.mixed_line_endings


def test_no_room_for_it(desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    document = whole(desk, file)
    before = document.text
    monkeypatch.setattr(_converting, "write_at", full)
    with pytest.raises(ProblemError, match=r"No space left on device.*make room for temporary"):
        desk.get(desk.workspace.conversions.convert(document, LineEnding.CRLF))
    assert document.text is before
    assert not document.dirty


def test_a_part_of_a_file_is_refused(desk: Desk, file: Path) -> None:
    document = whole(desk, file)
    document.file.whole = False  # as when reading was cancelled
    with pytest.raises(ProblemError, match="only a part of it was read"):
        desk.get(desk.workspace.conversions.convert(document, LineEnding.CRLF))


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("checkpoint", [True, False])
@pytest.mark.parametrize("undone", [True, False])
def test_it_comes_back_after_a_kill(
    first: bool, checkpoint: bool, undone: bool, tmp_path: Path
) -> None:
    """With what was typed before and after it; and it can still be undone."""
    document = large_document(tmp_path)
    with journal_desk(tmp_path / "journal", kept=100) as one:
        one.journal.follow(document)
        if not first:
            insert(document, 0, "before")
        convert(document, LineEnding.CRLF)
        insert(document, 100, "typed")
        if checkpoint:
            one.journal._checkpoint_of(one.journal.name_of(document) or "")
        document.history.end_step()
        insert(document, 105, " after")
        if undone:
            for _ in range(3):
                document.travel.undo()
            document.travel.redo()
        one.flush()
    with journal_desk(tmp_path / "journal") as another:
        recovery = another.recover(lambda facts, saved: Text.of(CONTENT))
        (recovered,) = recovery.found
        journal = recovered.journal
        assert str(journal.text) == str(document.text)
        assert str(journal.saved_text) == CONTENT
        text, history = journal.text, journal.history
        while (step := history.undo()) is not None:
            text = step.apply(text)
        assert str(text) == CONTENT
        while (step := history.redo()) is not None:
            text = step.apply(text)
        while document.travel.redo():
            pass
        assert str(text) == str(document.text)
        close_all(recovery, another.files)


def test_there_and_back_comes_back(tmp_path: Path) -> None:
    """Twice: what was recovered is killed again."""
    document = large_document(tmp_path)
    folder = tmp_path / "journal"
    with journal_desk(folder, kept=100) as one:
        one.journal.follow(document)
        insert(document, 0, "one\n")
        convert(document, LineEnding.CRLF)
        insert(document, 0, "two\r\n")
        convert(document, LineEnding.LF)
        one.journal._checkpoint_of(one.journal.name_of(document) or "")
        insert(document, 0, "three\n")
        one.flush()
    expected = "three\ntwo\none\n" + CONTENT
    with journal_desk(folder, kept=100) as another:
        (recovered,) = another.recover(lambda facts, saved: Text.of(CONTENT)).found
        journal = recovered.journal
        assert str(journal.text) == expected
        point = document.save_points.last._replace(text=journal.saved_text or Text.EMPTY)
        again = Document.restored(
            journal.text,
            journal.history,
            point,
            document.file.stamp,
            path=document.file.path,
            name="",
            encoding=("utf-8", False),
            line_ending=(LineEnding.LF, False),
        )
        another.journal.adopt(again, recovered)
        insert(again, 0, "four\n")
        another.flush()
    with journal_desk(folder) as third:
        recovery = third.recover(lambda facts, saved: Text.of(CONTENT))
        assert str(recovery.found[0].journal.text) == "four\n" + expected
        close_all(recovery, third.files)


@pytest.mark.parametrize("checkpoint", [True, False])
@pytest.mark.parametrize("fault", ["no room", "another file", "grown"])
def test_where_it_cannot_be_done_again_what_was_typed_comes_back(
    checkpoint: bool, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    document = large_document(tmp_path)
    with journal_desk(tmp_path / "journal", kept=100) as one:
        one.journal.follow(document)
        convert(document, LineEnding.CRLF)
        insert(document, 100, "typed")
        if checkpoint:
            one.journal._checkpoint_of(one.journal.name_of(document) or "")
        insert(document, 105, " after")
        one.flush()
    if fault == "no room":
        monkeypatch.setattr(_converting, "write_at", full)
    found = {"another file": Text.of("another"), "grown": Text.of(CONTENT + "more\n")}
    with journal_desk(tmp_path / "journal") as another:
        recovery = another.recover(lambda facts, saved: found.get(fault, Text.of(CONTENT)))
        (recovered,) = recovery.found
        assert str(recovered.journal.text) == "typed after"
        close_all(recovery, another.files)


def large_document(folder: Path) -> Document:
    document = Document(CONTENT, path=folder / "large.log")
    document.file.stamp = FileStamp(1, 2, 3, 4, 5)
    return document


def convert(document: Document, line_ending: LineEnding) -> None:
    converted = with_line_ending(document.text, line_ending)
    exchange(document, converted, event_of_line_ending(line_ending))


def test_carets_stay_in_their_columns(tmp_path: Path) -> None:
    document = Document(CONTENT)
    view = View(document)
    rows = (3, 700, 2999)
    places = [Range.caret(document.text.line_start(row) + 4) for row in rows]
    view.select(Selection.of(places, 1))
    exchange(document, with_line_ending(document.text, LineEnding.CRLF), "lineEnding", view)
    heads = [document.text.point_at(each.head) for each in view.selection.ranges]
    assert heads == [(row, 4) for row in rows]
    assert view.selection.primary_index == 1
