"""One step of a history: how a state is reached from the one before, and back."""

from __future__ import annotations

from sys import getsizeof
from typing import NamedTuple

from pith.edit._changes import ChangeSet
from pith.edit._edit_run import EditRun
from pith.edit._packed_changes import Packed, PackedChanges
from pith.edit._selection import Selection
from pith.text import Text

_NODE_SIZE = 700  # bytes: a node, its lists, two ChangeSets, two selections and the dict's entry
_EDIT_SIZE = 136  # an Edit and its two offsets
_RANGE_SIZE = 136
_MEASURED = 1000  # edits: of more of them, some stand for all


class HistoryRecord(NamedTuple):
    """A node of the tree as a value. `forward` and `backward` are what leads here from `parent`
    and back, each in the order in which it is applied; both are empty for the root. Those of very
    many edits are packed."""

    state: int
    parent: int | None
    children: tuple[int, ...]
    forward: tuple[ChangeSet | PackedChanges, ...]
    backward: tuple[ChangeSet | PackedChanges, ...]
    selection_before: Selection
    selection_after: Selection
    event: str
    group: str | None
    time: float
    whole: bool = False
    """Whether the way back is not changes but the text before, which may not be known any more."""
    before: Text | None = None
    after: Text | None = None
    """Where no changes lead here: the text, if it is known."""


