"""The keymap: layers, removals, prefixes, conditions, labels."""

from __future__ import annotations

import random
from typing import Any

import pytest

from pith.commands import Binding, Chord, Keymap, KeymapLayer, KeySequence, Match, When

DEFAULT, CHOSEN, EXTENSION, USER = KeymapLayer


def bind(keys: str, command: str, when: str = "", owner: str = "", **args: Any) -> Binding:
    condition = When.parse(when) if when else None
    sequence = KeySequence.parse(keys) if keys else KeySequence()
    return Binding(sequence, command, args, condition, owner)


def commands(keymap: Keymap, keys: str, **context: object) -> list[str]:
    """What `keys` run, in order of trial, and "…" if more keys may come."""
    match = keymap.match(KeySequence.parse(keys), context)
    return [each.command for each in match.bindings] + ["…"] * match.is_prefix


def test_nothing_is_bound_at_first() -> None:
    keymap = Keymap()
    assert keymap.match((Chord(key="a"),), {}) == Match((), False)
    assert keymap.match((), {}) == Match((), False)
    assert keymap.keys_for("a") is None
    assert keymap.bindings() == []


def test_a_key_runs_its_command() -> None:
    keymap = Keymap()
    keymap.add([bind("ctrl+s", "save"), bind("ctrl+o", "open")], DEFAULT)
    assert commands(keymap, "ctrl+s") == ["save"]
    assert commands(keymap, "s") == []
    assert commands(keymap, "ctrl+shift+s") == []
    assert commands(keymap, "ctrl+s ctrl+s") == []


def test_later_bindings_of_a_layer_come_first() -> None:
    keymap = Keymap()
    keymap.add([bind("f1", "one"), bind("f1", "two")], DEFAULT)
    keymap.add([bind("f1", "three")], DEFAULT)
    assert commands(keymap, "f1") == ["three", "two", "one"]


def test_higher_layers_come_first_whenever_they_were_added() -> None:
    keymap = Keymap()
    keymap.add([bind("f1", "user")], USER)
    keymap.add([bind("f1", "extension")], EXTENSION)
    keymap.add([bind("f1", "default")], DEFAULT)
    keymap.add([bind("f1", "chosen")], CHOSEN)
    assert commands(keymap, "f1") == ["user", "extension", "chosen", "default"]


def test_among_extensions_the_order_of_loading_does_not_matter() -> None:
    first = [bind("f1", "a", owner="acme.a")]
    second = [bind("f1", "b", owner="acme.b")]
    for order in ((first, second), (second, first)):
        keymap = Keymap()
        for bindings in order:
            keymap.add(bindings, EXTENSION)
        keymap.add([], EXTENSION)
        assert commands(keymap, "f1") == ["b", "a"]


def test_disposing_takes_bindings_away() -> None:
    keymap = Keymap()
    bindings = [bind("f1", "one")]
    keymap.add(bindings, DEFAULT)
    again = keymap.add(bindings, DEFAULT)
    again.dispose()
    again.dispose()
    assert commands(keymap, "f1") == ["one"]


def test_changes_are_announced() -> None:
    keymap = Keymap()
    seen: list[int] = []
    keymap.changed.connect(lambda: seen.append(len(keymap.bindings())))
    added = keymap.add([bind("f1", "one")], DEFAULT)
    added.dispose()
    assert seen == [1, 0]


# -- conditions


def test_only_bindings_whose_condition_holds_are_tried() -> None:
    keymap = Keymap()
    keymap.add(
        [bind("enter", "newline", "editorFocus"), bind("enter", "accept", "listFocus")], DEFAULT
    )
    assert commands(keymap, "enter") == []
    assert commands(keymap, "enter", editorFocus=True) == ["newline"]
    assert commands(keymap, "enter", editorFocus=True, listFocus=True) == ["accept", "newline"]


# -- several chords


def test_a_prefix_waits_for_the_next_chord() -> None:
    keymap = Keymap()
    keymap.add([bind("ctrl+k ctrl+c", "comment"), bind("ctrl+k s", "saveAll")], DEFAULT)
    assert commands(keymap, "ctrl+k") == ["…"]
    assert commands(keymap, "ctrl+k ctrl+c") == ["comment"]
    assert commands(keymap, "ctrl+k s") == ["saveAll"]
    assert commands(keymap, "ctrl+k x") == []
    assert commands(keymap, "s") == []


