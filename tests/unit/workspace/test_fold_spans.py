"""Which of many regions hold others, against comparing each with each."""

from __future__ import annotations

import random

import pytest

from pith.edit import Fold
from pith.workspace._fold_spans import FoldSpans, folds_around


def some(rng: random.Random, count: int) -> list[Fold]:
    firsts = [rng.randrange(30) for _ in range(count)]
    return [Fold(first, first + rng.randrange(12)) for first in firsts]


@pytest.mark.parametrize("seed", range(30))
def test_as_if_each_was_compared_with_each(seed: int) -> None:
    rng = random.Random(seed)
    folds = some(rng, rng.choice([0, 1, 3, 20]))
    spans = FoldSpans(folds)
    for other in some(rng, 20):
        assert spans.one_holds(other) == any(
            each.first <= other.first and other.last <= each.last for each in folds
        ), (seed, folds, other)
        assert spans.one_lies_in(other) == any(
            other.first <= each.first and each.last <= other.last for each in folds
        ), (seed, folds, other)
    rows = sorted({rng.randrange(40) for _ in range(10)})
    outer_first = sorted(folds, key=lambda each: (each.first, -each.last))
    assert list(folds_around(folds, rows)) == [
        [each for each in outer_first if each.first <= row <= each.last] for row in rows
    ]
