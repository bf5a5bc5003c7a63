"""Places that go along with edits, against moving every one of them at once."""

from __future__ import annotations

import random

import pytest

from pith.edit import ChangeSet, EditOptions, LanguageRules, PlainContext, Transaction, commands
from pith.text import Edit, Text
from pith.workspace import Anchors, Document, View
from pith.workspace._view import CommandFunction
from tests.support.marked import parse


def edit(document: Document, start: int, end: int, insert: str) -> None:
    changes = ChangeSet.of(len(document.text), [Edit(start, end, insert)])
    document.apply(Transaction(changes))


def test_a_line_put_above_moves_the_place_down() -> None:
    document = Document("a\nb\n")
    anchors = Anchors(document)
    anchor = anchors.add(2)
    edit(document, 2, 2, "new\n")
    assert anchor.row == 2
    edit(document, 0, 6, "")
    assert (anchor.offset, anchor.row) == (0, 0)
    anchors.dispose()
    edit(document, 0, 0, "x")
    assert anchor.offset == 0


def test_undo_brings_it_back_and_replacing_keeps_it_inside() -> None:
    document = Document("one\ntwo\nthree")
    anchors = Anchors(document)
    anchor = anchors.add(8)
    edit(document, 0, 4, "")
    document.travel.undo()
    assert anchor.row == 2
    anchor.move(13)
    edit(document, 0, 13, "")
    assert anchor.offset == 0
    anchors.remove(anchor)
    assert len(anchors) == 0


def test_undo_brings_a_place_back_to_what_was_deleted() -> None:
    document = Document("one\ntwo\nthree\n")
    anchors = Anchors(document)
    at_two, in_two, at_three = anchors.add(4), anchors.add(6), anchors.add(8)
    edit(document, 4, 8, "")
    assert (at_two.offset, in_two.offset, at_three.offset) == (4, 4, 4)
    edit(document, 4, 4, "new\n")  # what is typed there meanwhile, and undone
    document.travel.undo()
    document.travel.undo()
    assert (at_two.offset, in_two.offset, at_three.offset) == (4, 6, 8)
    document.travel.redo()
    assert (at_two.offset, in_two.offset, at_three.offset) == (4, 4, 4)
    document.travel.undo()
    assert (at_two.offset, in_two.offset, at_three.offset) == (4, 6, 8)
    edit(document, 2, 10, "x")  # replaced, and within another deletion
    edit(document, 0, 4, "")
    document.travel.undo()
    document.travel.undo()
    assert (at_two.offset, in_two.offset, at_three.offset) == (4, 6, 8)


@pytest.mark.parametrize("seed", range(20))
def test_undoing_everything_brings_every_place_back(seed: int) -> None:
    rng = random.Random(seed)
    document = Document("x" * 100)
    anchors = Anchors(document)
    expected = [rng.randrange(101) for _ in range(20)]
    places = [anchors.add(offset, before=rng.random() < 0.3) for offset in expected]
    trace = []
    for number in range(60):
        start = rng.randrange(len(document.text) + 1)
        end = min(len(document.text), start + rng.randrange(1, 10))
        trace.append((start, end))
        edit_of = ChangeSet.of(len(document.text), [Edit(start, end, "")])
        document.apply(Transaction(edit_of, undo_group=str(number)))
    while document.travel.undo():
        pass
    assert [place.offset for place in places] == expected, trace


@pytest.mark.parametrize("seed", range(20))
def test_at_random(seed: int) -> None:
    rng = random.Random(seed)
    document = Document("x" * 200)
    anchors = Anchors(document)
    places = [anchors.add(offset) for offset in range(0, 201, 10)]
    expected = list(range(0, 201, 10))
    trace = []
    for _ in range(600):
        start = rng.randrange(len(document.text) + 1)
        end = min(len(document.text), start + rng.randrange(4))
        insert = "y" * rng.randrange(4)
        trace.append((start, end, insert))
        changes = ChangeSet.of(len(document.text), [Edit(start, end, insert)])
        document.apply(Transaction(changes))
        expected = [changes.map(offset, 1) for offset in expected]
        if rng.random() < 0.01:
            assert [each.offset for each in places] == expected, trace
    assert [each.offset for each in places] == expected, trace


BLOCKS = LanguageRules(indent_after=r"\{$", outdent_before=r"^\s*\}")


@pytest.mark.parametrize(
    ("command", "marked"),
    [
        (commands.sort_lines_ascending, "c\nb\n\na|\nb\nb\n"),
        (commands.sort_lines_descending, "‹a\nc\n|›b\nd\n"),
        (commands.reverse_lines, "a\n‹b\nb\nc|›\nd\n"),
        (commands.reverse_lines, "‹a\r\nb|›\r\n‹c\r\nd|›"),
        (commands.unique_lines, "a|\nb\na\nb\nc\n"),
        (commands.transpose_lines, "a\nb|\nc"),
        (commands.transpose_lines, "a\nb|\nc\nd|"),
        (commands.move_lines_up, "a\nb|\nc\nd"),
        (commands.move_lines_up, "a\n‹b\nc|›\nd"),
        (commands.move_lines_down, "a\n‹b\nc|›\nd\ne|\nf"),
        (commands.move_lines_down, "a|\nx {\n    b\n}"),
        (commands.move_lines_up, "x {\n    a|\n}\nb"),
        (commands.copy_lines_down, "a\nb|\nc"),
    ],
)
def test_places_go_with_lines_that_change_theirs(command: CommandFunction, marked: str) -> None:
    state = parse(marked)
    document = Document(state.text)
    view = View(
        document,
        lambda: PlainContext(document.text, EditOptions(), BLOCKS),
        state.selection,
    )
    anchors = Anchors(document)
    rows = range(document.text.line_count)
    places = [anchors.add(document.text.line_start(row)) for row in rows]

    def lines() -> list[str]:
        return [document.text.line(place.row).strip() for place in places]

    before = lines()
    assert view.run(command)
    assert lines() == before
    if command is not commands.unique_lines:
        assert len({place.row for place in places}) == len(places)
    view.undo()
    assert [place.row for place in places] == list(rows)
    view.redo()
    assert lines() == before
    view.undo()
    assert [place.row for place in places] == list(rows)


def test_a_long_line_that_is_broken_at_many_places_is_read_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = ("x" * 97 + "}, ") * 1000
    document = Document(content)
    anchors = Anchors(document)
    anchor = anchors.add(50_050)
    read: list[int] = []
    lines_of = Text.lines

    def counted(self: Text, start: int, end: int) -> list[str]:
        found = lines_of(self, start, end)
        read.append(sum(map(len, found)))
        return found

    monkeypatch.setattr(Text, "lines", counted)
    edits = [Edit(100 * each - 2, 100 * each, ",\n") for each in range(1, 1001)]
    document.apply(Transaction(ChangeSet.of(len(content), edits)))
    assert sum(read) < 3 * len(content)
    assert anchor.row == 500
