"""What stands in menus, from whom, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pith.base import Disposable, OnDispose, Problem, ProblemError, Signal
from pith.commands._when import Context, When


class MenuItem(NamedTuple):
    """An entry of the menu `menu`: a command, or (with `submenu` and `title`) another menu.

    `group` is `name@number`: groups stand apart, "navigation" first and the others by name, and
    inside a group items stand by number. While `when` is false the entry is left out.
    """

    menu: str
    command: str = ""
    group: str = ""
    when: str = ""
    submenu: str = ""
    title: str = ""


class MenuGroup(NamedTuple):
    """Entries between two separators."""

    name: str
    items: tuple[MenuItem, ...]


class _Entry(NamedTuple):
    item: MenuItem
    owner: str
    when: When | None
    group: str
    order: float


class Menus:
    """The entries of all menus. `changed` gives the ids of menus that have others than before."""

    def __init__(self) -> None:
        self.changed: Signal[frozenset[str]] = Signal("menus")
        self._menus: dict[str, list[_Entry]] = {}

    def add(self, items: Iterable[MenuItem], owner: str = "") -> Disposable:
        """Enter items until they are disposed. Raises ProblemError and enters none if one is
        wrong."""
        entries = [_entry(item, owner) for item in items]
        for entry in entries:
            menu = self._menus.setdefault(entry.item.menu, [])
            menu.append(entry)
            menu.sort(key=_place)
        changed = frozenset(entry.item.menu for entry in entries)
        if changed:
            self.changed.emit(changed)

        def withdraw() -> None:
            gone = set(map(id, entries))
            for menu in changed:
                self._menus[menu] = [each for each in self._menus[menu] if id(each) not in gone]
            if changed:
                self.changed.emit(changed)

        return OnDispose(withdraw)

    def items(self, menu: str, context: Context) -> list[MenuGroup]:
        """What `menu` shows in `context`, group by group; a submenu with nothing in it is left
        out."""
        return self._items(menu, context, ())

    def _items(self, menu: str, context: Context, inside: tuple[str, ...]) -> list[MenuGroup]:
        groups: dict[str, list[MenuItem]] = {}
        for entry in self._menus.get(menu, ()):
            item, when = entry.item, entry.when
            if when is not None and not when.evaluate(context):
                continue
            if item.submenu and (
                item.submenu in (menu, *inside)
                or not self._items(item.submenu, context, (*inside, menu))
            ):
                continue
            groups.setdefault(entry.group, []).append(item)
        return [MenuGroup(name, tuple(shown)) for name, shown in groups.items()]

    def owner_of(self, item: MenuItem) -> str:
        """Whose entry an item of `items` is."""
        return next(
            (each.owner for each in self._menus.get(item.menu, ()) if each.item is item), ""
        )


def _place(entry: _Entry) -> tuple[int, str, float, str]:
    """Sort key: "navigation" first, groups without a name last, owners in a fixed order."""
    rank = 0 if entry.group == "navigation" else 1 if entry.group else 2
    return rank, entry.group, entry.order, entry.owner


def _entry(item: MenuItem, owner: str) -> _Entry:
    what = f"the entry '{item.command or item.title}' of the menu '{item.menu}'"
    if bool(item.command) == bool(item.submenu):
        message = "has both a command and a submenu" if item.command else "does nothing"
        advice = "give it either a command, or a submenu and a title"
        raise ProblemError(Problem(f"{what} {message}", advice=advice))
    if item.submenu and not item.title:
        raise ProblemError(Problem(f"{what} opens a submenu and has no title", advice="add title"))
    name, _, number = item.group.partition("@")
    try:
        order = float(number or 0)
    except ValueError:
        raise ProblemError(
            Problem(
                f"the group '{item.group}' of {what} is wrong: '{number}' is not a number",
                advice="write name@number, such as '2_edit@1'",
            )
        ) from None
    return _Entry(item, owner, When.parse(item.when) if item.when else None, name, order)
