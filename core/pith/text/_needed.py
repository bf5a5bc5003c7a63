"""Which leaves of a text will be looked at, found out without reading any."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pith.text._leaves import AnyLeaf
    from pith.text._pages import Page, PagePart
    from pith.text._text import Text

AROUND = 20_000
"""Code points before and after a place that who edits there may look at: however long a line is,
no rule of a language is tried on more of it."""

_ROWS = 2  # and rows: those beside it, from their start to their end


def pages_needed(
    text: Text, stretches: Iterable[tuple[int, int]], *, whole: bool, rows: bool
) -> list[Page | PagePart]:
    """The leaves in files that hold these stretches of a text, which ascend, and what is around
    their ends; each once, whether it is in memory or not.

    `whole`: with all that is between the ends of a stretch. `rows`: with all of the rows that it
    is in, and those beside them, however long they are; otherwise only with where these start
    and end. That can be told when what is around the stretch is in memory: ask again then.
    """
    needed: dict[Page | PagePart, None] = {}
    reach = at = -1  # of the leaf that was looked at last
    first, last = -1, -2  # what lies between has all that is around it in what was looked at
    for start, end in stretches:
        if first < start and end <= last:
            continue  # with many carets nearly always
        if not at <= start <= end <= reach:
            at, leaf = next(text.leaves_from(start))
            reach = at + leaf.length
            _add(needed, (leaf,))
            if not (leaf.paged and leaf.absent):
                first, last = _settled([(at, leaf)], len(text))
                if first < start and end <= last:
                    continue
        low, high = max(start - AROUND, 0), min(end + AROUND, len(text))
        together = whole or end - start <= AROUND
        near = list(_leaves_of(text, low, high if together else start))
        if not together:
            near += _leaves_of(text, end, high)
        _add(needed, [leaf for _, leaf in near])
        if any(leaf.paged and leaf.absent for _, leaf in near):
            continue
        if together:
            first, last = _settled(near, len(text))
            if first < start and end <= last:
                continue
        found = text.leaves_of_rows(text.row_at(start) - 1, text.row_at(end) + 1)
        _add(needed, found if rows else (found[0], found[-1]))
    return list(needed)


def _settled(leaves: list[tuple[int, AnyLeaf]], length: int) -> tuple[int, int]:
    """Between which offsets the rows beside a place are in these leaves, which are in memory and
    lie side by side, in a text of that length."""
    start, stop = leaves[0][0], leaves[-1][0] + leaves[-1][1].length
    first = -1 if start == 0 else _break(leaves, range(_ROWS), stop)
    last = length if stop == length else _break(leaves[::-1], range(-1, -_ROWS - 1, -1), start - 1)
    return first, last


def _break(leaves: list[tuple[int, AnyLeaf]], counted: range, otherwise: int) -> int:
    """Where the last of so many line breaks is, counted from the first or the last leaf on."""
    left = len(counted)
    for at, leaf in leaves:
        if leaf.break_count < left:
            left -= leaf.break_count
        else:
            return at + leaf.breaks[counted[left - 1]]
    return otherwise


def _leaves_of(text: Text, start: int, end: int) -> Iterator[tuple[int, AnyLeaf]]:
    for at, leaf in text.leaves_from(start):
        if at > end:
            return
        yield at, leaf


def _add(needed: dict[Page | PagePart, None], leaves: Iterable[AnyLeaf]) -> None:
    for leaf in leaves:
        if leaf.paged:
            needed[leaf.page] = None  # an edit makes other parts of it
            needed[leaf] = None
