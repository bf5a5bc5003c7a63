"""How groups of editors share their area."""

from __future__ import annotations

import random

import pytest

from pith_app._window._group_tree import (
    LINE,
    Area,
    Node,
    Split,
    arrange,
    dragged,
    edges,
    evened,
    from_data,
    groups_of,
    neighbour,
    remove,
    split,
    to_data,
)

AREA = Area(0, 0, 1000, 601)
SIDES = ("left", "right", "up", "down")


def test_a_group_is_split_to_every_side() -> None:
    assert split(1, 1, 2, "right") == Split(True, (1, 2), (0.5, 0.5))
    assert split(1, 1, 2, "left") == Split(True, (2, 1), (0.5, 0.5))
    assert split(1, 1, 2, "down") == Split(False, (1, 2), (0.5, 0.5))
    assert split(1, 1, 2, "up") == Split(False, (2, 1), (0.5, 0.5))


def test_even_groups_stay_even_and_others_give_half() -> None:
    two = split(1, 1, 2, "right")
    assert split(two, 1, 3, "right") == Split(True, (1, 3, 2), (1 / 3,) * 3)
    uneven = Split(True, (1, 2), (0.8, 0.2))
    assert split(uneven, 1, 3, "right") == Split(True, (1, 3, 2), (0.4, 0.4, 0.2))


def test_a_closed_group_leaves_no_split_of_one() -> None:
    node = split(split(1, 1, 2, "right"), 2, 3, "down")
    assert remove(node, 3) == Split(True, (1, 2), (0.5, 0.5))
    assert remove(node, 1) == Split(False, (2, 3), (0.5, 0.5))
    assert remove(1, 1) is None


def test_what_is_split_alike_is_one_split_when_what_lay_between_is_gone() -> None:
    # 1 | (2 over (3 | 4)): without 2, three stand beside each other.
    node = split(split(split(1, 1, 2, "right"), 2, 3, "down"), 3, 4, "right")
    assert remove(node, 2) == Split(True, (1, 3, 4), (0.5, 0.25, 0.25))


def test_neighbours() -> None:
    node = split(split(split(1, 1, 2, "right"), 2, 3, "down"), 1, 4, "up")
    placed = arrange(node, AREA)
    assert list(groups_of(node)) == [4, 1, 2, 3]
    assert neighbour(placed, 4, "right") == 2
    assert neighbour(placed, 1, "right") == 3
    assert neighbour(placed, 1, "up") == 4
    assert neighbour(placed, 3, "left") == 1
    assert neighbour(placed, 3, "down") is None
    assert neighbour(placed, 4, "left") is None


def test_an_edge_stops_where_a_group_would_get_too_small() -> None:
    node = split(split(1, 1, 2, "right"), 2, 3, "right")
    least = (100, 80)
    edge = edges(node, AREA)[0]
    wide = dragged(node, AREA, edge, 5000, least)
    widths = [each.width for each in arrange(wide, AREA).values()]
    assert widths[1] == 100
    assert sum(widths) + 2 * LINE == AREA.width
    assert evened(wide, edge.path) == node


@pytest.mark.parametrize(
    "data",
    [
        None,
        True,
        "0",
        [],
        {},
        {"beside": True, "children": [0], "shares": [1]},
        {"beside": True, "children": [0, 0], "shares": [0.5, 0.5]},
        {"beside": True, "children": [0, 2], "shares": [0.5, 0.5]},
        {"beside": True, "children": [0, 1], "shares": [0.5]},
        {"beside": True, "children": [0, 1], "shares": [0.5, -1]},
        {"beside": 1, "children": [0, 1], "shares": [0.5, 0.5]},
        {"beside": True, "children": [0, {"beside": False}], "shares": [0.5, 0.5]},
    ],
)
def test_what_is_no_layout_is_none(data: object) -> None:
    assert from_data(data, 2) is None


def test_at_random() -> None:
    seed = random.randrange(10**9)
    rng = random.Random(seed)
    for _ in range(60):
        node: Node = 0
        there, new = [0], 1
        log: list[str] = [f"seed {seed}"]
        for _ in range(30):
            group = rng.choice(there)
            action = rng.random()
            if action < 0.45 and len(there) < 12:
                side = rng.choice(SIDES)
                log.append(f"split {group} {new} {side}")
                node = split(node, group, new, side)
                there.append(new)
                new += 1
            elif action < 0.75 and len(there) > 1:
                log.append(f"remove {group}")
                left = remove(node, group)
                assert left is not None, log
                node = left
                there.remove(group)
            elif len(there) > 1:
                edge = rng.choice(edges(node, AREA))
                by = rng.randint(-300, 300)
                log.append(f"drag {edge} {by}")
                node = dragged(node, AREA, edge, by, (60, 40))
            _check(node, there, log)


def _check(node: Node, there: list[int], log: list[str]) -> None:
    assert sorted(groups_of(node)) == sorted(there), log
    placed = arrange(node, AREA)
    covered = sum(each.width * each.height for each in placed.values())
    lines = sum(each.area.width * each.area.height for each in edges(node, AREA))
    assert covered + lines == AREA.width * AREA.height, log
    assert all(each.width > 0 and each.height > 0 for each in placed.values()), log
    _check_shape(node, None, log)
    numbers = {group: n for n, group in enumerate(sorted(there))}
    from pith_app._window._group_tree import renumbered

    plain = renumbered(node, numbers.__getitem__)
    again = from_data(to_data(plain), len(there))
    assert again is not None, log
    shifted = arrange(again, AREA)
    for number, area in arrange(plain, AREA).items():
        assert max(abs(a - b) for a, b in zip(area, shifted[number], strict=True)) <= 3, log
    for group in there:
        for side, back in zip(SIDES, ("right", "left", "down", "up"), strict=True):
            beside = neighbour(placed, group, side)
            assert beside is None or neighbour(placed, beside, back) is not None, log


def _check_shape(node: Node, beside: bool | None, log: list[str]) -> None:
    if isinstance(node, Split):
        assert node.beside != beside, log
        assert len(node.children) >= 2, log
        assert abs(sum(node.shares) - 1) < 1e-9, log
        for child in node.children:
            _check_shape(child, node.beside, log)
