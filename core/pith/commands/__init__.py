"""Commands: the bus they go through, the keys and menus that call them, and when they apply."""

from pith.commands._bindings_file import (
    CompiledKeybindings,
    bindings_from,
    compile_keybindings,
    load_keybindings,
    parse_platforms,
)
from pith.commands._bus import CommandBus
from pith.commands._chords import Chord, KeySequence
from pith.commands._command import (
    NOT_HANDLED,
    Command,
    CommandError,
    DisabledCommand,
    Execution,
    FailedCommand,
    NotHandled,
    Outcome,
    UnhandledCommand,
    UnknownCommand,
)
from pith.commands._context import ContextKeys, ContextOverlay
from pith.commands._context_table import CONTEXT_KEYS, ContextKeyInfo
from pith.commands._key_names import current_platform
from pith.commands._keymap import Binding, Keymap, KeymapLayer, Match
from pith.commands._keymaps import DeclaredKeymap, Keymaps
from pith.commands._menus import MenuGroup, MenuItem, Menus
from pith.commands._recorder import Recorder
from pith.commands._when import Context, When

__all__ = [
    "CONTEXT_KEYS",
    "NOT_HANDLED",
    "Binding",
    "Chord",
    "Command",
    "CommandBus",
    "CommandError",
    "CompiledKeybindings",
    "Context",
    "ContextKeyInfo",
    "ContextKeys",
    "ContextOverlay",
    "DeclaredKeymap",
    "DisabledCommand",
    "Execution",
    "FailedCommand",
    "KeySequence",
    "Keymap",
    "KeymapLayer",
    "Keymaps",
    "Match",
    "MenuGroup",
    "MenuItem",
    "Menus",
    "NotHandled",
    "Outcome",
    "Recorder",
    "UnhandledCommand",
    "UnknownCommand",
    "When",
    "bindings_from",
    "compile_keybindings",
    "current_platform",
    "load_keybindings",
    "parse_platforms",
]
