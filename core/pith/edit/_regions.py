"""What can be folded: found by indentation, brackets and markers, near where it is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pith.edit._brackets import matching_bracket
from pith.edit._folds import Fold
from pith.edit._options import LanguageRules
from pith.text import Text

_FARTHEST = 200_000  # rows looked at for the end of a region
_FARTHEST_ABOVE = 20_000  # and for its start
_BATCH = 256
_WIDEST = 400  # columns of a line that are looked at


def starts_region(text: Text, row: int, rules: LanguageRules, tab_size: int) -> bool:
    """Whether a row can be folded, as far as that can be told from the rows next to it."""
    line = _start_of(text, row)
    depth = _depth(line, tab_size)
    if depth is None:
        return False
    if "region" in line and (found := _marker(line)):
        return not found[1]
    for below in range(row + 1, min(row + 20, text.line_count)):
        following = _depth(_start_of(text, below), tab_size)
        if following is not None:
            return following > depth or _opens(text, row, rules) is not None
    return False


def region_at(text: Text, row: int, rules: LanguageRules, tab_size: int) -> Fold | None:
    """The region that starts with a row, None if none does (or it ends too far away)."""
    line = _start_of(text, row)
    depth = _depth(line, tab_size)
    if depth is None:
        return None
    if "region" in line and (found := _marker(line)):
        return None if found[1] else _marked_region(text, row)
    last = row
    for below, following in _lines_from(text, row + 1):
        deep = _depth(following, tab_size)
        if deep is None:
            continue
        if deep <= depth:
            break
        last = below
    else:
        if row + _FARTHEST < text.line_count:
            return None
    if last > row:
        return Fold(row, last)
    return _bracket_region(text, row, rules)


def starts_marked_region(text: Text, row: int) -> bool:
    """Whether a row begins a region that is marked as one in a comment."""
    line = _start_of(text, row)
    return "region" in line and (found := _marker(line)) is not None and not found[1]


def region_around(text: Text, row: int, rules: LanguageRules, tab_size: int) -> Fold | None:
    """The innermost region that a row is in, its first row included."""
    found = region_at(text, row, rules, tab_size)
    if found is not None:
        return found
    return enclosing_region(text, row, rules, tab_size)


def enclosing_region(text: Text, row: int, rules: LanguageRules, tab_size: int) -> Fold | None:
    """The innermost region that starts above a row and holds it."""
    depth = _depth(_start_of(text, row), tab_size)
    markers = 0
    for above in range(row - 1, max(-1, row - _FARTHEST_ABOVE), -1):
        line = _start_of(text, above)
        deep = _depth(line, tab_size)
        if deep is None:
            continue
        if "region" in line and (marker := _marker(line)):
            markers += 1 if marker[1] else -1
            if markers < 0:
                found = _marked_region(text, above)
                if found is not None and row <= found.last:
                    return found
                markers = 0
            continue
        if depth is None or deep < depth:
            found = region_at(text, above, rules, tab_size)
            if found is not None and row <= found.last:
                return found
            depth = deep
    return None


def regions_in(
    text: Text, first: int, last: int, rules: LanguageRules, tab_size: int
) -> list[Fold]:
    """Every region that starts from row `first` on and ends by row `last`, in one pass."""
    found: list[Fold] = []
    open_: list[tuple[int, int]] = []  # row and depth of what may turn out to start a region
    marks: list[int] = []
    filled = first
    for row, line in _lines_from(text, first, last + 1):
        depth = _depth(line, tab_size)
        if depth is None:
            continue
        if "region" in line and (marker := _marker(line)):
            if not marker[1]:
                marks.append(row)
            elif marks:
                found.append(Fold(marks.pop(), row))
        while open_ and open_[-1][1] >= depth:
            start = open_.pop()[0]
            if filled > start:
                found.append(Fold(start, filled))
        open_.append((row, depth))
        filled = row
    found += [Fold(start, filled) for start, _ in open_ if filled > start]
    return sorted(set(found))


def nesting(regions: list[Fold]) -> Iterator[tuple[Fold, int]]:
    """Each region, sorted by where it starts, with how many it lies in, counted from 1."""
    around: list[Fold] = []
    for region in sorted(regions, key=lambda each: (each.first, -each.last)):
        while around and around[-1].last < region.first:
            around.pop()
        around.append(region)
        yield region, len(around)


@lru_cache(maxsize=1)
def _marker_pattern() -> re.Pattern[str]:
    return re.compile(r"\s*(?:#|//|--|;|%|/\*|<!--|REM )\s*#?\s*(end)?region\b")


def _marker(line: str) -> re.Match[str] | None:
    """Whether a line begins a region or, if the first group is there, ends one."""
    return _marker_pattern().match(line)


def _marked_region(text: Text, row: int) -> Fold | None:
    depth = 0
    for below, line in _lines_from(text, row):
        if "region" in line and (marker := _marker(line)):
            depth += -1 if marker[1] else 1
            if depth == 0:
                return Fold(row, below)
    return None


def _opens(text: Text, row: int, rules: LanguageRules) -> int | None:
    """The offset of the opening bracket a line ends with."""
    end = text.line_end(row)
    start = max(text.line_start(row), end - _WIDEST)
    tail = text.slice(start, end).rstrip()
    for opening, _ in rules.brackets:
        if opening and tail.endswith(opening):
            return start + len(tail) - len(opening)
    return None


def _bracket_region(text: Text, row: int, rules: LanguageRules) -> Fold | None:
    """What lies between brackets, whose last row is left in sight."""
    opening = _opens(text, row, rules)
    if opening is None:
        return None
    pair = matching_bracket(text, opening, rules)
    if pair is None:
        return None
    last = text.row_at(max(pair)) - 1
    return Fold(row, last) if last > row else None


def _start_of(text: Text, row: int) -> str:
    start = text.line_start(row)
    return text.slice(start, min(text.line_end(row), start + _WIDEST))


def _lines_from(text: Text, first: int, end: int | None = None) -> Iterator[tuple[int, str]]:
    """The beginnings of the lines from a row on, as far as anybody should look."""
    end = min(text.line_count, first + _FARTHEST if end is None else end)
    for batch in range(first, end, _BATCH):
        stop = min(batch + _BATCH, end)
        if text.line_start(stop - 1) - text.line_start(batch) > _BATCH * _WIDEST:
            yield from ((row, _start_of(text, row)) for row in range(batch, stop))
        else:
            yield from enumerate(text.lines(batch, stop), batch)


def _depth(line: str, tab_size: int) -> int | None:
    """How deep a line is indented, in cells; None if nothing else is in it."""
    body = line.lstrip(" \t")
    if not body or body == "\r":
        return None
    if line[0] not in " \t":
        return 0
    width = 0
    for character in line[: len(line) - len(body)]:
        width += tab_size - width % tab_size if character == "\t" else 1
    return width
