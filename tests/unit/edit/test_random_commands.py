"""Random sequences of all commands, against what a plain str and a list of carets give."""

from __future__ import annotations

import random

import pytest

from pith.edit import (
    EDITING_COMMANDS,
    ChangeSet,
    EditOptions,
    EditorState,
    Labels,
    LanguageRules,
    MemoryClipboard,
    PlainContext,
    Range,
    Selection,
    Transaction,
)
from pith.edit import commands as c
from pith.text import Text, is_grapheme_boundary
from pith.workspace import Document, View
from tests.support.marked import show

RULES = LanguageRules(
    line_comment="#",
    block_comment=("/*", "*/"),
    indent_after=r":\s*$",
    outdent_before=r"^\s*else:$",
)
MARKUP = RULES._replace(tags="jsx", indent_next=r"^\s*if\b", outdent_before=r"^\s*[})]")
LABELLED = MARKUP._replace(
    tags="", labels=Labels(r"^\s*\w*:", r"^[a-z ]*\{", True), plain_strings=True
)
LABELLED_BY_DEPTH = RULES._replace(labels=Labels(r"^\s*b\w*:", "a"), off_side=True)
# Tab stops of one cell: deleting in indentation takes one space at a time.
PLAIN = EditOptions(tab_size=1, auto_close=False, auto_surround="never", auto_indent=False)
CONTENT = [
    "foo(bar)",
    "  if x:\n    y = [1, 2]\n",
    "\t\tz\r\n",
    "éa\u0301 漢字\n",
    "",
    "\r\n\r\n",
    "'a' \"b\"",
    "<p>{a}<br/>",
    "if\n    /*  */",
]


def random_state(rng: random.Random) -> EditorState:
    content = "".join(rng.choices(CONTENT, k=rng.randrange(8)))
    text = Text.of(content)
    return EditorState(text, random_selection(rng, text))


def random_selection(rng: random.Random, text: Text) -> Selection:
    places = [at for at in range(len(text) + 1) if is_grapheme_boundary(text, at)]
    ranges = []
    for _ in range(rng.choice([1, 1, 2, 3, 8])):
        anchor = rng.choice(places)
        ranges.append(Range(anchor, anchor if rng.random() < 0.6 else rng.choice(places)))
    return Selection.of(ranges, rng.randrange(len(ranges)))


@pytest.mark.parametrize("seed", range(150))
def test_what_holds_after_every_command(seed: int) -> None:
    rng = random.Random(seed)
    state = random_state(rng)
    line_ending = rng.choice(["\n", "\r\n"])
    options = EditOptions(
        tab_size=rng.choice([2, 4, 8]),
        insert_spaces=rng.random() < 0.7,
        line_ending=line_ending,
        auto_indent=rng.random() < 0.9,
        keep_indent=rng.random() < 0.5,
    )
    rules = rng.choice([RULES, MARKUP, MARKUP._replace(tags="html"), LABELLED, LABELLED_BY_DEPTH])
    clipboard = MemoryClipboard()
    trace = [f"{show(state)!r} {options} {rules}"]
    applied: list[tuple[ChangeSet, Text]] = []
    for _ in range(60):
        command = rng.choice(EDITING_COMMANDS)
        arguments = (
            {"text": rng.choice("ab()\"'{}:# \n<>/")} if command.id == "edit.insertText" else {}
        )
        trace.append(f"{command.id} {arguments}")
        context = PlainContext(state.text, options, rules, clipboard)
        try:
            transaction = command.function(state, context, **arguments)
            if transaction is None:
                continue
            after = state
            step: Transaction | None = transaction
            while step is not None:  # each is undone for itself
                before, after = after, after.apply(step._replace(then=None))
                check_selection(after)
                inverse = step.changes.invert(before.text)
                assert str(inverse.apply(after.text)) == str(before.text)
                applied.append((step.changes, before.text))
                step = step.then
        except Exception:
            print("\n".join(trace))
            raise
        state = after
        trace.append(f"  {show(state)!r}")
        if rng.random() < 0.2:
            state = EditorState(state.text, random_selection(rng, state.text))
            trace.append(f"  {show(state)!r}")
    text = state.text
    for changes, text_before in reversed(applied):
        text = changes.invert(text_before).apply(text)
    assert not applied or str(text) == str(applied[0][1])


def check_selection(state: EditorState) -> None:
    selection = state.selection
    assert Selection.of(selection.ranges, selection.primary_index) == selection
    for each in selection.ranges:
        for offset in (each.anchor, each.head):
            assert 0 <= offset <= len(state.text)
            # A line break is never cut in two, whatever combining marks come together.
            assert state.text.slice(offset - 1, offset + 1) != "\r\n"


