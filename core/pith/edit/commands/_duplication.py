"""What is selected, once more."""

from __future__ import annotations

from pith.edit._changes import ChangeSet
from pith.edit._context import EditContext
from pith.edit._selection import Range, Selection
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._lines import copy_lines_down
from pith.text import Edit


def duplicate_selection(state: EditorState, context: EditContext) -> Transaction | None:
    """What every range holds comes after it once more and is selected; carets copy their lines
    when nothing is selected, and stay when something is."""
    if all(each.is_empty for each in state.selection.ranges):
        return copy_lines_down(state, context)
    text = state.text
    edits = []
    ranges = []
    growth = 0
    for each in state.selection.ranges:
        if not each.is_empty:
            content = text.slice(each.start, each.end)
            edits.append(Edit(each.end, each.end, content))
            growth += len(content)
        ranges.append(Range(each.anchor + growth, each.head + growth))
    selection = Selection.of(ranges, state.selection.primary_index)
    return Transaction(ChangeSet.of(len(text), edits), selection, "edit.duplicate")
