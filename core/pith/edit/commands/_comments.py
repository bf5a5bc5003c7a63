"""Turning code into comments and back."""

from __future__ import annotations

from collections.abc import Mapping

from pith.edit._changes import ChangeSet
from pith.edit._context import EditContext
from pith.edit._selection import Range, Selection
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import (
    edits_transaction,
    indentation_of,
    line_indentation,
    rows_of,
)
from pith.text import Edit, Text, cell_width


def add_line_comment(state: EditorState, context: EditContext) -> Transaction | None:
    """The lines of every range become comments, even if they are. None for a language without
    line comments."""
    return _each_line(state, context, add=True)


def remove_line_comment(state: EditorState, context: EditContext) -> Transaction | None:
    """The lines of every range that are comments become code. None if none is."""
    return _each_line(state, context, add=False)


def toggle_line_comment(state: EditorState, context: EditContext) -> Transaction | None:
    """The lines of every range become comments, or code if all of them are comments.

    Comments begin at the least indentation of a range's lines; blank lines are left alone,
    unless there is nothing else. They are those of the language that the first line of a range
    is in. One without line comments gets a block comment around the lines. None for a language
    without comments.
    """
    return _each_line(state, context, add=None)


def _each_line(state: EditorState, context: EditContext, add: bool | None) -> Transaction | None:
    """Comments added, removed, or (None) what the lines of each range ask for."""
    text = state.text
    edits: list[Edit] = []
    blocks: dict[int, tuple[int, int]] = {}
    done = -1
    for each in state.selection.ranges:
        first, last = rows_of(text, each)
        first = max(first, done + 1)
        if first > last:
            continue
        done = last
        start = text.line_start(first) + len(line_indentation(text, first))
        rules = context.rules_at(start)
        if rules.line_comment is not None:
            token, tab_size = rules.line_comment, context.options.tab_size
            edits += _toggled(text, first, last, token, tab_size, add)
        elif rules.block_comment is not None and add is None:
            wrapped = _lines_as_block(text, first, last, rules.block_comment)
            alone = wrapped == [Edit(start, start, "  ".join(rules.block_comment))]
            blocks[first] = wrapped[-1].start, len(rules.block_comment[0]) + 1 if alone else 0
            edits += wrapped
    return edits_transaction(
        state, edits, "edit.comment", lambda each, changes: _kept(text, each, changes, blocks)
    )


def _toggled(
    text: Text, first: int, last: int, token: str, tab_size: int, add: bool | None
) -> list[Edit]:
    lines = text.lines(first, last + 1)
    rows = [index for index, line in enumerate(lines) if line.strip()]
    starts = [text.line_start(row) for row in range(first, last + 1)]
    white = [indentation_of(line) for line in lines]
    comments = [row for row in rows if lines[row].startswith(token, len(white[row]))]
    if add is False or (add is None and rows and len(comments) == len(rows)):
        edits = []
        for row in comments:
            at = len(white[row])
            end = at + len(token)
            end += lines[row][end : end + 1] == " "
            edits.append(Edit(starts[row] + at, starts[row] + end, ""))
        return edits
    rows = rows or list(range(len(lines)))
    least = min(cell_width(white[row], tab_size) for row in rows)
    return [
        Edit(at, at, token + " ")
        for at in (starts[row] + _column_at(white[row], least, tab_size) for row in rows)
    ]


def _column_at(white: str, cells: int, tab_size: int) -> int:
    """How much of the indentation is `cells` wide or less."""
    column = len(white)
    while column and cell_width(white[:column], tab_size) > cells:
        column -= 1
    return column


def _kept(
    text: Text, each: Range, changes: ChangeSet, blocks: Mapping[int, tuple[int, int]]
) -> Range:
    """The range with the comment signs at its start in it, if it starts before them.

    `blocks` says of first rows of block comments where these end. Ranges stay in them; a caret
    at the end of one does, and where it is all there is, the second number of code points behind.
    """
    row = text.row_at(each.start)
    block = blocks.get(row)
    if each.is_empty:
        if block is not None and block[0] == each.head:
            return Range.caret(changes.map(each.head, -1) + block[1])
        return Range.caret(changes.map(each.head, 1))
    before_signs = block is None and each.start == text.line_start(row)
    start, end = changes.map(each.start, -1 if before_signs else 1), changes.map(each.end, -1)
    end = max(start, end)
    return Range(end, start) if each.is_reversed else Range(start, end)


def _lines_as_block(text: Text, first: int, last: int, tokens: tuple[str, str]) -> list[Edit]:
    start = text.line_start(first) + len(indentation_of(text.line(first)))
    end = text.line_start(last) + len(text.line(last).rstrip(" \t"))
    return _wrapped(text, start, max(start, end), tokens)


def toggle_block_comment(state: EditorState, context: EditContext) -> Transaction | None:
    """A block comment around every range, or none if one is there; it is that of the language
    that the range starts in. One without block comments gets line comments; None for one without
    either."""
    text = state.text
    edits: list[Edit] = []
    between: dict[int, int] = {}  # of carets between two new tokens, how long the first is
    reached = 0
    for each in state.selection.ranges:
        tokens = context.rules_at(each.start).block_comment
        if tokens is None:
            return _each_line(state, context, add=None)
        toggled = _wrapped(text, each.start, each.end, tokens)
        if toggled[0].start >= reached:  # Two carets in one comment uncomment it once.
            edits += toggled
            reached = toggled[-1].end
            if toggled == [Edit(each.head, each.head, f"{tokens[0]}  {tokens[1]}")]:
                between[each.head] = len(tokens[0]) + 1
    changes = ChangeSet.of(len(text), edits)
    ranges = []
    for each in state.selection.ranges:
        if each.is_empty:
            # Between the two new tokens, which are one insertion.
            at = changes.map(each.head, -1) + between.get(each.head, 0)
            ranges.append(Range.caret(at))
        else:
            start, end = changes.map(each.start, 1), changes.map(each.end, -1)
            end = max(start, end)
            ranges.append(Range(end, start) if each.is_reversed else Range(start, end))
    selection = Selection.of(ranges, state.selection.primary_index)
    return Transaction(changes, selection, "edit.comment")


def _wrapped(text: Text, start: int, end: int, tokens: tuple[str, str]) -> list[Edit]:
    """The edits that make a comment of the span, or take away the comment that it is in."""
    opening, closing = tokens
    first, last = text.row_at(start), text.row_at(end)
    line_start, line_end = text.line_start(first), text.line_end(last)
    head = text.slice(line_start, min(start + len(opening), text.line_end(first)))
    tail_start = max(end - len(closing), text.line_start(last), start)
    tail = text.slice(tail_start, line_end)
    opened, closed = head.rfind(opening), tail.find(closing)
    if opened >= 0 and closed >= 0:
        begin = line_start + opened + len(opening)
        stop = tail_start + closed
        if begin <= stop and closing not in text.slice(begin, stop):
            inner = text.slice(begin, stop)
            left = begin + inner.startswith(" ")
            right = stop - (inner.endswith(" ") and stop > left)
            return [
                Edit(begin - len(opening), left, ""),
                Edit(right, stop + len(closing), ""),
            ]
    if start == end:
        return [Edit(start, start, f"{opening}  {closing}")]
    return [Edit(start, start, opening + " "), Edit(end, end, " " + closing)]
