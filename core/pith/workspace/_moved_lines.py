"""Where lines are that an edit has put elsewhere: sorted, turned round, moved past each other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from operator import attrgetter

from pith.edit import ChangeSet
from pith.text import Text

_MOST_EDITS = 1_000
_MOST_TEXT = 2_000_000  # code points that are gone over for it
_start_of = attrgetter("start")


def may_move_lines(changes: ChangeSet) -> bool:
    """Whether lines may be elsewhere after the changes: they remove some, and put some."""
    edits = changes.edits
    return (
        0 < len(edits) <= _MOST_EDITS
        and any(edit.end - edit.start > 1 for edit in edits)
        and any("\n" in edit.insert for edit in edits)
    )


class MovedLines:
    """Finds the lines that were removed among those that were put: of equal ones, the first is
    the first. Those that are as they were are looked for first, then those with another
    indentation."""

    def __init__(self, before: Text, changes: ChangeSet, after: Text) -> None:
        edits = changes.edits
        self._edits = edits
        self._before, self._after = before, after
        removed, inserted = [], []
        growth = 0
        for edit in edits:
            at = edit.start + growth
            growth += len(edit.insert) - (edit.end - edit.start)
            if edit.start < edit.end:
                removed.append((edit.start, edit.end))
            if edit.insert:
                inserted.append((at, at + len(edit.insert)))
        gone, put = _lines(before, removed), _lines(after, inserted)
        self._known = gone is not None and put is not None
        if gone is None or put is None:
            return
        self._gone = gone
        # Rows by what is in them, and which of its like each row was.
        self._exact, self._order = _by_content(put.items()), _places(gone.items())
        self._stripped = _by_content((row, line.strip()) for row, line in put.items())

    def find(self, offset: int) -> int | None:
        """Where a place in a line that was removed is now; None: it was not, or is gone."""
        if not self._known:
            return None
        at = bisect_right(self._edits, offset, key=_start_of) - 1
        if at < 0 or not self._edits[at].start <= offset < self._edits[at].end:
            return None
        before, after = self._before, self._after
        row = before.row_at(offset)
        line = self._gone.get(row)
        if line is None:
            return None
        rows = self._exact.get(line)
        column = offset - before.line_start(row)
        if rows is None:
            rows = self._stripped.get(line.strip())
            if rows is None or not line.strip():
                return None
            order = 0
        else:
            order = self._order[row]
        found = rows[min(order, len(rows) - 1)]
        return min(after.line_start(found) + column, after.line_end(found))


def _lines(text: Text, spans: Iterable[tuple[int, int]]) -> dict[int, str] | None:
    """The rows that ascending spans of offsets touch, and what is in them; None: it is too much.
    A row is read once, however many spans are in it: it may be all there is. Of a text with pages
    nothing is read: they may be on the disk."""
    if text.has_pages:
        return None
    blocks: list[tuple[int, int]] = []
    size = 0
    for start, end in spans:
        first, last = text.row_at(start), text.row_at(end)
        if blocks and first <= blocks[-1][1]:
            first = blocks[-1][1] + 1
        if first > last:
            continue
        size += text.line_end(last) - text.line_start(first)
        if size > _MOST_TEXT:
            return None
        blocks.append((first, last))
    found: dict[int, str] = {}
    for first, last in blocks:
        found.update(zip(range(first, last + 1), text.lines(first, last + 1), strict=False))
    return found


def _by_content(rows: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row, line in rows:
        found.setdefault(line, []).append(row)
    return found


def _places(rows: Iterable[tuple[int, str]]) -> dict[int, int]:
    counts: dict[str, int] = {}
    places = {}
    for row, line in rows:
        places[row] = counts[line] = counts.get(line, -1) + 1
    return places