def test_three_chords() -> None:
    keymap = Keymap()
    keymap.add([bind("a b c", "abc"), bind("a b d", "abd")], DEFAULT)
    assert commands(keymap, "a") == ["…"]
    assert commands(keymap, "a b") == ["…"]
    assert commands(keymap, "a b d") == ["abd"]
    assert commands(keymap, "a c") == []


def test_a_prefix_whose_condition_fails_is_none() -> None:
    keymap = Keymap()
    keymap.add([bind("f1", "help"), bind("f1 f2", "both", "ready")], DEFAULT)
    assert commands(keymap, "f1") == ["help"]
    assert commands(keymap, "f1", ready=True) == ["…"]


def test_the_higher_of_a_prefix_and_a_whole_wins() -> None:
    keymap = Keymap()
    keymap.add([bind("ctrl+k ctrl+c", "comment"), bind("ctrl+x", "cut")], DEFAULT)
    keymap.add([bind("ctrl+k", "mine", "ready"), bind("ctrl+x ctrl+s", "save")], USER)
    assert commands(keymap, "ctrl+k", ready=True) == ["mine", "…"]
    assert commands(keymap, "ctrl+k") == ["…"]
    assert commands(keymap, "ctrl+x") == ["…"]


# -- removals


@pytest.mark.parametrize(
    ("removal", "left"),
    [
        (bind("ctrl+d", "-dup"), ["dup f5"]),
        (bind("", "-dup"), []),
        (bind("ctrl+d", "-dup", "editorFocus"), ["dup ctrl+d", "dup f5"]),
        (bind("", "-dup", "editorFocus"), ["dup ctrl+d", "dup f5"]),
        (bind("f6", "-dup"), ["dup ctrl+d", "dup f5", "dup ctrl+d?"]),
        (bind("ctrl+d", "-other"), ["dup ctrl+d", "dup f5", "dup ctrl+d?"]),
    ],
)
def test_removals(removal: Binding, left: list[str]) -> None:
    keymap = Keymap()
    given = [bind("ctrl+d", "dup"), bind("f5", "dup"), bind("ctrl+d", "dup", "editorFocus")]
    keymap.add(given, DEFAULT)
    keymap.add([removal], USER)
    found = [
        f"{each.command} {each.keys}{'?' if each.when else ''}"
        for each in keymap.bindings_of("dup")
    ]
    assert found == left


def test_a_removal_spares_what_comes_after_it() -> None:
    keymap = Keymap()
    keymap.add([bind("f1", "a")], DEFAULT)
    keymap.add([bind("f1", "-a"), bind("f2", "a")], USER)
    assert commands(keymap, "f1") == []
    assert commands(keymap, "f2") == ["a"]
    keymap.add([bind("f2", "-a"), bind("f1", "a")], USER)
    assert commands(keymap, "f1") == ["a"]
    assert commands(keymap, "f2") == []


def test_a_removal_does_not_reach_up() -> None:
    keymap = Keymap()
    keymap.add([bind("f1", "a")], USER)
    keymap.add([bind("f1", "-a")], EXTENSION)
    assert commands(keymap, "f1") == ["a"]


def test_taking_a_removal_back_restores_the_key() -> None:
    keymap = Keymap()
    keymap.add([bind("f1", "a")], DEFAULT)
    removal = keymap.add([bind("f1", "-a")], USER)
    assert keymap.keys_for("a") is None
    removal.dispose()
    assert keymap.keys_for("a") == KeySequence.parse("f1")


# -- what is shown


def shown(keymap: Keymap, command: str, **args: Any) -> str | None:
    keys = keymap.keys_for(command, args)
    return None if keys is None else str(keys)


def test_the_first_of_several_keys_is_shown() -> None:
    keymap = Keymap()
    keymap.add([bind("ctrl+shift+p", "palette"), bind("f1", "palette")], DEFAULT)
    assert shown(keymap, "palette") == "ctrl+shift+p"


