"""The keymaps that come with Pith, and choosing one in the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from pith.commands import CONTEXT_KEYS, CommandBus, KeymapLayer, load_keybindings
from pith_app._commands import declare_all
from tests.support.extension_host import write_extension
from tests.support.window import Window

FILES = sorted(Path(__file__).parents[1].glob("*.toml"))
KEYMAPS = [file for file in FILES if file.name != "extension.toml"]
#: Of other extensions.
OTHERS = {"explorer.focus"}


@pytest.mark.parametrize("file", KEYMAPS, ids=lambda file: file.stem)
def test_what_is_bound_is_there(file: Path) -> None:
    bindings, problems = load_keybindings(file.read_text("utf-8"), file.name)
    assert problems == []
    bus = CommandBus()
    declare_all(bus)
    known = {each.key for each in CONTEXT_KEYS}
    for binding in bindings:
        assert binding.command in OTHERS or bus.find(binding.command) is not None, binding
        assert binding.when is None or binding.when.keys <= known, binding
    places = [(binding.keys, binding.when) for binding in bindings]
    assert len(set(places)) == len(places)


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    file = tmp_path / "notes.txt"
    file.write_text("one two\nthree\n")
    made = Window(qapp, tmp_path / "user", file)
    yield made
    made.close()


def choose(window: Window, name: str) -> None:
    program = window.program
    program.kernel.bus.execute("keymap.select")
    window.until(lambda: bool(window.picked()))
    assert window.picked() == ["Pith", "Emacs", "Sublime Text"]
    layer = program.kernel.keymap._added[KeymapLayer.CHOSEN]
    before = list(layer)
    window.type(name, program.pick.input)
    window.key("enter", program.pick.input)
    window.until(lambda: layer != before)


def caret(window: Window) -> int:
    view = window.program.editors.active_view
    assert view is not None
    return view.state.selection.primary.head


def test_a_keymap_is_chosen_and_left(window: Window) -> None:
    choose(window, "Emacs")
    window.key("ctrl+n")
    assert caret(window) == 8
    window.key("ctrl+e")
    assert caret(window) == 13
    window.type("!")
    window.key("ctrl+x")
    window.key("ctrl+s")
    window.until(lambda: not window.program.editors.tabs[0].dirty)
    choose(window, "Pith")
    window.key("ctrl+n")
    assert len(window.tabs) == 2


def test_a_keymap_that_there_is_not(window: Window) -> None:
    window.result(window.program.user_files.write_settings({"window.keymap": "Emaks"}))
    said = "there is no keymap 'Emaks' (did you mean 'Emacs'?)"
    window.until(lambda: any(said in str(each) for each in window.program.user_files.problems))
    window.key("ctrl+n")
    assert len(window.tabs) == 2


def test_a_keymap_is_read_anew_when_it_is_saved(qapp: QApplication, tmp_path: Path) -> None:
    keys = '[[keybindings]]\nkey = "f7"\ncommand = "{}"\n'
    text = (FILES[1].parent / "extension.toml").read_text("utf-8").split("[[")[0]
    files = {
        "extension.toml": f'{text}[[contributes.keymaps]]\nname = "Mine"\npath = "mine.toml"\n',
        "mine.toml": keys.format("caret.down"),
    }
    folder = write_extension(tmp_path / "extra" / "pith.keymaps", files)
    note = tmp_path / "notes.txt"
    note.write_text("one two\nthree\n")
    window = Window(qapp, tmp_path / "user", note, extensions_dirs=[folder.parent])
    try:
        program = window.program
        window.result(program.user_files.write_settings({"window.keymap": "mine"}))
        bound = program.kernel.keymap.keys_for
        log = program.outputs.channel("log")
        window.until(lambda: str(bound("caret.down")) == "f7")
        window.key("f7")
        assert caret(window) == 8
        write_extension(folder, {"mine.toml": keys.format("caret.nowhere") + "key = 5"})
        window.until(lambda: any("mine.toml:4" in line for line in log.lines))
        assert str(bound("caret.down")) == "f7"
        write_extension(folder, {"mine.toml": keys.format("caret.up")})
        window.until(lambda: str(bound("caret.up")) == "f7")
    finally:
        window.close()
