"""Folds against a plain list of which rows are hidden, and through every kind of edit."""

from __future__ import annotations

from random import Random

import pytest

from pith.edit import ChangeSet, Fold, Folds
from pith.text import Edit, Text


def hidden(folds: Folds) -> set[int]:
    return {row for first, last in folds.all for row in range(first + 1, last + 1)}


@pytest.mark.parametrize("seed", range(200))
def test_rows_and_indexes_are_those_of_a_list(seed: int) -> None:
    random = Random(seed)
    count = random.randrange(1, 40)
    folds = Folds(
        Fold(first, min(count - 1, first + random.randrange(0, 9)))
        for first in (random.randrange(count) for _ in range(random.randrange(6)))
    )
    gone = hidden(folds)
    seen = [row for row in range(count) if row not in gone]
    assert folds.count_of(count) == len(seen)
    for index, row in enumerate(seen):
        assert folds.row_of(index) == row
        assert folds.index_of(row) == index
        assert folds.next_row(row) == (seen[index + 1] if index + 1 < len(seen) else count)
    for row in range(count):
        assert folds.hides(row) == (row in gone)
        assert folds.seen_row(row) == max(each for each in seen if each <= row)
        assert folds.index_of(row) == seen.index(folds.seen_row(row))
        if row in gone:
            assert folds.last_hidden(row) + 1 == folds.next_row(folds.seen_row(row))
    for row in range(count):
        starting = [each for each in folds.all if each.first == row]
        assert folds.at(row) == (max(starting, key=lambda each: each.last) if starting else None)


TEXT = "a\nb\n c\n d\ne\nf\n"  # b folds c and d


@pytest.mark.parametrize(
    ("start", "end", "insert", "expected"),
    [
        (0, 0, "x", [(1, 3)]),
        (0, 0, "x\n", [(2, 4)]),
        (2, 2, "x\n", [(2, 4)]),  # before all of b
        (0, 2, "", [(0, 2)]),
        (3, 3, "\n", []),  # b is broken
        (3, 3, "x", [(1, 3)]),
        (5, 5, "x\ny", [(1, 4)]),  # inside
        (5, 7, "", [(1, 2)]),
        (9, 9, "\n", [(1, 4)]),  # at the end of d
        (9, 10, "", []),  # d and e are joined
        (10, 10, "x\n", [(1, 3)]),  # before e
        (0, 14, "", []),
        (1, 5, "", []),
    ],
)
def test_folds_follow_edits(
    start: int, end: int, insert: str, expected: list[tuple[int, int]]
) -> None:
    text = Text.of(TEXT)
    changes = ChangeSet.of(len(text), [Edit(start, end, insert)])
    folds = Folds([Fold(1, 3)]).map(changes, text)
    assert [tuple(each) for each in folds.all] == expected


@pytest.mark.parametrize("seed", range(200))
def test_a_fold_that_is_left_hides_the_lines_it_hid(seed: int) -> None:
    random = Random(seed)
    lines = [f"line {row}" for row in range(30)]
    text = Text.of("\n".join(lines))
    folds = Folds(
        Fold(first, min(29, first + random.randrange(1, 6)))
        for first in random.sample(range(29), random.randrange(1, 8))
    )
    places = sorted(random.sample(range(len(text) + 1), random.choice((2, 4, 6))))
    edits = [
        Edit(start, random.choice((start, end)), random.choice(("", "x", "new\n", "a\nb")))
        for start, end in zip(places[::2], places[1::2], strict=True)
    ]
    changes = ChangeSet.of(len(text), edits)
    after = changes.apply(text)
    mapped = folds.map(changes, text)
    print(seed, edits, folds, mapped)
    for first, last in mapped.all:
        assert 0 <= first < last < after.line_count
    untouched = {
        row
        for row in range(30)
        if all(end < text.line_start(row) or start > text.line_end(row) for start, end, _ in edits)
    }
    for first, last in folds.all:
        if set(range(first, last + 1)) <= untouched:
            row = after.row_at(changes.map(text.line_start(first), 1))
            assert Fold(row, row + last - first) in mapped.all


def test_nothing_is_done_for_edits_that_leave_the_rows_alone() -> None:
    text = Text.of(TEXT)
    folds = Folds([Fold(1, 3)])
    assert folds.map(ChangeSet.of(len(text), [Edit(0, 1, "xyz"), Edit(5, 5, "q")]), text) is folds
