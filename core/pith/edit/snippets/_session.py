"""A snippet that is being filled in: where its places are, and which is filled in now."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from pith.edit._changes import ChangeSet
from pith.edit._selection import Range, Selection
from pith.edit._transaction import EditorState, Transaction
from pith.edit.snippets._nodes import Transform
from pith.text import Edit, Text

EVENT = "snippet"


class Occurrence(NamedTuple):
    """A place of a stop in the document's text: `start` to `end`; gone if `end` is negative.

    `caret` is the index of the caret whose expansion it is of, `parent` the index of the
    occurrence it lies in (-1: none).
    """

    number: int
    start: int
    end: int
    transform: Transform | None
    parent: int
    caret: int

    @property
    def alive(self) -> bool:
        return self.end >= 0


class SnippetSession(NamedTuple):
    """All of it, as data: `active` is the number of the stop that is filled in. `outer` is the
    session of the snippet into a place of which this one was inserted; `since` the state of the
    document's history that has the snippet first, for who keeps one (-1: not known)."""

    occurrences: tuple[Occurrence, ...]
    choices: Mapping[int, tuple[str, ...]]
    active: int
    outer: SnippetSession | None = None
    since: int = -1

    # What it is

    @property
    def numbers(self) -> list[int]:
        """The stops that are left, in the order they are filled in."""
        found = {each.number for each in self.occurrences if each.alive and each.transform is None}
        return sorted(found - {0}) + ([0] if 0 in found else [])

    def selection(self) -> Selection | None:
        """What is selected while the active stop is filled in: all its places; None: none is
        left."""
        ranges = [Range(each.start, each.end) for each in self._active()]
        return Selection.of(ranges) if ranges else None

    def _active(self) -> list[Occurrence]:
        return [
            each
            for each in self.occurrences
            if each.number == self.active and each.alive and each.transform is None
        ]

    def holds(self, selection: Selection) -> bool:
        """Whether all ranges lie in places of the snippet, so that it goes on."""
        places = sorted((each.start, each.end) for each in self.occurrences if each.alive)
        starts = [start for start, _ in places]
        farthest = list(accumulate((end for _, end in places), max))  # end so far: they nest
        return all(
            (before := bisect_right(starts, each.start)) and each.end <= farthest[before - 1]
            for each in selection.ranges
        )

    @property
    def has_next(self) -> bool:
        return self._neighbour(1) is not None or self.outer is not None

    @property
    def has_previous(self) -> bool:
        return self._neighbour(-1) is not None

    def _neighbour(self, by: int) -> int | None:
        numbers = self.numbers
        if self.active not in numbers:
            return numbers[0] if numbers and by > 0 else None
        index = numbers.index(self.active) + by
        return numbers[index] if 0 <= index < len(numbers) else None

    # Going along with edits

    def mapped(self, changes: ChangeSet) -> SnippetSession:
        """The session in the text after changes to the text it is about.

        What is typed at the edges of a place that is filled in becomes part of it, and of those
        it lies in. A place inside of it that is replaced with it is gone.
        """
        growing = self._growing()
        active: dict[int, list[int]] = {}  # the indexes of the active ones, by caret
        for index, each in enumerate(self.occurrences):
            if self._is_active(each):
                active.setdefault(each.caret, []).append(index)
        replaced = [edit for edit in changes.edits if edit.end > edit.start]
        occurrences = tuple(
            each
            if not each.alive
            else self._mapped(index, each, changes, replaced, growing, active.get(each.caret, []))
            for index, each in enumerate(self.occurrences)
        )
        outer = self.outer.mapped(changes) if self.outer is not None else None
        return self._replace(occurrences=occurrences, outer=outer)

    def _is_active(self, each: Occurrence) -> bool:
        return each.number == self.active and each.alive and each.transform is None

    def _growing(self) -> set[int]:
        """The indexes of the active places and of those they lie in."""
        growing: set[int] = set()
        for index, each in enumerate(self.occurrences):
            while self._is_active(each) or index in growing:
                growing.add(index)
                if each.parent < 0:
                    break
                index, each = each.parent, self.occurrences[each.parent]
                growing.add(index)
        return growing

    def _mapped(
        self,
        index: int,
        each: Occurrence,
        changes: ChangeSet,
        replaced: list[Edit],
        growing: set[int],
        active: list[int],
    ) -> Occurrence:
        """`replaced`: those of the changes that do; `active`: of the same caret."""
        start, end = each.start, each.end
        if index in growing:
            return each._replace(start=changes.map(start, -1), end=changes.map(end, 1))
        if self._lies_in_active(each):
            before = bisect_right(replaced, start, key=attrgetter("start"))
            if before and end <= replaced[before - 1].end:
                return each._replace(end=-1)
            start, end = changes.map(start, 1), changes.map(end, -1)
            return each._replace(start=start, end=max(start, end))
        # What is typed into a place stays out of the ones before and after that touch it.
        nearest = min(active, key=lambda other: abs(other - index), default=-1)
        side = -1 if nearest > index else 1
        return each._replace(start=changes.map(start, side), end=changes.map(end, side))

    def _lies_in_active(self, each: Occurrence) -> bool:
        while each.parent >= 0:
            each = self.occurrences[each.parent]
            if self._is_active(each):
                return True
        return False

    # Going on

    def step(self, state: EditorState, by: int) -> tuple[Transaction, SnippetSession | None] | None:
        """On to the next stop (1) or back (-1): the transaction that transforms what mirrors the
        one that is left and selects the other, and the session after it; None after the last
        stop, where the snippet is done. None at all if there is no stop that way."""
        number = self._neighbour(by)
        if number is None:
            if by > 0 and self.outer is not None:
                return self.outer.step(state, by)
            return None
        changes = ChangeSet.of(len(state.text), self._transforming(state.text))
        after = self._after_transforms(changes)._replace(active=number)
        selection = after.selection()
        assert selection is not None
        transaction = Transaction(changes, selection, EVENT)
        if number == 0:
            return transaction, after.outer
        return transaction, after

    def _transforming(self, text: Text) -> list[Edit]:
        """The edits that bring the transformed places of the active stop up to date."""
        edits: list[Edit] = []
        first_of = {each.caret: each for each in reversed(self._active())}
        for each in self.occurrences:
            if each.transform is None or each.number != self.active or not each.alive:
                continue
            source = first_of.get(each.caret)
            if source is not None:
                wanted = each.transform.apply(text.slice(source.start, source.end))
                if wanted != text.slice(each.start, each.end):
                    edits.append(Edit(each.start, each.end, wanted))
        return edits

    def _after_transforms(self, changes: ChangeSet) -> SnippetSession:
        """As mapped(), with what was transformed growing instead of what is filled in."""
        if changes.is_empty:
            return self
        growing: set[int] = set()
        transformed = [
            index
            for index, each in enumerate(self.occurrences)
            if each.number == self.active and each.alive and each.transform is not None
        ]
        for index in transformed:
            growing.add(index)
            while self.occurrences[index].parent >= 0:
                index = self.occurrences[index].parent
                growing.add(index)
        occurrences = []
        for index, each in enumerate(self.occurrences):
            start, end = each.start, each.end
            if not each.alive:
                pass
            elif index in growing:
                each = each._replace(start=changes.map(start, -1), end=changes.map(end, 1))
            else:
                later = bool(transformed) and transformed[0] < index
                side = 1 if later else -1
                start = changes.map(start, side)
                each = each._replace(start=start, end=max(start, changes.map(end, side)))
            occurrences.append(each)
        outer = self.outer.mapped(changes) if self.outer is not None else None
        return self._replace(occurrences=tuple(occurrences), outer=outer)

    def choose(self, state: EditorState, by: int) -> Transaction | None:
        """Put the choice after (or before) the one that stands in the active stop; None if it
        has none to choose from, or something else stands there."""
        choices = self.choices.get(self.active)
        places = self._active()
        if not choices or not places:
            return None
        current = state.text.slice(places[0].start, places[0].end)
        if current not in choices:
            return None
        wanted = choices[(choices.index(current) + by) % len(choices)]
        edits = [Edit(each.start, each.end, wanted) for each in places]
        changes = ChangeSet.of(len(state.text), edits)
        ranges = [Range(changes.map(each.start, -1), changes.map(each.end, 1)) for each in places]
        return Transaction(changes, Selection.of(ranges), EVENT)
