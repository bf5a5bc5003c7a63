"""Keys as bindings name them, and as Qt's events have them."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt

_MODIFIERS = {
    "ctrl": Qt.KeyboardModifier.ControlModifier,
    "shift": Qt.KeyboardModifier.ShiftModifier,
    "alt": Qt.KeyboardModifier.AltModifier,
}
_NAMED = {
    "enter": Qt.Key.Key_Return,
    "escape": Qt.Key.Key_Escape,
    "tab": Qt.Key.Key_Tab,
    "left": Qt.Key.Key_Left,
    "right": Qt.Key.Key_Right,
    "up": Qt.Key.Key_Up,
    "down": Qt.Key.Key_Down,
    "backspace": Qt.Key.Key_Backspace,
    "delete": Qt.Key.Key_Delete,
    "insert": Qt.Key.Key_Insert,
    "home": Qt.Key.Key_Home,
    "end": Qt.Key.Key_End,
    "pageup": Qt.Key.Key_PageUp,
    "pagedown": Qt.Key.Key_PageDown,
    "space": Qt.Key.Key_Space,
    **{f"f{number}": Qt.Key(Qt.Key.Key_F1.value + number - 1) for number in range(1, 13)},
}


class Press(NamedTuple):
    """One press: `name` as the binding has it, without the modifiers."""

    name: str
    key: Qt.Key
    modifiers: Qt.KeyboardModifier


def press_of(chord: str) -> Press:
    """Of a chord such as "ctrl+shift+p" or "ctrl++"."""
    held, _, name = chord[:-1].rpartition("+")
    name += chord[-1]
    return Press(name, _NAMED.get(name) or Qt.Key(ord(name.upper())), modifiers_of(held))


def modifiers_of(held: str) -> Qt.KeyboardModifier:
    """Of names joined by "+", or of none."""
    modifiers = Qt.KeyboardModifier.NoModifier
    for name in filter(None, held.split("+")):
        modifiers |= _MODIFIERS[name]
    return modifiers
