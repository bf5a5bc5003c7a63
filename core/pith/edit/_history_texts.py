"""The steps of a history that keep texts as a whole, as no changes lead over them or back."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pith.edit._history_node import Node
from pith.edit._history_ways import below, upwards
from pith.text import Text


def grow_texts(nodes: Iterable[Node], tail: Text | None) -> None:
    """The texts have become longer by `tail`; None: by what is not known, so that they are not
    known any more."""
    for node in nodes:
        node.record = None
        if node.before is not None:
            node.before = node.before.grown(tail) if tail is not None else None
        if node.after is not None:
            node.after = node.after.grown(tail) if tail is not None else None


def move_texts(nodes: Iterable[Node], moved: Callable[[Text], Text]) -> None:
    """The texts lie elsewhere now: `moved` gives each as it is there."""
    for node in nodes:
        node.record = None
        if node.before is not None:
            node.before = moved(node.before)
        if node.after is not None:
            node.after = moved(node.after)


def is_exchange(node: Node) -> bool:
    """Whether the text was exchanged for another one as a whole."""
    return node.whole and not node.has_changes


def exchanged_state(current: Node) -> int | None:
    """The last state on the way to `current` that was reached by an exchange, if there is one."""
    return next((node.state for node in upwards(current) if is_exchange(node)), None)


def is_exchanged_since(current: Node, state: int) -> bool:
    """Whether the way to `current` from an earlier state goes through an exchange."""
    for node in upwards(current):
        if node.state == state:
            return False
        if is_exchange(node):
            return True
    return False


def cut_off(nodes: dict[int, Node], current: Node, node: Node) -> int:
    """Of what lies before `node`, which is not the root, and what lies behind it, keep where
    `current` is; returns the bytes of what `nodes` have lost."""
    assert node.parent is not None
    behind = below(node) | {id(node)}
    keep_behind = id(current) in behind
    node.parent.children.remove(node)
    node.parent.record = None
    if keep_behind:
        node.parent = node.record = None
        node.whole, node.before, node.after = False, None, None
        node.set_changes([], [])
    freed = 0
    for state, each in list(nodes.items()):
        if (id(each) in behind) != keep_behind:
            del nodes[state]
            freed += each.size
    return freed
