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


def mapped_one_by_one(fold: Fold, changes: ChangeSet, before: Text) -> Fold | None:
    """Where a fold is after edits; None if its first row or its end is broken."""
    first, last = fold
    grown_first = grown_last = 0
    for start, end, insert in changes.edits:
        top, bottom = before.row_at(start), before.row_at(end)
        growth = insert.count("\n") - (bottom - top)
        if not insert.count("\n") and bottom == top:
            continue
        above = bottom < first or (bottom == first and end == before.line_start(first))
        if above:
            grown_first += growth
            grown_last += growth
        elif top <= first <= bottom or top <= last < bottom or (top == first):
            return None
        elif bottom <= last:
            grown_last += growth
    return Fold(first + grown_first, last + grown_last)


@pytest.mark.parametrize("seed", range(8))
def test_very_many_folds_go_the_way_of_each(seed: int) -> None:
    random = Random(seed)
    print("seed", seed)
    count = random.choice((60, 1_500))
    text = Text.of("\n".join(f"line {row}" for row in range(count)))
    folds = Folds(
        Fold(first, min(count - 1, first + random.choice((1, 2, 3, 3, 9))))
        for first in random.sample(range(count - 1), count // 3)
    )
    folds = folds.adding([Fold(3, 40), Fold(0, count - 2)][: random.randrange(3)])
    for _ in range(30):
        kind = random.randrange(4)
        count = text.line_count
        if kind == 0:
            row = random.randrange(max(count - 1, 1))
            more = {Fold(row, min(count - 1, row + random.randrange(1, 60)))}
            expected = {*folds.all, *more}
            folds = folds.adding(more)
        elif kind == 1 and folds:
            gone = set(random.sample(folds.all, min(len(folds), random.randrange(1, 5))))
            expected = {*folds.all} - gone
            assert all(each in folds for each in gone)
            folds = folds.without(gone)
            assert not any(each in folds for each in gone)
        else:
            size = len(text) + 1
            places = sorted(
                random.sample(range(size), min(random.choice((2, 2, 6, 40)), size // 2 * 2))
            )
            edits = [
                Edit(start, random.choice((start, min(end, start + 30))), random.choice(INSERTS))
                for start, end in zip(places[::2], places[1::2], strict=True)
            ]
            changes = ChangeSet.of(len(text), edits)
            found = (mapped_one_by_one(each, changes, text) for each in folds)
            expected = {each for each in found if each is not None and each.last > each.first}
            folds = folds.map(changes, text)
            text = changes.apply(text)
        assert {*folds.all} == expected
        assert list(folds.all) == sorted(folds.all, key=lambda each: (each.first, -each.last))
        assert len(folds) == len(expected)
        assert folds == Folds(expected)
        check_rows(folds, text.line_count, random.choices(range(text.line_count), k=40))


INSERTS = ("", "x", "new\n", "a\nb", "\n\n\n")


def check_rows(folds: Folds, count: int, rows: list[int]) -> None:
    gone = hidden(folds)
    seen = [row for row in range(count) if row not in gone]
    assert folds.count_of(count) == len(seen)
    index_of = {row: index for index, row in enumerate(seen)}
    for row in rows:
        assert folds.hides(row) == (row in gone)
        shown = row
        while shown in gone:
            shown -= 1
        assert folds.seen_row(row) == shown
        index = index_of[shown]
        assert (folds.index_of(row), folds.row_of(index)) == (index, shown)
        following = seen[index + 1] if index + 1 < len(seen) else count
        if row not in gone:
            assert folds.next_row(row) == following
        else:
            assert folds.last_hidden(row) == following - 1
        assert set(folds.over(row)) == {e for e in folds.all if e.first < row <= e.last}


def test_nothing_is_done_for_edits_that_leave_the_rows_alone() -> None:
    text = Text.of(TEXT)
    folds = Folds([Fold(1, 3)])
    assert folds.map(ChangeSet.of(len(text), [Edit(0, 1, "xyz"), Edit(5, 5, "q")]), text) is folds
