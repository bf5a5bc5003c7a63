"""Which edits belong to one step of a history."""

from __future__ import annotations

from pith.edit._changes import ChangeSet
from pith.edit._history_node import Node
from pith.edit._selection import Selection

TYPING = "input.type"
DELETING = ("delete.left", "delete.right")
PAUSE = 2.0  # seconds after which typing starts a new step


def continues(
    current: Node,
    changes: ChangeSet,
    selection_before: Selection,
    event: str,
    time: float,
    undo_group: str | None,
) -> bool:
    """Whether `changes`, which are not empty, go on with the step that led to `current`."""
    if current.parent is None:
        return False
    if undo_group is not None or current.group is not None:
        return undo_group == current.group
    if event != current.event or time - current.time > PAUSE:
        return False
    if not is_same(selection_before, current.selection_after):
        return False
    if event == TYPING:
        # A word ends where a space is typed after something else.
        typed = changes.edits[0].insert
        return not typed[:1].isspace() or current.last_insert[-1:].isspace()
    return event in DELETING


def is_same(one: Selection, other: Selection) -> bool:
    """Whether the same is selected; goal columns aside."""
    if one is other or one.ranges == other.ranges:
        return True
    return len(one.ranges) == len(other.ranges) and all(
        a.anchor == b.anchor and a.head == b.head
        for a, b in zip(one.ranges, other.ranges, strict=True)
    )
