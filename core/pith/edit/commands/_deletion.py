"""Deleting: characters, words, to the ends of lines, lines."""

from __future__ import annotations

from collections.abc import Callable

from pith.edit._changes import ChangeSet
from pith.edit._context import EditContext
from pith.edit._selection import Range, Selection
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import delete_spans, row_blocks, rows_of
from pith.edit.commands._motion import word_separators
from pith.edit.commands._pairs import empty_pair_around, typing_rules
from pith.text import (
    Edit,
    Text,
    cell_width,
    delete_word_left_start,
    delete_word_right_end,
    next_grapheme,
    previous_grapheme,
)

LEFT, RIGHT = "delete.left", "delete.right"


def _delete(
    state: EditorState, event: str, span: Callable[[int], tuple[int, int]]
) -> Transaction | None:
    """Delete what is selected, and at a caret the span that belongs to it."""
    spans = [
        span(each.head) if each.is_empty else (each.start, each.end)
        for each in state.selection.ranges
    ]
    return delete_spans(state, spans, event)


def delete_left(state: EditorState, context: EditContext) -> Transaction | None:
    """The selection, or the character before the caret.

    Between an auto-closed pair both go; in indentation of spaces, those back to the tab stop.
    """
    text = state.text
    closers = typing_rules(context.rules).closers if context.options.auto_close else ()

    def span(offset: int) -> tuple[int, int]:
        near = text.slice(offset - 2, offset + 1)
        if len(near) == 3 and near.isascii() and near[1] not in " \n" and near[2] not in closers:
            return offset - 1, offset  # nearly always, and there may be thousands of carets
        pair = empty_pair_around(text, offset, context)
        return pair or (_left_of(text, offset, context), offset)

    return _delete(state, LEFT, span)


def _left_of(text: Text, offset: int, context: EditContext) -> int:
    if text.slice(offset - 1, offset) == " ":
        start = text.line_start(text.row_at(offset))
        if offset - start <= 1000:  # Nobody indents deeper.
            before = text.slice(start, offset)
            if not before.strip(" \t"):
                size = context.options.tab_size
                width = cell_width(before, size)
                spaces = len(before) - len(before.rstrip(" "))
                return offset - min((width - 1) % size + 1, spaces)
    return previous_grapheme(text, offset)


def delete_right(state: EditorState, context: EditContext) -> Transaction | None:
    """The selection, or the character after the caret."""
    return _delete(state, RIGHT, lambda offset: (offset, next_grapheme(state.text, offset)))


def delete_word_left(state: EditorState, context: EditContext) -> Transaction | None:
    """The selection, or back to the start of the word; several spaces go alone."""
    text, separators = state.text, word_separators(context)

    def span(offset: int) -> tuple[int, int]:
        pair = empty_pair_around(text, offset, context)
        return pair or (delete_word_left_start(text, offset, separators), offset)

    return _delete(state, "delete.wordLeft", span)


def delete_word_right(state: EditorState, context: EditContext) -> Transaction | None:
    """The selection, or on to the end of the word; several spaces go alone."""
    text, separators = state.text, word_separators(context)
    return _delete(
        state,
        "delete.wordRight",
        lambda offset: (offset, delete_word_right_end(text, offset, separators)),
    )


def delete_to_line_start(state: EditorState, context: EditContext) -> Transaction | None:
    """The selection, or what is before the caret in its line; at its start, the line break."""
    text = state.text

    def span(offset: int) -> tuple[int, int]:
        start = text.line_start(text.row_at(offset))
        return (start if start < offset else previous_grapheme(text, offset)), offset

    return _delete(state, "delete.lineLeft", span)


def delete_to_line_end(state: EditorState, context: EditContext) -> Transaction | None:
    """The selection, or what is after the caret in its line; at its end, the line break."""
    text = state.text

    def span(offset: int) -> tuple[int, int]:
        end = text.line_end(text.row_at(offset))
        return offset, (end if end > offset else next_grapheme(text, offset))

    return _delete(state, "delete.lineRight", span)


def delete_lines(state: EditorState, context: EditContext) -> Transaction | None:
    """The lines of every range; carets keep their columns in the lines that follow."""
    text = state.text
    edits = []
    for first, last in row_blocks(state):
        start = text.line_start(first)
        if last + 1 < text.line_count:
            edits.append(Edit(start, text.line_start(last + 1), ""))
        else:  # The last line has no break of its own: the one before it goes.
            start = text.line_end(first - 1) if first else start
            edits.append(Edit(start, len(text), ""))
    changes = ChangeSet.of(len(text), edits)
    if changes.is_empty:
        return None
    after = changes.apply(text)
    carets = []
    for each in state.selection.ranges:
        row, _ = rows_of(text, each)
        column = each.head - text.line_start(text.row_at(each.head))
        start = after.line_start(after.row_at(changes.map(text.line_start(row))))
        carets.append(Range.caret(min(start + column, after.line_end(after.row_at(start)))))
    selection = Selection.of(carets, state.selection.primary_index)
    return Transaction(changes, selection, "delete.lines")
