"""Folds as plain data, put into a text again that may be another one by then."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import islice
from zlib import crc32

from pith.edit import Fold
from pith.text import Text
from pith.workspace._folding import fold_all, regions_near
from pith.workspace._view import View

_NEAR = 200  # rows around where a fold is expected
_MISSES = 10  # after so many in a row, folds are looked for only where they are expected,
# and after so many whose last row is another, what is there is taken for what was meant
_WIDEST = 400  # columns of a line that tell it from others


def folds_to_keep(view: View, most: int) -> list[list[int]]:
    """The first folds of a view, each as its first and last row and what tells those two from
    others; of a huge text, of which that would have to be read, the rows alone."""
    text = view.state.text
    chosen = islice(view.folds, most)
    if text.has_pages:
        return [list(each) for each in chosen]
    return [[*each, _mark(text, each.first), _mark(text, each.last)] for each in chosen]


def restore_folds(view: View, kept: Iterable[Sequence[int]]) -> None:
    """Fold what folds_to_keep() gave, as far as it is there still: lines may have come and gone
    around it since. What has other lines at its end folds as far as its region goes."""
    text = view.state.text
    regions = regions_near(view)
    rows = _Rows(text)
    found: list[Fold] = []
    moved = misses = unsure = 0
    for first, last, *marks in kept:
        if not marks:
            row = first
        else:
            expected = rows.mark(first + moved) == marks[0]
            near = 0 if (unsure if expected else misses) >= _MISSES else _NEAR
            at = rows.find(first + moved, last - first, marks, near)
            if at is None:
                misses += 1
                continue
            row, moved, misses = at, at - first, 0
            if rows.mark(row + last - first) == marks[1]:
                found.append(Fold(row, row + last - first))
                unsure = 0
                continue
            unsure += 1
        if 0 <= row < text.line_count and (region := regions.at(row)) is not None:
            found.append(region)
    fold_all(view, found)


class _Rows:
    """Finds rows of a text by what is in them. Those near to where one is expected are read once:
    what is looked for next is a little below."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._marks: dict[int, int] = {}
        self._first = self._end = 0
        self._like: dict[int, list[int]] = {}
        """The rows from `first` to before `end` by their marks, in order."""

    def mark(self, row: int) -> int | None:
        """What tells a row from others; None if there is no such row."""
        if not 0 <= row < self._text.line_count:
            return None
        known = self._marks.get(row)
        if known is None:
            known = self._marks[row] = _mark(self._text, row)
        return known

    def find(self, row: int, length: int, marks: Sequence[int], near: int) -> int | None:
        """The row nearest to one that is as the first of a fold was, the best with the row that
        was its last as far below it."""
        first, last = marks
        here = self.mark(row) == first
        if here and (not near or self.mark(row + length) == last):
            return row
        if not near:
            return None
        found = self._near(row, first, near)
        as_before = (each for each in found if self.mark(each + length) == last)
        return next(as_before, found[0] if found else None)

    def _near(self, row: int, mark: int, near: int) -> list[int]:
        """The rows with a mark that are at most so far from one, the nearest first."""
        first = min(max(row - near, 0), self._text.line_count)
        end = max(min(row + near + 1, self._text.line_count), first)
        if not self._first <= first <= self._end:
            self._first = self._end = first
            self._like = {}
        for each in range(self._end, end):
            of_it = self.mark(each)
            assert of_it is not None
            self._like.setdefault(of_it, []).append(each)
        self._end = max(self._end, end)
        like = self._like.get(mark, [])
        found = like[bisect_left(like, first) : bisect_left(like, end)]
        # Of two that are as far away, the one below.
        return sorted(found, key=lambda each: (abs(each - row), each < row))


def _mark(text: Text, row: int) -> int:
    start = text.line_start(row)
    line = text.slice(start, min(text.line_end(row), start + _WIDEST))
    return crc32(line.encode("utf-8", "surrogatepass"))