def test_the_users_key_is_shown() -> None:
    keymap = Keymap()
    keymap.add([bind("f1", "a")], DEFAULT)
    keymap.add([bind("f2", "a")], USER)
    assert shown(keymap, "a") == "f2"
    assert [str(each.keys) for each in keymap.bindings_of("a")] == ["f2", "f1"]


def test_keys_that_were_taken_away_are_not_shown() -> None:
    keymap = Keymap()
    keymap.add([bind("f1", "a"), bind("f2", "a")], DEFAULT)
    keymap.add([bind("f1", "-a")], USER)
    assert shown(keymap, "a") == "f2"


def test_keys_that_another_command_took_over_are_not_shown() -> None:
    keymap = Keymap()
    keymap.add([bind("f1", "a"), bind("f2", "b", "x"), bind("f3", "c"), bind("f4", "d")], DEFAULT)
    keymap.add([bind("f1", "z"), bind("f2", "z", "x"), bind("f3", "z", "x"), bind("f4", "d")], USER)
    assert shown(keymap, "a") is None
    assert shown(keymap, "b") is None
    assert shown(keymap, "c") == "f3"
    assert shown(keymap, "d") == "f4"


def test_keys_that_a_prefix_hides_are_not_shown() -> None:
    keymap = Keymap()
    keymap.add([bind("ctrl+k ctrl+c", "comment"), bind("ctrl+x", "cut")], DEFAULT)
    keymap.add([bind("ctrl+k", "mine"), bind("ctrl+x ctrl+s", "save")], USER)
    assert shown(keymap, "comment") is None
    assert shown(keymap, "cut") is None
    assert shown(keymap, "mine") == "ctrl+k"


def test_arguments_tell_bindings_of_a_command_apart() -> None:
    keymap = Keymap()
    keymap.add([bind("f1", "go", line=1), bind("f2", "go"), bind("f3", "go", line=3)], DEFAULT)
    assert shown(keymap, "go") == "f2"
    assert shown(keymap, "go", line=3) == "f3"
    assert shown(keymap, "go", line=4) is None


# -- against an oracle


def oracle(
    layers: list[list[Binding]], pressed: tuple[Chord, ...], context: dict[str, bool]
) -> tuple[list[str], bool]:
    """All bindings from highest to lowest, each looked at in turn."""
    ordered = [each for layer in layers for each in layer]
    found: list[str] = []
    for index in range(len(ordered) - 1, -1, -1):
        binding = ordered[index]
        if binding.removes or any(
            later.removes == binding.command
            and (not later.keys or later.keys == binding.keys)
            and (later.when is None or later.when == binding.when)
            for later in ordered[index + 1 :]
        ):
            continue
        if tuple(binding.keys[: len(pressed)]) != pressed:
            continue
        if binding.when is not None and not binding.when.evaluate(context):
            continue
        if len(binding.keys) > len(pressed):
            return found, True
        found.append(binding.command)
    return found, False


@pytest.mark.parametrize("seed", range(30))
def test_random_keymaps_against_an_oracle(seed: int) -> None:
    random_ = random.Random(seed)
    chords = ["a", "b", "ctrl+a", "ctrl+b"]

    def some_binding() -> Binding:
        keys = " ".join(random_.choices(chords, k=random_.choice((1, 1, 2, 3))))
        command = random_.choice(("one", "two", "three"))
        if random_.random() < 0.15:
            command = "-" + command
            keys = random_.choice((keys, ""))
        return bind(keys, command, random_.choice(("", "", "x", "y && !x")))

    keymap = Keymap()
    layers: list[list[Binding]] = [[] for _ in KeymapLayer]
    for layer in KeymapLayer:
        for _ in range(random_.randrange(3)):
            batch = [some_binding() for _ in range(random_.randrange(8))]
            layers[layer] += batch
            keymap.add(batch, layer)
    for _ in range(60):
        keys = " ".join(random_.choices(chords, k=random_.choice((1, 1, 2, 3))))
        pressed = KeySequence.parse(keys)
        context = {"x": random_.random() < 0.5, "y": random_.random() < 0.5}
        match = keymap.match(pressed, context)
        found = [each.command for each in match.bindings], match.is_prefix
        assert found == oracle(layers, tuple(pressed), context), (keys, context)
