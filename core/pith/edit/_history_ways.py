"""Ways through the tree of a history."""

from __future__ import annotations

from collections.abc import Iterator

from pith.edit._history_node import Node


def upwards(node: Node) -> Iterator[Node]:
    """The node and those above it, to the root."""
    each: Node | None = node
    while each is not None:
        yield each
        each = each.parent


def way(source: Node, target: Node) -> tuple[list[Node], list[Node]]:
    """The nodes whose steps are taken back, and then those whose steps are made, on the way from
    one node to another."""
    if source.parent is target:  # undo
        return [source], []
    if target.parent is source:  # redo
        return [], [target]
    down = list(upwards(target))
    on_way = {id(each): index for index, each in enumerate(down)}
    up: list[Node] = []
    while id(source) not in on_way:
        up.append(source)
        assert source.parent is not None  # The root is above every state.
        source = source.parent
    return up, down[: on_way[id(source)]][::-1]


def below(node: Node) -> set[int]:
    """The ids (id()) of the nodes below one."""
    found: set[int] = set()
    waiting = list(node.children)
    while waiting:
        each = waiting.pop()
        found.add(id(each))
        waiting += each.children
    return found
