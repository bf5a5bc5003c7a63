"""Selections: what merges, what stays, and where changes move them."""

from __future__ import annotations

import random

import pytest

from pith.edit import ChangeSet, Range, Selection
from pith.text import Edit
from tests.support.marked import parse, show


def ranges(*pairs: tuple[int, int], primary: int = 0) -> Selection:
    return Selection.of([Range(*pair) for pair in pairs], primary)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([(1, 1), (1, 1)], [(1, 1)]),
        ([(3, 3), (1, 1)], [(1, 1), (3, 3)]),
        ([(1, 3), (3, 3)], [(1, 3)]),
        ([(3, 3), (3, 5)], [(3, 5)]),
        ([(1, 3), (3, 5)], [(1, 3), (3, 5)]),
        ([(1, 4), (3, 5)], [(1, 5)]),
        ([(4, 1), (5, 3)], [(5, 1)]),
        ([(1, 9), (3, 5)], [(1, 9)]),
        ([(3, 5), (9, 1)], [(1, 9)]),
        ([(1, 2), (2, 2), (2, 3)], [(1, 2), (2, 3)]),
        ([(1, 3), (2, 2), (2, 5)], [(1, 5)]),
    ],
)
def test_merging(given: list[tuple[int, int]], expected: list[tuple[int, int]]) -> None:
    selection = ranges(*given)
    assert [(each.anchor, each.head) for each in selection.ranges] == expected


def test_the_primary_range_is_followed() -> None:
    assert ranges((5, 5), (1, 1), primary=0).primary == Range(5, 5)
    assert ranges((5, 5), (1, 1), primary=1).primary_index == 0
    merged = ranges((1, 4), (5, 3), primary=1)
    assert merged.primary == Range(5, 1)
    assert ranges((1, 4), (5, 3), (7, 7), primary=2).primary == Range(7, 7)


def test_no_range_at_all() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Selection.of([])


def test_what_a_range_says() -> None:
    assert (Range(5, 2).start, Range(5, 2).end) == (2, 5)
    assert Range(5, 2).is_reversed
    assert Range.caret(3).is_empty
    assert ranges((1, 1)).is_caret
    assert not ranges((1, 2)).is_caret
    assert not ranges((1, 1), (3, 3)).is_caret
    assert repr(ranges((1, 1), (3, 5))) == "<Selection *1, 3→5>"
    assert ranges((1, 2)) == Selection.range(1, 2)
    assert hash(ranges((1, 2))) == hash(Selection.range(1, 2))
    assert ranges((1, 2)) != "1, 2"
    assert ranges((1, 1), (4, 4)).with_primary(Range(4, 6)) == ranges((4, 6))


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("ab|c", Edit(0, 0, "x"), "xab|c"),
        ("ab|c", Edit(2, 2, "x"), "abx|c"),
        ("ab|c", Edit(3, 3, "x"), "ab|cx"),
        ("‹ab|›c", Edit(2, 2, "x"), "‹ab|›xc"),
        ("‹|ab›c", Edit(0, 0, "x"), "x‹|ab›c"),
        ("a‹b|›c", Edit(0, 3, ""), "|"),
        ("a‹b|›c", Edit(1, 2, "xyz"), "a‹xyz|›c"),
        ("a|bc|d", Edit(1, 3, ""), "a|d"),
    ],
)
def test_map(before: str, edit: Edit, after: str) -> None:
    state = parse(before)
    changes = ChangeSet.of(len(state.text), [edit])
    mapped = state.selection.map(changes)
    assert show(state._replace(text=changes.apply(state.text), selection=mapped)) == after


def test_random_selections_are_sorted_and_disjoint() -> None:
    rng = random.Random(3)
    for _ in range(500):
        given = [Range(rng.randrange(12), rng.randrange(12)) for _ in range(rng.randrange(1, 8))]
        primary = rng.randrange(len(given))
        selection = Selection.of(given, primary)
        covered = {at for each in given for at in range(each.start, each.end)}
        assert {at for each in selection.ranges for at in range(each.start, each.end)} == covered
        for one, other in zip(selection.ranges, selection.ranges[1:], strict=False):
            assert one.end < other.start or (
                one.end == other.start and not one.is_empty and not other.is_empty
            )
        assert selection.primary.start <= given[primary].start
        assert selection.primary.end >= given[primary].end
