"""Where a line is wrapped one offset is in two places: the end of a row, and the next one's start.
A caret with the goal ROW_END stands in the first of them."""

from __future__ import annotations

from pith.edit import ROW_END
from pith.qt._shaped_line import Place, Shape
from pith.text import Text


def wrapped_at(text: Text, row: int, shape: Shape, sub_row: int) -> int | None:
    """The offset where a sub-row of a row ends and the next one starts; None if there is none, or
    if a blank is there: a caret at its end is in front of that."""
    column = shape.sub_row_start(sub_row + 1) if sub_row + 1 < shape.sub_rows else 0
    if column <= shape.sub_row_start(sub_row) or shape.place(column).sub_row != sub_row + 1:
        return None
    end = text.line_start(row) + column
    return None if text.char_at(end - 1) in " \t" else end


def place_of(shape: Shape, column: int, goal: float | None) -> Place:
    """Where a caret at a column stands that has a goal."""
    place = shape.place(column)
    if goal == ROW_END and place.sub_row and shape.sub_row_start(place.sub_row) == column:
        sub_row = place.sub_row - 1
        return Place(sub_row, shape.sub_row_edges(sub_row)[1])
    return place
