"""What a file is indented with, read off the file."""

from __future__ import annotations

from typing import NamedTuple

from pith.text import Text

_LINES = 2000
_LONGEST = 1_000_000  # code points that are looked at: a line may be of any length
_WIDEST = 8


class Indentation(NamedTuple):
    """`tab_size` is the width of one level in cells; with tabs, also of a tab character."""

    insert_spaces: bool
    tab_size: int


def detect_indentation(text: Text, default_tab_size: int = 4) -> Indentation | None:
    """What the first lines are indented with; None where they do not say.

    The width of a level is by how much lines go deeper than the line before. Steps of one cell do
    not count: what looks so is alignment, or the stars of a comment. Tabs have no width of their
    own: `default_tab_size` is returned with them.
    """
    tabs = spaces = 0
    steps = [0] * (_WIDEST + 1)
    previous = 0
    for line in text.slice(0, _LONGEST).split("\n")[:_LINES]:
        body = line.lstrip(" \t")
        if not body or body == "\r":
            continue
        if line[0] == "\t":
            tabs += 1
            previous = 0
            continue
        depth = len(line) - len(body)
        if "\t" in line[:depth]:
            continue
        if depth > 1:
            spaces += 1
        step = depth - previous
        if 1 < step <= _WIDEST:
            steps[step] += 1
        previous = depth
    if tabs == spaces == 0:
        return None
    if tabs >= spaces:
        return Indentation(False, default_tab_size)
    best = max(steps)
    if not best:
        return None
    # Continuation lines go two levels deeper in some styles: the smaller of equals is the level.
    return Indentation(True, steps.index(best))
