"""Edits to a text as a value: they can be applied, undone, put together and looked through."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, repeat
from operator import add, sub
from sys import maxsize

from pith.text import Edit, Text, many_edits, slices

_BEYOND = Edit(maxsize, maxsize, "")


class ChangeSet:
    """Edits to one text of `length_before` code points, sorted and disjoint.

    The offsets of the edits are those of the text before. Edits may touch; several insertions
    at one place are one edit.
    """

    __slots__ = ("_totals", "edits", "length_after", "length_before")

    def __init__(self, length_before: int, edits: tuple[Edit, ...], length_after: int) -> None:
        """Private: use ChangeSet.of()."""
        self.length_before = length_before
        self.edits = edits
        self.length_after = length_after
        self._totals: tuple[list[int], list[int]] | None = None

    @staticmethod
    def of(length: int, edits: Iterable[Edit]) -> ChangeSet:
        """The changes these edits make to a text of `length` code points.

        The edits come in any order; all offsets are those of that text. Raises ValueError
        when they overlap or lie outside.
        """
        if type(edits) is tuple and len(edits) == 1:
            # What a key does.
            start, end, insert = edits[0]
            if 0 <= start <= end <= length and (insert or start != end):
                return ChangeSet(length, edits, length + len(insert) - end + start)
        kept = [edit for edit in edits if edit.insert or edit.start != edit.end]
        if len(kept) > 1:
            kept = _in_order(kept)
        growth = 0
        for start, end, insert in kept:
            if not 0 <= start <= end <= length:
                fault = "ends before it starts" if start > end else "lies outside"
                raise ValueError(f"{Edit(start, end, insert)} {fault}: {length} code points")
            growth += len(insert) - end + start
        return ChangeSet(length, tuple(kept), length + growth)

    @staticmethod
    def of_ordered(length: int, edits: tuple[Edit, ...]) -> ChangeSet:
        """The changes with exactly these edits, such as another ChangeSet has.

        Raises ValueError when they are out of order, overlap or lie outside.
        """
        at = growth = 0
        for start, end, insert in edits:
            if not at <= start <= end <= length:
                raise ValueError(f"{Edit(start, end, insert)} is out of order or lies outside")
            at = end
            growth += len(insert) - end + start
        return ChangeSet(length, edits, length + growth)

    @staticmethod
    def empty(length: int) -> ChangeSet:
        """No change to a text of `length` code points."""
        return ChangeSet(length, (), length)

    @property
    def is_empty(self) -> bool:
        return not self.edits

    @property
    def removed(self) -> int:
        """How many code points of the text before are not in the one after."""
        return sum([end - start for start, end, _ in self.edits])

    def __repr__(self) -> str:
        edits = ", ".join(f"{edit.start}–{edit.end} {edit.insert!r}" for edit in self.edits[:8])
        more = ", …" if len(self.edits) > 8 else ""
        return f"<ChangeSet of {self.length_before}: {edits}{more}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ChangeSet):
            return NotImplemented
        return self.length_before == other.length_before and self.edits == other.edits

    def __hash__(self) -> int:
        return hash((self.length_before, self.edits))

    def apply(self, text: Text) -> Text:
        """The text after the changes. Raises ValueError for a text of another length."""
        if len(text) != self.length_before:
            raise ValueError(f"changes to {self.length_before} code points, text has {len(text)}")
        return text.edited(self.edits) if self.edits else text

    def invert(self, text_before: Text) -> ChangeSet:
        """The changes, to the text after, that bring back `text_before`."""
        if len(self.edits) == 1:
            start, end, insert = self.edits[0]
            cut = text_before.slice(start, end) if start < end else ""
            undone = Edit(start, start + len(insert), cut)
            return ChangeSet(self.length_after, (undone,), self.length_before)
        if not self.edits:
            return self
        befores, afters, inserts = zip(*self.edits, strict=True)
        lengths = list(map(len, inserts))
        growths = accumulate(map(sub, lengths, map(sub, afters, befores)), initial=0)
        starts = list(map(add, befores, growths))
        ends = list(map(add, starts, lengths))
        removed: Iterable[str] = repeat("")
        if befores != afters:
            removed = slices(text_before, befores, afters)
        return ChangeSet(
            self.length_after, tuple(many_edits(starts, ends, removed)), self.length_before
        )

    def extended(self, more: int) -> ChangeSet:
        """The same changes to a text to whose end `more` code points were added."""
        if not more:
            return self
        return ChangeSet(self.length_before + more, self.edits, self.length_after + more)

    def compose(self, after: ChangeSet) -> ChangeSet:
        """These changes and then `after`, as changes to the text before both.

        Raises ValueError when `after` does not start from the length this one ends with.
        """
        if self.length_after != after.length_before:
            raise ValueError(
                f"changes to {after.length_before} code points cannot follow "
                f"a text of {self.length_after}"
            )
        if not after.edits:
            return self
        if not self.edits:
            return after
        return _composed(self, after)

    @staticmethod
    def compose_all(changes: Sequence[ChangeSet]) -> ChangeSet:
        """One after the other, as changes to the text before the first, of which there is one.

        Put together in pairs, so that a thousand take little longer than their edits.
        """
        parts = list(changes)
        while len(parts) > 1:
            paired = [
                one.compose(other) for one, other in zip(parts[::2], parts[1::2], strict=False)
            ]
            if len(parts) % 2:
                paired.append(parts[-1])
            parts = paired
        return parts[0]

    def rebase(self, over: ChangeSet, *, first: bool = False) -> ChangeSet:
        """These changes as changes to the text after `over`; both are to the same text before.

        What both insert at one place stands in the order of who is `first`. What `over` deleted
        stays deleted, and what is inserted in the middle of that stays. So both ways meet:
        `a.compose(b.rebase(a))` and `b.compose(a.rebase(b, first=True))` give one text. Raises
        ValueError when the two are not to texts of one length.
        """
        if self.length_before != over.length_before:
            raise ValueError(
                f"changes to {self.length_before} code points cannot be rebased over changes "
                f"to {over.length_before}"
            )
        return _rebased(self, over, first) if over.edits else self

    def map(self, offset: int, side: int = -1) -> int:
        """Where the offset of the text before is in the text after.

        Where something is inserted at the offset, a negative `side` stays before it and a
        positive one goes after it; inside what is replaced, they go to the start and the end
        of what replaces it.
        """
        edits = self.edits
        growth = 0
        if len(edits) > 8:
            # Only three can reach the offset: one that ends there, one at it, one that starts.
            ends, growths = self._running_totals()
            index = bisect_left(ends, offset)
            growth = growths[index]
            edits = edits[index : index + 3]
        for start, end, insert in edits:
            if offset < start:
                break
            if start < end:
                if offset == start or (offset < end and side < 0):
                    return start + growth
                if offset < end:
                    return start + growth + len(insert)
            elif offset == start and side < 0:
                return start + growth
            growth += len(insert) - end + start
        return offset + growth

    def map_all(self, offsets: Sequence[int], side: int = -1) -> list[int]:
        """As map, for many offsets, which ascend: in one walk along the edits."""
        mapped: list[int] = []
        edits = iter(self.edits)
        start, end, insert = next(edits, _BEYOND)
        after = side >= 0
        growth = 0
        for offset in offsets:
            while offset >= end if start < end else offset > start or (offset == start and after):
                growth += len(insert) - end + start
                start, end, insert = next(edits, _BEYOND)
            if start < offset < end:
                mapped.append(start + growth + len(insert) * after)
            else:
                mapped.append(offset + growth)
        return mapped

    def _running_totals(self) -> tuple[list[int], list[int]]:
        """The end of each edit, and by how much the text has grown before each."""
        if self._totals is None:
            growths = [len(insert) - end + start for start, end, insert in self.edits]
            ends = [edit.end for edit in self.edits]
            self._totals = (ends, list(accumulate(growths, initial=0)))
        return self._totals


def _in_order(edits: list[Edit]) -> list[Edit]:
    """Edits sorted, with insertions at one place joined. Raises ValueError for overlaps."""
    previous_end = -1
    for edit in edits:
        if edit.start <= previous_end:
            break
        previous_end = edit.end
    else:
        return edits  # Sorted and apart: what commands with many carets nearly always give.
    ordered: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if ordered:
            last = ordered[-1]
            if edit.start < last.end:
                raise ValueError(f"{edit} overlaps {last}")
            if edit.end == last.start == last.end:
                ordered[-1] = Edit(last.start, last.end, last.insert + edit.insert)
                continue
        ordered.append(edit)
    return ordered


_KEEP, _DELETE, _INSERT = 0, 1, 2
_Step = tuple[int, int, str]


def _steps(changes: ChangeSet) -> Iterator[_Step]:
    """The changes as a walk over the text before: keep, delete, insert."""
    at = 0
    for start, end, insert in changes.edits:
        if start > at:
            yield _KEEP, start - at, ""
        if end > start:
            yield _DELETE, end - start, ""
        if insert:
            yield _INSERT, len(insert), insert
        at = end
    if at < changes.length_before:
        yield _KEEP, changes.length_before - at, ""


def _composed(first: ChangeSet, second: ChangeSet) -> ChangeSet:
    """Both walks at once: what `first` keeps or inserts is what `second` keeps or deletes.

    Edits that come to touch become one.
    """
    edits: list[Edit] = []
    inserted: list[str] = []
    start = at = 0  # of the edit that is gathered, in the text before both
    before, after = _steps(first), _steps(second)
    one, two = next(before, None), next(after, None)
    while one or two:
        if one and one[0] == _DELETE:
            at += one[1]
            one = next(before, None)
            continue
        if two and two[0] == _INSERT:
            inserted.append(two[2])
            two = next(after, None)
            continue
        assert one
        assert two
        kind, length, string = one
        other_kind, other_length, _ = two
        common = min(length, other_length)
        if kind == _INSERT:
            if other_kind == _KEEP:
                inserted.append(string[:common])
        elif other_kind == _DELETE:
            at += common
        else:
            if at > start or inserted:
                edits.append(Edit(start, at, "".join(inserted)))
                inserted.clear()
            at += common
            start = at
        one = (kind, length - common, string[common:]) if length > common else next(before, None)
        if other_length > common:
            two = (other_kind, other_length - common, "")
        else:
            two = next(after, None)
    if at > start or inserted:
        edits.append(Edit(start, at, "".join(inserted)))
    kept = [edit for edit in edits if edit.insert or edit.start < edit.end]
    return ChangeSet(first.length_before, tuple(kept), second.length_after)


def _rebased(changes: ChangeSet, over: ChangeSet, first: bool) -> ChangeSet:
    """Both walks at once over the text before both; the edits are those of the text after `over`.

    Edits that come to touch become one.
    """
    edits: list[Edit] = []
    inserted: list[str] = []
    start = at = 0  # of the edit that is gathered, in the text after `over`

    def gather() -> None:
        nonlocal start
        if at > start or inserted:
            edits.append(Edit(start, at, "".join(inserted)))
            inserted.clear()

    mine, theirs = _steps(changes), _steps(over)
    one, two = next(mine, None), next(theirs, None)
    while one or two:
        if one and one[0] == _INSERT and (first or not two or two[0] != _INSERT):
            inserted.append(one[2])
            one = next(mine, None)
            continue
        if two and two[0] == _INSERT:
            gather()
            at += two[1]
            start = at
            two = next(theirs, None)
            continue
        assert one
        assert two
        kind, length, _ = one
        other_kind, other_length, _ = two
        common = min(length, other_length)
        if other_kind == _KEEP:
            if kind == _KEEP:
                gather()
                at += common
                start = at
            else:
                at += common
        one = (kind, length - common, "") if length > common else next(mine, None)
        if other_length > common:
            two = (other_kind, other_length - common, "")
        else:
            two = next(theirs, None)
    gather()
    kept = tuple(edit for edit in edits if edit.insert or edit.start < edit.end)
    growth = sum(len(insert) - end + start for start, end, insert in kept)
    return ChangeSet(over.length_after, kept, over.length_after + growth)
