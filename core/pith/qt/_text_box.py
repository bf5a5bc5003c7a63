"""Boxes of text, as column selection with the mouse makes them."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF

from pith.edit import MOST_RANGES, Range
from pith.qt._viewport import Viewport


class Corner(NamedTuple):
    """A row, a sub-row of it, and how far right of where the text begins, in pixels: wherever
    that is scrolled to."""

    row: int
    sub_row: int
    x: float


def corner_at(viewport: Viewport, point: QPointF) -> Corner:
    """The corner at a point of the text area."""
    index = viewport.index_at(point.y())
    sub_row = int((point.y() - viewport.tops[index]) // viewport.row_height)
    sub_row = min(max(sub_row, 0), viewport.shapes[index].sub_rows - 1)
    return Corner(viewport.rows[index], sub_row, point.x() + viewport.x)


def box_between(viewport: Viewport, one: Corner, other: Corner) -> list[Range]:
    """What of the text lies between two corners: a range for each row or, wrapped, each sub-row
    that is not folded away, from the x of `one` to that of `other` and in that order. There are
    no more than a key may go over."""
    text, folds = viewport.text, viewport.folds
    far = max(one.row - MOST_RANGES, min(other.row, one.row + MOST_RANGES))
    if far != other.row:
        other = Corner(far, 0, other.x)
    first, last = sorted((one, other))
    ranges: list[Range] = []
    row = first.row
    while row <= min(last.row, text.line_count - 1) and len(ranges) < MOST_RANGES:
        shape, start = viewport.shape_of(row), text.line_start(row)
        top = first.sub_row if row == first.row else 0
        bottom = last.sub_row if row == last.row else shape.sub_rows - 1
        for sub_row in range(top, min(bottom, shape.sub_rows - 1) + 1):
            anchor, head = (shape.column_at(sub_row, corner.x) for corner in (one, other))
            if viewport.inlay_rows and shape.place(head).sub_row != sub_row:
                continue  # nothing there is in the document
            ranges.append(Range(start + anchor, start + head))
        row = folds.next_row(row)
    return ranges if first is one else ranges[::-1]
