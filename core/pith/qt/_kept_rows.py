"""Which rows are after an edit what they were before it, and where they are then."""

from __future__ import annotations

from bisect import bisect_left
from typing import TypeAlias, TypeVar

from pith.edit import ChangeSet
from pith.text import Edit, Text

_MANY_EDITS = 100  # above what is seen: of which nobody looks at each

_Known = TypeVar("_Known")
Kept: TypeAlias = "tuple[dict[int, _Known], int]"
"""What is known of rows that were not touched, by their number after the edit, and the row that
the one at the top edge is then."""


def kept_rows(
    changes: ChangeSet,
    before: Text,
    after: Text,
    seen: dict[int, _Known],
    span: range,
    top_row: int,
) -> Kept[_Known]:
    """Of rows that follow each other: `seen` has what is known of all in `span`.

    `top_row`, as the rows before the edit are counted, is at the top edge.
    """
    kept: dict[int, _Known] = {}
    new_top: int | None = None  # once that is known
    seen_start = before.line_start(span.start)
    seen_end = before.line_end(span.stop - 1)
    shift = 0  # rows added by the edits so far
    untouched = span.start  # the first seen row that no edit so far has touched
    edits = changes.edits
    above = bisect_left(edits, seen_start, key=_edit_end)
    if above > _MANY_EDITS:
        at = edits[above - 1].end
        shift = after.row_at(changes.map(at, 1)) - before.row_at(at)
        edits = edits[above:]
    for start, end, insert in edits:
        if start > seen_end:
            break
        added = insert.count("\n")
        if end < seen_start:  # with many carets nearly all of them are out of sight
            removed = before.row_at(end) - before.row_at(start) if end > start else 0
            shift += added - removed
            continue
        first, last = before.row_at(start), before.row_at(end)
        for row in range(untouched, first):
            kept[row + shift] = seen[row]
        if new_top is None:
            if top_row < first:
                new_top = top_row + shift
            elif top_row <= last:
                new_top = after.row_at(changes.map(before.line_start(top_row), -1))
        shift += added - (last - first)
        untouched = max(untouched, last + 1)
    for row in range(untouched, span.stop):
        kept[row + shift] = seen[row]
    return kept, top_row + shift if new_top is None else new_top


def kept_rows_between_folds(
    changes: ChangeSet,
    before: Text,
    after: Text,
    seen: dict[int, _Known],
    top_row: int,
) -> Kept[_Known]:
    """As kept_rows, of any rows: one after the other, where it is now if nothing touched it."""
    kept: dict[int, _Known] = {}
    for row, known in seen.items():
        start, end = before.line_start(row), before.line_end(row)
        at = bisect_left(changes.edits, start, key=_edit_end)
        # What comes between \r and \n, one further, leaves the \r in the row.
        if at == len(changes.edits) or changes.edits[at].start > end + 1:
            kept[after.row_at(changes.map(start, 1))] = known
    return kept, after.row_at(changes.map(before.line_start(top_row), -1))


def _edit_end(edit: Edit) -> int:
    return edit.end
