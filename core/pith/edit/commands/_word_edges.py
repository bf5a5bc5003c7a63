"""The other edges of words: the start of the next one, the end of the one before."""

from __future__ import annotations

from pith.edit._context import EditContext
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import delete_spans
from pith.edit.commands._motion import Motion, motion_commands, word_separators
from pith.text import Text, word_at, word_left, word_right


def _start_right(state: EditorState, context: EditContext, offset: int) -> int:
    """The first start of a word after the offset."""
    text, separators = state.text, word_separators(context)
    end = word_right(text, offset, separators)
    start = word_left(text, end, separators)
    if start > offset or end == len(text):
        return start if start > offset else end
    return max(end, word_left(text, word_right(text, end, separators), separators))


def _end_left(state: EditorState, context: EditContext, offset: int) -> int:
    """The last end of a word before the offset."""
    text, separators = state.text, word_separators(context)
    start = word_left(text, offset, separators)
    end = word_right(text, start, separators)
    if end < offset or not start:
        return end if end < offset else start
    return min(start, word_right(text, word_left(text, start, separators), separators))


caret_word_start_right, select_word_start_right = motion_commands(_start_right, "word_start_right")
caret_word_end_left, select_word_end_left = motion_commands(_end_left, "word_end_left")


def _deleted_to(
    state: EditorState, context: EditContext, motion: Motion, event: str
) -> Transaction | None:
    spans = []
    for each in state.selection.ranges:
        to = motion(state, context, each.head) if each.is_empty else each.anchor
        spans.append((min(each.head, to), max(each.head, to)))
    return delete_spans(state, spans, event)


def delete_word_start_right(state: EditorState, context: EditContext) -> Transaction | None:
    """The selection, or on to the start of the next word."""
    return _deleted_to(state, context, _start_right, "delete.wordRight")


def delete_word_end_left(state: EditorState, context: EditContext) -> Transaction | None:
    """The selection, or back to the end of the word before."""
    return _deleted_to(state, context, _end_left, "delete.wordLeft")


def delete_inside_word(state: EditorState, context: EditContext) -> Transaction | None:
    """The selection, or the word the caret is in or beside; in blanks, those around it."""
    separators = word_separators(context)
    spans = [
        _around(state.text, each.head, separators) if each.is_empty else (each.start, each.end)
        for each in state.selection.ranges
    ]
    return delete_spans(state, spans, "delete.word")


def _around(text: Text, offset: int, separators: str) -> tuple[int, int]:
    word = word_at(text, offset, separators)
    if word is not None:
        return word
    row = text.row_at(offset)
    start, end = text.line_start(row), text.line_end(row)
    before, after = text.slice(start, offset), text.slice(offset, end)
    left = offset - (len(before) - len(before.rstrip(" \t")))
    return left, offset + (len(after) - len(after.lstrip(" \t")))
