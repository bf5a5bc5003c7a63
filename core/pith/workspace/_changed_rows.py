"""Which rows of a document differ from its file."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pith.edit import WholeTextError
from pith.text import Text
from pith.workspace._document import Document

ChangeKind = Literal["added", "modified", "removed"]


class ChangedRows(NamedTuple):
    """Rows that are not in the file so, the last included; "removed": something after `first`
    is missing here (before the first row, if that is -1)."""

    first: int
    last: int
    kind: ChangeKind


def changed_rows(document: Document) -> list[ChangedRows]:
    """What was changed since the document was last read or written, by the history.

    Nothing of the text is compared: it costs what the changes since then do. Empty if the
    history does not reach back that far any more.
    """
    history, saved = document.history, document.save_points.last
    if saved.state == history.state or saved.state not in history:
        return []
    try:
        changes = history.changes_to(saved.state)
    except WholeTextError:
        return []
    if changes is None:
        return []
    text = document.text
    found: list[ChangedRows] = []
    for start, end, before in changes.edits:
        marked = _rows_of(text, start, end, before)
        if marked is None:
            continue
        if found and found[-1].last >= marked.first and marked.kind != "removed":
            last = found.pop()
            kind = last.kind if last.kind == marked.kind else "modified"
            marked = ChangedRows(last.first, max(last.last, marked.last), kind)
        found.append(marked)
    return found


def _rows_of(text: Text, start: int, end: int, before: str) -> ChangedRows | None:
    """What one edit means that would bring back `before` for what is from `start` to `end`."""
    first = text.row_at(start)
    last = text.row_at(end)
    at_start, at_end = start == text.line_start(first), end == text.line_end(last)
    if start == end:
        if before.endswith("\n") and at_start:
            return ChangedRows(first - 1, first - 1, "removed")
        if before.startswith("\n") and at_end:
            return ChangedRows(first, first, "removed")
    elif not before:
        if at_start and end == text.line_start(last):
            return ChangedRows(first, last - 1, "added")
        if at_end and start == text.line_end(first) and last > first:
            return ChangedRows(first + 1, last, "added")
    elif end - start == len(before) and text.slice(start, end) == before:
        return None
    return ChangedRows(first, last, "modified")
