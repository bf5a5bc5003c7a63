"""Commands that split the area of the editors, and go from group to group."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pith.commands import NOT_HANDLED
from pith.qt import announce

if TYPE_CHECKING:
    from pith_app._program import Program
    from pith_app._window._group import EditorGroup
    from pith_app._window._tab import Tab


def handlers(program: Program) -> Mapping[str, Callable[..., Any]]:
    """What handles each command. `tab` is the key of a tab; without it the active one is meant."""
    editors = program.editors

    def tab_of(key: str | None) -> Tab | None:
        return editors.tab(key) if key is not None else editors.active

    def split(side: str) -> Callable[..., Any]:
        return lambda tab=None: None if editors.split(side, tab_of(tab)) else NOT_HANDLED

    def focus(group: EditorGroup | None) -> Any:
        if group is None:
            return NOT_HANDLED
        if not group.tabs:
            return program.focus_editor()
        editors.focus_group(group)
        groups = editors.groups
        announce(editors, f"Group {groups.index(group) + 1} of {len(groups)}")
        return None

    def stepped(by: int) -> EditorGroup:
        groups = editors.groups
        return groups[(groups.index(editors.group) + by) % len(groups)]

    def focus_number(number: int) -> Any:
        groups = editors.groups
        if number <= len(groups):
            return focus(groups[number - 1])
        if number == len(groups) + 1 and editors.active is not None:
            return None if editors.split("right", at=groups[-1]) else NOT_HANDLED
        return NOT_HANDLED

    def move(group: EditorGroup | None, side: str) -> Any:
        """Into that group or, if there is none on that side, into a new one."""
        tab = editors.active
        if tab is None:
            return NOT_HANDLED
        if group is not None:
            moved = editors.move_to_group(tab, group)
        else:
            moved = editors.move_to_new_group(tab, side)
        return None if moved else NOT_HANDLED

    def move_by(by: int) -> Any:
        """Into the next or previous group; at the ends, into a new one."""
        groups = editors.groups
        at = groups.index(editors.group) + by
        group = groups[at] if 0 <= at < len(groups) else None
        return move(group, "right" if by > 0 else "left")

    def close_group() -> Any:
        return program.documents.close(list(editors.group.tabs))

    sides = {"Left": "left", "Right": "right", "Up": "up", "Down": "down"}
    found: dict[str, Callable[..., Any]] = {
        "groups.focusNext": lambda: focus(stepped(1)),
        "groups.focusPrevious": lambda: focus(stepped(-1)),
        "groups.moveEditorToNext": lambda: move_by(1),
        "groups.moveEditorToPrevious": lambda: move_by(-1),
        "groups.close": close_group,
        "groups.join": lambda: None if editors.join_groups() else NOT_HANDLED,
        "groups.evenOut": editors.even_out,
    }
    for name, side in sides.items():
        found[f"groups.split{name}"] = split(side)
        found[f"groups.focus{name}"] = lambda side=side: focus(editors.neighbour(side))
        found[f"groups.moveEditor{name}"] = lambda side=side: move(editors.neighbour(side), side)
    for number in range(1, 9):
        found[f"groups.focus{number}"] = lambda number=number: focus_number(number)
    return found
