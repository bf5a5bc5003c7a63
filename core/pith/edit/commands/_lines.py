"""Whole lines: moving, copying, joining."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from pith.edit._changes import ChangeSet
from pith.edit._context import EditContext
from pith.edit._selection import Range, Selection
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import line_break_after, row_blocks, rows_of
from pith.text import Edit, Text


class _Block(NamedTuple):
    """Rows that change their place: `by` code points further on, with `following` after them."""

    first: int
    last: int
    by: int
    following: str  # the line break that ends the last of them then


def move_lines_up(state: EditorState, context: EditContext) -> Transaction | None:
    """The lines of every range go above the line over them, and into the block that it ends or
    out of the one that it begins."""
    text = state.text
    edits: list[Edit] = []
    blocks: list[_Block] = []
    for first, last in row_blocks(state):
        if first == 0:
            continue
        start, end = text.line_start(first), text.line_end(last)
        over = text.line_start(first - 1)
        # The line above changes places with its break, so that the last line needs none.
        line_break = line_break_after(text, first - 1)
        edits.append(Edit(over, start, ""))
        edits.append(Edit(end, end, line_break + text.line(first - 1)))
        blocks.append(_Block(first, last, over - start, line_break))
    return _moved(state, edits, blocks, -1, context)


def move_lines_down(state: EditorState, context: EditContext) -> Transaction | None:
    """The lines of every range go below the line under them, and into the block that it begins
    or out of the one that it ends."""
    text = state.text
    edits: list[Edit] = []
    blocks: list[_Block] = []
    for first, last in row_blocks(state):
        if last + 1 == text.line_count:
            continue
        start, end = text.line_start(first), text.line_end(last)
        under = text.line(last + 1) + line_break_after(text, last)
        edits.append(Edit(start, start, under))
        edits.append(Edit(end, text.line_end(last + 1), ""))
        blocks.append(_Block(first, last, len(under), line_break_after(text, last + 1)))
    return _moved(state, edits, blocks, 1, context)


def _moved(
    state: EditorState, edits: list[Edit], blocks: list[_Block], by: int, context: EditContext
) -> Transaction | None:
    from pith.edit.commands._across_blocks import fitted_after_move

    transaction = _with_blocks(state, edits, blocks, "edit.moveLines")
    spans = [(block.first, block.last) for block in blocks]
    return fitted_after_move(state, transaction, spans, by, context)


def copy_lines_up(state: EditorState, context: EditContext) -> Transaction | None:
    """The lines of every range once more; carets stay in the upper ones."""
    return _copied(state, context, down=False)


def copy_lines_down(state: EditorState, context: EditContext) -> Transaction | None:
    """The lines of every range once more; carets go to the lower ones."""
    return _copied(state, context, down=True)


def _copied(state: EditorState, context: EditContext, down: bool) -> Transaction | None:
    text = state.text
    edits = []
    blocks = []
    growth = 0
    for first, last in row_blocks(state):
        start, end = text.line_start(first), text.line_end(last)
        content = text.slice(start, end)
        existing = line_break_after(text, last)
        line_break = existing or context.options.line_ending
        grown = len(content) + len(line_break)
        if down:
            edits.append(Edit(start, start, content + line_break))
            blocks.append(_Block(first, last, growth + grown, existing))
        else:
            edits.append(Edit(end, end, line_break + content))
            blocks.append(_Block(first, last, growth, line_break))
        growth += grown
    return _with_blocks(state, edits, blocks, "edit.copyLines")


def _with_blocks(
    state: EditorState, edits: list[Edit], blocks: list[_Block], event: str
) -> Transaction | None:
    """The transaction of the edits; ranges go with their blocks, others stay where they are."""
    if not edits:
        return None
    text = state.text
    changes = ChangeSet.of(len(text), edits)
    lasts = [block.last for block in blocks]

    def moved(offset: int, block: _Block) -> int:
        end = text.line_end(block.last)
        if offset > end:  # Where the line after begins, which does not come along.
            return end + block.by + len(block.following)
        return offset + block.by

    ranges = []
    for each in state.selection.ranges:
        row, _ = rows_of(text, each)
        index = bisect_left(lasts, row)
        if index < len(blocks) and blocks[index].first <= row:
            block = blocks[index]
            ranges.append(Range(moved(each.anchor, block), moved(each.head, block)))
        else:
            ranges.append(Range(each.anchor, each.head))
    return Transaction(changes, Selection.of(ranges, state.selection.primary_index), event)


def join_lines(state: EditorState, context: EditContext) -> Transaction | None:
    """The line of a caret and the next one, or all lines of a range, become one.

    One space stands where a break and the white space around it were, none where there is
    nothing on one side. Carets go to where their lines were joined.
    """
    text = state.text
    runs: list[tuple[int, int]] = []
    for each in state.selection.ranges:
        first, last = rows_of(text, each)
        last = min(max(last, first + 1), text.line_count - 1)
        if runs and first <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(last, runs[-1][1]))
        else:
            runs.append((first, last))
    edits = [edit for first, last in runs for edit in _joined(text, first, last)]
    changes = ChangeSet.of(len(text), edits)
    if changes.is_empty:
        return None
    ends = [edit.end for edit in changes.edits]
    ranges = []
    for each in state.selection.ranges:
        if each.is_empty:
            line_end = text.line_end(text.row_at(each.head))
            index = bisect_left(ends, line_end)
            at = min(changes.edits[index].start, line_end) if index < len(ends) else each.head
            ranges.append(Range.caret(changes.map(at)))
        else:
            start, end = changes.map(each.start, 1), changes.map(each.end, -1)
            ranges.append(Range(end, start) if each.is_reversed else Range(start, end))
    selection = Selection.of(ranges, state.selection.primary_index)
    return Transaction(changes, selection, "edit.joinLines")


def _joined(text: Text, first: int, last: int) -> list[Edit]:
    """The edits that make one line of the rows; blank ones leave nothing."""
    edits: list[Edit] = []
    lines = text.lines(first, last + 1)
    kept = lines[0].rstrip(" \t")
    end = text.line_start(first) + len(kept)  # of what the joined line has so far
    has_content = bool(kept)
    for row, line in enumerate(lines[1:], first + 1):
        rest = line.lstrip(" \t")
        if not rest and row < last:
            continue
        start = text.line_start(row)
        edits.append(Edit(end, start + len(line) - len(rest), " " if has_content and rest else ""))
        end = start + len(line.rstrip(" \t"))
        has_content = has_content or bool(rest)
    return edits
