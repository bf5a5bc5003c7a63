"""From Qt's key events to chords and text."""

from __future__ import annotations

import sys
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from pith.commands import Chord

# As integers: PySide's enums are Python's, and combining those costs microseconds a key.
SHIFT = Qt.KeyboardModifier.ShiftModifier.value
CONTROL = Qt.KeyboardModifier.ControlModifier.value
ALT = Qt.KeyboardModifier.AltModifier.value
META = Qt.KeyboardModifier.MetaModifier.value
KEYPAD = Qt.KeyboardModifier.KeypadModifier.value
if sys.platform == "darwin":
    CONTROL, META = META, CONTROL  # Qt calls Command "control" there

_NAMES: dict[int, str] = {
    key.value: name
    for key, name in {
        Qt.Key.Key_Escape: "escape",
        Qt.Key.Key_Return: "enter",
        Qt.Key.Key_Enter: "enter",
        Qt.Key.Key_Tab: "tab",
        Qt.Key.Key_Backtab: "tab",
        Qt.Key.Key_Backspace: "backspace",
        Qt.Key.Key_Delete: "delete",
        Qt.Key.Key_Insert: "insert",
        Qt.Key.Key_Left: "left",
        Qt.Key.Key_Right: "right",
        Qt.Key.Key_Up: "up",
        Qt.Key.Key_Down: "down",
        Qt.Key.Key_Home: "home",
        Qt.Key.Key_End: "end",
        Qt.Key.Key_PageUp: "pageup",
        Qt.Key.Key_PageDown: "pagedown",
        Qt.Key.Key_Space: "space",
        Qt.Key.Key_Menu: "menu",
        Qt.Key.Key_Pause: "pause",
        Qt.Key.Key_Print: "printscreen",
        Qt.Key.Key_ScrollLock: "scrolllock",
        Qt.Key.Key_CapsLock: "capslock",
        Qt.Key.Key_NumLock: "numlock",
        Qt.Key.Key_Clear: "clear",
        Qt.Key.Key_Help: "help",
    }.items()
}
_F1 = Qt.Key.Key_F1.value
_FIRST_SPECIAL = 0x01000000

_KEYPAD_NAMES = {
    "+": "numpad_add",
    "-": "numpad_subtract",
    "*": "numpad_multiply",
    "/": "numpad_divide",
    ".": "numpad_decimal",
    **{str(digit): f"numpad{digit}" for digit in range(10)},
}

# What Shift makes of a key on the keyboard that key bindings are written for.
_UNSHIFTED = dict(zip('~!@#$%^&*()_+{}|:"<>?', "`1234567890-=[]\\;',./", strict=True))


class Press(NamedTuple):
    """A pressed key: the chords it may mean, most likely first, and the text it types."""

    chords: tuple[Chord, ...]
    text: str


_known: dict[tuple[int, int], tuple[Chord, ...]] = {}


def read_key(event: QKeyEvent) -> Press:
    """What a key press means. No chords: a modifier alone, or a key without a name."""
    key = event.key()
    modifiers = event.modifiers().value
    chords = _known.get((key, modifiers))
    if chords is None:
        chords = _known[key, modifiers] = _chords(key, modifiers)
    text = event.text()
    if not text or not _types(text, modifiers):
        return Press(chords, "")
    return Press(chords, text)


def _types(text: str, modifiers: int) -> bool:
    """Whether a key's text is meant to be typed. AltGr is Ctrl and Alt together on Windows."""
    if modifiers & META:
        return False
    if modifiers & CONTROL and not modifiers & ALT:
        return False
    if modifiers & ALT and not modifiers & CONTROL and sys.platform != "darwin":
        return False
    return text.isprintable() or all(
        character.isprintable() or character in "\u200c\u200d" for character in text
    )


def _chords(key: int, modifiers: int) -> tuple[Chord, ...]:
    shift = bool(modifiers & SHIFT)
    name = _name(key, bool(modifiers & KEYPAD))
    if name is None:
        return ()
    ctrl, alt, meta = bool(modifiers & CONTROL), bool(modifiers & ALT), bool(modifiers & META)
    chord = Chord(ctrl, shift, alt, meta, name)
    if shift and name in _UNSHIFTED:
        # Ctrl+Shift+[ arrives as Ctrl+Shift+{. On another keyboard Shift may be what it takes
        # to type a "/" at all, so that the plain character is tried as well.
        return (
            Chord(ctrl, True, alt, meta, _UNSHIFTED[name]),
            chord,
            Chord(ctrl, False, alt, meta, name),
        )
    if shift and len(name) == 1 and not name.isalnum():
        return (chord, Chord(ctrl, False, alt, meta, name))
    return (chord,)


def _name(key: int, keypad: bool) -> str | None:
    name = _NAMES.get(key)
    if name is not None:
        return name
    if key >= _FIRST_SPECIAL:
        number = key - _F1
        return f"f{number + 1}" if 0 <= number < 35 else None
    if key <= 0x20:
        return None
    character = chr(key).lower()
    if not character.isprintable() or character.isspace():
        return None
    if keypad and character in _KEYPAD_NAMES:
        return _KEYPAD_NAMES[character]
    return character