class Oracle:
    """A str and carets that type and delete, one after the other from the last to the first."""

    def __init__(self, content: str, ranges: list[tuple[int, int]]) -> None:
        self.content = content
        self.ranges = ranges

    def replace(self, spans: list[tuple[int, int]], insert: str) -> None:
        merged: list[list[int]] = []
        for start, end in sorted(spans):
            if merged and start < merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        for start, end in reversed(merged):
            self.content = self.content[:start] + insert + self.content[end:]
        carets = []
        growth = 0
        for start, end in merged:
            carets.append(start + growth + len(insert))
            growth += len(insert) - (end - start)
        self.ranges = [(at, at) for at in sorted(set(carets))]

    def left(self, at: int) -> int:
        return at - 2 if self.content[max(at - 2, 0) : at] == "\r\n" else max(at - 1, 0)

    def right(self, at: int) -> int:
        return at + 2 if self.content[at : at + 2] == "\r\n" else min(at + 1, len(self.content))


@pytest.mark.parametrize("seed", range(100))
def test_typing_and_deleting_with_many_carets(seed: int) -> None:
    rng = random.Random(seed)
    content = "".join(rng.choices(["a", "b", "\U0001f600", "\udc80", "\r\n", "\n", "x"], k=80))
    text = Text.of(content)
    state = EditorState(text, random_selection(rng, text))
    trace = [show(state)]
    for _ in range(40):
        oracle = Oracle(
            str(state.text), [(each.start, each.end) for each in state.selection.ranges]
        )
        context = PlainContext(state.text, PLAIN, LanguageRules(auto_closing_pairs=()))
        chosen = rng.random()
        if chosen < 0.5:
            typed = rng.choice(["x", "yz", "\U0001f600", " "])
            transaction = c.insert_text(state, context, typed)
            oracle.replace(oracle.ranges, typed)
        elif chosen < 0.75:
            transaction = c.delete_left(state, context)
            oracle.replace([(oracle.left(e) if s == e else s, e) for s, e in oracle.ranges], "")
        else:
            transaction = c.delete_right(state, context)
            oracle.replace([(s, oracle.right(e) if s == e else e) for s, e in oracle.ranges], "")
        if transaction is not None:
            state = state.apply(transaction)
        trace.append(show(state))
        assert str(state.text) == oracle.content, trace
        assert [(e.anchor, e.head) for e in state.selection.ranges] == oracle.ranges, trace
        if rng.random() < 0.2:
            state = EditorState(state.text, random_selection(rng, state.text))
            trace.append(show(state))


@pytest.mark.parametrize("seed", range(60))
def test_undo_restores_text_and_selection(seed: int) -> None:
    """Whatever was run, undo goes back to the very text and ranges each step began with."""
    rng = random.Random(seed)
    state = random_state(rng)
    document = Document(state.text, clock=iter(range(0, 10**6, 10)).__next__)
    view = View(document, selection=state.selection)
    clipboard = MemoryClipboard()
    view.context_factory = lambda: PlainContext(view.state.text, document.options, RULES, clipboard)
    trace = [repr(show(view.state))]
    before: list[EditorState] = []
    for _ in range(40):
        if rng.random() < 0.3:
            view.select(random_selection(rng, view.state.text))
        command = rng.choice(EDITING_COMMANDS)
        arguments = {"text": rng.choice("ab(\n")} if command.id == "edit.insertText" else {}
        given = view.state
        version = document.version
        trace.append(f"{show(given)!r} {command.id} {arguments}")
        view.run(command, **arguments)
        document.history.end_step()
        if document.version != version:
            before.append(given)
    while before:
        wanted = before.pop()
        assert view.undo(), trace
        assert str(view.state.text) == str(wanted.text), trace
        ranges = [(each.anchor, each.head) for each in view.state.selection.ranges]
        assert ranges == [(each.anchor, each.head) for each in wanted.selection.ranges], trace
        assert view.state.selection.primary_index == wanted.selection.primary_index, trace
    view.dispose()


def test_another_occurrence_of_a_line_break_is_a_whole_one() -> None:
    text = Text.of("a\nb\r\nc")
    command = next(each for each in EDITING_COMMANDS if each.id == "caret.nextOccurrence")
    found = command.function(EditorState(text, Selection.range(2, 1)), PlainContext(text))
    assert found is not None
    assert found.selection == Selection.range(5, 3)
