"""The place at the top edge of a viewport, and the ways from one such place to another.

They count sub-rows, one row after the other, and never pixels from the start of the document: rows
that nobody has seen have no height. Only rows between the two places are looked at.
"""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pith.qt._viewport import Viewport


class ScrollAnchor(NamedTuple):
    """What is at the top edge: `pixels` of the sub-row have been scrolled out above it."""

    row: int
    sub_row: int = 0
    pixels: float = 0.0


def moved_by(viewport: Viewport, anchor: ScrollAnchor, pixels: float) -> ScrollAnchor:
    """The place that many pixels further down; outside the text, measured from its edge."""
    height = viewport.row_height
    row, sub_row, above = anchor
    steps, rest = divmod(viewport.shaper.style.snap(above + pixels), height)
    sub_row += int(steps)
    folds = viewport.folds
    last = _last_row(viewport)
    if viewport.even:
        index = (folds.index_of(row) if folds else row) + sub_row
        if index < 0:
            return ScrollAnchor(0, 0, rest + index * height)
        last_index = folds.index_of(last) if folds else last
        if index > last_index:
            return ScrollAnchor(last, 0, rest + (index - last_index) * height)
        return ScrollAnchor(folds.row_of(index) if folds else index, 0, rest)
    while sub_row < 0:
        if row == 0:
            return ScrollAnchor(0, 0, rest + sub_row * height)
        row = folds.seen_row(row - 1) if folds else row - 1
        sub_row += viewport.sub_rows_of(row)
    count = viewport.sub_rows_of(row)
    while sub_row >= count:
        if row == last:
            return ScrollAnchor(row, count - 1, rest + (sub_row - count + 1) * height)
        sub_row -= count
        row = folds.next_row(row) if folds else row + 1
        count = viewport.sub_rows_of(row)
    return ScrollAnchor(row, sub_row, rest)


def _last_row(viewport: Viewport) -> int:
    """The last row that is not folded away."""
    last = viewport.text.line_count - 1
    return viewport.folds.seen_row(last) if viewport.folds else last


def last_anchor(viewport: Viewport) -> ScrollAnchor:
    """The lowest place that may be at the top edge."""
    last = _last_row(viewport)
    end = ScrollAnchor(last, viewport.sub_rows_of(last) - 1)
    if viewport.scroll_beyond_end:
        return end
    # Of the last row something is at the top edge, also where there is no room for anything.
    height = max(viewport.height, 1.0)
    anchor = moved_by(viewport, end, -_down(viewport, height - viewport.row_height))
    return max(anchor, ScrollAnchor(0, 0, -viewport.padding_top))


def in_bounds(viewport: Viewport, anchor: ScrollAnchor) -> ScrollAnchor:
    """The nearest place that may be at the top edge."""
    anchor = min(anchor, last_anchor(viewport))
    return max(anchor, ScrollAnchor(0, 0, -viewport.padding_top))


def position_of(viewport: Viewport, anchor: ScrollAnchor) -> float:
    """A place in rows that are not folded away, with a fraction."""
    height = viewport.row_height
    rest = anchor.sub_row * height + anchor.pixels
    index = viewport.folds.index_of(anchor.row) if viewport.folds else anchor.row
    return index + rest / (viewport.sub_rows_of(anchor.row) * height)


def reveal_row(viewport: Viewport, row: int, sub_row: int, centre: bool, margin: int) -> None:
    """Scroll as little as shows a sub-row, or far away to the middle: see Viewport.reveal."""
    height = viewport.row_height
    margin_pixels = min(margin, (viewport.page_rows - 1) // 2) * height
    top = viewport.top_of(row)
    y = None if top is None else top + sub_row * height
    if y is not None and not centre:
        if y - margin_pixels < 0:
            if row or sub_row or y < 0:
                viewport.scroll_by(y - margin_pixels)
        elif y + height + margin_pixels > viewport.height:
            viewport.scroll_by(_up(viewport, y + height + margin_pixels - viewport.height))
        return
    rows_away = min(
        _apart(viewport, row, viewport.first_row), _apart(viewport, row, viewport.last_row)
    )
    if centre or rows_away > viewport.page_rows / 2:
        down = floor((viewport.page_rows - 1) / 2) * height
    elif row < viewport.first_row:
        down = margin_pixels
    else:
        down = _down(viewport, viewport.height - height - margin_pixels)
    viewport.scroll_to(moved_by(viewport, ScrollAnchor(row, sub_row), -down))


def _apart(viewport: Viewport, row: int, other: int) -> int:
    """How many rows further one is than the other, as they are seen."""
    folds = viewport.folds
    if folds:
        row, other = folds.index_of(row), folds.index_of(other)
    return abs(row - other)


def _down(viewport: Viewport, length: float) -> float:
    """A whole number of device pixels, not more than a length."""
    ratio = viewport.shaper.style.ratio
    return floor(length * ratio) / ratio


def _up(viewport: Viewport, length: float) -> float:
    """A whole number of device pixels, not less than a length."""
    ratio = viewport.shaper.style.ratio
    return ceil(length * ratio) / ratio
