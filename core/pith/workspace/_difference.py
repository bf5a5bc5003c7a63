"""What to change in one text to get another, so that carets stay with their lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from pith.text import Edit


def edits_between(before: str, after: str) -> list[Edit]:
    """Edits to `before` that make it `after`, sorted and disjoint; n log n in its length.

    What both begin and end with is left alone. Between, lines that occur once on each side are
    taken for the same if they come in the same order (the anchors of "patience diff"), and only
    what is between them is replaced.
    """
    if before == after:
        return []
    prefix = common_prefix(before, after)
    suffix = common_suffix(before, after, min(len(before), len(after)) - prefix)
    # To whole lines, as only those are compared.
    start = before.rfind("\n", 0, prefix) + 1
    kept = len(before) - before.find("\n", len(before) - suffix) - 1 if suffix else 0
    if kept == len(before):  # no break in what both end with
        kept = 0
    middle = before[start : len(before) - kept]
    wanted = after[start : len(after) - kept]
    edits: list[Edit] = []
    at_before = at_after = 0
    for place, counterpart, length in (*_anchors(middle, wanted), (len(middle), len(wanted), 0)):
        edits += _replacement(
            middle[at_before:place], wanted[at_after:counterpart], start + at_before
        )
        at_before, at_after = place + length, counterpart + length
    return edits


def _replacement(old: str, new: str, offset: int) -> list[Edit]:
    """The edit that makes `old`, which is at `offset`, `new`; nothing more than it must be."""
    if old == new:
        return []
    prefix = common_prefix(old, new)
    suffix = common_suffix(old, new, min(len(old), len(new)) - prefix)
    return [Edit(offset + prefix, offset + len(old) - suffix, new[prefix : len(new) - suffix])]


def common_prefix(one: str, other: str) -> int:
    """How many code points both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def common_suffix(one: str, other: str, limit: int) -> int:
    """How many code points both end with, of at most `limit`."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low


def _anchors(before: str, after: str) -> list[tuple[int, int, int]]:
    """(offset in `before`, offset in `after`, length) of lines taken for the same, ascending."""
    ours, theirs = _unique_lines(before), _unique_lines(after)
    common = [line for line in ours if line in theirs]
    kept = longest_ascending([theirs[line] for line in common])
    return [(ours[common[at]], theirs[common[at]], len(common[at])) for at in kept]


def longest_ascending(numbers: Sequence[int]) -> list[int]:
    """The indexes of a longest ascending run of `numbers`, by patience sorting."""
    tops: list[int] = []
    top_indices: list[int] = []
    previous = [-1] * len(numbers)
    for index, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        previous[index] = top_indices[pile - 1] if pile else -1
        if pile == len(tops):
            tops.append(number)
            top_indices.append(index)
        else:
            tops[pile], top_indices[pile] = number, index
    run = []
    index = top_indices[-1] if top_indices else -1
    while index >= 0:
        run.append(index)
        index = previous[index]
    run.reverse()
    return run


def _unique_lines(text: str) -> dict[str, int]:
    """The offset of each line, its break included, that occurs once."""
    lines: dict[str, int] = {}
    repeated = set()
    offset = 0
    # Only "\n" ends a line here; str.splitlines knows many more.
    for line in text.split("\n"):
        key = line + "\n"
        if offset + len(key) <= len(text):
            if key in lines:
                repeated.add(key)
            else:
                lines[key] = offset
        offset += len(key)
    for line in repeated:
        del lines[line]
    return lines
