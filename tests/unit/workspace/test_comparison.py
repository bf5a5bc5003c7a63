"""Two texts side by side."""

from __future__ import annotations

import random

import pytest

from pith.text import Text
from pith.workspace import Side, compare
from pith.workspace import _comparison as implementation
from pith.workspace._comparison import line_blocks


def shown(side: Side) -> list[str]:
    """Each row with its number, a sign for what it is, and what differs in it in brackets."""
    rows = []
    offset = 0
    for line, number in zip(side.content.split("\n"), side.numbers, strict=True):
        end = offset + len(line)
        sign = " "
        if any(first <= offset and end <= last for first, last in side.changed):
            sign = "*"
        if any(first <= offset and end <= last for first, last in side.absent):
            sign = "/"
        for first, last in side.words:
            if offset <= first and last <= end:
                first, last = first - offset, last - offset
                line = f"{line[:first]}[{line[first:last]}]{line[last:]}"
        rows.append(f"{'' if number is None else number}{sign}{line}")
        offset = end + 1
    return rows


def test_lines_stand_against_each_other() -> None:
    found = compare(Text.of("one\ntwo\nthree\nfour\n"), Text.of("one\n2\n2b\nthree\nfour!\n"))
    assert shown(found.left) == ["0 one", "1*two", "/", "2 three", "3*four", "4 "]
    assert shown(found.right) == ["0 one", "1*2", "2*2b", "3 three", "4*four[!]", "5 "]
    assert found.differences == [1, 4]


def test_what_differs_in_a_line_is_marked_if_it_is_little() -> None:
    found = compare(Text.of("value = old(1)"), Text.of("value = new(1)"))
    assert shown(found.left) == ["0*value = [old](1)"]
    assert shown(found.right) == ["0*value = [new](1)"]
    found = compare(Text.of("abcdefgh"), Text.of("x"))
    assert found.left.words == found.right.words == []


def test_the_same_text_has_no_differences() -> None:
    found = compare(Text.of("a\nb"), Text.of("a\nb"))
    assert found.differences == []
    assert not found.same_but_for_breaks


def test_line_breaks_alone_are_told() -> None:
    found = compare(Text.of("a\nb\n"), Text.of("a\r\nb\r\n"))
    assert found.differences == []
    assert found.same_but_for_breaks


@pytest.mark.parametrize("seed", range(200))
def test_nothing_is_lost_and_what_is_called_the_same_is(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(seed)
    monkeypatch.setattr(implementation, "_MATCHED", rng.choice([0, 9, 250_000]))
    words = [str(number) for number in range(rng.choice([2, 5, 40]))]
    ours = rng.choices(words, k=rng.randrange(20))
    theirs = [*ours]
    for _ in range(rng.randrange(6)):
        at = rng.randrange(len(theirs) + 1)
        if rng.random() < 0.5:
            theirs[at:at] = rng.choices(words, k=rng.randrange(3))
        else:
            del theirs[at : at + rng.randrange(3)]
    found = compare(Text.of("\n".join(ours)), Text.of("\n".join(theirs)))
    left, right = found.left.content.split("\n"), found.right.content.split("\n")
    assert len(left) == len(right)
    for side, rows, lines in ((found.left, left, ours), (found.right, right, theirs)):
        kept = [row for row, number in zip(rows, side.numbers, strict=True) if number is not None]
        assert kept == ("\n".join(lines)).split("\n")
        numbers = [number for number in side.numbers if number is not None]
        assert numbers == list(range(len(numbers)))
    changed = [
        row
        for row, (mine, other) in enumerate(zip(shown(found.left), shown(found.right), strict=True))
        if "*" in (mine.lstrip("0123456789")[:1], other.lstrip("0123456789")[:1])
    ]
    for row, (mine, other) in enumerate(zip(left, right, strict=True)):
        if row not in changed:
            assert mine == other
    assert bool(changed) == (ours != theirs and "\n".join(ours) != "\n".join(theirs))


def test_blocks_are_small() -> None:
    ours = [str(number) for number in range(1000)]
    theirs = [line for line in ours if line not in ("100", "500")]
    theirs.insert(700, "new")
    blocks = list(line_blocks(ours, theirs))
    assert [(each.end - each.start, each.other_end - each.other_start) for each in blocks] == [
        (1, 0),
        (1, 0),
        (0, 1),
    ]
