"""A line break behind the caret, which stays where it is."""

from __future__ import annotations

from pith.edit._context import EditContext
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import Replacement, change_by_range


def break_line(state: EditorState, context: EditContext) -> Transaction | None:
    """What is behind each caret goes to a line of its own; what is selected goes."""
    ending = context.options.line_ending
    return change_by_range(
        state, lambda each: Replacement(each.start, each.end, ending, 0, 0), "input.newline"
    )
