"""Taking away the brackets around carets, with what is in them left."""

from __future__ import annotations

from pith.edit._context import EditContext
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import brackets_around, edits_transaction
from pith.text import Edit, Text


def remove_brackets(state: EditorState, context: EditContext) -> Transaction | None:
    """The bracket at every caret and its partner go, or those around it. None if there are
    none."""
    text = state.text
    brackets = brackets_around(state, context)
    edits: set[Edit] = set()
    for each in state.selection.ranges:
        match = brackets.matching(each.head)
        if match is not None:
            edits.update(_gone(text, at, context) for at in match)
            continue
        around = brackets.enclosing(each.start, each.end)
        if around is not None:
            edits.add(_gone(text, around[0], context))
            edits.add(_gone(text, brackets.closing_of(around), context))
    return edits_transaction(state, sorted(edits), "edit.removeBrackets")


def _gone(text: Text, at: int, context: EditContext) -> Edit:
    """The edit that takes away the bracket at an offset."""
    for pair in context.rules.brackets:
        for bracket in pair:
            if text.slice(at, at + len(bracket)) == bracket:
                return Edit(at, at + len(bracket), "")
    return Edit(at, at, "")
