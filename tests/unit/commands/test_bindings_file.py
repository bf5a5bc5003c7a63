"""Key bindings as TOML: reading them, caching them, and what is said about wrong ones."""

from __future__ import annotations

import marshal
import random

import pytest

from pith.commands import (
    KeySequence,
    When,
    bindings_from,
    compile_keybindings,
    load_keybindings,
)

GOOD = """\
# mine
[[keybindings]]
key = "Ctrl+Shift+D"
command = "edit.copyLinesDown"
when = "editorFocus && !editorReadonly"

[[keybindings]]
key = "mod+k mod+i"
command = "edit.insertText"
args = { text = "x", times = 2, tables = [{ deep = true }] }

[[keybindings]]
command = "-file.save"
"""


def messages(source: str) -> list[str]:
    _, problems = load_keybindings(source, "keys.toml")
    return [str(problem) for problem in problems]


def test_reading() -> None:
    bindings, problems = load_keybindings(GOOD, "keys.toml", "acme", "linux")
    assert problems == []
    first, second, third = bindings
    assert first.keys == KeySequence.parse("ctrl+shift+d")
    assert first.command == "edit.copyLinesDown"
    assert first.when == When.parse("editorFocus && !editorReadonly")
    assert (first.args, first.owner, first.source) == ({}, "acme", "keys.toml:2")
    assert str(second.keys) == "ctrl+k ctrl+i"
    assert second.args == {"text": "x", "times": 2, "tables": [{"deep": True}]}
    assert (second.when, second.source) == (None, "keys.toml:7")
    assert (third.keys, third.removes) == ((), "file.save")


def test_mod_is_command_on_macos() -> None:
    bindings, _ = load_keybindings(GOOD, "keys.toml", platform="macos")
    assert str(bindings[1].keys) == "meta+k meta+i"


def test_a_binding_for_some_platforms() -> None:
    source = """keybindings = [
        { key = "f2", command = "one", platform = "linux" },
        { key = "f3", command = "two", platform = "macos windows" },
        { key = "f4", command = "three" },
    ]"""
    for platform, expected in (
        ("linux", ["one", "three"]),
        ("macos", ["two", "three"]),
        ("windows", ["two", "three"]),
    ):
        bindings, problems = load_keybindings(source, "keys.toml", platform=platform)
        assert [each.command for each in bindings] == expected
        assert problems == []


def test_a_platform_that_there_is_not() -> None:
    source = '[[keybindings]]\nkey = "f2"\ncommand = "one"\nplatform = "linux amiga"\n'
    assert messages(source) == [
        "keys.toml:4: there is no platform 'amiga' (expected linux, macos, windows, or several"
        " with spaces between)"
    ]
    for empty in ("", " "):
        source = f'[[keybindings]]\nkey = "f2"\ncommand = "one"\nplatform = "{empty}"\n'
        assert messages(source) == [
            "keys.toml:4: 'platform' names none (expected linux, macos, windows, or several"
            " with spaces between)"
        ]
    source = '[[keybindings]]\nkey = "f2"\ncommand = "one"\nplatform = 1\n'
    assert "'platform' is a number" in messages(source)[0]


def test_what_is_compiled_can_be_cached_and_says_the_same() -> None:
    source = GOOD + '[[keybindings]]\nkey = "hyper+x"\ncommand = "a"\n'
    compiled = compile_keybindings(source, "linux")
    cached = marshal.loads(marshal.dumps(compiled))
    assert bindings_from(cached, "keys.toml", "me") == load_keybindings(
        source, "keys.toml", "me", "linux"
    )


