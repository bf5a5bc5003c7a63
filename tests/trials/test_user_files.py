"""Settings and key bindings that are broken while the window is open.

One after the other in one window: each is shown with file and line, what counted before still
counts where the file says nothing, and the window goes on. A good file then makes all good.
"""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from pith.settings import LoadedSettings, load_settings
from tests.app.window.conftest import OpenWindow
from tests.support.window import Window

DEEP = b"[" * 5000

# What is in the file, and what is said: "line[:column]: words". The last good settings count if
# the file is no TOML; in one that is, what is wrong counts as not set.
NO_SETTINGS: dict[str, tuple[bytes, str]] = {
    "an open bracket": (b"[editor\ntabSize = 5\n", "1:8: this is not TOML"),
    "a key twice": (b"[editor]\ntabSize = 2\ntabSize = 3\n", "3:12: this is not TOML"),
    "a section twice": (b"[editor]\n[window]\n[editor]\n", "3:8: this is not TOML"),
    "an open quote": (b"[window]\ntheme = 'Pith\n", "2: this is not TOML"),
    "no equals sign": (b"[editor]\n\ntabSize 3\n", "3:9: this is not TOML"),
    "nul bytes": (b"[editor]\ntab\0Size = 2\n", "2:4: this is not TOML"),
    "another encoding": (b"[window]\n# gr\xfcn\n", "2: is not UTF-8: the byte 0xfc"),
    "UTF-16": ("[editor]\n".encode("utf-16"), "1: is not UTF-8: the byte 0xff"),
    "brackets without end": (b"a = " + DEEP, " arrays or tables stand too deep"),
}
WRONG_SETTINGS: dict[str, tuple[bytes, str]] = {
    "a word for a number": (b"[editor]\n\ntabSize = 'many'\n", "3: 'editor.tabSize' is \"many\""),
    "too small": (b"[editor]\ntabSize = 0\n", "2: 'editor.tabSize' is 0 (expected a whole number"),
    "too large": (b"[editor]\ntabSize = 999999999999999999999\n", "2: 'editor.tabSize' is 9999"),
    "true for a number": (b"[editor]\ntabSize = true\n", "2: 'editor.tabSize' is true"),
    "a fraction": (b"[editor]\ntabSize = 2.5\n", "2: 'editor.tabSize' is 2.5"),
    "not a number": (b"[editor]\nlineHeight = nan\n", "2: 'editor.lineHeight' is nan"),
    "infinite": (b"[editor]\nfontSize = inf\n", "2: 'editor.fontSize' is inf"),
    "a date": (b"[editor]\ntabSize = 2020-01-01\n", "2: 'editor.tabSize' is 2020-01-01"),
    "none of the choices": (b"[editor]\nwordWrap = 'perhaps'\n", "2: 'editor.wordWrap' is \"perh"),
    "a wrong element": (b"[editor]\nrulers = ['a', 80]\n", "2: 'editor.rulers' is [\"a\", 80]"),
    "misspelt": (b"[editor]\ntabsize = 2\n", "2: there is no setting 'editor.tabsize' (did you m"),
    "no such section": (b"\n[edtor]\ntabSize = 2\n", "2: there is no setting 'edtor'"),
    "a section for a value": (b"[editor.tabSize]\nx = 1\n", "1: 'editor.tabSize' is { x = 1 }"),
    "a value for a section": (b"editor = 3\n", "1: 'editor' is a section of settings"),
    "a list of sections": (b"[[editor]]\ntabSize = 2\n", "1: 'editor' is a section of settings"),
    "not of a language": (
        b"[language.python.window]\ntheme = 'x'\n",
        "2: 'window.theme' cannot differ between languages",
    ),
    "a language as a value": (b"[language]\npython = 2\n", "2: 'language.python' is not a table"),
    "lines end as on Windows": (b"[editor]\r\ntabSize = 'x'\r\n", "2: 'editor.tabSize' is \"x\""),
    "twenty thousand": (
        b"[editor]\n" + b"".join(b"x%d = 1\n" % number for number in range(20_000)),
        "2: there is no setting 'editor.x0'",
    ),
    "two megabytes": (
        b"# a comment\n" * 180_000 + b"[editor]\ntabSize = 'x'\n",
        "180002: 'editor.tabSize' is \"x\"",
    ),
}
GOOD_SETTINGS = b"[editor]\ntabSize = 3\n"

