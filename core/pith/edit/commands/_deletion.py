"""Deleting: characters, words, to the ends of lines, lines."""

from __future__ import annotations

from collections.abc import Callable

from pith.edit._changes import ChangeSet
from pith.edit._context import EditContext
from pith.edit._selection import Range, Selection
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import delete_at_carets, delete_spans, row_blocks, rows_of
from pith.edit.commands._motion import word_separators
from pith.edit.commands._pairs import empty_pair_around, typing_rules
from pith.text import (
    Edit,
    Text,
    backspace_start,
    cell_width,
    delete_word_left_start,
    delete_word_right_end,
    next_grapheme,
    previous_grapheme,
    slices,
)

LEFT, RIGHT = "delete.left", "delete.right"
_MANY = 16


def _delete(
    state: EditorState, event: str, span: Callable[[int], tuple[int, int]]
) -> Transaction | None:
    """Delete what is selected, and at a caret the span that belongs to it."""
    spans = [
        span(each.head) if each.is_empty else (each.start, each.end)
        for each in state.selection.ranges
    ]
    return delete_spans(state, spans, event)


def _delete_one(
    state: EditorState,
    event: str,
    before: int,
    after: int,
    span: Callable[[int], tuple[int, int]],
    plain: Callable[[str], bool],
) -> Transaction | None:
    """As _delete(). Of many carets, which are nearly all alike, those are not asked of whose
    surroundings (two code points before and after) `plain` says that `before` and `after` go.
    """
    ranges = state.selection.ranges
    if len(ranges) < _MANY or any(anchor != head for anchor, head, _ in ranges):
        return _delete(state, event, span)
    heads = [each.head for each in ranges]
    nears = slices(state.text, [head - 2 for head in heads], [head + 2 for head in heads])
    others = {near for near in set(nears) if len(near) < 4 or not plain(near)}
    starts = [head - before for head in heads] if before else heads.copy()
    ends = [head + after for head in heads] if after else heads.copy()
    if others:
        for index, near in enumerate(nears):
            if near in others:
                starts[index], ends[index] = span(heads[index])
    return delete_at_carets(state, starts, ends, event)


def delete_left(state: EditorState, context: EditContext) -> Transaction | None:
    """The selection, or the character before the caret; of a letter with marks, the last mark.

    Between an auto-closed pair both go; in indentation of spaces, those back to the tab stop. Of a
    tag that was put by itself all goes, with the `>` that it was put for.
    """
    if state.selection.put:
        from pith.edit.commands._typing_over import put_taken_back

        spans = put_taken_back(state, lambda offset: _left_span(state.text, offset, context))
        return delete_spans(state, spans, LEFT)
    text = state.text
    closers = typing_rules(context.rules).closers if context.options.auto_close else ()

    def span(offset: int) -> tuple[int, int]:
        return _left_span(text, offset, context)

    def plain(near: str) -> bool:
        one, two = near[0], near[1]
        if not near.isascii() or near[2] in closers:
            return False
        return one not in " \t\r\n" if two == " " else one + two != "\r\n"

    return _delete_one(state, LEFT, 1, 0, span, plain)


def _left_span(text: Text, offset: int, context: EditContext) -> tuple[int, int]:
    pair = empty_pair_around(text, offset, context)
    return pair or (_left_of(text, offset, context), offset)


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
    return backspace_start(text, offset)


def delete_right(state: EditorState, context: EditContext) -> Transaction | None:
    """The selection, or the character after the caret."""
    text = state.text

    def plain(near: str) -> bool:
        return near.isascii() and near[2:] != "\r\n"

    return _delete_one(
        state, RIGHT, 0, 1, lambda offset: (offset, next_grapheme(text, offset)), plain
    )


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
