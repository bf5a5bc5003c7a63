"""Packed rows: what goes in comes out, and what edits make of them."""

from __future__ import annotations

import random

import pytest

from pith.syntax import TokenSpan
from pith.syntax._rows import (
    LONGEST_LINE,
    before_column,
    cells_of,
    edited_row,
    joined,
    pack,
    spans_of,
)
from pith.syntax._scopes import NUMBER_OF

STRING = NUMBER_OF["string"]
COMMENT = NUMBER_OF["comment"]


def row(*cells: int) -> bytes:
    return pack(cells)


def test_spans() -> None:
    packed = row(2, 0, 5, STRING, 7, COMMENT, 9, 0, 12, STRING)
    assert spans_of(packed) == (
        TokenSpan(2, 5, "string"),
        TokenSpan(5, 7, "comment"),
        TokenSpan(9, 12, "string"),
    )
    assert spans_of(packed) is spans_of(bytes(packed))
    assert spans_of(b"") == ()
    assert cells_of(packed) == [2, 0, 5, STRING, 7, COMMENT, 9, 0, 12, STRING]
    assert cells_of(None) == cells_of(b"") == []
    assert pack([]) == b""


def test_what_is_remembered_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pith.syntax._rows._REMEMBERED", 4)
    for end in range(1, 30):
        assert spans_of(row(end, STRING)) == (TokenSpan(0, end, "string"),)
    assert spans_of(b"") == ()


@pytest.mark.parametrize(
    ("cells", "column", "expected"),
    [
        ([5, STRING], 0, []),
        ([5, STRING], 3, [3, STRING]),
        ([5, STRING], 5, [5, STRING]),
        ([5, STRING], 9, [5, STRING]),
        ([2, 0, 5, STRING, 8, COMMENT], 5, [2, 0, 5, STRING]),
        ([2, 0, 5, STRING, 8, COMMENT], 6, [2, 0, 5, STRING, 6, COMMENT]),
    ],
)
def test_before_column(cells: list[int], column: int, expected: list[int]) -> None:
    assert before_column(cells, column) == expected


def test_joined() -> None:
    assert joined([3, STRING], 3, [1, COMMENT, 3, 0, 6, STRING]) == [6, STRING]
    assert joined([3, STRING], 5, [8, COMMENT]) == [3, STRING, 5, 0, 8, COMMENT]
    assert joined([], 0, [4, STRING], moved=2) == [6, STRING]
    assert joined([4, STRING], 2, []) == [2, STRING]
    assert joined([], 4, [3, STRING]) == []


@pytest.mark.parametrize(
    ("before", "column", "end", "inserted", "after"),
    [
        (row(5, STRING), 3, 3, 2, row(7, STRING)),  # typed inside a token
        (row(5, STRING), 5, 5, 2, row(5, STRING)),  # behind it
        (row(5, STRING, 7, COMMENT), 7, 7, 2, row(5, STRING, 9, COMMENT)),
        (row(5, STRING), 0, 0, 2, row(2, 0, 7, STRING)),  # before it
        (row(5, STRING, 9, COMMENT), 5, 5, 1, row(5, STRING, 6, 0, 10, COMMENT)),
        (row(5, STRING, 9, COMMENT), 3, 7, 0, row(3, STRING, 5, COMMENT)),  # removed
        (row(5, STRING), 0, 5, 0, b""),
    ],
)
def test_the_guess_at_an_edited_row(
    before: bytes, column: int, end: int, inserted: int, after: bytes
) -> None:
    assert edited_row(before, column, before, end, inserted) == after


def test_the_guess_at_a_word_that_goes_on() -> None:
    before = row(2, 0, 5, STRING, 8, COMMENT)
    assert edited_row(before, 5, before, 5, 1, True) == row(2, 0, 6, STRING, 9, COMMENT)
    assert edited_row(before, 9, before, 9, 1, True) == before


def test_nothing_is_guessed_behind_the_longest_line() -> None:
    before = row(5, STRING, LONGEST_LINE, COMMENT)
    assert edited_row(before, LONGEST_LINE, before, LONGEST_LINE, 3, True) is before
    at = LONGEST_LINE - 1
    assert edited_row(before, at, before, at, 3) == before


def test_the_guess_where_rows_are_split_and_joined() -> None:
    one, other = row(4, STRING), row(3, COMMENT)
    assert edited_row(one, 2, b"", 0, 0) == row(2, STRING)
    assert edited_row(None, 0, one, 2, 1) == row(1, 0, 3, STRING)
    assert edited_row(one, 4, other, 0, 0) == row(4, STRING, 7, COMMENT)


def test_what_is_guessed_of_a_very_long_row_ends_where_lexing_does() -> None:
    long = row(LONGEST_LINE, STRING)
    assert edited_row(long, LONGEST_LINE, long, 0, 60_000) == long
    assert edited_row(row(2, STRING), 5, long, 0, 60_000) == row(2, STRING)
    assert edited_row(row(2, STRING), 5, long, 0, 0) == row(2, STRING, 5, 0, LONGEST_LINE, STRING)
    assert edited_row(None, 0, row(3, STRING, 9, COMMENT), 1, 70_000) == b""


def test_guesses_are_always_well_formed() -> None:
    rng = random.Random(5)
    for _ in range(3_000):
        rows = []
        for _ in range(2):
            cells: list[int] = []
            end = 0
            for _ in range(rng.randrange(5)):
                end += rng.randint(1, 4)
                cells += (end, rng.choice([0, STRING, COMMENT]))
            rows.append(pack(cells))
        column, end_column = rng.randint(0, 12), rng.randint(0, 12)
        first, last = rng.choice([(rows[0], rows[0]), (rows[0], rows[1]), (None, rows[1])])
        if first is last:
            end_column = max(column, end_column)
        guess = cells_of(
            edited_row(first, column, last, end_column, rng.randrange(4), rng.random() < 0.5)
        )
        ends = guess[::2]
        assert ends == sorted(set(ends))
        assert not guess or guess[-1] != 0
