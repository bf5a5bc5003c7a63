"""Thousands of carets: what is done for all of them at once is what is done for each alone."""

from __future__ import annotations

import random

import pytest

from pith.edit import ChangeSet, EditorState, LanguageRules, PlainContext, Range, Selection
from pith.edit import commands as c
from pith.edit._many_brackets import ManyBrackets
from pith.text import Edit, Text, line_bounds, slices
from tests.support.marked import Command, show
from tests.support.reading import counts_what_is_read

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


@pytest.mark.parametrize("seed", range(8))
def test_what_lies_around_each_as_if_it_were_alone(seed: int) -> None:
    rng = random.Random(seed)
    pieces = [*PIECES, "(", ")", "[", "]", "'", '"', "(x", "y)\n", "\\"]
    content = "".join(rng.choices(pieces, k=rng.choice([40, 400, 1500])))
    text = Text.of(content)
    length = rng.choice([0, 10, 40])

    class WithStrings(PlainContext):
        def in_string_or_comment(self, offset: int) -> bool:
            return offset % 90 < length and offset % 90 > 0

    context = WithStrings(text, rules=RULES)
    carets = [Range.caret(at) for at in apart(rng, text, rng.choice([3, 20, 60]))]
    selection = Selection.of(carets)

    def after(command: Command, selection: Selection) -> Selection:
        state = EditorState(text, selection)
        transaction = command(state, context)
        return selection if transaction is None else state.apply(transaction).selection

    for command in (c.select_expand, c.select_expand, c.select_expand, c.select_shrink):
        alone = [after(command, Selection((each,))).primary for each in selection.ranges]
        expected = Selection.of(alone)
        assert after(command, selection).ranges == expected.ranges, (seed, selection)
        selection = expected
    brackets = ManyBrackets(text, RULES, context.in_string_or_comment, range(len(text)))
    for at in range(0, len(text), 11):
        single = ManyBrackets(text, RULES, context.in_string_or_comment, [at])
        about = seed, at
        assert brackets.enclosing(at, at) == single.enclosing(at, at), about
        assert brackets.matching(at) == single.matching(at), about
        assert brackets.opening_before(at, ")") == single.opening_before(at, ")"), about
        assert brackets.to_go_to(at) == single.to_go_to(at), about


@pytest.mark.parametrize("line", ["    foo(bar, 'x') # c\n", "    (((\n", "\tword word\n"])
@pytest.mark.parametrize(
    "command",
    [
        c.select_expand,
        c.select_to_bracket,
        c.caret_to_bracket,
        c.remove_brackets,
        c.newline,
        lambda state, context: c.insert_text(state, context, ")"),
    ],
)
def test_what_is_around_thousands_is_read_once(
    command: Command, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, asked = 2_000, 0

    class Counting(PlainContext):
        def in_string_or_comment(self, offset: int) -> bool:
            nonlocal asked
            asked += 1
            return False

    text = Text.of(line * count)
    read = counts_what_is_read(monkeypatch)
    for column in (2, 4, 6, len(line) - 1):
        carets = [Range.caret(row * len(line) + column) for row in range(count)]
        command(EditorState(text, Selection.of(carets)), Counting(text, rules=RULES))
    assert sum(read) < 2_000 * count
    assert asked < 30 * (count + len(text) // 4)