class Node:
    """A state that was reached from `parent` by the changes in `forward`, in order.

    While a step still grows, its parts are gathered: putting them together for every key would
    cost more than the edit.
    """

    __slots__ = (
        "_backward",
        "_forward",
        "_packed",
        "_run",
        "after",
        "before",
        "children",
        "event",
        "group",
        "grown",
        "parent",
        "record",
        "selection_after",
        "selection_before",
        "size",
        "state",
        "time",
        "whole",
    )

    def __init__(
        self,
        parent: Node | None,
        changes: ChangeSet | None,
        inverse: ChangeSet | None,
        selection_before: Selection,
        selection_after: Selection,
    ) -> None:
        self.parent = parent
        self._forward = [changes] if changes is not None else []
        self._backward = [inverse] if inverse is not None else []
        self._run: EditRun | None = None
        self._packed: Packed | None = None  # in the place of both, when there are very many edits
        self.selection_before = selection_before
        self.selection_after = selection_after
        self.children: list[Node] = []
        self.event = ""
        self.group: str | None = None
        self.time = 0.0
        self.state = 0
        self.size = 0
        """Bytes of memory, about, when it was last measured."""

        self.whole = False
        """Whether the changes took out so much that `before`, the text before them, is kept
        instead of what takes them back: it shares its pages with others."""
        self.before: Text | None = None
        self.after: Text | None = None
        """The text here, if it was exchanged for the one before: then there are no changes."""
        self.record: HistoryRecord | None = None
        """The node as a value, if it was asked for and has not changed since."""
        self.grown = 0
        """How much the text had grown when the changes were made."""

    @property
    def forward(self) -> list[ChangeSet]:
        """The parts of what leads here, in the order in which they are applied. Of very many edits
        they are made anew, which takes a while: see `edit_count`, `has_changes`."""
        self._end_run()
        return self._forward if self._packed is None else [self._packed.changes.unpack()]

    @property
    def backward(self) -> list[ChangeSet]:
        """What takes each of the parts back, in the same order."""
        self._end_run()
        if self._packed is None:
            return self._backward
        inverse = self._packed.inverse
        return [inverse.unpack()] if inverse is not None else []

    def set_changes(self, forward: list[ChangeSet], backward: list[ChangeSet]) -> None:
        self._run = self._packed = None
        self._forward, self._backward = forward, backward

    @property
    def has_changes(self) -> bool:
        """Whether changes lead here."""
        return bool(self._forward) or self._packed is not None or self._run is not None

    @property
    def edit_count(self) -> int:
        """How many edits lead here."""
        if self._packed is not None:
            return len(self._packed.changes)
        return sum([len(changes.edits) for changes in self._forward]) + (self._run is not None)

    @property
    def packed(self) -> Packed | None:
        """What leads here and back, if it is packed."""
        return self._packed

    def pack(self, packed: Packed | None = None) -> None:
        """Keep the changes packed if they have very many edits; `packed`: so, by one who knows."""
        if self._packed is None and len(self._forward) == 1 and self._run is None:
            inverse = self._backward[0] if self._backward else None
            packed = packed or Packed.of(self._forward[0], inverse)
            if packed is not None:
                self._packed, self.record = packed, None
                self._forward, self._backward = [], []

    @property
    def last_insert(self) -> str:
        """What the first edit of the last part has put in."""
        if self._run is not None:
            return self._run.last_insert
        return self._forward[-1].edits[0].insert

    def add(self, changes: ChangeSet, inverse: ChangeSet) -> None:
        """Another part."""
        if self._packed is not None:
            self.set_changes(self.forward, self.backward)
        run = self._run
        if run is not None and run.take(changes, inverse):
            return
        if run is None and self._forward and len(self._forward[-1].edits) == 1:
            run = EditRun(self._forward[-1], self._backward[-1])
            if run.take(changes, inverse):
                self._run = run
                del self._forward[-1], self._backward[-1]
                return
        self._end_run()
        self._forward.append(changes)
        self._backward.append(inverse)

    def _end_run(self) -> None:
        run, self._run = self._run, None
        if run is not None:
            changes, inverse = run.finish()
            self._forward.append(changes)
            self._backward.append(inverse)

    def extend(self, grown: int) -> None:
        """Make the changes those to a text that has grown by so much in all."""
        more = grown - self.grown
        if more:
            self.grown = grown
            self.record = None
            if self._packed is not None:
                changes, inverse = self._packed
                inverse = inverse.extended(more) if inverse is not None else None
                self._packed = Packed(changes.extended(more), inverse)
                return
            self.set_changes(
                [changes.extended(more) for changes in self.forward],
                [inverse.extended(more) for inverse in self.backward],
            )

    def changes(self) -> ChangeSet:
        self.put_together()
        return self.forward[0]

    def inverse(self) -> ChangeSet:
        self.put_together()
        return self.backward[0]

    def put_together(self) -> None:
        """Make the parts one."""
        if self._packed is not None or len(self.forward) < 2:
            return
        self.record = None
        self.set_changes(
            [ChangeSet.compose_all(self.forward)], [ChangeSet.compose_all(self.backward[::-1])]
        )

    def note(self, grown: int) -> HistoryRecord:
        """The node as a value, when the text has grown by so much in all."""
        self.extend(grown)
        self.record = HistoryRecord(
            self.state,
            self.parent.state if self.parent is not None else None,
            tuple([child.state for child in self.children]),
            *self._parts(),
            self.selection_before,
            self.selection_after,
            self.event,
            self.group,
            self.time,
            self.whole,
            self.before,
            self.after,
        )
        return self.record

    def _parts(
        self,
    ) -> tuple[tuple[ChangeSet | PackedChanges, ...], tuple[ChangeSet | PackedChanges, ...]]:
        if self._packed is None:
            return tuple(self.forward), tuple(self.backward[::-1])
        changes, inverse = self._packed
        return (changes,), (inverse,) if inverse is not None else ()

    def measure(self) -> int:
        """Count what it holds, and return by how much that has grown."""
        size = _NODE_SIZE + _RANGE_SIZE * (
            len(self.selection_before.ranges) + len(self.selection_after.ranges)
        )
        for packed in self._packed or ():
            size += packed.size if packed is not None else 0
        for changes in () if self._packed is not None else (*self.forward, *self.backward):
            edits = changes.edits
            looked_at = edits[:: len(edits) // _MEASURED + 1]
            inserted = sum([getsizeof(edit.insert) for edit in looked_at])
            size += _EDIT_SIZE * len(edits)
            size += inserted * len(edits) // max(len(looked_at), 1)
        growth, self.size = size - self.size, size
        return growth