KEY = b"[[keybindings]]\nkey = 'ctrl+e'\n"
NO_KEYS: dict[str, tuple[bytes, str]] = {
    "an open bracket": (b"[[keybindings]\nkey = 'ctrl+e'\n", "1:14: this is not TOML"),
    "a field twice": (KEY + b"key = 'ctrl+f'\n", "3:15: this is not TOML"),
    "another encoding": (b"# gr\xfcn\n" + KEY, "1: is not UTF-8: the byte 0xfc"),
    "brackets without end": (b"a = " + DEEP, " arrays or tables stand too deep"),
}
WRONG_KEYS: dict[str, tuple[bytes, str]] = {
    "no such key": (
        b"[[keybindings]]\nkey = 'ctrl+nokey'\ncommand = 'a'\n",
        "2: 'ctrl+nokey' has an unknown key",
    ),
    "an empty key": (b"[[keybindings]]\nkey = ''\ncommand = 'a'\n", "2: '' names no key"),
    "no command": (KEY, "1: this binding has no command"),
    "no key": (b"[[keybindings]]\ncommand = 'a'\n", "1: the binding of 'a' has no key"),
    "an empty command": (KEY + b"command = ''\n", "3: '' is not a command"),
    "misspelt": (KEY + b"command = 'a'\nwhne = 'b'\n", "4: a binding has no 'whne' (did you mean"),
    "a number for a key": (b"[[keybindings]]\nkey = 3\ncommand = 'a'\n", "2: 'key' is a number"),
    "a list of commands": (KEY + b"command = ['a']\n", "3: 'command' is a list"),
    "an open parenthesis": (KEY + b"command = 'a'\nwhen = 'a && (b'\n", "4:16: expected ')'"),
    "parentheses without end": (
        KEY + b"command = 'a'\nwhen = '" + b"(" * 5000 + b"'\n",
        "more than 100 parentheses",
    ),
    "arguments in no table": (KEY + b"command = 'a'\nargs = 3\n", "4: 'args' is a number"),
    "a date in arguments": (
        KEY + b"command = 'a'\nargs = { a = 2020-01-01 }\n",
        "4: 'args' has a date",
    ),
    "one table": (b"[keybindings]\nkey = 'ctrl+e'\n", "1: 'keybindings' is not a list of tables"),
    "a value": (b"keybindings = 3\n", "1: 'keybindings' is not a list of tables"),
    "another name": (b"[[keybinding]]\nkey = 'ctrl+e'\n", "1: 'keybinding' is not expected here"),
}
GOOD_KEYS = KEY + b"command = 'edit.upperCase'\n"


@pytest.fixture
def window(open_window: OpenWindow, project: Path) -> Window:
    return open_window(project / "notes.txt")


def put(file: Path, content: bytes) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)


def test_broken_settings(window: Window) -> None:
    file = window.user.settings_file
    files = window.program.user_files
    for name, (content, said) in {**NO_SETTINGS, **WRONG_SETTINGS}.items():
        put(file, GOOD_SETTINGS)
        window.until(lambda: not files.problems and window.status("Indentation") == "Spaces: 3")
        put(file, content)
        window.until(lambda: bool(files.problems), name)
        check_is_told(window, file, said)
        expected = "Spaces: 3" if name in NO_SETTINGS else "Spaces: 4"
        assert window.status("Indentation") == expected, name
        check_it_goes_on(window)
    file.unlink()
    window.until(lambda: not files.problems and window.status("Problems") == "")


def test_broken_keybindings(window: Window) -> None:
    file = window.user.keybindings_file
    files = window.program.user_files
    keys_for = window.program.kernel.keymap.keys_for
    for name, (content, said) in {**NO_KEYS, **WRONG_KEYS}.items():
        put(file, GOOD_KEYS)
        window.until(lambda: not files.problems and keys_for("edit.upperCase") is not None)
        put(file, content)
        window.until(lambda: bool(files.problems), name)
        check_is_told(window, file, said)
        assert (keys_for("edit.upperCase") is not None) == (name in NO_KEYS), name
        check_it_goes_on(window)
    file.unlink()
    window.until(lambda: not files.problems and keys_for("edit.upperCase") is None)


def check_is_told(window: Window, file: Path, said: str) -> None:
    """The first problem is said with its file, in the log too, and the status bar counts it."""
    problem = str(window.program.user_files.problems[0])
    assert problem.startswith(f"{file}:{said}") or (said in problem and str(file) in problem)
    assert len(problem) < 600
    window.settle()
    assert "problem" in window.status("Problems")
    assert any(problem in line for line in window.program.outputs.channel("log").lines)


def check_it_goes_on(window: Window) -> None:
    before = window.text
    window.type("x")
    assert window.text != before


@pytest.mark.parametrize("name", ["settings.toml", "keybindings.toml"])
def test_no_file_but_a_folder_or_a_link_to_itself(window: Window, name: str) -> None:
    file = window.user.config_dir / name
    files = window.program.user_files
    file.mkdir()
    window.until(lambda: bool(files.problems))
    assert str(files.problems[0]).startswith(f"{file}: cannot be read: Is a directory")
    file.rmdir()
    window.until(lambda: not files.problems)
    file.symlink_to(name)
    window.until(lambda: bool(files.problems))
    assert str(files.problems[0]).startswith(f"{file}: cannot be read: Too many levels")
    file.unlink()
    window.until(lambda: not files.problems)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("settings.toml", *NO_SETTINGS["an open bracket"]),
        ("settings.toml", *NO_SETTINGS["another encoding"]),
        ("settings.toml", *WRONG_SETTINGS["too small"]),
        ("keybindings.toml", *NO_KEYS["an open bracket"]),
        ("keybindings.toml", *NO_KEYS["another encoding"]),
        ("keybindings.toml", *WRONG_KEYS["no such key"]),
    ],
)
def test_broken_before_the_start(
    open_window: OpenWindow, project: Path, user_dir: Path, name: str, content: bytes, said: str
) -> None:
    config = user_dir / "config"
    config.mkdir(parents=True)
    put(config / name, content)
    window = open_window(project / "notes.txt")
    window.until(lambda: bool(window.program.user_files.problems))
    check_is_told(window, config / name, said)
    check_it_goes_on(window)


def test_a_large_file_does_not_stop_the_window(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsing: list[threading.Thread] = []

    def load(text: str, path: str) -> LoadedSettings:
        parsing.append(threading.current_thread())
        return load_settings(text, path)

    monkeypatch.setattr("pith_app._user_files.load_settings", load)
    content, _ = WRONG_SETTINGS["two megabytes"]
    put(window.user.settings_file, content)
    window.until(lambda: bool(window.program.user_files.problems))
    assert parsing
    assert threading.current_thread() not in parsing
