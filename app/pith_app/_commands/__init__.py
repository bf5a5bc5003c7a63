"""Every command of the program, and where its menus show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pith.base import Scope
from pith.commands import CommandBus
from pith_app._commands._declared import PROGRAM_COMMANDS, declare_all
from pith_app._commands._menus import MENU_ITEMS

if TYPE_CHECKING:
    from pith_app._commands._handling import Handlers
    from pith_app._program import Program

__all__ = ["MENU_ITEMS", "PROGRAM_COMMANDS", "declare_all", "register_all"]


def register_all(program: Program) -> Scope:
    """Declare every command and menu item, and handle the commands with `program`."""
    from pith_app._commands._bisecting import BisectCommands
    from pith_app._commands._completion import CompletionCommands
    from pith_app._commands._editing import EditingCommands
    from pith_app._commands._extensions import ExtensionCommands
    from pith_app._commands._files import FileCommands
    from pith_app._commands._finding import FindCommands
    from pith_app._commands._folding import FoldingCommands
    from pith_app._commands._groups import GroupCommands
    from pith_app._commands._help import HelpCommands
    from pith_app._commands._parts import PartCommands
    from pith_app._commands._pickers import PickerCommands
    from pith_app._commands._places import PlaceCommands
    from pith_app._commands._signatures import SignatureCommands
    from pith_app._commands._snippets import SnippetCommands
    from pith_app._commands._undo import UndoCommands
    from pith_app._commands._view import ViewCommands

    groups: tuple[type[Handlers], ...] = (
        BisectCommands,
        CompletionCommands,
        EditingCommands,
        ExtensionCommands,
        FileCommands,
        FindCommands,
        FoldingCommands,
        GroupCommands,
        HelpCommands,
        PartCommands,
        PickerCommands,
        PlaceCommands,
        SignatureCommands,
        SnippetCommands,
        UndoCommands,
        ViewCommands,
    )
    scope = Scope("commands")
    bus: CommandBus = program.kernel.bus
    scope.add(declare_all(bus))
    scope.add(program.kernel.menus.add(MENU_ITEMS, "pith"))
    for group in groups:
        for command_id, function in group(program).all().items():
            scope.add(bus.handle(command_id, function, "pith"), command_id)
    return scope
