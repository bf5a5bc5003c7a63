"""Reading at many places of a text at once: where there is a caret at each, asking place by place
would take most of the time that a key may take."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pith.text._text import Text


def slices(text: Text, starts: Sequence[int], ends: Sequence[int]) -> list[str]:
    """Text.slice() from each start to the end beside it. Both ascend, and may be outside."""
    found: list[str] = []
    count = len(starts)
    index = 0
    while index < count:
        near = text.place_at(min(max(starts[index], 0), len(text)))
        leaf, start, end = near.leaf, near.start, near.end
        last = bisect_right(ends, end, index)
        if last == index or starts[index] < 0:
            found.append(text.slice(starts[index], ends[index]))
            index += 1
            continue
        content = leaf.content
        found += [
            content[one - start : other - start]
            for one, other in zip(starts[index:last], ends[index:last], strict=True)
        ]
        index = last
    return found


def line_bounds(text: Text, offsets: Sequence[int]) -> list[tuple[int, int]]:
    """Where the line of each offset starts and ends, without its line break. The offsets
    ascend."""
    bounds: list[tuple[int, int]] = []
    line_start, line_end = 0, -1
    start = end = 0
    content = ""
    for at in offsets:
        if at <= line_end:
            bounds.append((line_start, line_end))
            continue
        if not start <= at < end:
            near = text.place_at(at)
            leaf, start, end = near.leaf, near.start, near.end
            content = leaf.content
        before = content.rfind("\n", 0, at - start)
        after = content.find("\n", at - start)
        # The "\r" before a break belongs to it; a caret may stand between the two all the same.
        if before < 0 or after < 1 or content[after - 1] == "\r":
            row = text.row_at(at)
            line_start, line_end = text.line_start(row), text.line_end(row)
        else:
            line_start, line_end = start + before + 1, start + after
        bounds.append((line_start, line_end))
    return bounds
