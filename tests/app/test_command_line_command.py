"""`pith command list`: the program's commands and those that extensions declare, with keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pith.commands import current_platform
from tests.support.extension_host import command, manifest, write_extension
from tests.support.pith_process import Pith


def commands(pith: Pith) -> dict[str, Any]:
    return {each["id"]: each for each in pith.run("command", "list", "--json").json()}


def extension(pith: Pith, more: str, extension_id: str = "acme.sample") -> Path:
    return write_extension(
        pith.user / "data" / "extensions" / extension_id,
        {"extension.toml": manifest(more, extension_id=extension_id), "sample.py": ""},
    )


def bind(pith: Pith, text: str) -> Path:
    file = pith.user / "config" / "keybindings.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def test_the_list_is_a_table(pith: Pith) -> None:
    answer = pith.run("command", "list")
    assert answer.err == ""
    assert answer.lines[0].split() == ["ID", "KEYS", "TITLE"]
    ids = [line.split()[0] for line in answer.lines[1:]]
    assert ids == sorted(ids)
    (palette,) = [line for line in answer.lines if line.startswith("palette.show ")]
    assert "Ctrl+Shift+P" in palette
    assert palette.endswith("View: Command Palette…")
    columns = {line.index("Ctrl+") for line in answer.lines if "  Ctrl+" in line}
    assert columns == {answer.lines[0].index("KEYS")}


def test_everything_the_program_can_do_is_there(pith: Pith) -> None:
    from pith_app._commands import PROGRAM_COMMANDS

    listed = commands(pith)
    for each in PROGRAM_COMMANDS:
        found = listed[each.id]
        assert (found["title"], found["category"]) == (each.title, each.category)
        assert found["owner"] == "pith"
    assert listed["wordCount.show"]["owner"] == "pith.word-count"


def test_every_key_of_a_command_is_in_the_json(pith: Pith) -> None:
    keys = [(each["key"], each["owner"]) for each in commands(pith)["palette.show"]["keys"]]
    assert keys == [("ctrl+shift+p", "pith"), ("f1", "pith")]


def test_keys_are_as_the_person_has_them(pith: Pith) -> None:
    bind(
        pith,
        """
        [[keybindings]]
        key = "ctrl+alt+j"
        command = "palette.show"
        when = "editorFocus"
        [[keybindings]]
        key = "f1"
        command = "-palette.show"
        """,
    )
    first, second = commands(pith)["palette.show"]["keys"]
    assert first == {"key": "ctrl+alt+j", "when": "editorFocus", "args": {}, "owner": ""}
    assert second["key"] == "ctrl+shift+p"
    assert "Ctrl+Alt+J" in pith.run("command", "list").out


def test_keys_of_the_chosen_keymap_are_there(pith: Pith) -> None:
    file = pith.user / "config" / "settings.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('[window]\nkeymap = "emacs"\n')
    assert commands(pith)["file.save"]["keys"][0]["key"] == "ctrl+x ctrl+s"
    bind(pith, '[[keybindings]]\nkey = "f12"\ncommand = "file.save"\n')
    keys = [each["key"] for each in commands(pith)["file.save"]["keys"]]
    assert keys[:2] == ["f12", "ctrl+x ctrl+s"]
    file.write_text('[window]\nkeymap = "no such"\n')
    assert commands(pith)["file.save"]["keys"][0]["key"] == "f12"


def test_a_chosen_keymap_that_cannot_be_read_is_named(pith: Pith) -> None:
    more = '[[contributes.keymaps]]\nname = "Mine"\npath = "mine.toml"\n'
    keys = extension(pith, more) / "mine.toml"
    keys.write_bytes(b"\xff")
    settings = pith.user / "config" / "settings.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('[window]\nkeymap = "Mine"\n')
    answer = pith.run("command", "list")
    assert answer.complaints == [f"{keys}: is not UTF-8 (save it as UTF-8)"]


def test_what_is_wrong_with_the_persons_keys_is_said(pith: Pith) -> None:
    file = bind(pith, '[[keybindings]]\nkey = "ctrl+frob"\ncommand = "file.save"\n')
    answer = pith.run("command", "list", "--json")
    (complaint,) = answer.complaints
    assert complaint.startswith(f"{file}:2")
    assert len(answer.json()) > 100
    file.write_bytes(b"\xff")
    assert pith.run("command", "list").complaints == [f"{file}: is not UTF-8 (save it as UTF-8)"]


def test_commands_of_extensions(pith: Pith) -> None:
    extension(
        pith,
        command("sample.go", 'category = "Sample"\nwhen = "editorIsOpen"')
        + '[[contributes.keybindings]]\nkey = "ctrl+alt+g"\ncommand = "sample.go"\n'
        + f'platform = "{current_platform()}"\n'
        + '[[contributes.keybindings]]\nkey = "ctrl+alt+h"\ncommand = "sample.go"\n'
        + f'platform = "{" ".join({"linux", "macos", "windows"} - {current_platform()})}"\n',
    )
    assert commands(pith)["sample.go"] == {
        "id": "sample.go",
        "title": "sample.go",
        "category": "Sample",
        "description": "",
        "enablement": "editorIsOpen",
        "owner": "acme.sample",
        "keys": [{"key": "ctrl+alt+g", "when": "", "args": {}, "owner": "acme.sample"}],
    }


def test_an_extension_may_override(pith: Pith) -> None:
    extension(pith, '[[contributes.commands]]\nid = "file.save"\ntitle = "Mine"\noverrides = true')
    found = commands(pith)["file.save"]
    assert (found["title"], found["owner"]) == ("Mine", "acme.sample")


def test_one_that_takes_a_command_of_the_program_is_named(pith: Pith) -> None:
    extension(pith, command("file.save") + command("sample.other"))
    answer = pith.run("command", "list", "--json")
    (complaint,) = answer.complaints
    assert "file.save" in complaint
    (found,) = [each for each in answer.json() if each["id"] == "file.save"]
    assert found["owner"] == "pith"


def test_what_does_not_run_has_no_commands(pith: Pith) -> None:
    extension(pith, command("sample.go"))
    assert "sample.go" in commands(pith)
    pith.run("extension", "disable", "acme.sample")
    assert "sample.go" not in commands(pith)


def test_safe_mode_is_without_extensions(pith: Pith) -> None:
    safe = Pith(pith.user, pith.folder, ("--safe-mode",))
    assert {each["owner"] for each in commands(safe).values()} == {"pith"}


def test_a_torn_list_of_disabled_ones_still_leaves_the_programs(pith: Pith) -> None:
    file = pith.user / "config" / "extensions.json"
    file.parent.mkdir(parents=True)
    file.write_text("{")
    answer = pith.run("command", "list", "--json")
    (complaint,) = answer.complaints
    assert complaint.startswith(str(file))
    assert {each["owner"] for each in answer.json()} == {"pith"}
