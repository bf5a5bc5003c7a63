"""Every command of the program, and where its menus show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pith.base import Scope
from pith.commands import CommandBus
from pith_app._commands._declared import PROGRAM_COMMANDS, declare_all
from pith_app._commands._menus import MENU_ITEMS

if TYPE_CHECKING:
    from pith_app._program import Program

__all__ = ["MENU_ITEMS", "PROGRAM_COMMANDS", "declare_all", "register_all"]


def register_all(program: Program) -> Scope:
    """Declare every command and menu item, and handle the commands with `program`."""
    from pith_app._commands import (
        _bisecting,
        _completion,
        _editing,
        _extensions,
        _files,
        _folding,
        _groups,
        _help,
        _parts,
        _pickers,
        _places,
        _snippets,
        _undo,
        _view,
    )

    modules = (
        _bisecting,
        _completion,
        _editing,
        _extensions,
        _files,
        _folding,
        _groups,
        _help,
        _parts,
        _pickers,
        _places,
        _snippets,
        _undo,
        _view,
    )
    scope = Scope("commands")
    bus: CommandBus = program.kernel.bus
    scope.add(declare_all(bus))
    scope.add(program.kernel.menus.add(MENU_ITEMS, "pith"))
    for module in modules:
        for command_id, function in module.handlers(program).items():
            scope.add(bus.handle(command_id, function, "pith"), command_id)
    return scope
