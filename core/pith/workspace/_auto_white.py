"""Indentation that Enter has put into lines where nothing was typed then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pith.edit import ChangeSet, Range, Selection, Transaction
from pith.text import Edit, Text, line_bounds, slices

_MOST = 2_000  # carets; with more, Enter would take a third longer

Spans = tuple[tuple[int, int], ...]
"""Whole lines of white space, by where they start and end, sorted."""


def spans_put(changes: ChangeSet, after: Text, selection: Selection) -> Spans:
    """The lines with a caret of the text after `changes` that consist of white space all of
    which came with them."""
    if len(selection.ranges) > _MOST:
        return ()
    carets = sorted({each.head for each in selection.ranges if each.is_empty})
    lines = list(dict.fromkeys(line_bounds(after, carets)))
    within = []
    edits = iter(changes.edits)
    at = end = growth = 0  # where what an edit has put is
    for first, last in lines:
        while end < last:
            edit = next(edits, None)
            if edit is None:
                break
            at, end = edit.start + growth, edit.start + growth + len(edit.insert)
            growth = end - edit.end
        if at <= first < last <= end:
            within.append((first, last))
    contents = slices(after, [first for first, _ in within], [last for _, last in within])
    return tuple(span for span, line in zip(within, contents, strict=True) if not line.strip(" \t"))


def spans_after(spans: Spans, changes: ChangeSet) -> Spans:
    """The spans after an edit, without those that it touches: they are somebody's now."""
    left: list[tuple[int, int]] = []
    edits = iter(changes.edits)
    edit = next(edits, None)
    growth = 0
    for start, end in spans:
        while edit is not None and edit.end < start:
            growth += len(edit.insert) - (edit.end - edit.start)
            edit = next(edits, None)
        if edit is None or edit.start > end:
            left.append((start + growth, end + growth))
    return tuple(left)


def trimmed(transaction: Transaction, spans: Spans, selection: Selection) -> Transaction:
    """An edit that also takes away the white space of those spans of the text before that no
    caret is at, before it (`selection`) or after, and that it does not touch itself."""
    changes = transaction.changes
    after = transaction.selection
    left = spans_after(tuple(_without(spans, selection.ranges)), changes)
    if after is not None:
        left = tuple(_without(left, after.ranges))
    if not left:
        return transaction
    trims = ChangeSet.of(changes.length_after, [Edit(start, end, "") for start, end in left])
    if after is not None:
        after = after.map(trims).with_put(after.put)
    return transaction._replace(changes=changes.compose(trims), selection=after)


def _without(spans: Spans, ranges: Sequence[Range]) -> Iterator[tuple[int, int]]:
    """The spans that none of the ranges touches; both are sorted."""
    given = iter(ranges)
    each = next(given, None)
    for start, end in spans:
        while each is not None and each.end < start:
            each = next(given, None)
        if each is None or each.start > end:
            yield start, end
