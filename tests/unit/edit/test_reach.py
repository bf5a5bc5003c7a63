"""What would go over too much of a huge text is refused, with what to do instead."""

from __future__ import annotations

import pytest

from pith.base import ProblemError
from pith.edit import (
    EDITING_COMMANDS,
    EditingCommand,
    EditorState,
    PlainContext,
    Reach,
    Selection,
    _limits,
    require_within_reach,
)
from pith.edit.commands import _selection, select_next_occurrence
from pith.text import Edit, Text


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_limits, "MOST", 100)


COMMANDS = {each.id: each for each in EDITING_COMMANDS}
TEXT = Text.of("short\n" * 50 + "long " * 40 + "\nshort\n")


@pytest.mark.parametrize("command", EDITING_COMMANDS, ids=[each.id for each in EDITING_COMMANDS])
def test_with_all_selected_nothing_is_gone_over_or_copied(command: EditingCommand) -> None:
    state = EditorState(TEXT, Selection.range(0, len(TEXT)))
    if command.reach in (Reach.NOTHING, Reach.NEARBY, Reach.REPLACED, Reach.REPLACED_ROWS):
        require_within_reach(command, state)
    else:
        with pytest.raises(ProblemError, match=r"characters are too many .* \((select|use) "):
            require_within_reach(command, state)
    # Of a text that is not large, all may be changed.
    require_within_reach(command, EditorState(Text.of("short"), Selection.range(0, 5)))


def test_what_only_moves_is_never_too_much() -> None:
    for command in EDITING_COMMANDS:
        if command.id.startswith(("caret.", "select.")) and command.id != "select.allOccurrences":
            assert command.reach in (Reach.NOTHING, Reach.NEARBY), command.id


@pytest.mark.parametrize(
    ("command", "row", "allowed"),
    [
        ("edit.insertText", 50, True),
        ("edit.deleteLeft", 50, True),
        ("edit.newline", 50, True),
        ("edit.copy", 50, False),
        ("edit.deleteLines", 50, True),
        ("edit.moveLinesDown", 49, False),
        ("edit.moveLinesUp", 51, False),
        ("edit.joinLines", 49, False),
        ("edit.copyLinesUp", 3, True),
        ("edit.indent", 3, True),
        ("edit.trimTrailingSpace", 3, False),
        ("edit.sortLinesAscending", 3, False),
        ("edit.indentationToTabs", 3, False),
    ],
)
def test_a_long_line_counts_where_it_would_be_gone_over(
    command: str, row: int, allowed: bool
) -> None:
    state = EditorState(TEXT, Selection.caret(TEXT.line_start(row) + 2))
    if allowed:
        require_within_reach(COMMANDS[command], state)
    else:
        with pytest.raises(ProblemError):
            require_within_reach(COMMANDS[command], state)


def test_the_next_occurrence_is_looked_for_nearby(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_selection, "_FURTHEST", 100_000)
    text = Text.of("needle " + "hay " * 200_000)
    state = EditorState(text, Selection.range(0, 6))
    with pytest.raises(ProblemError, match="no other within 100,000 characters"):
        select_next_occurrence(state, PlainContext(text))
    near = text.edited([Edit(50_007, 50_007, "needle ")])
    assert select_next_occurrence(EditorState(near, state.selection), PlainContext(near))
