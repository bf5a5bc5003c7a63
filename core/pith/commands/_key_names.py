"""What keys are called: in files, in other people's files, and on screen."""

from __future__ import annotations

import sys

MODIFIER_ALIASES = {
    "ctrl": "ctrl",
    "control": "ctrl",
    "shift": "shift",
    "alt": "alt",
    "option": "alt",
    "opt": "alt",
    "meta": "meta",
    "cmd": "meta",
    "command": "meta",
    "win": "meta",
    "windows": "meta",
    "super": "meta",
}
"""Spellings of the four modifiers. `mod`, beside these, is cmd on macOS and ctrl elsewhere."""

KEY_ALIASES = {
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "bksp": "backspace",
    "pgup": "pageup",
    "page_up": "pageup",
    "prior": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "page_down": "pagedown",
    "next": "pagedown",
    "arrowleft": "left",
    "leftarrow": "left",
    "arrowright": "right",
    "rightarrow": "right",
    "arrowup": "up",
    "uparrow": "up",
    "arrowdown": "down",
    "downarrow": "down",
    "spacebar": "space",
    "plus": "+",
    "minus": "-",
    "equal": "=",
    "comma": ",",
    "period": ".",
    "slash": "/",
    "backslash": "\\",
    "semicolon": ";",
    "quote": "'",
    "backquote": "`",
    "contextmenu": "menu",
    "apps": "menu",
}

_NAMES = (
    "escape enter tab backspace delete insert left right up down home end pageup pagedown space "
    "menu pause printscreen scrolllock capslock numlock clear help "
    "numpad_add numpad_subtract numpad_multiply numpad_divide numpad_decimal numpad_enter"
)
NAMED_KEYS = frozenset(
    [
        *_NAMES.split(),
        *(f"f{number}" for number in range(1, 36)),
        *(f"numpad{digit}" for digit in range(10)),
    ]
)
"""The keys that have a name; every other key is the character it types without modifiers."""

_KEY_LABELS = {
    "escape": "Esc",
    "delete": "Del",
    "insert": "Ins",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "printscreen": "Print",
    "scrolllock": "ScrollLock",
    "capslock": "CapsLock",
    "numlock": "NumLock",
    "numpad_add": "Num +",
    "numpad_subtract": "Num -",
    "numpad_multiply": "Num *",
    "numpad_divide": "Num /",
    "numpad_decimal": "Num .",
    "numpad_enter": "Num Enter",
}

_MACOS_KEY_LABELS = {
    "escape": "⎋",
    "enter": "↩",
    "tab": "⇥",
    "backspace": "⌫",
    "delete": "⌦",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "home": "↖",
    "end": "↘",
    "pageup": "⇞",
    "pagedown": "⇟",
    "space": "␣",
}


def current_platform() -> str:
    """ "linux", "macos" or "windows": whose keyboard this is."""
    return {"darwin": "macos", "win32": "windows"}.get(sys.platform, "linux")


def key_label(key: str, platform: str) -> str:
    """What stands for `key` in a menu."""
    if platform == "macos" and key in _MACOS_KEY_LABELS:
        return _MACOS_KEY_LABELS[key]
    if key in _KEY_LABELS:
        return _KEY_LABELS[key]
    if key.startswith("numpad"):
        return f"Num {key[-1]}"
    if key in NAMED_KEYS:
        return key.capitalize()
    return key.upper() if len(key.upper()) == 1 else key  # ß has no capital on the keyboard


def modifier_labels(platform: str) -> tuple[tuple[str, str], ...]:
    """(field of a Chord, label) in the order in which the platform writes them."""
    if platform == "macos":
        return (("ctrl", "⌃"), ("alt", "⌥"), ("shift", "⇧"), ("meta", "⌘"))
    meta = "Win" if platform == "windows" else "Super"
    return (("ctrl", "Ctrl"), ("shift", "Shift"), ("alt", "Alt"), ("meta", meta))
