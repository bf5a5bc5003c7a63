"""Which of many regions hold rows, or each other, without comparing each with every other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from pith.edit import Fold


class FoldSpans:
    """Some folds, asked about others."""

    def __init__(self, folds: Iterable[Fold]) -> None:
        ordered = sorted(folds)
        self._firsts = [each.first for each in ordered]
        lasts = [each.last for each in ordered]
        self._farthest = list(accumulate(lasts, max))  # of each and those before it
        self._nearest = list(accumulate(reversed(lasts), min))[::-1]  # and of those behind it

    @classmethod
    def of_rows(cls, rows: Iterable[int]) -> FoldSpans:
        return cls(Fold(row, row) for row in rows)

    def one_holds(self, fold: Fold) -> bool:
        """Whether one of them has all the rows of a fold."""
        count = bisect_right(self._firsts, fold.first)
        return count > 0 and self._farthest[count - 1] >= fold.last

    def one_lies_in(self, fold: Fold) -> bool:
        """Whether a fold has all the rows of one of them."""
        at = bisect_left(self._firsts, fold.first)
        return at < len(self._firsts) and self._nearest[at] <= fold.last


def folds_around(folds: Iterable[Fold], rows: Iterable[int]) -> Iterator[list[Fold]]:
    """Of each of the rows, in ascending order, the folds that it is in, from the outermost on."""
    ordered = sorted(folds, key=lambda each: (each.first, -each.last))
    begun = 0
    around: list[Fold] = []
    for row in sorted(rows):
        first = begun
        while begun < len(ordered) and ordered[begun].first <= row:
            begun += 1
        around = [each for each in (*around, *ordered[first:begun]) if each.last >= row]
        yield around
