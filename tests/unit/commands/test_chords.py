"""Chords and sequences of chords: reading, writing, showing."""

from __future__ import annotations

import random

import pytest

from pith.base import ProblemError
from pith.commands import Chord, KeySequence


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("ctrl+k", "ctrl+k"),
        ("Ctrl+K", "ctrl+k"),
        ("  ctrl+k   CTRL+c ", "ctrl+k ctrl+c"),
        ("control+k", "ctrl+k"),
        ("shift+ctrl+k", "ctrl+shift+k"),
        ("meta+alt+shift+ctrl+a", "ctrl+shift+alt+meta+a"),
        ("cmd+a", "meta+a"),
        ("command+a", "meta+a"),
        ("win+a", "meta+a"),
        ("windows+a", "meta+a"),
        ("super+a", "meta+a"),
        ("option+a", "alt+a"),
        ("mod+a", "ctrl+a"),
        ("esc", "escape"),
        ("Return", "enter"),
        ("del", "delete"),
        ("ins", "insert"),
        ("pgup", "pageup"),
        ("PageDown", "pagedown"),
        ("page_down", "pagedown"),
        ("arrowleft", "left"),
        ("spacebar", "space"),
        ("F12", "f12"),
        ("f35", "f35"),
        ("ctrl++", "ctrl++"),
        ("+", "+"),
        ("ctrl+shift++", "ctrl+shift++"),
        ("ctrl+plus", "ctrl++"),
        ("ctrl+-", "ctrl+-"),
        ("ctrl+minus", "ctrl+-"),
        ("ctrl+[", "ctrl+["),
        ("ctrl+\\", "ctrl+\\"),
        ("ctrl+backslash", "ctrl+\\"),
        ("ctrl+`", "ctrl+`"),
        ("ctrl+,", "ctrl+,"),
        ("ctrl+ö", "ctrl+ö"),
        ("ctrl+Ö", "ctrl+ö"),
        ("ctrl+ж", "ctrl+ж"),
        ("numpad_add", "numpad_add"),
        ("ctrl+numpad0", "ctrl+numpad0"),
    ],
)
def test_reading(source: str, expected: str) -> None:
    keys = KeySequence.parse(source, "linux")
    assert str(keys) == expected
    assert KeySequence.parse(str(keys), "linux") == keys


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "'' names no key"),
        ("   ", "'   ' names no key"),
        ("ctrl", "'ctrl' has only modifiers in 'ctrl'"),
        ("ctrl+shift", "'ctrl+shift' has only modifiers in 'ctrl+shift'"),
        ("ctrl+k mod", "'ctrl+k mod' has only modifiers in 'mod'"),
        ("ctrl+", "'ctrl+' has no key after 'ctrl+'"),
        ("ctrl+ k", "'ctrl+ k' has no key after 'ctrl+'"),
        ("hyper+k", "'hyper+k' has 'hyper' where a modifier should be"),
        ("k+ctrl", "'k+ctrl' has 'k' where a modifier should be"),
        ("ctrl+ctrl+k", "'ctrl+ctrl+k' has ctrl twice in 'ctrl+ctrl+k'"),
        ("cmd+win+k", "'cmd+win+k' has meta twice in 'cmd+win+k'"),
        ("+k", "'+k' has '+' too often"),
        ("ctrl+++", "'ctrl+++' has '+' too often"),
        ("++", "'++' has '+' too often"),
        ("ctrl-k", "'ctrl-k' has an unknown key 'ctrl-k'"),
        ("ctrl+f99", "'ctrl+f99' has an unknown key 'f99'"),
        ("ctrl+ab", "'ctrl+ab' has an unknown key 'ab'"),
        ("ctrl+\x07", "'ctrl+\x07' has an unknown key '\x07'"),
    ],
)
def test_errors(source: str, message: str) -> None:
    with pytest.raises(ProblemError) as caught:
        KeySequence.parse(source)
    (problem,) = caught.value.problems
    assert problem.message == message
    assert "expected keys such as 'ctrl+shift+p' or 'ctrl+k ctrl+c'" in problem.advice


def test_an_error_offers_the_nearest_key() -> None:
    with pytest.raises(ProblemError) as caught:
        KeySequence.parse("ctrl+escpae")
    assert str(caught.value) == (
        "'ctrl+escpae' has an unknown key 'escpae' (did you mean 'escape'? "
        "expected keys such as 'ctrl+shift+p' or 'ctrl+k ctrl+c')"
    )


def test_one_chord() -> None:
    assert Chord.parse("ctrl+shift+p") == Chord(ctrl=True, shift=True, key="p")
    with pytest.raises(ProblemError, match="has several chords"):
        Chord.parse("ctrl+k ctrl+c")


def test_a_sequence_is_the_tuple_of_its_chords() -> None:
    first, second = Chord(ctrl=True, key="k"), Chord(key="s")
    assert KeySequence.parse("ctrl+k s") == (first, second)
    assert KeySequence.parse("ctrl+k s") in {(first, second)}
    assert repr(KeySequence.parse("ctrl+k s")) == "KeySequence.parse('ctrl+k s')"


@pytest.mark.parametrize("platform", ["linux", "windows"])
def test_mod_is_ctrl(platform: str) -> None:
    assert str(KeySequence.parse("mod+s", platform)) == "ctrl+s"


def test_mod_is_command_on_macos() -> None:
    assert str(KeySequence.parse("mod+s", "macos")) == "meta+s"


@pytest.mark.parametrize(
    ("source", "linux", "windows", "macos"),
    [
        ("ctrl+k ctrl+c", "Ctrl+K Ctrl+C", "Ctrl+K Ctrl+C", "⌃K ⌃C"),
        ("ctrl+shift+alt+meta+a", "Ctrl+Shift+Alt+Super+A", "Ctrl+Shift+Alt+Win+A", "⌃⌥⇧⌘A"),
        ("escape", "Esc", "Esc", "⎋"),
        ("shift+pageup", "Shift+PgUp", "Shift+PgUp", "⇧⇞"),
        ("ctrl++", "Ctrl++", "Ctrl++", "⌃+"),
        ("ctrl+left", "Ctrl+Left", "Ctrl+Left", "⌃←"),
        ("f1", "F1", "F1", "F1"),
        ("numpad_add", "Num +", "Num +", "Num +"),
        ("numpad7", "Num 7", "Num 7", "Num 7"),
        ("ctrl+ß", "Ctrl+ß", "Ctrl+ß", "⌃ß"),
    ],
)
def test_labels(source: str, linux: str, windows: str, macos: str) -> None:
    keys = KeySequence.parse(source)
    assert keys.for_people("linux") == linux
    assert keys.for_people("windows") == windows
    assert keys.for_people("macos") == macos
    assert keys.for_people() in (linux, windows, macos)


def test_the_order_of_modifiers_and_case_do_not_matter() -> None:
    random_ = random.Random(7)
    for _ in range(300):
        modifiers = random_.sample(["ctrl", "shift", "alt", "meta"], random_.randint(0, 4))
        key = random_.choice(["a", "+", "-", "escape", "f5", "numpad3", "."])
        shuffled = random_.sample(modifiers, len(modifiers))
        one = "+".join([*modifiers, key])
        other = "+".join([*shuffled, key]).swapcase()
        assert KeySequence.parse(one) == KeySequence.parse(other)
