"""What edits do to rows that stand for others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from pith.edit._changes import ChangeSet
from pith.edit._fold_blocks import Fold
from pith.text import Text


class _RowEdit(NamedTuple):
    """An edit that changes how many rows there are; `whole`: it ends where `last` starts."""

    first: int
    last: int
    growth: int
    whole: bool


class RowEdits:
    """The edits of some changes of a text that change how many rows there are."""

    def __init__(self, changes: ChangeSet, before: Text) -> None:
        self._edits = _row_edits(changes, before)
        self._lasts = [each.last for each in self._edits]
        self._growth = list(accumulate((each.growth for each in self._edits), initial=0))

    def __bool__(self) -> bool:
        return bool(self._edits)

    def moves(self, first: int, last: int) -> int | None:
        """By how many rows all of these move, from `first`, which begins a fold; None if something
        happens within them."""
        at = self._before(first)
        if at != bisect_right(self._lasts, last):
            return None
        if at < len(self._edits) and self._edits[at].first <= last:
            return None
        return self._growth[at]

    def mapped(self, folds: Iterable[Fold]) -> list[Fold]:
        """Folds after the edits: longer or shorter for what happens in them. One whose first row
        is broken or joined, or whose end is overrun, is none any more."""
        edits = self._edits
        found = []
        for first, last in folds:
            at, beyond = self._before(first), bisect_right(self._lasts, last)
            if at < len(edits) and edits[at].first <= first:
                continue
            if beyond < len(edits) and edits[beyond].first <= last:
                continue
            found.append(Fold(first + self._growth[at], last + self._growth[beyond]))
        return found

    def _before(self, first: int) -> int:
        """How many edits lie before a row that begins a fold."""
        edits, at = self._edits, bisect_left(self._lasts, first)
        # What ends where the first row starts only moves it.
        while at < len(edits) and self._lasts[at] == first and edits[at].whole:
            at += 1
        return at


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
