"""The states of a history, for people to choose from. What is asked here has no step that grows."""

from __future__ import annotations

from collections.abc import Mapping

from pith.edit._changes import ChangeSet
from pith.edit._history_node import Node
from pith.edit._history_values import HistoryState
from pith.edit._history_ways import upwards


def states_of(nodes: Mapping[int, Node], current: Node) -> list[HistoryState]:
    """Every state that can be gone to, in the order in which they came to be."""
    path = {node.state for node in upwards(current)}
    return [
        HistoryState(
            node.state,
            node.parent.state if node.parent is not None else None,
            node.time,
            node.event,
            *_amounts(node),
            node is current,
            node.state in path,
        )
        for node in nodes.values()
    ]


def neighbour_of(nodes: Mapping[int, Node], current: Node, by: int) -> int | None:
    """The state that came to be `by` states later than the current one (earlier if negative), on
    whichever branch; the last one there is in that direction, None if there is none."""
    states = list(nodes)
    at = states.index(current.state)
    to = max(0, min(len(states) - 1, at + by))
    return states[to] if to != at else None


def state_at(nodes: Mapping[int, Node], time: float) -> int:
    """The last state that is not younger than `time`, of the history's clock."""
    found = next(iter(nodes))
    for state, node in nodes.items():
        if node.time <= time:
            found = state
    return found


def _amounts(node: Node) -> tuple[int, int, str]:
    """Code points put in and taken out, and the beginning of either."""
    packed = node.packed
    if packed is not None:
        made, back = packed
        deleted = made.inserted - made.length_after + made.length_before
        taken = back.first_inserts if back is not None else ""
        return made.inserted, deleted, made.first_inserts or taken
    inserted = deleted = 0
    typed = taken = ""
    backward: list[ChangeSet] = node.backward
    if node.whole:
        backward = [ChangeSet.empty(changes.length_after) for changes in node.forward]
    for changes, inverse in zip(node.forward, backward, strict=True):
        for edit in changes.edits:
            inserted += len(edit.insert)
            deleted += edit.end - edit.start
            if len(typed) < 80:
                typed += edit.insert[:80]
        if not taken and inverse.edits:
            taken = inverse.edits[0].insert[:80]
    return inserted, deleted, typed or taken
