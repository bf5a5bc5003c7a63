"""One step of a history: how a state is reached from the one before, and back."""

from __future__ import annotations

from sys import getsizeof
from typing import NamedTuple

from pith.edit._changes import ChangeSet
from pith.edit._selection import Selection
from pith.text import Edit

_NODE_SIZE = 700  # bytes: a node, its lists, two ChangeSets, two selections and the dict's entry
_EDIT_SIZE = 136  # an Edit and its two offsets
_RANGE_SIZE = 136


class HistoryRecord(NamedTuple):
    """A node of the tree as a value. `forward` and `backward` are what leads here from `parent`
    and back, each in the order in which it is applied; both are empty for the root."""

    state: int
    parent: int | None
    children: tuple[int, ...]
    forward: tuple[ChangeSet, ...]
    backward: tuple[ChangeSet, ...]
    selection_before: Selection
    selection_after: Selection
    event: str
    group: str | None
    time: float


class Node:
    """A state that was reached from `parent` by the changes in `forward`, in order.

    While a step still grows, its parts are kept one by one: putting them together for every key
    would cost more than the edit.
    """

    __slots__ = (
        "backward",
        "children",
        "event",
        "forward",
        "group",
        "grown",
        "parent",
        "record",
        "selection_after",
        "selection_before",
        "size",
        "state",
        "time",
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
        self.forward = [changes] if changes is not None else []
        self.backward = [inverse] if inverse is not None else []
        self.selection_before = selection_before
        self.selection_after = selection_after
        self.children: list[Node] = []
        self.event = ""
        self.group: str | None = None
        self.time = 0.0
        self.state = 0
        self.size = 0
        """Bytes of memory, about, when it was last measured."""

        self.record: HistoryRecord | None = None
        """The node as a value, if it was asked for and has not changed since."""
        self.grown = 0
        """How much the text had grown when the changes were made."""

    def extend(self, grown: int) -> None:
        """Make the changes those to a text that has grown by so much in all."""
        more = grown - self.grown
        if more:
            self.grown = grown
            self.record = None
            self.forward = [changes.extended(more) for changes in self.forward]
            self.backward = [inverse.extended(more) for inverse in self.backward]

    def changes(self) -> ChangeSet:
        self.put_together()
        return self.forward[0]

    def inverse(self) -> ChangeSet:
        self.put_together()
        return self.backward[0]

    def put_together(self) -> None:
        """Make the parts one."""
        if len(self.forward) < 2:
            return
        self.record = None
        forward, backward = _folded(self.forward, self.backward)
        self.forward = [ChangeSet.compose_all(forward)]
        self.backward = [ChangeSet.compose_all(backward[::-1])]

    def note(self, grown: int) -> HistoryRecord:
        """The node as a value, when the text has grown by so much in all."""
        self.extend(grown)
        self.record = HistoryRecord(
            self.state,
            self.parent.state if self.parent is not None else None,
            tuple([child.state for child in self.children]),
            tuple(self.forward),
            tuple(self.backward[::-1]),
            self.selection_before,
            self.selection_after,
            self.event,
            self.group,
            self.time,
        )
        return self.record

    def measure(self) -> int:
        """Count what it holds, and return by how much that has grown."""
        size = _NODE_SIZE + _RANGE_SIZE * (
            len(self.selection_before.ranges) + len(self.selection_after.ranges)
        )
        for changes in (*self.forward, *self.backward):
            for edit in changes.edits:
                size += _EDIT_SIZE + getsizeof(edit.insert)
        growth, self.size = size - self.size, size
        return growth


def _folded(
    forward: list[ChangeSet], backward: list[ChangeSet]
) -> tuple[list[ChangeSet], list[ChangeSet]]:
    """Both ways with fewer parts: each run of single edits that touch, which is what typing and
    deleting give, made one."""
    folded: tuple[list[ChangeSet], list[ChangeSet]] = ([], [])
    first = -1  # of the run that is gathered; -1: there is none
    start = at = 0  # its edit, in the text before the run and after what is gathered
    removed = ""
    pieces: list[str] = []

    def end_run(last: int) -> None:
        before, after = forward[first].length_before, forward[last].length_after
        inserted = "".join(pieces)
        edit = Edit(start, start + len(removed), inserted)
        inverse = Edit(start, start + len(inserted), removed)
        nothing = not inserted and not removed
        folded[0].append(ChangeSet(before, () if nothing else (edit,), after))
        folded[1].append(ChangeSet(after, () if nothing else (inverse,), before))

    for index, changes in enumerate(forward):
        if len(changes.edits) != 1:
            if first >= 0:
                end_run(index - 1)
                first = -1
            folded[0].append(changes)
            folded[1].append(backward[index])
            continue
        left, right, insert = changes.edits[0]
        if first >= 0 and left == right == at:
            pieces.append(insert)
            at += len(insert)
            continue
        gone = backward[index].edits[0].insert
        if first >= 0 and left <= at and right >= start:
            inserted = "".join(pieces)
            pieces = [inserted[: max(left - start, 0)], insert, inserted[right - start :]]
            removed = (
                gone[: max(start - left, 0)] + removed + gone[len(gone) - max(right - at, 0) :]
            )
            start = min(start, left)
            at = start + sum(map(len, pieces))
            continue
        if first >= 0:
            end_run(index - 1)
        first, start, at, removed, pieces = index, left, left + len(insert), gone, [insert]
    if first >= 0:
        end_run(len(forward) - 1)
    return folded
