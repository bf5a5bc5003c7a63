"""Which rows of a view are folded away."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from pith.edit._changes import ChangeSet
from pith.text import Text


class Fold(NamedTuple):
    """The rows after `first` up to `last` are hidden; `first` is seen, and stands for them."""

    first: int
    last: int


class Folds:
    """Folds of one text, by rows. Immutable; they may lie in each other.

    An *index* counts the rows that are seen, from 0. Every question takes a bisection.
    """

    __slots__ = ("_after", "_ends", "_indexes", "_starts", "all")

    def __init__(self, folds: Iterable[Fold] = ()) -> None:
        self.all: tuple[Fold, ...] = tuple(
            sorted({each for each in folds if each.last > each.first}, key=_outer_first)
        )
        # Runs of hidden rows, the last included, and how many are hidden up to each one's end.
        starts: list[int] = []
        ends: list[int] = []
        for first, last in self.all:
            if ends and first <= ends[-1]:
                ends[-1] = max(ends[-1], last)
            else:
                starts.append(first + 1)
                ends.append(last)
        lengths = (end - start + 1 for start, end in zip(starts, ends, strict=True))
        self._after = list(accumulate(lengths, initial=0))
        self._starts, self._ends = starts, ends
        hidden = zip(starts, self._after, strict=False)
        self._indexes = [start - before for start, before in hidden]

    def __bool__(self) -> bool:
        return bool(self.all)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Folds) and self.all == other.all

    def __hash__(self) -> int:
        return hash(self.all)

    def __repr__(self) -> str:
        return f"<Folds {[tuple(each) for each in self.all]}>"

    # Rows

    def hides(self, row: int) -> bool:
        run = bisect_right(self._starts, row) - 1
        return run >= 0 and row <= self._ends[run]

    def seen_row(self, row: int) -> int:
        """The row itself, or the one that stands for it."""
        run = bisect_right(self._starts, row) - 1
        return self._starts[run] - 1 if run >= 0 and row <= self._ends[run] else row

    def next_row(self, row: int) -> int:
        """The next row that is seen, or the number of rows after the last one."""
        run = bisect_right(self._starts, row + 1) - 1
        return self._ends[run] + 1 if run >= 0 and row + 1 <= self._ends[run] else row + 1

    def last_hidden(self, row: int) -> int:
        """The last row that the same row stands for as for `row`, which is hidden."""
        return self._ends[bisect_right(self._starts, row) - 1]

    def index_of(self, row: int) -> int:
        """How many rows are seen before a row (before the one that stands for it)."""
        run = bisect_right(self._starts, row) - 1
        if run < 0:
            return row
        if row <= self._ends[run]:
            return self._starts[run] - 1 - self._after[run]
        return row - self._after[run + 1]

    def row_of(self, index: int) -> int:
        """The row with so many seen rows before it."""
        return index + self._after[bisect_right(self._indexes, index)]

    def count_of(self, line_count: int) -> int:
        """How many rows are seen of a text with so many."""
        return line_count - self._after[-1]

    # Folds

    def at(self, row: int) -> Fold | None:
        """The fold a row stands for: the largest one."""
        place = bisect_left(self.all, (row,))
        return self.all[place] if place < len(self.all) and self.all[place].first == row else None

    def over(self, row: int) -> list[Fold]:
        """The folds that hide a row."""
        return [each for each in self.all if each.first < row <= each.last]

    def adding(self, folds: Iterable[Fold]) -> Folds:
        return Folds((*self.all, *folds))

    def without(self, folds: Iterable[Fold]) -> Folds:
        gone = set(folds)
        return Folds(each for each in self.all if each not in gone) if gone else self

    def cut(self, line_count: int) -> Folds:
        """Those that lie in a text with so many rows."""
        if not self.all or max(each.last for each in self.all) < line_count:
            return self
        return Folds(each for each in self.all if each.last < line_count)

    def map(self, changes: ChangeSet, before: Text) -> Folds:
        """The folds after edits of the text `before`.

        Rows that come and go inside of a fold make it longer and shorter. One whose first row is
        broken or joined, or whose end is overrun, is opened.
        """
        edits = _row_edits(changes, before) if self.all else []
        if not edits:
            return self
        lasts = [each.last for each in edits]
        growth = list(accumulate((each.growth for each in edits), initial=0))
        mapped = []
        for first, last in self.all:
            at = bisect_left(lasts, first)
            # What ends where the first row starts only moves it.
            while at < len(edits) and lasts[at] == first and edits[at].whole:
                at += 1
            beyond = bisect_right(lasts, last)
            if at < len(edits) and edits[at].first <= first:
                continue
            if beyond < len(edits) and edits[beyond].first <= last:
                continue
            mapped.append(Fold(first + growth[at], last + growth[beyond]))
        return Folds(mapped)


class _RowEdit(NamedTuple):
    """An edit that changes how many rows there are; `whole`: it ends where `last` starts."""

    first: int
    last: int
    growth: int
    whole: bool


def _row_edits(changes: ChangeSet, before: Text) -> list[_RowEdit]:
    edits = []
    for start, end, insert in changes.edits:
        added = insert.count("\n")
        first = before.row_at(start)
        last = before.row_at(end) if end > start else first
        if added or last > first:
            growth = added - (last - first)
            edits.append(_RowEdit(first, last, growth, end == before.line_start(last)))
    return edits


def _outer_first(fold: Fold) -> tuple[int, int]:
    return fold.first, -fold.last


NO_FOLDS = Folds()
