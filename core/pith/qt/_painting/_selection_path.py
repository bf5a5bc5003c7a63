"""The outline of a selection: one shape with soft corners over all its rows."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtGui import QPainterPath


class Bar(NamedTuple):
    """What of one sub-row is selected, in pixels."""

    top: float
    left: float
    right: float


def selection_path(bars: Iterable[Bar], height: float, radius: float) -> QPainterPath:
    """The outline of bars of one height, top to bottom; those that touch become one shape."""
    path = QPainterPath()
    group: list[Bar] = []
    for bar in bars:
        if bar.right <= bar.left:
            continue
        if group:
            last = group[-1]
            joined = abs(last.top + height - bar.top) < 0.01
            if not joined or bar.left >= last.right or bar.right <= last.left:
                _add_outline(path, group, height, radius)
                group = []
        group.append(bar)
    if group:
        _add_outline(path, group, height, radius)
    return path


def _add_outline(path: QPainterPath, bars: list[Bar], height: float, radius: float) -> None:
    if len(bars) == 1:
        top, left, right = bars[0]
        path.addRoundedRect(left, top, right - left, height, radius, radius)
        return
    first, last = bars[0], bars[-1]
    points: list[tuple[float, float]] = [(first.left, first.top), (first.right, first.top)]
    for above, below in pairwise(bars):  # down the right side
        if abs(above.right - below.right) > 0.01:
            points += [(above.right, below.top), (below.right, below.top)]
    bottom = last.top + height
    points += [(last.right, bottom), (last.left, bottom)]
    for below, above in pairwise(reversed(bars)):  # and up the left one
        if abs(above.left - below.left) > 0.01:
            points += [(below.left, below.top), (above.left, below.top)]
    count = len(points)
    for index, (x, y) in enumerate(points):
        before_x, before_y = points[index - 1]
        after_x, after_y = points[(index + 1) % count]
        to_before = abs(before_x - x) + abs(before_y - y)
        to_after = abs(after_x - x) + abs(after_y - y)
        soft = min(radius, to_before / 2, to_after / 2)
        start_x = x + (before_x - x) / to_before * soft
        start_y = y + (before_y - y) / to_before * soft
        if index:
            path.lineTo(start_x, start_y)
        else:
            path.moveTo(start_x, start_y)
        end_x = x + (after_x - x) / to_after * soft
        end_y = y + (after_y - y) / to_after * soft
        path.quadTo(x, y, end_x, end_y)
    path.closeSubpath()
