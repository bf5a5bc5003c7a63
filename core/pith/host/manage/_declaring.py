"""What extensions contribute to the command line's own registries, without running them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pith.base import Problem, ProblemError
from pith.host._points import CommandsHandler, Contribution, KeybindingsHandler, KeymapsHandler
from pith.host._record import ExtensionRecord

if TYPE_CHECKING:
    from pith.commands import CommandBus, Keymap, Keymaps


def declare_contributions(
    records: Iterable[ExtensionRecord],
    commands: CommandBus,
    keymap: Keymap,
    keymaps: Keymaps,
) -> list[Problem]:
    """Declare the commands, key bindings and keymaps of those that can be used.

    Returns what is wrong with those of which something could not be declared.
    """
    handlers = {
        "commands": CommandsHandler(commands),
        "keybindings": KeybindingsHandler(keymap),
        "keymaps": KeymapsHandler(keymaps),
    }
    problems: list[Problem] = []
    for record in records:
        if record.state not in ("installed", "active") or record.manifest is None:
            continue
        for point, handler in handlers.items():
            added: list[Contribution[Any]] = [
                Contribution(record.id, record.name, record.folder, item)
                for item in record.manifest.items(point)
            ]
            try:
                handler(added, ())  # type: ignore[operator]  # each takes its own items
            except ProblemError as error:
                problems += error.problems
    return problems
