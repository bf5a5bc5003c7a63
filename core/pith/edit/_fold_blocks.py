"""Some folds that lie together, in rows counted from the first of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

_LARGEST = 64  # folds of a block, but for those that lie in each other


class Fold(NamedTuple):
    """The rows after `first` up to `last` are hidden; `first` is seen, and stands for them."""

    first: int
    last: int


class FoldBlock:
    """Immutable, so that the folds of a text before and after an edit share most of theirs.

    `folds` are sorted, the outer first, and the first one begins in row 0. `starts` and `ends` are
    the runs of hidden rows, their last ones included; `after` is how many rows are hidden before
    each run and, at the end, in all; `indexes` how many are seen before each run.
    """

    __slots__ = ("after", "ends", "folds", "indexes", "last", "starts")

    def __init__(self, folds: Sequence[Fold]) -> None:
        self.folds = tuple(folds)
        starts: list[int] = []
        ends: list[int] = []
        for first, last in self.folds:
            if ends and first <= ends[-1]:
                ends[-1] = max(ends[-1], last)
            else:
                starts.append(first + 1)
                ends.append(last)
        lengths = (end - start + 1 for start, end in zip(starts, ends, strict=True))
        self.after = list(accumulate(lengths, initial=0))
        self.starts, self.ends = starts, ends
        self.indexes = [start - before for start, before in zip(starts, self.after, strict=False)]
        self.last = ends[-1]

    def run(self, row: int) -> int:
        """The last run that begins with a row or before it, -1 if none does."""
        return bisect_right(self.starts, row) - 1

    def at(self, row: int) -> Fold | None:
        """The largest fold that begins with a row."""
        place = bisect_left(self.folds, (row,))
        found = self.folds[place] if place < len(self.folds) else None
        return found if found is not None and found.first == row else None


def blocks_of(folds: Iterable[Fold]) -> Iterator[tuple[int, FoldBlock]]:
    """Blocks of folds that need not be sorted, each with its first row. A row where a block begins
    is seen, and so no block reaches to the next one."""
    collected: list[Fold] = []
    origin = end = 0
    for first, last in sorted(set(folds), key=outer_first):
        if last <= first:
            continue
        if len(collected) >= _LARGEST and first > end:
            yield origin, FoldBlock(collected)
            collected = []
        if not collected:
            origin = end = first
        collected.append(Fold(first - origin, last - origin))
        end = max(end, last)
    if collected:
        yield origin, FoldBlock(collected)


def outer_first(fold: Fold) -> tuple[int, int]:
    return fold.first, -fold.last
