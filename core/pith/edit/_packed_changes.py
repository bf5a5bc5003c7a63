"""Changes with very many edits, in a tenth of the memory."""

from __future__ import annotations

from array import array
from itertools import accumulate, pairwise, repeat
from typing import NamedTuple

from pith.edit._changes import ChangeSet
from pith.text import Edit, many_edits

MANY_EDITS = 20_000
"""Edits from which on a history keeps them so."""
_SHOWN = 80  # code points


class PackedChanges:
    """A ChangeSet that is kept and not used: it has the same `length_before`, `length_after` and
    `edits`, but these are made anew, which takes a while, whenever they are asked for."""

    __slots__ = ("_ends", "_joined", "_lengths", "_starts", "length_after", "length_before")

    def __init__(self, changes: ChangeSet) -> None:
        """On any thread."""
        edits = changes.edits
        self.length_before = changes.length_before
        self.length_after = changes.length_after
        self._starts = array("q", [start for start, _, _ in edits])
        self._ends = array("q", [end for _, end, _ in edits])
        inserts = [insert for _, _, insert in edits]
        # What a replacement puts in is mostly the same everywhere: then it is kept once.
        first = inserts[0]
        self._lengths: array[int] | None = None
        self._joined = first
        if inserts.count(first) != len(inserts):
            self._lengths = array("q", [len(insert) for insert in inserts])
            self._joined = "".join(inserts)

    def __len__(self) -> int:
        """How many edits there are."""
        return len(self._starts)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (PackedChanges, ChangeSet)):
            return NotImplemented
        return self.length_before == other.length_before and self.edits == other.edits

    def __hash__(self) -> int:
        return hash((self.length_before, self.edits))

    @property
    def edits(self) -> tuple[Edit, ...]:
        joined, lengths = self._joined, self._lengths
        if lengths is None:
            return tuple(many_edits(self._starts, self._ends, repeat(joined)))
        bounds = accumulate(lengths, initial=0)
        inserts = [joined[start:end] for start, end in pairwise(bounds)]
        return tuple(many_edits(self._starts, self._ends, inserts))

    def unpack(self) -> ChangeSet:
        return ChangeSet(self.length_before, self.edits, self.length_after)

    def extended(self, more: int) -> PackedChanges:
        """The same changes to a text that is longer by so many code points at its end."""
        other = PackedChanges.__new__(PackedChanges)
        other.length_before = self.length_before + more
        other.length_after = self.length_after + more
        other._starts, other._ends = self._starts, self._ends
        other._lengths, other._joined = self._lengths, self._joined
        return other

    @property
    def inserted(self) -> int:
        """Code points that are put in."""
        lengths = self._lengths
        return len(self) * len(self._joined) if lengths is None else sum(lengths)

    @property
    def first_inserts(self) -> str:
        """What is put in, as far as anybody shows it."""
        if self._lengths is None:
            return self._joined * min(len(self), _SHOWN // max(len(self._joined), 1) + 1)
        return self._joined[:_SHOWN]

    @property
    def size(self) -> int:
        """Bytes of memory, about."""
        offsets = 24 if self._lengths is not None else 16
        return offsets * len(self) + self._joined.__sizeof__()


class Packed(NamedTuple):
    """Changes and what takes them back, if that is known."""

    changes: PackedChanges
    inverse: PackedChanges | None

    @classmethod
    def of(cls, changes: ChangeSet, inverse: ChangeSet | None) -> Packed | None:
        """None if there are not so many edits that it is worth the trouble. On any thread."""
        if len(changes.edits) < MANY_EDITS:
            return None
        return cls(PackedChanges(changes), PackedChanges(inverse) if inverse is not None else None)
