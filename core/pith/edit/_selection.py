"""What is selected: sorted, disjoint ranges of one text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import repeat
from math import inf
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pith.edit._changes import ChangeSet


_MANY = 100


ROW_END = inf


class Range(NamedTuple):
    """From `anchor`, which stays, to `head`, which moves and is where the caret stands.

    `goal` is the column that vertical motion aims at, in the units of the LineLayout that gave
    it; None when the last motion was not vertical. With ROW_END the head stands at the end of
    the row that is wrapped there, and not at the start of the one that goes on.
    """

    anchor: int
    head: int
    goal: float | None = None

    @staticmethod
    def caret(offset: int, goal: float | None = None) -> Range:
        """An empty range."""
        return Range(offset, offset, goal)

    @property
    def start(self) -> int:
        return self.anchor if self.anchor < self.head else self.head

    @property
    def end(self) -> int:
        return self.head if self.anchor < self.head else self.anchor

    @property
    def is_empty(self) -> bool:
        return self.anchor == self.head

    @property
    def is_reversed(self) -> bool:
        """Whether the head is before the anchor."""
        return self.head < self.anchor


_new_range: Callable[[tuple[int, int, float | None]], Range] = partial(tuple.__new__, Range)


def many_carets(offsets: Sequence[int]) -> tuple[Range, ...]:
    """An empty range at each offset; in less than half the time that one by one takes."""
    return tuple(map(_new_range, zip(offsets, offsets, repeat(None), strict=False)))


class Put(NamedTuple):
    """What typing has put at a caret by itself, and what is typed on goes over: `text`, of which
    so many code points are `before` the caret.

    The caret stands behind all of it until something is typed. With `before` 0 it stays in front:
    that only Backspace heeds. `first` is what was put there at first, if that was something else.
    """

    text: str
    before: int
    first: str = ""


class Selection:
    """One range or several, sorted and disjoint; one of them is the primary.

    Ranges that overlap are one, and so are an empty range and a range that it touches; two
    ranges with something in them may touch. How it came about is remembered besides, and does
    not count when two are compared: which range was there before the others were added
    (`first_index`), whether ranges are words that carets stood in (`of_words`), so that what
    is added to them is a word as well, and what typing has put at each of them by itself (`put`,
    empty or of the same length as `ranges`).
    """

    __slots__ = ("_first", "of_words", "primary_index", "put", "ranges")

    def __init__(
        self,
        ranges: tuple[Range, ...],
        primary_index: int = 0,
        first_index: int | None = None,
        of_words: bool = False,
        put: tuple[Put | None, ...] = (),
    ) -> None:
        """Private: use Selection.of(), which sorts and merges, or Selection.caret()."""
        self.ranges = ranges
        self.primary_index = primary_index
        self.of_words = of_words
        self.put = put
        self._first = first_index

    @staticmethod
    def of(ranges: Iterable[Range], primary: int = 0, first: int | None = None) -> Selection:
        """The selection of these ranges, in any order; `primary` is an index into them, and so is
        `first` (None: nobody knows, and it is the primary one).

        Raises ValueError when there are none.
        """
        given = tuple(ranges)
        if len(given) == 1:
            return Selection(given)
        if not given:
            raise ValueError("a selection has at least one range")
        previous_end = -1
        for each in given:
            anchor, head, _ = each
            start, end = (anchor, head) if anchor < head else (head, anchor)
            if start <= previous_end:
                return _merged(given, primary, first)
            previous_end = end
        return Selection(given, primary, first)

    @staticmethod
    def caret(offset: int) -> Selection:
        """One caret."""
        return Selection((Range(offset, offset),))

    @staticmethod
    def range(anchor: int, head: int) -> Selection:
        """One range."""
        return Selection((Range(anchor, head),))

    @property
    def primary(self) -> Range:
        return self.ranges[self.primary_index]

    @property
    def first_index(self) -> int:
        """Which range is left when the others are given up."""
        return self.primary_index if self._first is None else self._first

    @property
    def is_caret(self) -> bool:
        """Whether this is one caret and nothing more."""
        return len(self.ranges) == 1 and self.ranges[0].is_empty

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Selection):
            return NotImplemented
        return self.ranges == other.ranges and self.primary_index == other.primary_index

    def __hash__(self) -> int:
        return hash((self.ranges, self.primary_index))

    def __repr__(self) -> str:
        shown = ", ".join(
            f"{'*' if index == self.primary_index and len(self.ranges) > 1 else ''}"
            + (f"{each.head}" if each.is_empty else f"{each.anchor}→{each.head}")
            for index, each in enumerate(self.ranges[:20])
        )
        return f"<Selection {shown}{', …' if len(self.ranges) > 20 else ''}>"

    def map(self, changes: ChangeSet, side: int = 1) -> Selection:
        """The selection in the text after `changes`.

        What is inserted at a caret goes before it when `side` is positive; what is inserted at
        the edges of a range with something in it stays outside.
        """
        if not changes.edits:
            return self
        if len(self.ranges) > _MANY and self._is_carets():
            heads = changes.map_all([each[1] for each in self.ranges], side)
            return Selection.of(many_carets(heads), self.primary_index, self._first)
        move = changes.map
        mapped = []
        for anchor, head, goal in self.ranges:
            if anchor == head:
                at = move(head, side)
                mapped.append(Range(at, at, goal))
            elif anchor < head:
                start, end = move(anchor, 1), move(head, -1)
                mapped.append(Range(start, max(start, end)))
            else:
                start, end = move(head, 1), move(anchor, -1)
                mapped.append(Range(max(start, end), start))
        return Selection.of(mapped, self.primary_index, self._first)

    def adding(self, added: Sequence[Range], primary: int = 0) -> Selection:
        """With more ranges, of which `added[primary]` is the primary one."""
        count = len(self.ranges)
        selection = Selection.of((*self.ranges, *added), count + primary, self.first_index)
        selection.of_words = self.of_words
        return selection

    def following(self, before: Selection) -> Selection:
        """This selection, which has come of one before, with the range that was first there: what
        is done at every range says nothing about that."""
        first = before._first
        if first is None or self._first is not None or len(self.ranges) != len(before.ranges):
            return self
        return Selection(self.ranges, self.primary_index, first, self.of_words, self.put)

    def with_put(self, put: Sequence[Put | None]) -> Selection:
        """This selection, which typing has made, with what was put at each of its ranges."""
        if len(put) != len(self.ranges) or not any(put):
            return self
        return Selection(self.ranges, self.primary_index, self._first, put=tuple(put))

    def _is_carets(self) -> bool:
        return all(anchor == head for anchor, head, _ in self.ranges)

    def with_primary(self, primary: Range) -> Selection:
        """The primary range replaced."""
        ranges = list(self.ranges)
        ranges[self.primary_index] = primary
        selection = Selection.of(ranges, self.primary_index, self._first)
        selection.of_words = self.of_words
        return selection


def _merged(given: tuple[Range, ...], primary: int, first: int | None) -> Selection:
    """Sorted and merged. A merged range points as the primary did, or the first part of it."""
    chosen = given[primary]
    order = sorted(range(len(given)), key=lambda index: (given[index].start, given[index].end))
    merged: list[Range] = []
    primary_index = 0
    first_index: int | None = None
    for index in order:
        each = given[index]
        if merged:
            last = merged[-1]
            touch = last.end if last.is_empty or each.is_empty else last.end - 1
            if each.start <= touch:
                merged[-1] = _union(last, each, chosen)
            else:
                merged.append(each)
        else:
            merged.append(each)
        if index == primary:
            primary_index = len(merged) - 1
        if index == first:
            first_index = len(merged) - 1
    return Selection(tuple(merged), primary_index, first_index)


def _union(first: Range, second: Range, primary: Range) -> Range:
    start, end = min(first.start, second.start), max(first.end, second.end)
    if second is primary or first.is_empty:
        leading = second if not second.is_empty else first
    else:
        leading = first
    if (leading.start, leading.end) == (start, end):
        return leading
    return Range(end, start) if leading.is_reversed else Range(start, end)
