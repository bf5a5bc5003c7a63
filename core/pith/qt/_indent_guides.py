"""Where indent guides run."""

from __future__ import annotations

from typing import NamedTuple

from pith.qt._viewport import Viewport

_SEARCHED = 100


class GuideLine(NamedTuple):
    """A guide at a level (0 is the margin) over seen rows, by their indexes, both included."""

    level: int
    first: int
    last: int


def indent_levels(viewport: Viewport, first: int, last: int, tab_width: float) -> list[int]:
    """How many guides each seen row from index `first` to `last` has.

    A row has one for each level it is indented by, a last half one included; a blank row has
    those that go through it, from the row with text above to the one below.
    """
    levels: list[int] = []
    blank: list[int] = []
    for index in range(first, last + 1):
        indent = viewport.shapes[index].indent
        if indent is None:
            blank.append(len(levels))
            levels.append(-1)
            continue
        level = _level(indent, tab_width)
        if blank:
            _settle(levels, blank, level, viewport, first, tab_width)
        levels.append(level)
    if blank:
        below = _near(viewport, first + len(levels), 1, tab_width)
        _settle(levels, blank, below, viewport, first, tab_width)
    return levels


def _settle(
    levels: list[int],
    blank: list[int],
    below: int,
    viewport: Viewport,
    first: int,
    tab_width: float,
) -> None:
    """Give the blank rows, by their indexes, the guides that go through them."""
    start = blank[0]
    above = levels[start - 1] if start else _near(viewport, first - 1, -1, tab_width)
    for at in blank:
        # After a deeper block ends, the guide of the shallower one goes on.
        levels[at] = min(above, below) if above != below else above
    blank.clear()


def _near(viewport: Viewport, index: int, step: int, tab_width: float) -> int:
    """The level of the nearest row with text in a direction."""
    row = viewport.first_row + index
    for _ in range(_SEARCHED):
        if not 0 <= row < viewport.text.line_count:
            break
        indent = viewport.shape_of(row).indent
        if indent is not None:
            return _level(indent, tab_width)
        row += step
    return 0


def _level(indent: float, tab_width: float) -> int:
    return int((indent - 0.01) // tab_width) + 1 if indent > 0.5 else 0


def guide_lines(viewport: Viewport, first: int, last: int, tab_width: float) -> list[GuideLine]:
    """The guides over seen rows, each as long as it runs: few calls to paint, not many."""
    lines: list[GuideLine] = []
    open_since: list[int] = []
    levels = indent_levels(viewport, first, last, tab_width)
    for index, level in enumerate([*levels, 0], start=first):
        while len(open_since) > level:
            start = open_since.pop()
            lines.append(GuideLine(len(open_since), start, index - 1))
        while len(open_since) < level:
            open_since.append(index)
    return lines


def active_guide(viewport: Viewport, row: int, tab_width: float) -> tuple[int, int, int] | None:
    """The guide of the block a row is in: first and last row seen, and its level."""
    index = row - viewport.first_row
    if not 0 <= index < len(viewport.shapes):
        return None
    levels = indent_levels(viewport, 0, len(viewport.shapes) - 1, tab_width)
    level = levels[index]
    # On the line that opens a block, the block that it opens.
    if index + 1 < len(levels) and levels[index + 1] > level:
        level = levels[index + 1]
        index += 1
    if level == 0:
        return None
    start = end = index
    while start > 0 and levels[start - 1] >= level:
        start -= 1
    while end + 1 < len(levels) and levels[end + 1] >= level:
        end += 1
    return viewport.first_row + start, viewport.first_row + end, level - 1
