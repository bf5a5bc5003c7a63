"""Edits that lead from one text to another."""

from __future__ import annotations

import random
import time

import pytest

from pith.edit import ChangeSet
from pith.text import Edit, Text
from pith.workspace import edits_between


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("same", "same", []),
        ("", "new", [Edit(0, 0, "new")]),
        ("old", "", [Edit(0, 3, "")]),
        ("one two", "one 2 two", [Edit(4, 4, "2 ")]),
        ("aaa", "aaaa", [Edit(3, 3, "a")]),
        ("aaaa", "aaa", [Edit(3, 4, "")]),
        # A change at the top and one at the bottom leave alone what is between.
        ("a\nb\nc\nd\ne\n", "A\nb\nc\nd\nE\n", [Edit(0, 1, "A"), Edit(8, 9, "E")]),
    ],
)
def test_says_what_changed(before: str, after: str, expected: list[Edit]) -> None:
    assert edits_between(before, after) == expected


def test_lines_that_changed_places() -> None:
    before, after = "one\ntwo\nthree\nfour\n", "three\nfour\none\ntwo\n"
    edits = edits_between(before, after)
    assert str(Text.of(before).edited(edits)) == after
    assert len(edits) == 2


def test_always_leads_to_the_other_text() -> None:
    chance = random.Random("differences")
    for _ in range(3000):
        lines = [chance.choice(["a\n", "b\n", "c\n", "long line\n", "\r\n", "x", "é\n"])]
        lines = chance.choices(
            ["a\n", "b\n", "c\n", f"{chance.random()}\n", "\r\n", "x", "\u2028", "é\n"],
            k=chance.randrange(12),
        )
        before = "".join(lines)
        for _ in range(chance.randrange(4)):
            at = chance.randrange(len(lines) + 1)
            lines[at : at + chance.randrange(3)] = chance.choices(["n\n", "a\n", "y"], k=2)
        after = "".join(lines)
        edits = edits_between(before, after)
        changes = ChangeSet.of(len(before), edits)  # raises if they overlap
        assert str(changes.apply(Text.of(before))) == after, (before, after)


def test_large_and_repetitive_texts_take_no_time() -> None:
    before = "the same line\n" * 200_000
    after = "first\n" + before[: 14 * 100_000] + "between\n" + before[14 * 100_000 :] + "last\n"
    start = time.perf_counter()
    edits = edits_between(before, after)
    assert str(Text.of(before).edited(edits)) == after
    assert time.perf_counter() - start < 5  # a hang, not a budget
