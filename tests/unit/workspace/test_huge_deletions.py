"""Deleting more than a string should hold: undo keeps the text before as it is."""

from __future__ import annotations

import gc
import random
from pathlib import Path

import pytest

from pith.edit import EDITING_COMMANDS, ChangeSet, Range, Selection, Transaction, _limits
from pith.text import Edit, FileStamp, Text
from pith.workspace import Document, View, changed_rows
from pith.workspace._growth import grow
from tests.support.desk import Desk, insert
from tests.support.journal_writing import Editing, close_all, desk
from tests.support.open_files import open_below
from tests.support.paged import paged_text

COMMANDS = {command.id: command for command in EDITING_COMMANDS}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than 20 code points are too many for a string."""
    monkeypatch.setattr(_limits, "MOST", 20)


@pytest.mark.parametrize("seed", range(60))
def test_every_state_can_be_gone_to(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    content = "".join(f"line {number}\n" for number in range(20))
    text = paged_text(tmp_path / "file", content.encode(), 32) if seed % 2 else Text.of(content)
    document = Document(text)
    other = View(document)
    editing = Editing(rng, document)
    known = {document.history.state: content}
    for _ in range(80):
        if rng.random() < 0.08:
            grow(document, Text.of("+\n"))
            known = {state: each + "+\n" for state, each in known.items()}
        elif rng.random() < 0.1 and len(document.text) > 30:
            start = rng.randrange(len(document.text) - 25)
            end = rng.randrange(start + 21, len(document.text) + 1)
            edits = [Edit(start, end, rng.choice(["", "x", "new\n"]))]
            changes = ChangeSet.of(len(document.text), edits)
            document.apply(Transaction(changes), rng.choice([editing.view, other, None]))
        else:
            editing.step()
        state = document.history.state
        if state in known:
            assert str(document.text) == known[state], (seed, state)
        known[state] = str(document.text)
        for view in document.views:
            assert view.state.text is document.text
            assert view.selection.ranges[-1].end <= len(document.text)
        assert document.history.states()
        changed_rows(document)
    for state in [each.state for each in document.history.states()]:
        document.travel.go_to(state)
        assert str(document.text) == known.get(state, str(document.text))
    while document.travel.undo():
        state = document.history.state
        assert str(document.text) == known.get(state, str(document.text))
    assert str(document.text).startswith(content)
    while document.travel.redo():
        state = document.history.state
        assert str(document.text) == known.get(state, str(document.text))


def test_all_selected_and_deleted(tmp_path: Path) -> None:
    content = "some line of a log\n" * 100
    document = Document(paged_text(tmp_path / "file", content.encode(), 200))
    view = View(document)
    for command in ("deleteLeft", "deleteRight", "deleteWordLeft", "deleteLines", "newline"):
        view.select(Selection.range(0, len(document.text)))
        view.run(COMMANDS[f"edit.{command}"])
        assert str(document.text) == ("\n" if command == "newline" else "")
        assert document.history.size < 2000 + 5000
        view.undo()
        assert str(document.text) == content
        assert view.selection == Selection.range(0, len(content))
    held = [leaf for leaf in document.text.leaves() if leaf.paged and not leaf.absent]
    assert len(held) <= len(list(document.text.leaves()))


def test_a_history_that_is_full_lets_go_of_it(tmp_path: Path) -> None:
    content = "some line of a log\n" * 100
    document = Document(paged_text(tmp_path / "file", content.encode(), 200))
    document.apply(Transaction(ChangeSet.of(len(content), [Edit(5, 1800, "")])))
    for number in range(200):
        at = len(document.text)
        document.apply(Transaction(ChangeSet.of(at, [Edit(at, at, f"{number}" * 50)])))
        document.history.end_step()
    document.history.limit = 10_000
    assert document.travel.undo()
    while document.travel.undo():
        pass
    assert content[5:1800] not in str(document.text)


def test_saved_and_undone_it_is_read_from_the_file_of_before(tmp_path: Path) -> None:
    from pith.text import _files

    path = tmp_path / "log"
    content = "some line of a log\n" * 3000
    path.write_text(content)
    at_desk = Desk()
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_files, "PAGED_FROM", 10_000)
            document = at_desk.open(path)
            growth = document.growth
            assert growth is None or at_desk.get(growth.ended)
            del growth
        document.apply(Transaction(ChangeSet.of(len(content), [Edit(100, 50_000, "")])))
        at_desk.save(document)
        assert path.read_text() == content[:100] + content[50_000:]
        document.travel.undo()
        assert str(document.text) == content
        at_desk.save(document)
        assert path.read_text() == content
        document.travel.redo()
        document.travel.undo()
        assert str(document.text) == content
        at_desk.get(at_desk.workspace.reloads.reload(document))
    finally:
        at_desk.dispose()
    del document
    gc.collect()
    assert open_below(tmp_path) == []


@pytest.mark.parametrize("seed", range(30))
def test_the_text_comes_back_after_a_kill(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    folder = tmp_path / "journal"
    document = Document("start of it all\n" * 4, path=tmp_path / "a.txt")
    with desk(folder) as one:
        one.journal.follow(document)
        editing = Editing(rng, document)
        insert(document, 0, "?")
        for _ in range(60):
            editing.step()
            length = len(document.text)
            if rng.random() < 0.1 and length > 21:
                changes = ChangeSet.of(length, [Edit(0, length, rng.choice(["", "y" * 40]))])
                document.apply(Transaction(changes))
        insert(document, len(document.text), "!")
        one.flush()
    with desk(folder) as another:
        recovery = another.recover()
        assert not recovery.problems
        (recovered,) = recovery.found
        journal = recovered.journal
        assert str(journal.text) == str(document.text)
        text, history = journal.text, journal.history
        while (step := history.undo()) is not None:
            text = step.apply(text)
        while (step := history.redo()) is not None:
            text = step.apply(text)
        close_all(recovery, another.files)


def test_what_is_typed_into_a_text_that_is_in_no_file_comes_back(tmp_path: Path) -> None:
    content = "some line of a log\n" * 100
    document = Document(content, path=tmp_path / "large.log")
    with desk(tmp_path / "journal", kept=100) as one:
        document.file.stamp = FileStamp(1, 2, 3, 4, 5)
        one.journal.follow(document)
        document.apply(Transaction(ChangeSet.of(len(content), [Edit(10, 1800, "new")])))
        document.save_points.mark_saved(document.save_points.now(), FileStamp(2, 3, 4, 5, 6))
        insert(document, 0, "more")
        document.history.end_step()
        saved = document.save_points.last.text
        document.travel.undo()
        document.travel.undo()
        insert(document, 900, "typed")
        one.flush()
    with desk(tmp_path / "journal") as another:
        recovery = another.recover(lambda facts, at: saved)
        (recovered,) = recovery.found
        assert str(recovered.journal.text) == "typed"
        close_all(recovery, another.files)


def test_of_a_large_document_undo_comes_back_as_well(tmp_path: Path) -> None:
    content = "some line of a log\n" * 100
    document = Document(content, path=tmp_path / "large.log")
    document.file.stamp = FileStamp(1, 2, 3, 4, 5)
    with desk(tmp_path / "journal", kept=100) as one:
        one.journal.follow(document)
        document.apply(Transaction(ChangeSet.of(len(content), [Edit(3, 3, "typed")])))
        document.history.end_step()
        document.apply(Transaction(ChangeSet.of(len(content) + 5, [Edit(10, 1800, "new")])))
        document.apply(Transaction(ChangeSet.of(len(document.text), [Edit(0, 0, "x")])))
        one.journal._checkpoint_of(one.journal.name_of(document) or "")
        document.history.end_step()
        document.apply(Transaction(ChangeSet.of(len(document.text), [Edit(0, 100, "")])))
        one.flush()
        size = sum(file.stat().st_size for file in (tmp_path / "journal").iterdir())
        assert size < 1500
    with desk(tmp_path / "journal") as another:
        recovery = another.recover(lambda facts, saved: Text.of(content))
        (recovered,) = recovery.found
        journal = recovered.journal
        assert str(journal.text) == str(document.text)
        text = journal.text
        while (step := journal.history.undo()) is not None:
            text = step.apply(text)
            document.travel.undo()
            assert str(text) == str(document.text)
        assert str(text) == content
        close_all(recovery, another.files)


def test_carets_of_another_view_stay_inside(tmp_path: Path) -> None:
    document = Document("some line of a log\n" * 10)
    one, other = View(document), View(document)
    other.select(Selection.of([Range.caret(150), Range.caret(180)]))
    one.select(Selection.range(10, 150))
    one.run(COMMANDS["edit.deleteLeft"])
    assert [each.head for each in other.selection.ranges] == [10, 40]
    one.undo()
    assert one.selection == Selection.range(10, 150)
    assert other.selection.ranges[-1].end <= len(document.text)
