"""The keys everybody has who changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from pith.commands import (
    CONTEXT_KEYS,
    Binding,
    ContextKeys,
    Keymap,
    KeymapLayer,
    KeySequence,
    load_keybindings,
)


@pytest.fixture(scope="module")
def bindings(repository: Path) -> list[Binding]:
    path = repository / "resources/keymaps/default.toml"
    found, problems = load_keybindings(path.read_text("utf-8"), path.name, platform="linux")
    assert problems == []
    return found


@pytest.fixture
def keymap(bindings: list[Binding]) -> Keymap:
    keymap = Keymap()
    keymap.add(bindings, KeymapLayer.DEFAULT)
    return keymap


EDITOR = {"editorFocus": True, "textInputFocus": True, "editorIsOpen": True}


def run(keymap: Keymap, keys: str, **context: object) -> list[str]:
    match = keymap.match(KeySequence.parse(keys), ContextKeys({**EDITOR, **context}))
    return [each.command for each in match.bindings]


@pytest.mark.parametrize(
    ("keys", "command"),
    [
        ("ctrl+shift+p", "palette.show"),
        ("f1", "palette.show"),
        ("ctrl+p", "quickOpen.show"),
        ("ctrl+g", "go.line"),
        ("ctrl+,", "settings.open"),
        ("ctrl+k ctrl+s", "keybindings.open"),
        ("ctrl+k ctrl+t", "theme.select"),
        ("ctrl+k ctrl+o", "file.openFolder"),
        ("ctrl+k s", "file.saveAll"),
        ("ctrl+s", "file.save"),
        ("ctrl+w", "file.close"),
        ("alt+9", "view.tab9"),
        ("ctrl+shift+k", "edit.deleteLines"),
        ("ctrl+d", "select.nextOccurrence"),
        ("alt+up", "edit.moveLinesUp"),
        ("ctrl+shift+alt+down", "edit.copyLinesDown"),
        ("ctrl+shift+alt+up", "edit.copyLinesUp"),
        ("shift+alt+down", "caret.addBelow"),
        ("ctrl+shift+up", "caret.addAbove"),
        ("ctrl+alt+-", "go.back"),
        ("ctrl+shift+-", "go.forward"),
        ("alt+left", "go.back"),
        ("ctrl+-", "view.zoomOut"),
        ("ctrl+shift+a", "edit.toggleBlockComment"),
        ("ctrl+k ctrl+h", "view.output"),
        ("ctrl+shift+alt+right", "select.columnRight"),
        ("ctrl+/", "edit.toggleLineComment"),
        ("ctrl+shift+left", "select.wordLeft"),
        ("shift+tab", "edit.outdent"),
        ("enter", "edit.newline"),
        ("ctrl+shift+\\", "caret.toBracket"),
    ],
)
def test_what_fingers_know(keymap: Keymap, keys: str, command: str) -> None:
    assert run(keymap, keys) == [command]


@pytest.mark.parametrize(
    ("keys", "command"),
    [
        ("shift+alt+down", "edit.copyLinesDown"),
        ("ctrl+alt+up", "caret.addAbove"),
        ("ctrl+shift+alt+up", "select.columnUp"),
        ("ctrl+shift+-", "view.zoomOut"),
        ("alt+right", "go.forward"),
    ],
)
def test_windows_has_its_own(repository: Path, keys: str, command: str) -> None:
    source = (repository / "resources/keymaps/default.toml").read_text("utf-8")
    found, problems = load_keybindings(source, "default.toml", platform="windows")
    assert problems == []
    keymap = Keymap()
    keymap.add(found, KeymapLayer.DEFAULT)
    assert run(keymap, keys) == [command]
    for binding in found:  # nor is any hidden by another there
        assert binding in keymap.bindings_of(binding.command)


def test_linux_leaves_the_desktop_its_keys(keymap: Keymap) -> None:
    assert run(keymap, "ctrl+alt+up") == run(keymap, "ctrl+alt+down") == []


def test_tab_expands_what_is_typed_or_goes_on_in_a_snippet(keymap: Keymap) -> None:
    assert run(keymap, "tab") == ["snippet.expand", "edit.tab"]
    assert run(keymap, "tab", inSnippet=True) == ["snippet.next", "edit.tab"]
    stops = {"inSnippet": True, "snippetHasPrevious": True}
    assert run(keymap, "shift+tab", **stops) == ["snippet.previous", "edit.outdent"]
    assert run(keymap, "escape", inSnippet=True) == ["snippet.leave"]


def test_escape_does_one_thing_at_a_time(keymap: Keymap) -> None:
    assert run(keymap, "escape") == []
    assert run(keymap, "escape", findVisible=True) == ["find.close"]
    several = run(
        keymap,
        "escape",
        findVisible=True,
        editorHasSelection=True,
        editorHasMultipleSelections=True,
    )
    assert several == ["select.single"]
    assert run(keymap, "escape", editorFocus=False, findFocus=True) == ["find.close"]


def test_a_text_that_cannot_be_changed_is_not_changed_by_keys(keymap: Keymap) -> None:
    commands = {
        binding.command
        for binding in keymap.bindings()
        if binding.when is not None
        and binding.when.evaluate({**EDITOR, "editorReadonly": True})
        and binding.command.startswith("edit.")
    }
    assert commands == {"edit.copy"}


def test_keys_of_text_belong_to_editors(keymap: Keymap) -> None:
    """Elsewhere letters, arrows, Enter and Escape are the widget's own."""
    for binding in keymap.bindings():
        chord = binding.keys[0]
        if not (chord.ctrl or chord.alt or chord.meta or chord.key.startswith("f")):
            assert binding.when is not None, binding
            assert not binding.when.evaluate({"listFocus": True, "inQuickInput": True}), binding


def test_one_binding_for_one_situation(bindings: list[Binding]) -> None:
    seen: set[tuple[object, ...]] = set()
    for binding in bindings:
        place = (binding.keys, binding.when)
        assert place not in seen, binding
        seen.add(place)


def test_only_known_context_keys_are_asked_for(bindings: list[Binding]) -> None:
    known = {each.key for each in CONTEXT_KEYS}
    for binding in bindings:
        if binding.when is not None:
            assert binding.when.keys <= known, binding


def test_the_keys_that_menus_show(keymap: Keymap) -> None:
    shown = {
        command: str(keymap.keys_for(command))
        for command in (
            *("palette.show", "edit.redo", "file.close", "find.next", "edit.cut"),
            *("go.back", "go.forward", "caret.addBelow", "edit.copyLinesUp"),
        )
    }
    assert shown == {
        "palette.show": "ctrl+shift+p",
        "edit.redo": "ctrl+y",
        "file.close": "ctrl+w",
        "find.next": "f3",
        "edit.cut": "ctrl+x",
        "go.back": "ctrl+alt+-",
        "go.forward": "ctrl+shift+-",
        "caret.addBelow": "shift+alt+down",
        "edit.copyLinesUp": "ctrl+shift+alt+up",
    }


def test_no_key_is_hidden_by_another(keymap: Keymap, bindings: list[Binding]) -> None:
    for binding in bindings:
        assert binding in keymap.bindings_of(binding.command)


def test_a_mac_has_command_where_others_have_ctrl(repository: Path) -> None:
    source = (repository / "resources/keymaps/default.toml").read_text("utf-8")
    keymap = Keymap()
    keymap.add(load_keybindings(source, "default.toml", platform="macos")[0], KeymapLayer.DEFAULT)
    assert str(keymap.keys_for("file.save")) == "meta+s"
    assert str(keymap.keys_for("window.switchTab")) == "ctrl+tab"
