"""Thousands of carets: what is done for all of them at once is what is done for each alone."""

from __future__ import annotations

import random

import pytest

from pith.edit import ChangeSet, EditorState, LanguageRules, PlainContext, Range, Selection
from pith.edit import commands as c
from pith.text import Edit, Text, line_bounds, slices
from tests.support.marked import Command, show

RULES = LanguageRules(
    line_comment="#",
    block_comment=("/*", "*/"),
    indent_after=r":\s*$",
    outdent_before=r"^\s*(else|x+):$",
)
PIECES = ["ab", "x", "xx", " ", "    ", "\t", "\n", "\n    ", "\r\n", "()", "{}", "''", "é"]
PIECES += ["e\u0301", "\udc80", "🇩🇪", "/** ", " * ", "# note ", "if a:", "else"]


def text_of(rng: random.Random, count: int) -> Text:
    return Text.of("".join(rng.choices(PIECES, k=count)))


def apart(rng: random.Random, text: Text, least: int) -> list[int]:
    """Ascending offsets, with at least so many code points between two of them."""
    offsets: list[int] = []
    at = rng.randrange(3)
    while at <= len(text):
        offsets.append(at)
        at += least + rng.randrange(12)
    return offsets


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize(
    "command",
    [
        c.delete_left,
        c.delete_right,
        c.newline,
        lambda state, context: c.insert_text(state, context, "x"),
        lambda state, context: c.insert_text(state, context, ":"),
    ],
)
def test_each_as_if_it_were_alone(command: Command, seed: int) -> None:
    rng = random.Random(seed)
    text = text_of(rng, 300)
    context = PlainContext(text, rules=RULES)
    edits: list[Edit] = []
    kept: list[int] = []
    for at in apart(rng, text, 4):
        alone = command(EditorState(text, Selection.caret(at)), context)
        if alone is None:
            continue
        changes = alone.changes
        if edits and changes.edits[0].start <= edits[-1].end:
            continue  # what two of them do to each other is another matter
        edits += changes.edits
        kept.append(at)
    state = EditorState(text, Selection.of([Range.caret(at) for at in kept]))
    together = command(state, context)
    expected = ChangeSet.of(len(text), edits)
    assert together is not None
    assert together.changes.apply(text) == expected.apply(text), (seed, show(state))
    after = state.apply(together)
    assert len(after.selection.ranges) == len(kept)
    assert together.changes.invert(text).apply(after.text) == text
    if command in (c.delete_left, c.delete_right):
        heads = [each.head for each in after.selection.ranges]
        assert heads == expected.map_all(kept)


@pytest.mark.parametrize("command", [c.delete_left, c.delete_right])
def test_carets_that_meet_are_one(command: Command) -> None:
    text = Text.of("abcdefghijklmnopqrstuvwxyz")
    state = EditorState(text, Selection.of([Range.caret(at) for at in range(27)]))
    transaction = command(state, PlainContext(text))
    assert transaction is not None
    after = state.apply(transaction)
    assert str(after.text) == ""
    assert after.selection == Selection.caret(0)


@pytest.mark.parametrize("seed", range(30))
def test_reading_at_many_places(seed: int) -> None:
    rng = random.Random(seed)
    text = text_of(rng, rng.choice([0, 1, 10, 3000]))
    content = str(text)
    offsets = sorted(rng.randrange(len(text) + 1) for _ in range(rng.randrange(30)))
    before, after = rng.randrange(4), rng.randrange(4)
    assert slices(text, [at - before for at in offsets], [at + after for at in offsets]) == [
        content[max(at - before, 0) : at + after] for at in offsets
    ]
    assert line_bounds(text, offsets) == [
        (text.line_start(text.row_at(at)), text.line_end(text.row_at(at))) for at in offsets
    ]
