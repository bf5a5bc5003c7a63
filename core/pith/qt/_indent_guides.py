"""Where indent guides run."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from pith.qt._viewport import Viewport

_SEARCHED = 100  # rows looked at for the next one that is not blank


class GuideLine(NamedTuple):
    """A guide at a level (0 is the margin) over some rows, the last one included."""

    level: int
    first: int
    last: int


def indent_levels(viewport: Viewport) -> list[int]:
    """How many guides each seen row has: one for each level it is indented by.

    A level that is begun counts. A blank row has the guides that go through it, from the row
    with text above to the one below, seen or not.
    """
    tab_width = viewport.shaper.style.tab_width
    levels: list[int] = []
    blank = 0  # how many rows before this one are
    for shape in viewport.shapes:
        indent = shape.indent
        if indent is None:
            blank += 1
            continue
        level = _level(indent, tab_width)
        if blank:
            levels += [_between(viewport, levels, level)] * blank
            blank = 0
        levels.append(level)
    if blank:
        below = _near(viewport, viewport.last_row + 1, 1)
        levels += [_between(viewport, levels, below)] * blank
    return levels


def _between(viewport: Viewport, levels: list[int], below: int) -> int:
    """The level of blank rows between the last of `levels` and a row with the level `below`."""
    above = levels[-1] if levels else _near(viewport, viewport.first_row - 1, -1)
    return min(above, below)


def _near(viewport: Viewport, row: int, step: int) -> int:
    """The level of the nearest row with text from a row on, in a direction."""
    for _ in range(_SEARCHED):
        if not 0 <= row < viewport.text.line_count:
            break
        indent = viewport.shape_of(row).indent
        if indent is not None:
            return _level(indent, viewport.shaper.style.tab_width)
        row += step
    return 0


def _level(indent: float, tab_width: float) -> int:
    # Rows are indented by sums of rounded widths: a hundredth of a pixel is no level begun.
    return int((indent - 0.01) // tab_width) + 1 if indent > 0.01 else 0


def guide_lines(levels: list[int], first: int, last: int) -> list[GuideLine]:
    """The guides over some seen rows, by index, each as long as it runs: few calls, not many."""
    lines: list[GuideLine] = []
    open_since: list[int] = []
    for index in range(first, last + 2):
        level = levels[index] if index <= last else 0
        while len(open_since) > level:
            start = open_since.pop()
            lines.append(GuideLine(len(open_since), start, index - 1))
        while len(open_since) < level:
            open_since.append(index)
    return lines


def guide_of_block(rows: Sequence[int], levels: list[int], row: int) -> GuideLine | None:
    """The guide, by rows of the document, of the block a row is in, as far as that is seen.

    `levels` are those of `rows`, which are seen.
    """
    index = bisect_left(rows, row)
    if index >= len(levels) or rows[index] != row:
        return None
    level = levels[index]
    # On the line that opens a block, the block that it opens.
    if index + 1 < len(levels) and levels[index + 1] > level:
        index += 1
        level = levels[index]
    if level == 0:
        return None
    start = end = index
    while start > 0 and levels[start - 1] >= level:
        start -= 1
    while end + 1 < len(levels) and levels[end + 1] >= level:
        end += 1
    return GuideLine(level - 1, rows[start], rows[end])
