"""Undo as a tree."""

from __future__ import annotations

import random

import pytest

from pith.edit import ChangeSet, EditorState, History, PlainContext, Selection
from pith.edit import commands as c
from pith.text import Edit, Text
from tests.support.marked import Command, parse, show


class Editor:
    """A document with one view: what Document and View do, in a few lines."""

    def __init__(self, marked: str) -> None:
        self.state = parse(marked)
        self.history = History()
        self.time = 0.0

    def run(self, command: Command, group: str | None = None, **arguments: str) -> None:
        transaction = command(self.state, PlainContext(self.state.text), **arguments)
        assert transaction is not None
        before, self.state = self.state, self.state.apply(transaction)
        self.history.record(
            transaction.changes,
            transaction.changes.invert(before.text),
            before.selection,
            self.state.selection,
            transaction.event,
            self.time,
            group,
        )

    def type(self, text: str, pause: float = 0.1) -> None:
        for sign in text:
            self.time += pause
            self.run(c.insert_text, text=sign)

    def undo(self) -> str | None:
        step = self.history.undo()
        return self.go(step.changes.apply(self.state.text), step.selection) if step else None

    def redo(self, branch: int = -1) -> str | None:
        step = self.history.redo(branch)
        return self.go(step.changes.apply(self.state.text), step.selection) if step else None

    def go_to(self, state: int) -> str:
        for step in self.history.go_to(state):
            self.go(step.changes.apply(self.state.text), step.selection)
        return show(self.state)

    def go(self, text: Text, selection: Selection) -> str:
        self.state = EditorState(text, selection)
        return show(self.state)


def test_typing_is_undone_by_words() -> None:
    editor = Editor("|")
    editor.type("one two  three")
    assert editor.undo() == "one two|"
    assert editor.undo() == "one|"
    assert editor.undo() == "|"
    assert editor.undo() is None
    assert editor.redo() == "one|"
    assert editor.redo() == "one two|"
    assert editor.redo() == "one two  three|"
    assert editor.redo() is None


def test_a_pause_starts_a_step() -> None:
    editor = Editor("|")
    editor.type("ab")
    editor.time += 5
    editor.type("cd")
    assert editor.undo() == "ab|"


def test_moving_the_caret_starts_a_step() -> None:
    editor = Editor("|")
    editor.type("ab")
    editor.run(c.caret_left)
    editor.type("cd")
    assert editor.undo() == "a|b"
    assert editor.undo() == "|"


def test_deleting_is_gathered_by_direction() -> None:
    editor = Editor("abc def|")
    for _ in range(5):
        editor.run(c.delete_left)
    editor.run(c.caret_left)
    editor.run(c.delete_right)
    assert editor.undo() == "a|b"
    assert editor.undo() == "abc def|"


def test_typing_after_deleting_is_another_step() -> None:
    editor = Editor("ab|")
    editor.run(c.delete_left)
    editor.type("c")
    assert editor.undo() == "a|"


def test_typing_over_a_bracket_does_not_end_a_step() -> None:
    editor = Editor("|")
    editor.type("f(x)y")
    assert editor.undo() == "|"
    assert editor.redo() == "f(x)y|"


def test_many_carets() -> None:
    editor = Editor("a|b‹c|›")
    editor.type("xy")
    assert editor.undo() == "a|b‹c|›"
    assert editor.redo() == "axy|bxy|"


def test_a_group_is_one_step_whatever_happens_in_it() -> None:
    editor = Editor("|ab")
    editor.run(c.insert_text, "g", text="x")
    editor.time += 100
    editor.run(c.caret_document_end)
    editor.run(c.delete_left, "g")
    editor.run(c.insert_text, text="y")
    assert editor.undo() == "xa|"
    assert editor.undo() == "|ab"
    assert editor.redo() == "xa|"


def test_steps_end_when_told() -> None:
    editor = Editor("|")
    editor.type("ab")
    editor.history.end_step()
    editor.type("cd")
    assert editor.undo() == "ab|"


def test_branches_stay() -> None:
    editor = Editor("|")
    editor.type("a")
    first = editor.history.state
    editor.undo()
    editor.type("b")
    second = editor.history.state
    editor.undo()
    assert editor.history.branches == 2
    assert editor.redo() == "b|"
    editor.undo()
    assert editor.redo(0) == "a|"
    assert editor.history.state == first
    editor.undo()
    assert editor.redo() == "a|"  # what was gone to last
    assert editor.go_to(second) == "b|"
    assert editor.go_to(0) == "|"
    assert editor.go_to(first) == "a|"
    assert editor.go_to(first) == "a|"
    with pytest.raises(KeyError):
        editor.history.go_to(99)


def test_a_state_has_one_number() -> None:
    editor = Editor("|")
    history = editor.history
    assert (history.state, history.can_undo, history.can_redo) == (0, False, False)
    editor.type("ab")
    typed = history.state
    editor.undo()
    assert (history.state, history.can_undo, history.can_redo) == (0, False, True)
    editor.redo()
    assert history.state == typed
    assert history.redo(5) is None


@pytest.mark.parametrize("seed", range(30))
def test_every_state_can_be_gone_back_to(seed: int) -> None:
    rng = random.Random(seed)
    editor = Editor("one two\nthree|")
    seen = {0: show(editor.state)}
    moves: list[Command] = [c.caret_left, c.caret_up, c.caret_word_right, c.select_left]
    for _ in range(60):
        editor.time += rng.choice([0.1, 0.1, 5])
        chosen = rng.random()
        if chosen < 0.5:
            editor.type(rng.choice("ab (\n)"))
        elif chosen < 0.7:
            for command in (c.delete_left, c.delete_right):
                if command(editor.state, PlainContext(editor.state.text)):
                    editor.run(command)
                    break
        elif chosen < 0.8:
            editor.run(rng.choice(moves))
        elif chosen < 0.9:
            editor.undo()
        else:
            editor.redo()
        editor.history.end_step()
        seen.setdefault(editor.history.state, show(editor.state))
    for state in rng.sample(sorted(seen), min(15, len(seen))):
        editor.go_to(state)
        assert str(editor.state.text) == str(parse(seen[state]).text)


@pytest.mark.parametrize("seed", range(40))
def test_a_text_may_grow_at_its_end_at_any_time(seed: int) -> None:
    """What is appended is no step: it is there in every state, before and after undoing."""
    rng = random.Random(seed)
    history = History()
    content, appended = "start\n", ""
    text = Text.of(content)
    states = {history.state: content}
    for number in range(60):
        what = rng.random()
        if what < 0.3:
            more = "more\n" * rng.randrange(4)
            history.grow(len(more))
            text, appended = text.grown(Text.of(more)), appended + more
        elif what < 0.6:
            at = rng.randrange(len(content) + 1)
            end = min(at + rng.randrange(3), len(content))
            changes = ChangeSet.of(len(text), [Edit(at, end, "x")])
            caret = Selection.caret(at)
            after = Selection.caret(at + 1)
            history.record(changes, changes.invert(text), caret, after, "input.type", number / 2)
            text = changes.apply(text)
            content = content[:at] + "x" + content[end:]
            states[history.state] = content
        else:
            step = rng.choice([history.undo, history.redo])()
            if step is not None:
                text = step.changes.apply(text)
                content = states[history.state]
        assert str(text) == content + appended
    again = History.of_snapshot(history.snapshot())
    while (step := again.undo()) is not None:
        text = step.changes.apply(text)
    assert str(text) == "start\n" + appended
