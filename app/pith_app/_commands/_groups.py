"""Commands that split the area of the editors, and go from group to group."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from pith.commands import NOT_HANDLED
from pith.qt import announce
from pith_app._commands._handling import Handler, Handlers, handles, tab_of

if TYPE_CHECKING:
    from pith_app._window._group import EditorGroup

_SIDES = {"Left": "left", "Right": "right", "Up": "up", "Down": "down"}


class GroupCommands(Handlers):
    def all(self) -> dict[str, Handler]:
        found = super().all()
        for name, side in _SIDES.items():
            found[f"groups.split{name}"] = partial(self._split, side)
            found[f"groups.focus{name}"] = partial(self._focus_beside, side)
            found[f"groups.moveEditor{name}"] = partial(self._move_beside, side)
        for number in range(1, 9):
            found[f"groups.focus{number}"] = partial(self._focus_number, number)
        return found

    def _split(self, side: str, tab: str | None = None) -> Any:
        """`tab` is the key of a tab; without it the active one is meant."""
        split = self.program.editors.split(side, tab_of(self.program, tab))
        return None if split else NOT_HANDLED

    @handles("groups.close")
    def close(self) -> Any:
        return self.program.documents.close(list(self.program.editors.group.tabs))

    @handles("groups.join")
    def join(self) -> Any:
        return None if self.program.editors.join_groups() else NOT_HANDLED

    @handles("groups.evenOut")
    def even_out(self) -> Any:
        return self.program.editors.even_out()

    # The one that has the keyboard

    @handles("groups.focusNext")
    def focus_next(self) -> Any:
        return self._focus_stepped(1)

    @handles("groups.focusPrevious")
    def focus_previous(self) -> Any:
        return self._focus_stepped(-1)

    def _focus_stepped(self, by: int) -> Any:
        groups = self.program.editors.groups
        return self._focus(groups[(groups.index(self.program.editors.group) + by) % len(groups)])

    def _focus_beside(self, side: str) -> Any:
        return self._focus(self.program.editors.neighbour(side))

    def _focus_number(self, number: int) -> Any:
        editors = self.program.editors
        groups = editors.groups
        if number <= len(groups):
            return self._focus(groups[number - 1])
        if number == len(groups) + 1 and editors.active is not None:
            return None if editors.split("right", at=groups[-1]) else NOT_HANDLED
        return NOT_HANDLED

    def _focus(self, group: EditorGroup | None) -> Any:
        if group is None:
            return NOT_HANDLED
        if not group.tabs:
            return self.program.focus_editor()
        editors = self.program.editors
        editors.focus_group(group)
        groups = editors.groups
        announce(editors, f"Group {groups.index(group) + 1} of {len(groups)}")
        return None

    # Moving an editor

    @handles("groups.moveEditorToNext")
    def move_editor_to_next(self) -> Any:
        return self._move_by(1)

    @handles("groups.moveEditorToPrevious")
    def move_editor_to_previous(self) -> Any:
        return self._move_by(-1)

    def _move_by(self, by: int) -> Any:
        """Into the next or previous group; at the ends, into a new one."""
        groups = self.program.editors.groups
        at = groups.index(self.program.editors.group) + by
        group = groups[at] if 0 <= at < len(groups) else None
        return self._move(group, "right" if by > 0 else "left")

    def _move_beside(self, side: str) -> Any:
        return self._move(self.program.editors.neighbour(side), side)

    def _move(self, group: EditorGroup | None, side: str) -> Any:
        """Into that group or, if there is none on that side, into a new one."""
        editors = self.program.editors
        tab = editors.active
        if tab is None:
            return NOT_HANDLED
        if group is not None:
            moved = editors.move_to_group(tab, group)
        else:
            moved = editors.move_to_new_group(tab, side)
        return None if moved else NOT_HANDLED
