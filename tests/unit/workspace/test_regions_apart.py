"""Where huge texts differ, and what of that is shown side by side."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pith.base import Cancelled, CancelToken, ProblemError
from pith.text import Edit, Text
from pith.workspace import _comparison, _regions_apart, compare_parts
from pith.workspace._regions_apart import regions_apart
from tests.support.paged import paged_text, random_bytes, tiny_leaves


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_regions_apart, "_PIECE", 7)
    monkeypatch.setattr(_comparison, "_AROUND", 2)


def edited(rng: random.Random, text: Text) -> Text:
    for _ in range(rng.randrange(5)):
        at = rng.randrange(len(text) + 1)
        end = min(at + rng.choice([0, 0, 3, 40]), len(text))
        text = text.edited([Edit(at, end, rng.choice(["", "new", "a\n", "\n\n", "\r"]))])
    return text


def versions(rng: random.Random, folder: Path) -> tuple[Text, Text]:
    """A text in pages and one that came of it: of the same file, or of another."""
    data = random_bytes(rng, 600)
    if rng.random() < 0.5:
        data = b"".join(b"%d a line\n" % number for number in range(60))
    size = rng.choice([16, 64])
    one = paged_text(folder / "one", data, size)
    other = edited(rng, one)
    if rng.random() < 0.4:
        data = str(other).encode("utf-8", "surrogateescape")
        other = paged_text(folder / "other", data, size)
    return (other, one) if rng.random() < 0.3 else (one, other)


@pytest.mark.parametrize("seed", range(100))
def test_between_the_regions_all_is_the_same(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    with tiny_leaves():
        one, other = versions(rng, tmp_path)
        mine, its = str(one), str(other)
        made, at = "", 0
        for start, end, other_start, other_end in regions_apart(one, other):
            assert start >= at
            made += mine[at:start] + its[other_start:other_end]
            assert len(made) == other_end
            at = end
            left, right = mine[start:end], its[other_start:other_end]
            assert left[:1] != right[:1]
            assert left[-1:] != right[-1:]
        assert made + mine[at:] == its


@pytest.mark.parametrize("seed", range(100))
def test_what_is_left_out_of_a_comparison_is_the_same(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    with tiny_leaves():
        one, other = versions(rng, tmp_path)
        found = compare_parts(one, other)
    lines = one.lines(0, one.line_count), other.lines(0, other.line_count)
    left_out = []
    for side, whole in zip((found.left, found.right), lines, strict=True):
        rows = side.content.split("\n")
        assert len(rows) == len(side.numbers)
        for row, number in zip(rows, side.numbers, strict=True):
            assert row == (whole[number] if number is not None else "")
        numbers = [number for number in side.numbers if number is not None]
        assert numbers == sorted(set(numbers))
        shown = set(numbers)
        left_out.append([line for number, line in enumerate(whole) if number not in shown])
    assert left_out[0] == left_out[1]
    assert len(found.left.numbers) == len(found.right.numbers)
    assert bool(found.differences) == (lines[0] != lines[1])
    assert found.same_but_for_breaks == (lines[0] == lines[1] and str(one) != str(other))


def test_only_what_differs_is_read(tmp_path: Path) -> None:
    data = b"".join(b"%06d a line of a log\n" % number for number in range(5000))
    one = paged_text(tmp_path / "one", data, 1000)
    other = one.edited([Edit(500, 500, "x"), Edit(50_000, 50_010, "y")])
    again = paged_text(tmp_path / "again", data, 1000)
    for base in (one, again):
        for leaf in base.leaves():
            if leaf.paged:
                leaf.forget()
        assert len(regions_apart(base, other)) == 2
        held = [leaf for leaf in base.leaves() if leaf.paged and not leaf.absent]
        assert len(held) <= 6
    found = compare_parts(one, other)
    assert len(found.differences) == 2
    assert len(found.left.numbers) < 20


def test_too_much_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_comparison, "_MOST_APART", 100)
    with pytest.raises(ProblemError, match=r"too many to be shown side by side"):
        compare_parts(Text.of("a" * 101), Text.of("b"))


def test_it_can_be_cancelled() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        regions_apart(Text.of("one"), Text.of("other"), token)
