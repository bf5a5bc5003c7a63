"""How groups of editors share their area: rows and columns within each other, as values.

A group is known by its number. Lengths are pixels; shares are parts of a length and add up to 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

LINE = 1
"""Pixels between two groups."""


class Area(NamedTuple):
    """Where something lies."""

    x: int
    y: int
    width: int
    height: int


class Split(NamedTuple):
    """Two or more beside each other (`beside`) or one above the other, each with its share.

    No child is split the same way as its parent: it would be children of that.
    """

    beside: bool
    children: tuple[Node, ...]
    shares: tuple[float, ...]


Node: TypeAlias = "int | Split"


class Edge(NamedTuple):
    """An edge that can be dragged: behind the `child`-th child of the split at `path`."""

    path: tuple[int, ...]
    child: int
    beside: bool
    area: Area


def groups_of(node: Node) -> Iterator[int]:
    """The groups, from left to right and from top to bottom."""
    if isinstance(node, int):
        yield node
    else:
        for child in node.children:
            yield from groups_of(child)


# Changing


def split(node: Node, group: int, new: int, side: str) -> Node:
    """Put a new group to a side of one that is there.

    It takes half of that one's room; where all had the same, all have the same again.
    """
    beside, before = side in ("left", "right"), side in ("left", "up")
    if node == group:
        return Split(beside, (new, group) if before else (group, new), (0.5, 0.5))
    if isinstance(node, int):
        return node
    if node.beside == beside and group in node.children:
        at = node.children.index(group)
        even = max(node.shares) - min(node.shares) < 0.01
        children, shares = list(node.children), list(node.shares)
        children.insert(at if before else at + 1, new)
        shares[at : at + 1] = [shares[at] / 2] * 2
        return Split(beside, tuple(children), _even(len(children)) if even else tuple(shares))
    return node._replace(children=tuple(split(child, group, new, side) for child in node.children))


def remove(node: Node, group: int) -> Node | None:
    """Give a group's room to those beside it; None if there are none."""
    if isinstance(node, int):
        return None if node == group else node
    children: list[Node] = []
    shares: list[float] = []
    for child, share in zip(node.children, node.shares, strict=True):
        left = remove(child, group)
        if isinstance(left, Split) and left.beside == node.beside:
            children += left.children
            shares += [share * each for each in left.shares]
        elif left is not None:
            children.append(left)
            shares.append(share)
    if len(children) < 2:
        return children[0] if children else None
    whole = sum(shares)
    return Split(node.beside, tuple(children), tuple(share / whole for share in shares))


def evened(node: Node, path: Sequence[int] | None = None) -> Node:
    """Give the children of the split at `path` the same room; without a path, all in every."""
    if isinstance(node, int):
        return node
    if path is None:
        children = tuple(evened(child) for child in node.children)
        return Split(node.beside, children, _even(len(children)))
    return _at(node, path, lambda each: each._replace(shares=_even(len(each.children))))


def dragged(node: Node, area: Area, edge: Edge, by: int, least: tuple[int, int]) -> Node:
    """Move an edge by pixels, as far as no group gets smaller than `least`, (width, height)."""

    def move(found: Split) -> Split:
        lengths = _lengths(found, _area_at(node, area, edge.path))
        one, other = edge.child, edge.child + 1
        limits = [_least(found.children[n], found.beside, least) for n in (one, other)]
        low = min(0, limits[0] - lengths[one])
        high = max(0, lengths[other] - limits[1])
        step = max(low, min(by, high))
        lengths[one] += step
        lengths[other] -= step
        whole = sum(lengths) or 1
        return found._replace(shares=tuple(length / whole for length in lengths))

    return _at(node, edge.path, move)


def renumbered(node: Node, numbers: Callable[[int], int]) -> Node:
    """The same with other numbers for groups."""
    if isinstance(node, int):
        return numbers(node)
    return node._replace(children=tuple(renumbered(each, numbers) for each in node.children))


# Laying out


def arrange(node: Node, area: Area) -> dict[int, Area]:
    """Where each group lies."""
    if isinstance(node, int):
        return {node: area}
    placed: dict[int, Area] = {}
    for child, part in zip(node.children, _parts(node, area), strict=True):
        placed.update(arrange(child, part))
    return placed


