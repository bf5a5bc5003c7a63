"""Two texts side by side: what of their lines is the same, and where the others belong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from pith.base import CancelToken, Problem, ProblemError
from pith.text import Text
from pith.workspace._difference import longest_ascending
from pith.workspace._regions_apart import regions_apart

_MATCHED = 250_000  # pairs of lines that are compared one by one where no line occurs but once
_AROUND = 20  # lines that are shown before and after what differs in a huge text
_MOST_APART = 16_000_000  # code points
_MOST_PARTS = 20_000
_WORTH_MARKING = 0.7  # of a line: where more of it differs, all of it does


class Block(NamedTuple):
    """Rows of one text that stand against rows of the other; both end before `end`."""

    start: int
    end: int
    other_start: int
    other_end: int


class Side(NamedTuple):
    """One text, with empty rows where the other has more. Offsets are those of `content`."""

    content: str
    numbers: list[int | None]
    """For each row, the row of the text that it is; None: an empty one that was put in."""
    changed: list[tuple[int, int]]
    """Stretches of whole lines that the other text does not have, first offset and last."""
    absent: list[tuple[int, int]]
    """Stretches that were put in."""
    words: list[tuple[int, int]]
    """What differs in lines that are otherwise the same."""


class Comparison(NamedTuple):
    """Both sides have the same number of rows; `differences` are rows where one begins."""

    left: Side
    right: Side
    differences: list[int]
    same_but_for_breaks: bool
    """Whether nothing differs but how lines end."""


def compare(left: Text, right: Text) -> Comparison:
    """Put the lines of two texts against each other. Takes a while for long ones."""
    ours, theirs = left.lines(0, left.line_count), right.lines(0, right.line_count)
    builders = (_Builder(), _Builder())
    differences = _put_lines(builders, ours, theirs)
    return Comparison(
        builders[0].finish(), builders[1].finish(), differences, not differences and left != right
    )


def compare_parts(left: Text, right: Text, token: CancelToken | None = None) -> Comparison:
    """As compare, for huge texts: only lines that differ, and some around them; what is left out
    is one empty row. Raises ProblemError if that is too much to be shown, and Cancelled."""
    apart = regions_apart(left, right, token)
    parts: list[Block] = []
    size = 0
    for each in apart:
        first, last = left.row_at(each.start), left.row_at(each.end) + 1
        other_first, other_last = right.row_at(each.other_start), right.row_at(each.other_end) + 1
        before = min(_AROUND, first, other_first)
        after = min(_AROUND, left.line_count - last, right.line_count - other_last)
        part = Block(first - before, last + after, other_first - before, other_last + after)
        if parts and part.start <= parts[-1].end:
            part = Block(parts[-1].start, part.end, parts[-1].other_start, part.other_end)
            parts.pop()
        parts.append(part)
        size += each.end - each.start + each.other_end - each.other_start
    if size > _MOST_APART or len(apart) > _MOST_PARTS:
        raise ProblemError(
            Problem(
                f"the versions differ in {size:,} characters, at {len(apart):,} places: too many to"
                " be shown side by side",
                advice="compare them with another program",
            )
        )
    if not parts:
        beginning = min(_AROUND, left.line_count)
        parts.append(Block(0, beginning, 0, beginning))
    builders = (_Builder(), _Builder())
    differences: list[int] = []
    at = 0
    for part in parts:
        if part.start > at:
            _put_against(builders, [None], [None])
        for builder, row in zip(builders, (part.start, part.other_start), strict=True):
            builder.skip_to(row)
        differences += _put_lines(
            builders,
            left.lines(part.start, part.end),
            right.lines(part.other_start, part.other_end),
        )
        at = part.end
    if at < left.line_count:
        _put_against(builders, [None], [None])
    return Comparison(
        builders[0].finish(), builders[1].finish(), differences, bool(apart) and not differences
    )


def _put_lines(
    builders: tuple[_Builder, _Builder], ours: Sequence[str], theirs: Sequence[str]
) -> list[int]:
    """Put lines against each other; returns the rows where a difference begins."""
    differences: list[int] = []
    at = other_at = 0
    for start, end, other_start, other_end in line_blocks(ours, theirs):
        _put_same(builders, ours[at:start], theirs[other_at:other_start])
        differences.append(builders[0].row)
        _put_against(builders, ours[start:end], theirs[other_start:other_end])
        at, other_at = end, other_end
    _put_same(builders, ours[at:], theirs[other_at:])
    return differences


def _put_same(
    builders: tuple[_Builder, _Builder], ours: Sequence[str], theirs: Sequence[str]
) -> None:
    for mine, other in zip(ours, theirs, strict=True):
        builders[0].same(mine)
        builders[1].same(other)


def _put_against(
    builders: tuple[_Builder, _Builder], ours: Sequence[str | None], theirs: Sequence[str | None]
) -> None:
    for mine, other in zip_longest(ours, theirs):
        words = _differing(mine, other) if mine is not None and other is not None else None
        builders[0].other(mine, words[0] if words else None)
        builders[1].other(other, words[1] if words else None)


def _differing(mine: str, other: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The columns in which two lines differ, if that is but a part of them."""
    shorter = min(len(mine), len(other))
    start = 0
    while start < shorter and mine[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and mine[-1 - end] == other[-1 - end]:
        end += 1
    differing = max(len(mine), len(other)) - start - end
    if differing > _WORTH_MARKING * max(len(mine), len(other)):
        return None
    return (start, len(mine) - end), (start, len(other) - end)


class _Builder:
    """Gathers one side, row by row."""

    def __init__(self) -> None:
        self.row = 0
        self._offset = 0
        self._number = 0
        self._lines: list[str] = []
        self._side = Side("", [], [], [], [])

    def skip_to(self, row: int) -> None:
        """The next line is that of a row further down."""
        self._number = row

    def same(self, line: str) -> None:
        self._side.numbers.append(self._number)
        self._number += 1
        self._add(line)

    def other(self, line: str | None, words: tuple[int, int] | None) -> None:
        """A line that the other side has not, or (None) one that only the other side has."""
        start = self._offset
        if line is None:
            self._side.numbers.append(None)
            self._extend(self._side.absent, start, start)
        else:
            self._side.numbers.append(self._number)
            self._number += 1
            self._extend(self._side.changed, start, start + len(line))
            if words is not None and words[0] < words[1]:
                self._side.words.append((start + words[0], start + words[1]))
        self._add(line or "")

    def _extend(self, spans: list[tuple[int, int]], start: int, end: int) -> None:
        if spans and spans[-1][1] == start - 1:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))

    def _add(self, line: str) -> None:
        self._lines.append(line)
        self._offset += len(line) + 1
        self.row += 1

    def finish(self) -> Side:
        return self._side._replace(content="\n".join(self._lines))


