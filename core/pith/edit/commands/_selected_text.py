"""What is selected, moved along its line one character at a time."""

from __future__ import annotations

from pith.edit._context import EditContext
from pith.edit._selection import Range
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import Replacement, change_by_range
from pith.text import next_grapheme, previous_grapheme

_EVENT = "edit.moveSelected"


def move_selected_left(state: EditorState, context: EditContext) -> Transaction | None:
    """What is selected changes places with the character before it, within its line."""
    text = state.text

    def replace(each: Range) -> Replacement | None:
        row = text.row_at(each.start)
        if each.is_empty or each.end > text.line_end(row) or each.start == text.line_start(row):
            return None
        start = previous_grapheme(text, each.start)
        selected = text.slice(each.start, each.end)
        insert = selected + text.slice(start, each.start)
        return _selecting(each, start, each.end, insert, 0, len(selected))

    return change_by_range(state, replace, _EVENT)


def move_selected_right(state: EditorState, context: EditContext) -> Transaction | None:
    """What is selected changes places with the character behind it, within its line."""
    text = state.text

    def replace(each: Range) -> Replacement | None:
        if each.is_empty or each.end >= text.line_end(text.row_at(each.start)):
            return None
        end = next_grapheme(text, each.end)
        insert = text.slice(each.end, end) + text.slice(each.start, each.end)
        return _selecting(each, each.start, end, insert, end - each.end, len(insert))

    return change_by_range(state, replace, _EVENT)


def _selecting(
    each: Range, start: int, end: int, insert: str, first: int, last: int
) -> Replacement:
    """The replacement after which `first` to `last` of what was inserted is selected."""
    anchor, head = (last, first) if each.is_reversed else (first, last)
    return Replacement(start, end, insert, anchor, head)
