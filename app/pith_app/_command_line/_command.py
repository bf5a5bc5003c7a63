"""`pith command list`: what can be done, by which keys, and whose it is.

Nothing of Qt and no code of an extension is imported for it: commands are declared as data.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pith.base import Problem, ProblemError
from pith.commands import (
    Command,
    CommandBus,
    Keymap,
    KeymapLayer,
    Keymaps,
    load_keybindings,
)
from pith_app._command_line._saying import complain, say_json, table
from pith_app._command_line._surroundings import Surroundings
from pith_app._command_line._words import Given, Syntax


def _list(given: Given, surroundings: Surroundings) -> int:
    bus, keymap = CommandBus(), Keymap()
    for problem in _declare_all(surroundings, bus, keymap):
        complain(str(problem))
    commands = sorted(bus.commands(), key=lambda command: command.id)
    if "--json" in given.flags:
        say_json([_as_data(command, bus, keymap) for command in commands])
    else:
        table(
            ("ID", "KEYS", "TITLE"),
            ((each.id, _first_keys(keymap, each.id), each.label) for each in commands),
        )
    return 0


def _first_keys(keymap: Keymap, command_id: str) -> str:
    keys = keymap.keys_for(command_id)
    return keys.for_people() if keys is not None else ""


def _as_data(command: Command, bus: CommandBus, keymap: Keymap) -> dict[str, Any]:
    return {
        "id": command.id,
        "title": command.title,
        "category": command.category,
        "description": command.description,
        "enablement": command.enablement,
        "owner": bus.owner_of(command.id),
        "keys": [
            {
                "key": str(binding.keys),
                "when": binding.when.source if binding.when is not None else "",
                "args": dict(binding.args),
                "owner": binding.owner,
            }
            for binding in keymap.bindings_of(command.id)
        ],
    }


def _declare_all(surroundings: Surroundings, bus: CommandBus, keymap: Keymap) -> Iterator[Problem]:
    """Declare and bind what a window would; gives what is wrong with it."""
    from pith_app._commands import declare_all

    declare_all(bus)
    default = surroundings.data.resources / "keymaps" / "default.toml"
    yield from _bind_file(default, "pith", keymap, KeymapLayer.DEFAULT)
    if not surroundings.options.safe_mode:
        yield from _declare_extensions(surroundings, bus, keymap)
    mine = surroundings.user.keybindings_file
    yield from _bind_file(mine, "", keymap, KeymapLayer.USER)


def _bind_file(file: Path, owner: str, keymap: Keymap, layer: KeymapLayer) -> Iterator[Problem]:
    try:
        source = file.read_text("utf-8")
    except FileNotFoundError:
        return
    except OSError as error:
        yield Problem(f"cannot be read: {error.strerror}", str(file))
        return
    except UnicodeDecodeError:
        yield Problem("is not UTF-8", str(file), advice="save it as UTF-8")
        return
    bindings, problems = load_keybindings(source, str(file), owner)
    keymap.add(bindings, layer)
    yield from problems


def _declare_extensions(
    surroundings: Surroundings, bus: CommandBus, keymap: Keymap
) -> Iterator[Problem]:
    from pith.host.manage import declare_contributions, list_extensions

    try:
        records = list_extensions(surroundings.folders)
    except ProblemError as error:
        yield from error.problems
        return
    keymaps = Keymaps()
    yield from declare_contributions(records, bus, keymap, keymaps)
    yield from _bind_chosen(surroundings, keymaps, keymap)


def _bind_chosen(surroundings: Surroundings, keymaps: Keymaps, keymap: Keymap) -> Iterator[Problem]:
    """Bind the keys of the keymap that the settings choose."""
    from pith.settings import CORE_SETTINGS, Settings, SettingsLayer

    settings = Settings(CORE_SETTINGS)
    file = surroundings.user.settings_file
    try:
        settings.load(SettingsLayer.USER, file.read_text("utf-8"), str(file))
    except (OSError, UnicodeDecodeError):
        return  # there are none, or none that the window could read: it says so
    chosen = keymaps.get(str(settings.get("window.keymap")))
    if chosen is None:
        return
    try:
        bindings, problems = chosen.load()
    except OSError as error:
        yield Problem(f"cannot be read: {error.strerror}", str(chosen.path))
    except UnicodeDecodeError:
        yield Problem("is not UTF-8", str(chosen.path), advice="save it as UTF-8")
    else:
        keymap.add(bindings, KeymapLayer.CHOSEN)
        yield from problems


ACTIONS: Final = ((Syntax("command list", flags=("--json",)), _list),)
