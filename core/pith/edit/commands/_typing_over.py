"""Going over what typing has put by itself: the rest of an end tag."""

from __future__ import annotations

from collections.abc import Callable

from pith.edit._context import EditContext
from pith.edit._selection import Put, Range
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import Replacement, change_by_range
from pith.edit.commands._tags import other_closing
from pith.text import Text


def put_at(state: EditorState) -> list[tuple[Range, Put | None]]:
    """Every range, with what was put there by itself if it is there still."""
    given = state.selection.put
    return [
        (each, put if put is not None and _is_there(state.text, each, put) else None)
        for each, put in zip(state.selection.ranges, given, strict=True)
    ]


def _is_there(text: Text, each: Range, put: Put) -> bool:
    start = each.head - put.before
    return each.is_empty and text.slice(start, start + len(put.text)) == put.text


def type_over_put(
    state: EditorState,
    context: EditContext,
    typed: str,
    type_plainly: Callable[[Range, str], Replacement],
) -> Transaction | None:
    """Type over what was put behind what was typed before; None where nothing is gone over.

    Nothing that is typed is lost: what turns out to go on otherwise is put behind. Where it is the
    end of another element that could be meant, that one is ended. `type_plainly` types one
    character at a range that nothing was put at.
    """
    found = put_at(state)
    if len(typed) != 1 or not any(put is not None and put.before for _, put in found):
        return None
    going_over = iter(found)
    left: list[Put | None] = []

    def replace(_: Range) -> Replacement:
        each, put = next(going_over)
        if put is None or not put.before:
            left.append(None)
            return type_plainly(each, typed)
        replacement, still = _gone_over(state.text, context, each, put, typed)
        left.append(still)
        return replacement or type_plainly(each, typed)

    transaction = change_by_range(state, replace, "input.type")
    if transaction is None or transaction.selection is None:
        return transaction
    return transaction._replace(selection=transaction.selection.with_put(left))


def _gone_over(
    text: Text, context: EditContext, each: Range, put: Put, typed: str
) -> tuple[Replacement | None, Put | None]:
    """What becomes of one range, and what is still gone over there; None: it is typed at."""
    start = each.head - put.before
    end = start + len(put.text)
    gone = put.before if put.before < len(put.text) else 0
    begun = put.text[:gone] + typed
    if put.text.startswith(begun):
        reached = gone + 1
        still = put._replace(before=reached) if reached < len(put.text) else None
        return Replacement(start, start, "", reached, reached), still
    first = put.first or put.text
    other = other_closing(text, start - 2, begun, context)
    if other:
        reached = len(begun)
        still = Put(other, reached, first) if reached < len(other) else None
        return Replacement(start, end, other, reached, reached), still
    if not gone:
        return None, None
    if first == put.text:
        return Replacement(end, end, begun), None
    return Replacement(start, end, first + begun), None


def put_taken_back(
    state: EditorState, left_of: Callable[[int], tuple[int, int]]
) -> list[tuple[int, int]]:
    """What Backspace deletes where something was put: that, and a `>` that it was put for, which
    is before it; elsewhere what is selected or what `left_of` says of a caret."""
    spans = []
    for each, put in put_at(state):
        at = each.head
        if put is not None and put.before in (0, len(put.text)):
            spans.append((at - (put.before or 1), at if put.before else at + len(put.text)))
        elif each.is_empty:
            spans.append(left_of(at))
        else:
            spans.append((each.start, each.end))
    return spans
