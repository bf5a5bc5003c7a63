"""Editing commands on the active editor."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from pith.commands import NOT_HANDLED
from pith.edit import EDITING_COMMANDS, EditingCommand
from pith.workspace import View
from pith_app._commands._handling import Handler, Handlers

if TYPE_CHECKING:
    from pith.base import Future
    from pith_app._program import Program

_ABOUT_THE_END = frozenset(("caret.documentEnd", "select.documentEnd", "select.all"))
"""What waits, in a huge file, until its end has been read."""

_COPYING = frozenset(("edit.copy", "edit.cut"))

_HANDLED_ELSEWHERE = frozenset(("select.shrink",))
"""What knows more in a window than its function does."""


class EditingCommands(Handlers):
    """The editing commands, each on the active editor."""

    def all(self) -> dict[str, Handler]:
        return {
            command.id: partial(self._edit, command)
            for command in EDITING_COMMANDS
            if command.id not in _HANDLED_ELSEWHERE
        }

    def _edit(self, command: EditingCommand, **arguments: Any) -> Any:
        editors = self.program.editors
        view = editors.active_view
        if view is None:
            return NOT_HANDLED
        if view.document.growth is not None and command.id in _ABOUT_THE_END:
            editors.arrivals.when_there(view, None, lambda: view.run(command, **arguments))
            return None
        if command.id in _COPYING and view.document.large:
            copying = _copy_much(self.program, view, command.id == "edit.cut")
            if copying is not None:
                return copying
        return None if view.run(command, **arguments) else NOT_HANDLED


def _copy_much(program: Program, view: View, cut: bool) -> Future[None] | None:
    from pith_app._editing._copying import LargeCopies

    copies = LargeCopies(program.kernel.worker, program.notifications, program.scheduler)
    return copies.start(view, cut)
