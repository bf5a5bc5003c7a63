"""Rows, marks and open rows: what edits do to them and how chunks are taken in."""

from __future__ import annotations

import random

from pith.syntax._rows import pack
from pith.syntax._scopes import NUMBER_OF
from pith.syntax._store import Chunk, Mark, RowEdit, RowStore

STRING = NUMBER_OF["string"]
COMMENT = NUMBER_OF["comment"]
A: Mark = (0, "a")
B: Mark = (0, "b")


def row(*cells: int) -> bytes:
    return pack(cells)


def filled(count: int, mark: Mark = A) -> RowStore:
    """A store in which all is known: row n holds one token of n + 1 columns."""
    store = RowStore()
    store.reset(count)
    rows = [row(number + 1, STRING) for number in range(count)]
    merged = store.merge(Chunk(0, rows, [mark] * (count - 1), [], True))
    store.marks[0] = mark
    assert merged == (0, count - 1, True)
    assert store.open == []
    return store


def replace(first: int, last: int, new_last: int) -> RowEdit:
    return RowEdit(first, last, new_last, 0, 0, 0)


def test_nothing_is_known_at_first() -> None:
    store = RowStore()
    store.reset(3)
    assert store.rows == [None] * 3
    assert store.open == [0]
    assert store.reopen(1, 0, 1, 3) is None


def test_edits_move_rows_and_marks() -> None:
    store = filled(6)
    store.open_row(5)
    store.edit([replace(1, 1, 3)])  # two rows more
    assert len(store.rows) == len(store.marks) == 8
    assert store.rows[4] == row(3, STRING)
    assert store.marks[1:4] == [A, None, None]
    assert store.open == [7]
    store.edit([replace(0, 6, 0)])  # six rows less
    assert store.rows[1] == row(6, STRING)
    assert store.open == [1]


def test_an_open_row_inside_an_edit_moves_to_its_start() -> None:
    store = filled(6)
    store.open_row(3)
    store.edit([replace(2, 4, 2)])
    assert store.open == [2]


def test_many_edits_at_once_are_as_many_single_ones() -> None:
    rng = random.Random(4)
    for _ in range(40):
        one, other = filled(80), filled(80)
        edits = []
        at = 0
        for _ in range(12):
            first = at + rng.randint(0, 3)
            last = first + rng.randint(0, 2)
            if last >= 80:
                break
            edits.append(replace(first, last, first + rng.randint(0, 3)))
            at = last + 1
        one.edit(edits)
        for edit in reversed(edits):
            other.edit([edit])
        assert one.rows == other.rows
        assert one.marks == other.marks


def test_lexing_restarts_some_marks_before_the_edit() -> None:
    store = filled(10)
    assert store.reopen(6, 2, 6, 3) == 4
    assert store.open == [4]
    assert store.marks[4] == A
    assert store.marks[5:7] == [None, None]
    assert store.marks[7] == A


def test_a_mark_behind_the_edit_in_its_row_does_not_count() -> None:
    store = filled(10)
    store.marks[6] = (5, "a")
    assert store.reopen(6, 2, 6, 1) == 5
    store = filled(10)
    store.marks[6] = (1, "a")
    assert store.reopen(6, 2, 6, 1) == 6


def test_rows_inside_a_token_have_no_marks_to_restart_from() -> None:
    store = filled(10)
    store.marks[4:7] = [None] * 3
    assert store.reopen(6, 0, 6, 1) == 3


def test_restarting_stops_where_nothing_is_known() -> None:
    store = filled(10)
    store.rows[:5] = [None] * 5
    assert store.reopen(6, 0, 6, 9) == 5
    assert store.reopen(3, 0, 3, 9) is None


def test_what_was_open_in_the_edit_is_dealt_with() -> None:
    store = filled(20)
    for at in (3, 5, 6, 9):
        store.open_row(at)
    assert store.reopen(6, 0, 7, 2) == 5
    assert store.open == [3, 5, 9]


def test_lexing_stops_where_the_known_marks_are_met() -> None:
    store = filled(10)
    assert store.reopen(3, 0, 3, 1) == 3
    new = row(9, COMMENT)
    merged = store.merge(Chunk(3, [new, new], [A, A], [], False))
    assert merged == (3, 3, True)
    assert store.rows[3] == new
    assert store.rows[4] == row(5, STRING)
    assert store.open == []


def test_other_marks_are_replaced_until_the_chunk_ends() -> None:
    store = filled(10)
    store.reopen(3, 0, 3, 1)
    new = row(9, COMMENT)
    merged = store.merge(Chunk(3, [new, new], [B, B], [], False))
    assert merged == (3, 4, False)
    assert store.open == [5]
    assert store.marks[4:6] == [B, B]
    assert not store.meets(6, B)
    assert store.meets(6, A)


def test_a_mark_inside_a_row_joins_new_and_old_tokens() -> None:
    store = filled(10)
    store.rows[4] = row(3, STRING, 8, COMMENT)
    store.marks[4] = (3, "a")
    store.open_row(3)
    merged = store.merge(Chunk(3, [row(1, COMMENT)], [(3, "a")], [2, STRING, 3, COMMENT], False))
    assert merged.settled
    assert store.rows[4] == row(2, STRING, 8, COMMENT)
    assert merged == (3, 4, True)
    assert store.cells_before(4) == [2, STRING, 3, COMMENT]
    assert store.cells_before(5) == []


def test_an_open_row_is_not_passed_over() -> None:
    """Marks behind an open row were lexed from a state that is not so any more."""
    store = filled(10)
    store.open_row(3)
    store.open_row(5)
    store.merge(Chunk(3, [row(9, COMMENT)], [A], [], False))
    assert store.open == [5]
    store.open_row(3)
    store.merge(Chunk(3, [row(9, COMMENT)] * 4, [B] * 4, [], False))
    assert store.open == [7]


def test_the_end_settles_everything() -> None:
    store = filled(6)
    for at in (2, 3, 5):
        store.open_row(at)
    merged = store.merge(Chunk(2, [b""] * 4, [B, None, B], [], True))
    assert merged == (2, 5, True)
    assert store.open == []


def test_nothing_done_leaves_the_row_open() -> None:
    store = filled(6)
    store.open_row(2)
    merged = store.merge(Chunk(2, [], [], [], False))
    assert merged.first > merged.last
    assert not merged.settled
    assert store.open == [2]


def test_checking_takes_all_but_settles_at_the_end_of_a_chunk() -> None:
    store = filled(8)
    store.rows[3] = row(1, COMMENT)
    rows = [row(number + 1, STRING) for number in range(5)]
    merged = store.merge(Chunk(0, rows, [A] * 5, [], False), stop_where_met=False)
    assert merged == (3, 3, True)
    assert store.open == []
    merged = store.merge(Chunk(0, rows, [A, A, A, A, B], [], False), stop_where_met=False)
    assert store.open == [5]