def line_blocks(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Block]:
    """Where two lists of lines differ, in order.

    Lines that occur once on both sides and come in the same order are taken for the same; what
    is between them is compared likewise, and in the end line by line.
    """
    yield from _blocks(ours, theirs, 0, len(ours), 0, len(theirs))


def _blocks(
    ours: Sequence[str], theirs: Sequence[str], start: int, end: int, at: int, stop: int
) -> Iterator[Block]:
    while start < end and at < stop and ours[start] == theirs[at]:
        start, at = start + 1, at + 1
    while start < end and at < stop and ours[end - 1] == theirs[stop - 1]:
        end, stop = end - 1, stop - 1
    if start == end and at == stop:
        return
    if start == end or at == stop:
        yield Block(start, end, at, stop)
        return
    anchors = _anchors(ours, theirs, start, end, at, stop)
    if not anchors:
        yield from _matched(ours, theirs, start, end, at, stop)
        return
    for row, other_row in (*anchors, (end, stop)):
        yield from _blocks(ours, theirs, start, row, at, other_row)
        start, at = row + 1, other_row + 1


def _anchors(
    ours: Sequence[str], theirs: Sequence[str], start: int, end: int, at: int, stop: int
) -> list[tuple[int, int]]:
    here, there = Counter(ours[start:end]), Counter(theirs[at:stop])
    places = {theirs[row]: row for row in range(at, stop) if there[theirs[row]] == 1}
    rows = [row for row in range(start, end) if here[ours[row]] == 1 and ours[row] in places]
    kept = longest_ascending([places[ours[row]] for row in rows])
    return [(rows[index], places[ours[rows[index]]]) for index in kept]


def _matched(
    ours: Sequence[str], theirs: Sequence[str], start: int, end: int, at: int, stop: int
) -> Iterator[Block]:
    """Blocks found by comparing every line with every other, or one block if that is too many."""
    if (end - start) * (stop - at) > _MATCHED:
        yield Block(start, end, at, stop)
        return
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, ours[start:end], theirs[at:stop], autojunk=False)
    for tag, first, last, other_first, other_last in matcher.get_opcodes():
        if tag != "equal":
            yield Block(start + first, start + last, at + other_first, at + other_last)
