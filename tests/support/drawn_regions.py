"""Texts with the regions that can be folded in them drawn beside them."""

from __future__ import annotations


def drawn_regions(drawn: str) -> tuple[list[str], list[tuple[int, int]]]:
    """The lines of a text, right of a `┃`, and the first and last row of each region, sorted.

    Regions are drawn left of it, a column each: from `>` to the next `'` below it.
    """
    regions = []
    begun: dict[int, int] = {}
    lines = [each.split("┃", 1) for each in drawn.strip("\n").split("\n")]
    for row, (marks, _) in enumerate(lines):
        for column, mark in enumerate(marks):
            if mark == ">":
                begun[column] = row
            elif mark == "'":
                regions.append((begun.pop(column), row))
    assert not begun
    return [line for _, line in lines], sorted(regions)