def edges(node: Node, area: Area, path: tuple[int, ...] = ()) -> list[Edge]:
    """The lines between groups."""
    if isinstance(node, int):
        return []
    parts = _parts(node, area)
    found = []
    for index, part in enumerate(parts):
        if index + 1 < len(parts):
            line = (
                Area(part.x + part.width, area.y, LINE, area.height)
                if node.beside
                else Area(area.x, part.y + part.height, area.width, LINE)
            )
            found.append(Edge(path, index, node.beside, line))
        found += edges(node.children[index], part, (*path, index))
    return found


def neighbour(placed: Mapping[int, Area], group: int, side: str) -> int | None:
    """The group on a side of another: of several, the one that shares most of the edge."""
    own = placed[group]
    best: tuple[int, int] | None = None
    for number, area in placed.items():
        if side in ("left", "right"):
            touches = (
                area.x + area.width + LINE == own.x
                if side == "left"
                else own.x + own.width + LINE == area.x
            )
            shared = min(own.y + own.height, area.y + area.height) - max(own.y, area.y)
        else:
            touches = (
                area.y + area.height + LINE == own.y
                if side == "up"
                else own.y + own.height + LINE == area.y
            )
            shared = min(own.x + own.width, area.x + area.width) - max(own.x, area.x)
        if touches and shared > 0 and (best is None or shared > best[0]):
            best = (shared, number)
    return best[1] if best is not None else None


# Keeping


def to_data(node: Node) -> Any:
    """Plain data, in which a group is a number."""
    if isinstance(node, int):
        return node
    children = [to_data(child) for child in node.children]
    shares = [round(share, 4) for share in node.shares]
    return {"beside": node.beside, "children": children, "shares": shares}


def from_data(data: Any, count: int) -> Node | None:
    """What to_data() made of the groups 0 to `count`, excluded; None if it is anything else."""
    node = _read(data)
    if node is None or sorted(groups_of(node)) != list(range(count)):
        return None
    return node


def _read(data: Any) -> Node | None:
    if isinstance(data, int) and not isinstance(data, bool):
        return data
    if not isinstance(data, dict):
        return None
    found, shares, beside = data.get("children"), data.get("shares"), data.get("beside")
    if not isinstance(found, list) or not isinstance(shares, list) or len(found) < 2:
        return None
    if len(shares) != len(found) or not isinstance(beside, bool):
        return None
    if not all(isinstance(share, int | float) and 0.001 < share <= 1 for share in shares):
        return None
    children = []
    for each in found:
        child = _read(each)
        if child is None or (isinstance(child, Split) and child.beside == beside):
            return None
        children.append(child)
    whole = sum(shares)
    return Split(beside, tuple(children), tuple(share / whole for share in shares))


def _even(count: int) -> tuple[float, ...]:
    return (1 / count,) * count


def _at(node: Node, path: Sequence[int], function: Callable[[Split], Split]) -> Node:
    if isinstance(node, int):
        return node
    if not path:
        return function(node)
    children = list(node.children)
    children[path[0]] = _at(children[path[0]], path[1:], function)
    return node._replace(children=tuple(children))


def _area_at(node: Node, area: Area, path: Sequence[int]) -> Area:
    if not path or isinstance(node, int):
        return area
    return _area_at(node.children[path[0]], _parts(node, area)[path[0]], path[1:])


def _least(node: Node, beside: bool, least: tuple[int, int]) -> int:
    """The least length of a node in a direction."""
    if isinstance(node, int):
        return least[0 if beside else 1]
    each = [_least(child, beside, least) for child in node.children]
    return sum(each) + LINE * (len(each) - 1) if node.beside == beside else max(each)


def _lengths(node: Split, area: Area) -> list[int]:
    room = max(0, (area.width if node.beside else area.height) - LINE * (len(node.shares) - 1))
    lengths, reached, done = [], 0.0, 0
    for share in node.shares:
        reached += share
        length = round(room * reached) - done
        lengths.append(length)
        done += length
    return lengths


def _parts(node: Split, area: Area) -> list[Area]:
    parts = []
    at = area.x if node.beside else area.y
    for length in _lengths(node, area):
        parts.append(
            Area(at, area.y, length, area.height)
            if node.beside
            else Area(area.x, at, area.width, length)
        )
        at += length + LINE
    return parts
