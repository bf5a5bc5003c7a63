"""Whole scenarios of editing: every folder in `editing` is one.

`before` and `after` are marked text (see tests/support/marked.py); a last line break of the
file is not part of it. `commands` has one command a line with its arguments as JSON; the lines
`options` and `rules` change what the document and its language ask for, `undo` and `redo` go
through its history.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pith.edit import (
    EDITING_COMMANDS,
    EditOptions,
    EditorState,
    History,
    LanguageRules,
    MemoryClipboard,
    PlainContext,
)
from tests.support.marked import parse, show

FOLDER = Path(__file__).parent / "editing"
COMMANDS = {command.id: command.function for command in EDITING_COMMANDS}


def read(path: Path) -> str:
    return path.read_bytes().decode().removesuffix("\n")


def as_rules(given: dict[str, Any]) -> LanguageRules:
    """Rules from JSON, whose lists are tuples here."""

    def frozen(value: Any) -> Any:
        return tuple(map(frozen, value)) if isinstance(value, list) else value

    return LanguageRules()._replace(**{key: frozen(value) for key, value in given.items()})


@pytest.mark.parametrize(
    "folder", sorted(filter(Path.is_dir, FOLDER.iterdir())), ids=lambda folder: folder.name
)
def test_case(folder: Path) -> None:
    state = parse(read(folder / "before"))
    history, clipboard = History(), MemoryClipboard()
    options, rules = EditOptions(), LanguageRules()
    for number, line in enumerate(read(folder / "commands").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        name, _, rest = line.partition(" ")
        arguments = json.loads(rest) if rest else {}
        where = f"{folder.name}/commands:{number}"
        if name == "options":
            options = options._replace(**arguments)
        elif name == "rules":
            rules = as_rules(arguments)
        elif name in ("undo", "redo"):
            step = history.undo() if name == "undo" else history.redo()
            assert step is not None, where
            state = EditorState(step.changes.apply(state.text), step.selection)
        else:
            context = PlainContext(state.text, options, rules, clipboard)
            transaction = COMMANDS[name](state, context, **arguments)
            assert transaction is not None, f"{where}: does not apply to {show(state)!r}"
            after = state.apply(transaction)
            history.record(
                transaction.changes,
                transaction.changes.invert(state.text),
                state.selection,
                after.selection,
                transaction.event,
            )
            state = after
    assert show(state) == read(folder / "after")
