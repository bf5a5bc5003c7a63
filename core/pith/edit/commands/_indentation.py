"""Lines deeper and less deep; white space at their ends."""

from __future__ import annotations

from pith.edit._changes import ChangeSet
from pith.edit._context import EditContext
from pith.edit._selection import Range
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import (
    edits_transaction,
    line_indentation,
    row_blocks,
    shifted_indentation,
)
from pith.text import Edit, Text


def indent(state: EditorState, context: EditContext) -> Transaction | None:
    """The lines of every range one level deeper; empty ones stay empty."""
    return _shifted(state, context, 1)


def outdent(state: EditorState, context: EditContext) -> Transaction | None:
    """The lines of every range one level back."""
    return _shifted(state, context, -1)


def _shifted(state: EditorState, context: EditContext, levels: int) -> Transaction | None:
    text = state.text
    edits = []
    for first, last in row_blocks(state):
        for row in range(first, last + 1):
            start = text.line_start(row)
            if levels > 0 and first < last and start == text.line_end(row):
                continue
            edit = _indented(start, line_indentation(text, row), levels, context)
            if edit is not None:
                edits.append(edit)
    return edits_transaction(
        state, edits, "edit.indent", lambda each, changes: kept_after_shift(text, each, changes)
    )


def _indented(start: int, white: str, levels: int, context: EditContext) -> Edit | None:
    """The edit that shifts a line; at its start, so that carets in the indentation go along."""
    wanted = shifted_indentation(white, levels, context.options)
    if wanted == white:
        return None
    if wanted.endswith(white):
        return Edit(start, start, wanted[: len(wanted) - len(white)])
    if white.endswith(wanted):
        return Edit(start, start + len(white) - len(wanted), "")
    return Edit(start, start + len(white), wanted)


def kept_after_shift(text: Text, each: Range, changes: ChangeSet) -> Range:
    """The range after a shift; one that began at the start of a line still does."""
    if each.is_empty:
        return Range.caret(changes.map(each.head, 1))
    at_start = each.start == text.line_start(text.row_at(each.start))
    start = changes.map(each.start, -1 if at_start else 1)
    # A range that ends at the start of a line does not take that line in.
    end = max(
        changes.map(each.end, -1 if each.end == text.line_start(text.row_at(each.end)) else 1),
        start,
    )
    return Range(end, start) if each.is_reversed else Range(start, end)


def trim_trailing_space(state: EditorState, context: EditContext) -> Transaction | None:
    """Every line of the document without the spaces and tabs at its end."""
    text = state.text
    edits = []
    for first in range(0, text.line_count, 1024):
        rows = text.lines(first, min(first + 1024, text.line_count))
        for row, line in enumerate(rows, first):
            if line[-1:] in ("", " ", "\t"):
                kept = len(line.rstrip(" \t"))
                if kept < len(line):
                    start = text.line_start(row)
                    edits.append(Edit(start + kept, start + len(line), ""))
    return edits_transaction(state, edits, "edit.trim")
