"""Starts of segments, against adding up what each of them measures."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import accumulate, pairwise

import pytest

from pith.qt import _segment_starts
from pith.qt._segment_starts import SegmentStarts

STEP = 10.0


class Line:
    """Widths of segments; all that are plain are STEP wide. It notes what was measured."""

    def __init__(self, widths: list[float]) -> None:
        self.widths = widths
        self.measured: set[int] = set()

    def measure(self, index: int) -> float:
        self.measured.add(index)
        return self.widths[index]

    def is_plain(self, first: int, last: int) -> bool:
        return all(width == STEP for width in self.widths[first:last])

    def starts(self, known: SegmentStarts | None = None) -> SegmentStarts:
        return SegmentStarts(len(self.widths), STEP, self.measure, self.is_plain, known)


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    monkeypatch.setattr(_segment_starts, "BLOCK", 8)
    monkeypatch.setattr(_segment_starts, "_FAR", 3)
    return lambda most: monkeypatch.setattr(_segment_starts, "_EXACT", most)


def widths(rng: random.Random, count: int) -> list[float]:
    """Some stretches are plain, some are not."""
    made: list[float] = []
    while len(made) < count:
        plain = rng.random() < 0.6
        made += [
            STEP if plain else rng.choice([4.0, 12.0, 30.0]) for _ in range(rng.randint(1, 20))
        ]
    return made[:count]


@pytest.mark.parametrize("seed", range(40))
def test_they_are_the_sums_of_what_is_before(
    seed: int, small_blocks: Callable[[int], None]
) -> None:
    small_blocks(1000)
    rng = random.Random(seed)
    line = Line(widths(rng, rng.randint(1, 60)))
    starts = line.starts()
    for step in range(30):
        sums = list(accumulate(line.widths, initial=0.0))
        count = len(line.widths)
        at = rng.randrange(count)
        assert starts.start_of(at) == sums[at], (seed, step, at)
        x = rng.uniform(-5.0, sums[-1] + 5.0)
        expected = max(index for index in range(count) if index == 0 or sums[index] <= x)
        assert starts.index_at(x) == expected, (seed, step, x)
        if rng.random() < 0.3:  # an edit: all from a segment on is another
            same = rng.randrange(count)
            line = Line(line.widths[:same] + widths(rng, rng.randint(1, 20)))
            starts = line.starts(starts.before(same))


@pytest.mark.parametrize("seed", range(20))
def test_what_is_looked_at_together_lies_side_by_side(
    seed: int, small_blocks: Callable[[int], None]
) -> None:
    small_blocks(2)  # blocks: the others are taken to be as wide as the first
    rng = random.Random(seed)
    line = Line(widths(rng, 200))
    starts = line.starts()
    for _ in range(30):
        last = rng.randrange(3, 200)
        starts.settle(last - 3, last)
        places = [starts.start_of(index) for index in range(last, last - 3, -1)]
        for index, (right, left) in enumerate(pairwise(places)):
            assert left + line.widths[last - 1 - index] == pytest.approx(right), (seed, last, index)
        assert starts.index_at(starts.start_of(last)) == last


def test_a_jump_to_the_end_measures_little(small_blocks: Callable[[int], None]) -> None:
    small_blocks(2)
    line = Line([12.0] * 8000)
    assert line.starts().start_of(7999) == pytest.approx(7999 * 12.0)
    assert len(line.measured) <= 3 * 8
    plain = Line([STEP] * 8000)
    assert plain.starts().start_of(7999) == pytest.approx(7999 * STEP)
    assert not plain.measured


def test_what_was_measured_is_not_measured_again_after_an_edit(
    small_blocks: Callable[[int], None],
) -> None:
    small_blocks(1000)
    line = Line([12.0] * 50)
    starts = line.starts()
    x = starts.start_of(40)
    line.measured.clear()
    assert line.starts(starts.before(41)).start_of(40) == x
    assert not line.measured


def test_how_wide_it_is(small_blocks: Callable[[int], None]) -> None:
    small_blocks(1000)
    line = Line([12.0] * 20)
    starts = line.starts()
    assert starts.width == 20 * STEP
    starts.start_of(19)
    assert starts.width == 19 * 12.0 + STEP
