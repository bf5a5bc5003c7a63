"""Menus: groups, order, conditions, submenus."""

from __future__ import annotations

import pytest

from pith.base import ProblemError
from pith.commands import MenuItem, Menus


def shown(menus: Menus, menu: str, **context: object) -> list[list[str]]:
    """The groups of a menu: commands, and "title >" for submenus."""
    return [
        [item.command or f"{item.title} >" for item in group.items]
        for group in menus.items(menu, context)
    ]


def item(command: str, group: str = "", when: str = "", menu: str = "m") -> MenuItem:
    return MenuItem(menu, command, group, when)


def test_an_empty_menu() -> None:
    assert Menus().items("nowhere", {}) == []


def test_groups_are_in_order_and_items_inside_them() -> None:
    menus = Menus()
    menus.add(
        [
            item("last"),
            item("save", "2_save@2"),
            item("new", "1_new"),
            item("first", "navigation@5"),
            item("saveFirst", "2_save@1"),
            item("saveHalf", "2_save@1.5"),
            item("veryFirst", "navigation@-1"),
            item("newToo", "1_new"),
        ]
    )
    assert shown(menus, "m") == [
        ["veryFirst", "first"],
        ["new", "newToo"],
        ["saveFirst", "saveHalf", "save"],
        ["last"],
    ]
    assert [group.name for group in menus.items("m", {})] == ["navigation", "1_new", "2_save", ""]


def test_owners_do_not_change_places_when_one_is_loaded_again() -> None:
    menus = Menus()
    first = menus.add([item("a", "g")], "acme.a")
    menus.add([item("b", "g")], "acme.b")
    first.dispose()
    menus.add([item("a", "g")], "acme.a")
    menus.add([item("core", "g")])
    assert shown(menus, "m") == [["core", "a", "b"]]


def test_conditions() -> None:
    menus = Menus()
    menus.add([item("always", "1"), item("python", "1", "lang == python"), item("x", "2", "x")])
    assert shown(menus, "m") == [["always"]]
    assert shown(menus, "m", lang="python", x=True) == [["always", "python"], ["x"]]


def test_disposing_takes_items_away_and_only_them() -> None:
    menus = Menus()
    same = item("a")
    first = menus.add([same, item("b", menu="n")], "one")
    menus.add([same], "two")
    first.dispose()
    first.dispose()
    assert shown(menus, "m") == [["a"]]
    assert shown(menus, "n") == []


def test_submenus_show_if_something_is_in_them() -> None:
    menus = Menus()
    menus.add(
        [
            item("plain"),
            MenuItem("m", submenu="m/more", title="More"),
            MenuItem("m", submenu="m/none", title="None"),
            MenuItem("m/more", submenu="m/more/deep", title="Deep"),
            MenuItem("m/more/deep", "deep", when="x"),
        ]
    )
    assert shown(menus, "m") == [["plain"]]
    assert shown(menus, "m", x=True) == [["plain", "More >"]]
    assert shown(menus, "m/more", x=True) == [["Deep >"]]


def test_a_menu_inside_itself_ends() -> None:
    menus = Menus()
    menus.add(
        [
            MenuItem("a", submenu="b", title="B"),
            MenuItem("b", submenu="a", title="A"),
            MenuItem("a", submenu="a", title="Self"),
        ]
    )
    assert shown(menus, "a") == []
    menus.add([MenuItem("b", "x")])
    assert shown(menus, "a") == [["B >"]]


def test_changes_are_announced_by_menu() -> None:
    menus = Menus()
    seen: list[frozenset[str]] = []
    menus.changed.connect(seen.append)
    added = menus.add([item("a"), item("b", menu="n")])
    menus.add([]).dispose()
    added.dispose()
    assert seen == [{"m", "n"}, {"m", "n"}]


def test_the_owner_of_an_item_is_known() -> None:
    menus = Menus()
    menus.add([item("a", "1")], "one")
    menus.add([item("b", "1")], "two")
    (group,) = menus.items("m", {})
    assert [menus.owner_of(each) for each in group.items] == ["one", "two"]
    assert menus.owner_of(item("a")) == ""


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (MenuItem("m"), "the entry '' of the menu 'm' does nothing"),
        (
            MenuItem("m", "a", submenu="b", title="B"),
            "the entry 'a' of the menu 'm' has both a command and a submenu",
        ),
        (
            MenuItem("m", submenu="b"),
            "the entry '' of the menu 'm' opens a submenu and has no title",
        ),
        (
            item("a", "g@x"),
            "the group 'g@x' of the entry 'a' of the menu 'm' is wrong: 'x' is not a number",
        ),
        (item("a", when="(b"), "expected ')' before the end in the when-expression '(b'"),
    ],
)
def test_a_wrong_item_is_refused_and_none_of_its_batch_is_entered(
    wrong: MenuItem, message: str
) -> None:
    menus = Menus()
    with pytest.raises(ProblemError) as caught:
        menus.add([item("good"), wrong])
    (problem,) = caught.value.problems
    assert problem.message == message
    assert shown(menus, "m") == []