@pytest.mark.parametrize("source", ["", "\ufeff", "# nothing\n", "keybindings = []\n"])
def test_nothing(source: str) -> None:
    assert load_keybindings(source, "keys.toml") == ([], [])


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            '[[keybindings]]\nkey = ctrl+s\ncommand = "a"\n',
            'keys.toml:2:7: this is not TOML: invalid value (texts need quotes: name = "text")',
        ),
        (
            '[keybindings]\nkey = "f1"\n',
            "keys.toml:1: 'keybindings' is not a list of tables "
            '(write [[keybindings]] with key = "ctrl+s" and command = "file.save")',
        ),
        (
            'keybindings = ["a"]\n',
            "keys.toml:1: this binding is a text "
            '(write [[keybindings]] with key = "ctrl+s" and command = "file.save")',
        ),
        (
            '\n[[keybinding]]\nkey = "f1"\n',
            "keys.toml:2: 'keybinding' is not expected here "
            '(write [[keybindings]] with key = "ctrl+s" and command = "file.save")',
        ),
        (
            '[[keybindings]]\nkey = "f1"\n',
            "keys.toml:1: this binding has no command "
            '(write [[keybindings]] with key = "ctrl+s" and command = "file.save")',
        ),
        (
            '[[keybindings]]\ncommand = "a"\n',
            "keys.toml:1: the binding of 'a' has no key "
            '(write [[keybindings]] with key = "ctrl+s" and command = "file.save")',
        ),
        (
            '[[keybindings]]\nkey = 5\ncommand = "a"\n',
            "keys.toml:2: 'key' is a number (expected a text in quotes)",
        ),
        (
            '[[keybindings]]\nkey = "f1"\n\ncommand = ["a"]\n',
            "keys.toml:4: 'command' is a list (expected a text in quotes)",
        ),
        (
            '[[keybindings]]\nkey = "f1"\ncommand = "a"\nwhen = true\n',
            "keys.toml:4: 'when' is true or false (expected a text in quotes)",
        ),
        (
            '[[keybindings]]\nkey = "f1"\ncommand = 2020-01-01\n',
            "keys.toml:3: 'command' is a date or a time (expected a text in quotes)",
        ),
        (
            '[[keybindings]]\nkey = "f1"\ncommand = ""\n',
            "keys.toml:3: '' is not a command "
            "(expected an id such as file.save, or -file.save to take a binding away)",
        ),
        (
            '[[keybindings]]\nkey = "f1"\ncommand = "-"\n',
            "keys.toml:3: '-' is not a command "
            "(expected an id such as file.save, or -file.save to take a binding away)",
        ),
        (
            '[[keybindings]]\nkey = "f1"\ncommand = "save file"\n',
            "keys.toml:3: 'save file' is not a command "
            "(expected an id such as file.save, or -file.save to take a binding away)",
        ),
        (
            '[[keybindings]]\nkey = "ctrl+escpe"\ncommand = "a"\n',
            "keys.toml:2: 'ctrl+escpe' has an unknown key 'escpe' (did you mean 'escape'? "
            "expected keys such as 'ctrl+shift+p' or 'ctrl+k ctrl+c')",
        ),
        (
            '[[keybindings]]\nkey = ""\ncommand = "a"\n',
            "keys.toml:2: '' names no key "
            "(expected keys such as 'ctrl+shift+p' or 'ctrl+k ctrl+c')",
        ),
        (
            '[[keybindings]]\nkey = "f1"\ncommand = "a"\nwhen = "b & c"\n',
            "keys.toml:4:11: unexpected character '&' in the when-expression 'b & c' (write '&&')",
        ),
        (
            '[[keybindings]]\nkey = "f1"\ncommand = "a"\nwhen = "b \\u0026 c"\n',
            "keys.toml:4: unexpected character '&' in the when-expression 'b & c' (write '&&')",
        ),
        (
            '[[keybindings]]\nkey = "f1"\ncommand = "a"\nwhn = "b"\n',
            "keys.toml:4: a binding has no 'whn' (did you mean 'when'?)",
        ),
        (
            '[[keybindings]]\nkey = "f1"\ncommand = "a"\nzzzzz = "b"\n',
            "keys.toml:4: a binding has no 'zzzzz' (expected key, command, when, args, platform)",
        ),
        (
            '[[keybindings]]\nkey = "f1"\ncommand = "a"\nargs = [1]\n',
            "keys.toml:4: 'args' is a list (expected a table: { name = \"value\" })",
        ),
        (
            '[[keybindings]]\nkey = "f1"\ncommand = "a"\n[keybindings.args]\nat = [10:00:00]\n',
            "keys.toml:4: 'args' has a date or a time (write it as a text)",
        ),
    ],
)
def test_messages(source: str, message: str) -> None:
    assert messages(source) == [message]


def test_a_wrong_entry_stops_no_other() -> None:
    bad = '[[keybindings]]\nkey = "f99"\ncommand = "x"\nwhen = "("\n\n'
    bindings, problems = load_keybindings(bad + GOOD + bad, "keys.toml")
    assert [each.command for each in bindings] == [
        "edit.copyLinesDown",
        "edit.insertText",
        "-file.save",
    ]
    assert [(each.line, each.column) for each in problems] == [
        (2, None),
        (4, 10),
        (20, None),
        (22, 10),
    ]


def test_random_damage_is_a_problem_or_none_and_never_an_exception() -> None:
    random_ = random.Random(5)
    for _ in range(500):
        source = list(GOOD)
        for _ in range(random_.randint(1, 4)):
            position = random_.randrange(len(source))
            source[position] = random_.choice(("", '"', "[", "]", "\n", "=", "é", "{", "\\", "#"))
        text = "".join(source)
        _, problems = load_keybindings(text, "keys.toml")
        for problem in problems:
            assert problem.source == "keys.toml"
            assert problem.line is not None
            assert 1 <= problem.line <= text.count("\n") + 1
