"""Selecting a box with the keyboard: one range a row, between the same two columns.

The box needs no memory of its own: where it began is the anchor of the range farthest from the
primary one, and the primary's goal is the column that it reaches, be there text or not.
"""

from __future__ import annotations

from typing import NamedTuple

from pith.edit._context import EditContext, LineLayout
from pith.edit._many_ranges import require_few_ranges
from pith.edit._selection import Range, Selection
from pith.edit._transaction import EditorState, Transaction, selecting
from pith.text import next_grapheme, previous_grapheme

_MOST_ROWS = 10_000  # each of them is laid out with every key


class _Box(NamedTuple):
    """From the corner at the offset `anchor` as many rows down (or up) as `rows` says, and in
    each of them from the anchor's column to `goal`, in units of the layout."""

    anchor: int
    rows: int
    goal: float


def select_column_up(state: EditorState, context: EditContext) -> Transaction | None:
    """The box reaches one row higher."""
    return _reaching(state, context, -1)


def select_column_down(state: EditorState, context: EditContext) -> Transaction | None:
    """The box reaches one row lower."""
    return _reaching(state, context, 1)


def select_column_page_up(state: EditorState, context: EditContext) -> Transaction | None:
    """The box reaches one page higher."""
    return _reaching(state, context, -max(context.layout.page_rows, 1))


def select_column_page_down(state: EditorState, context: EditContext) -> Transaction | None:
    """The box reaches one page lower."""
    return _reaching(state, context, max(context.layout.page_rows, 1))


def select_column_left(state: EditorState, context: EditContext) -> Transaction | None:
    """The box reaches one column further left."""
    box, layout = _box_of(state, context.layout), context.layout
    heads = [each.head for each in _ranges(layout, box)]
    goals = [layout.move_rows(head, None, 0)[1] for head in heads]
    widest = max(goals)
    if widest < box.goal:  # It reaches beyond all text: back to where the longest row ends.
        return _selected(state, layout, box._replace(goal=widest))
    reached = [
        layout.move_rows(previous_grapheme(state.text, head), None, 0)[1]
        for head, goal in zip(heads, goals, strict=True)
        if goal == widest and head > layout.row_start(head)
    ]
    return _selected(state, layout, box._replace(goal=max(reached))) if reached else None


def select_column_right(state: EditorState, context: EditContext) -> Transaction | None:
    """The box reaches one column further right, as far as its longest row goes."""
    box, layout = _box_of(state, context.layout), context.layout
    reached = []
    for each in _ranges(layout, box):
        if each.head < layout.row_end(each.head):
            after = next_grapheme(state.text, each.head)
            goal = layout.move_rows(after, None, 0)[1]
            if goal > box.goal:
                reached.append(goal)
    return _selected(state, layout, box._replace(goal=min(reached))) if reached else None


def _reaching(state: EditorState, context: EditContext, rows: int) -> Transaction | None:
    layout = context.layout
    box = _box_of(state, layout)
    wanted = box._replace(rows=box.rows + rows)
    found = _ranges(layout, wanted)
    # At the first and the last row of the text it stays.
    step = len(found) - 1 if wanted.rows >= 0 else 1 - len(found)
    return _selected(state, layout, wanted._replace(rows=step))


def _box_of(state: EditorState, layout: LineLayout) -> _Box:
    """The box that is selected; if what is selected is none, the one that the primary range
    has for its corners."""
    selection = state.selection
    primary, last = selection.primary, len(selection.ranges) - 1
    if last and primary.goal is not None and selection.primary_index in (0, last):
        down = selection.primary_index == last
        corner = selection.ranges[0 if down else last]
        box = _Box(corner.anchor, last if down else -last, primary.goal)
        ranges = _ranges(layout, box)  # fewer than there are, if the text has not so many rows
        if Selection.of(ranges).ranges == selection.ranges:
            return box
    # Most rows are lines: nothing has to be laid out to see that there are far too many.
    row_at = state.text.row_at
    require_few_ranges(abs(row_at(primary.head) - row_at(primary.anchor)) + 1, _MOST_ROWS)
    goal = layout.move_rows(primary.head, None, 0)[1]
    if primary.goal is not None and not primary.is_empty:
        # A box of one row may reach beyond what is there, a caret that went up and down not.
        one_row = _Box(primary.anchor, 0, primary.goal)
        goal = primary.goal if _ranges(layout, one_row) == [primary] else goal
    return _Box(primary.anchor, _rows_between(layout, primary), goal)


def _rows_between(layout: LineLayout, each: Range) -> int:
    """How many rows the head is below the anchor; negative if above. Raises ProblemError for so
    many that a range in each is too many."""
    target = layout.row_start(each.head)
    at, rows = each.anchor, 0
    step = 1 if each.head > each.anchor else -1
    while layout.row_start(at) != target:
        moved, _ = layout.move_rows(at, 0.0, step)
        if layout.row_start(moved) == layout.row_start(at):
            break
        at, rows = moved, rows + step
        require_few_ranges(abs(rows) + 1, _MOST_ROWS)
    return rows


def _ranges(layout: LineLayout, box: _Box) -> list[Range]:
    """The range in each row of the box, beginning where the box began."""
    _, anchor_goal = layout.move_rows(box.anchor, None, 0)
    require_few_ranges(abs(box.rows) + 1, _MOST_ROWS)
    ranges: list[Range] = []
    step = 1 if box.rows >= 0 else -1
    row = -1
    for distance in range(abs(box.rows) + 1):
        anchor, _ = layout.move_rows(box.anchor, anchor_goal, distance * step)
        start = layout.row_start(anchor)
        if start == row:
            break  # The text has no more rows.
        row = start
        head, _ = layout.move_rows(box.anchor, box.goal, distance * step)
        ranges.append(Range(anchor, head, box.goal))
    return ranges


def _selected(state: EditorState, layout: LineLayout, box: _Box) -> Transaction | None:
    ranges = _ranges(layout, box)
    selection = Selection.of(ranges, len(ranges) - 1, 0)
    return None if selection == state.selection else selecting(state, selection)
