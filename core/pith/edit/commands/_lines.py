"""Whole lines: moving, copying, joining."""

from __future__ import annotations

from bisect import bisect_left

from pith.edit._changes import ChangeSet
from pith.edit._context import EditContext
from pith.edit._selection import Range, Selection
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import line_break_after, row_blocks, rows_of
from pith.text import Edit, Text


def move_lines_up(state: EditorState, context: EditContext) -> Transaction | None:
    """The lines of every range go above the line over them."""
    text = state.text
    edits: list[Edit] = []
    moved: list[tuple[int, int, int]] = []
    for first, last in row_blocks(state):
        if first == 0:
            continue
        start, end = text.line_start(first), text.line_end(last)
        over = text.line_start(first - 1)
        # The line above changes places with its break, so that the last line needs none.
        edits.append(Edit(over, start, ""))
        edits.append(Edit(end, end, line_break_after(text, first - 1) + text.line(first - 1)))
        moved.append((first, last, over - start))
    return _moved_lines(state, edits, moved, "edit.moveLines")


def move_lines_down(state: EditorState, context: EditContext) -> Transaction | None:
    """The lines of every range go below the line under them."""
    text = state.text
    edits: list[Edit] = []
    moved: list[tuple[int, int, int]] = []
    for first, last in row_blocks(state):
        if last + 1 == text.line_count:
            continue
        start, end = text.line_start(first), text.line_end(last)
        under = text.line(last + 1) + line_break_after(text, last)
        edits.append(Edit(start, start, under))
        edits.append(Edit(end, text.line_end(last + 1), ""))
        moved.append((first, last, len(under)))
    return _moved_lines(state, edits, moved, "edit.moveLines")


def copy_lines_up(state: EditorState, context: EditContext) -> Transaction | None:
    """The lines of every range once more; carets stay in the upper ones."""
    return _copied(state, context, False)


def copy_lines_down(state: EditorState, context: EditContext) -> Transaction | None:
    """The lines of every range once more; carets go to the lower ones."""
    return _copied(state, context, True)


def _copied(state: EditorState, context: EditContext, down: bool) -> Transaction | None:
    text = state.text
    edits = []
    moved = []
    shift = 0
    for first, last in row_blocks(state):
        start, end = text.line_start(first), text.line_end(last)
        content = text.slice(start, end)
        line_break = line_break_after(text, last) or context.options.line_ending
        if down:
            edits.append(Edit(start, start, content + line_break))
        else:
            edits.append(Edit(end, end, line_break + content))
        grown = len(content) + len(line_break)
        moved.append((first, last, shift + (grown if down else 0)))
        shift += grown
    return _moved_lines(state, edits, moved, "edit.copyLines")


def _moved_lines(
    state: EditorState, edits: list[Edit], moved: list[tuple[int, int, int]], event: str
) -> Transaction | None:
    """The transaction of the edits, with ranges in the blocks (first, last, by how much) shifted.

    Blocks that are not named stay where they are.
    """
    if not edits:
        return None
    text = state.text
    changes = ChangeSet.of(len(text), edits)
    shift_of = {row: by for first, last, by in moved for row in range(first, last + 1)}
    ranges = []
    for each in state.selection.ranges:
        by = shift_of.get(rows_of(text, each)[0], 0)
        anchor, head = (min(at + by, changes.length_after) for at in (each.anchor, each.head))
        ranges.append(Range(anchor, head))
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
