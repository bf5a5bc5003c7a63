"""Typing over what is there instead of between it."""

from __future__ import annotations

from pith.edit._context import EditContext
from pith.edit._selection import Range
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import Replacement, change_by_range, with_line_endings
from pith.text import graphemes, next_grapheme


def overtype_text(state: EditorState, context: EditContext, text: str) -> Transaction | None:
    """Put text over as many characters behind each caret, within its line; or over what is
    selected."""
    insert = with_line_endings(text, context.options.line_ending)
    count = 0 if "\n" in insert else len(list(graphemes(insert)))
    content = state.text

    def replace(each: Range) -> Replacement:
        end = each.end
        if each.is_empty:
            limit = content.line_end(content.row_at(end))
            for _ in range(count):
                end = min(next_grapheme(content, end), limit)
        return Replacement(each.start, end, insert)

    return change_by_range(state, replace, "input.type")
