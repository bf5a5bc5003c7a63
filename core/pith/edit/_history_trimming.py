"""What a history forgets when it holds too much."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from itertools import pairwise

from pith.edit._history_node import Node
from pith.edit._history_ways import below, upwards


def trim(nodes: dict[int, Node], current: Node, excess: int) -> int:
    """Forget about `excess` bytes of the tree, whose nodes by state lose what is forgotten;
    returns how many bytes that were.

    First the branches that are off the way from the root through `current`, the oldest first;
    then the oldest steps, by making a later state the root; then what redo leads to.
    """
    freed = 0
    path = list(upwards(current))[::-1]
    kept = set(map(id, path))
    ahead = below(current)
    freed += _forget_leaves(nodes, kept | ahead, excess)
    # The current state and the step that led to it stay.
    for root, following in pairwise(path[:-1]):
        if freed >= excess:
            return freed
        if len(root.children) > 1:
            break
        del nodes[root.state]
        root.children.clear()
        following.parent = following.record = None
        following.set_changes([], [])
        following.whole, following.before, following.after = False, None, None
        freed += following.size
        following.size = 0
    if freed < excess:
        freed += _forget_leaves(nodes, kept, excess - freed)
    return freed


def _forget_leaves(nodes: dict[int, Node], kept: set[int], excess: int) -> int:
    """Forget states that lead nowhere, those with the lowest numbers first: with its last state
    gone, the one before it is next, so that the oldest branch goes as a whole."""
    freed = 0
    leaves = [state for state, node in nodes.items() if not node.children and id(node) not in kept]
    heapify(leaves)
    while leaves and freed < excess:
        node = nodes.pop(heappop(leaves))
        freed += node.size
        parent = node.parent
        if parent is not None:
            parent.children.remove(node)
            parent.record = None
            if not parent.children and id(parent) not in kept:
                heappush(leaves, parent.state)
    return freed
