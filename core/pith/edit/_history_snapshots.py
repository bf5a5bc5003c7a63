"""The tree of a history from its value."""

from __future__ import annotations

from collections.abc import Iterable

from pith.edit._changes import ChangeSet
from pith.edit._history_node import Node
from pith.edit._history_values import HistorySnapshot
from pith.edit._packed_changes import PackedChanges


def nodes_of(snapshot: HistorySnapshot) -> dict[int, Node]:
    """The nodes by state, the root first. Raises ValueError for what is no tree,
    and for a current state that is not in it."""
    nodes: dict[int, Node] = {}
    try:
        for each in snapshot.records:
            parent = nodes[each.parent] if each.parent is not None else None
            if (parent is None) != (not nodes) or each.state in nodes:
                raise ValueError("a history has one root, and a number for each state")
            node = Node(parent, None, None, each.selection_before, each.selection_after)
            node.set_changes(_unpacked(each.forward), _unpacked(each.backward[::-1]))
            node.pack()
            node.event, node.group, node.time = each.event, each.group, each.time
            node.state = each.state
            node.whole, node.before, node.after = each.whole, each.before, each.after
            nodes[each.state] = node
            if parent is not None:
                node.measure()
        for each in snapshot.records:
            nodes[each.state].children = [nodes[child] for child in each.children]
        nodes[snapshot.current]
    except KeyError as error:
        raise ValueError(f"a history has no state {error}") from None
    return nodes


def _unpacked(parts: Iterable[ChangeSet | PackedChanges]) -> list[ChangeSet]:
    return [each.unpack() if isinstance(each, PackedChanges) else each for each in parts]
