"""From Qt's key events to chords."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from pith.commands import Chord
from pith.qt import read_key

N = Qt.KeyboardModifier.NoModifier
C = Qt.KeyboardModifier.ControlModifier
S = Qt.KeyboardModifier.ShiftModifier
A = Qt.KeyboardModifier.AltModifier
M = Qt.KeyboardModifier.MetaModifier
K = Qt.KeyboardModifier.KeypadModifier
Key = Qt.Key


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "chords", "typed"),
    [
        (Key.Key_A, N, "a", "a", "a"),
        (Key.Key_A, S, "A", "shift+a", "A"),
        (Key.Key_P, C | S, "\x10", "ctrl+shift+p", ""),
        (Key.Key_Slash, C, "/", "ctrl+/", ""),
        (Key.Key_Return, N, "\r", "enter", ""),
        (Key.Key_Enter, K, "\r", "enter", ""),
        (Key.Key_Backtab, S, "", "shift+tab", ""),
        (Key.Key_F12, S, "", "shift+f12", ""),
        (Key.Key_F35, N, "", "f35", ""),
        (Key.Key_Space, C, " ", "ctrl+space", ""),
        (Key.Key_Space, N, " ", "space", " "),
        (Key.Key_Left, A, "", "alt+left", ""),
        (Key.Key_5, K, "5", "numpad5", "5"),
        (Key.Key_Plus, C | K, "+", "ctrl+numpad_add", ""),
        (Key.Key_Exclam, S, "!", "shift+1 shift+! !", "!"),
        (Key.Key_Odiaeresis, N, "ö", "ö", "ö"),
        (Key.Key_Z, A, "z", "alt+z", ""),
        (Key.Key_X, M, "x", "meta+x", ""),
        (Key.Key_Shift, S, "", "", ""),
        (Key.Key_AltGr, N, "", "", ""),
        (Key.Key_unknown, N, "", "", ""),
        (Key.Key_VolumeUp, N, "", "", ""),
        (Key(0), N, "日", "", "日"),
    ],
)
def test_read_key(
    key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str, chords: str, typed: str
) -> None:
    press = read_key(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))
    assert " ".join(str(chord) for chord in press.chords) == chords
    assert press.text == typed


def test_names_are_those_of_key_bindings() -> None:
    for key in Key:
        for modifiers in (N, S, K):
            press = read_key(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, ""))
            for chord in press.chords:
                assert Chord.parse(str(chord)) == chord
