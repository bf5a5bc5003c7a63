"""Which leaves of a text will be looked at, found out without reading any."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pith.text._leaves import AnyLeaf
    from pith.text._pages import Page, PagePart
    from pith.text._text import Text

AROUND = 4096
"""Code points before and after a place that who edits there may look at."""

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
    leaf: AnyLeaf | None = None
    at = 0
    breaks: list[int] = []
    for start, end in stretches:
        if leaf is None or not at <= start <= end <= at + leaf.length:
            at, leaf = next(text.leaves_from(start))
            breaks = [] if leaf.paged and leaf.absent else leaf.breaks
            _add(needed, (leaf,))
        if (
            end <= at + leaf.length
            and bisect_left(breaks, start - at) >= _ROWS
            and len(breaks) - bisect_left(breaks, end - at) >= _ROWS
        ):
            continue  # nearly always: the rows around it are in that leaf
        low, high = max(start - AROUND, 0), min(end + AROUND, len(text))
        near = [*_leaves_of(text, low, high if whole else start)]
        if not whole:
            near += _leaves_of(text, end, high)
        _add(needed, near)
        if not any(each.paged and each.absent for each in near):
            first, last = text.row_at(start), text.row_at(end)
            found = text.leaves_of_rows(first - 1, last + 1)
            _add(needed, found if rows else (found[0], found[-1]))
    return list(needed)


def _leaves_of(text: Text, start: int, end: int) -> Iterator[AnyLeaf]:
    for at, leaf in text.leaves_from(start):
        if at > end:
            return
        yield leaf


def _add(needed: dict[Page | PagePart, None], leaves: Iterable[AnyLeaf]) -> None:
    for leaf in leaves:
        if leaf.paged:
            needed[leaf.page] = None  # an edit makes other parts of it
            needed[leaf] = None
