"""Indentation that Enter has put and that nothing was typed behind goes with the next edit."""

from __future__ import annotations

import random

import pytest

from pith.edit import ChangeSet, EditOptions, Range, Selection, Transaction, commands
from pith.text import Edit
from pith.workspace import Document, View
from tests.support.marked import parse, show

c = commands


def made(before: str, *keys: object, options: EditOptions | None = None) -> View:
    """A view of the marked text after some keys: texts that are typed, commands, or marked carets
    (as offsets of lines) to go to."""
    state = parse(before)
    view = View(Document(state.text, options=options or EditOptions()), selection=state.selection)
    press(view, *keys)
    return view


def press(view: View, *keys: object) -> None:
    for key in keys:
        if isinstance(key, str):
            for character in key:
                view.run(c.insert_text, text=character)
        elif isinstance(key, int):
            text = view.state.text
            view.select(Selection.of([Range.caret(text.line_end(key))]))
        else:
            view.run(key)  # type: ignore[arg-type]


ENTER, LEFT, TAB = c.newline, c.delete_left, c.indent


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        ("  a|\nb", (ENTER, 2, "z"), "  a\n\nbz|"),
        ("  a|\nb", (ENTER, 0, "z"), "  az|\n\nb"),
        ("  a|\nb", (ENTER, 0, ENTER), "  a\n  |\n\nb"),
        ("  a|\nb", (ENTER, ENTER, "z"), "  a\n\n  z|\nb"),
        ("  a|\nb", (ENTER, ENTER, 3, "z"), "  a\n\n\nbz|"),
        ("  a|\nb", (c.line_below, 2, "z"), "  a\n\nbz|"),
        ("  a|\nb", (c.line_above, 2, "z"), "\n  a\nbz|"),
        ("{|}\nb", (ENTER, 3, "z"), "{\n\n}\nbz|"),
        # Many carets.
        ("  a|\nb\n  c|\nd", (ENTER, 5, "z"), "  a\n\nb\n  c\n\ndz|"),
        ("  a|\nb\nc|\nd", (ENTER, 5, "z"), "  a\n\nb\nc\n\ndz|"),
        # Not before somebody edits, and not where a caret is.
        ("  a|\nb", (ENTER, 2), "  a\n  \nb|"),
        ("  a|\nb", (ENTER, 2, 1, "z"), "  a\n  z|\nb"),
        # What somebody typed stays.
        ("  a|\nb", (ENTER, " ", 2, "z"), "  a\n   \nbz|"),
        ("  a|\nb", (ENTER, "x", LEFT, 2, "z"), "  a\n  \nbz|"),
        ("  a|\nb", (ENTER, LEFT, 2, "z"), "  a\n\nbz|"),
        ("a\n  |\nb", (2, "z"), "a\n  \nbz|"),
        ("  |\nb", (c.break_line, 2, "z"), "  \n\nbz|"),
        ("  a|  \nb", (ENTER, 2, "z"), "  a\n\nbz|"),
        ("  a|b\nc", (ENTER, 2, "z"), "  a\n  b\ncz|"),
    ],
)
def test_it_goes(before: str, keys: tuple[object, ...], after: str) -> None:
    assert show(made(before, *keys).state) == after


def test_undo_brings_it_back_with_the_edit_it_went_with() -> None:
    view = made("  a|\nb", ENTER, 2, "z", "y")
    view.undo()
    assert str(view.document.text) == "  a\n  \nb"
    view.redo()
    assert str(view.document.text) == "  a\n\nbzy"
    view.undo()
    view.undo()
    assert show(view.state) == "  a|\nb"
    view.redo()
    press(view, 2, "z")
    assert str(view.document.text) == "  a\n  \nbz"  # as it was when that was done again


def test_the_setting() -> None:
    options = EditOptions(trim_auto_whitespace=False)
    assert show(made("  a|\nb", ENTER, 2, "z", options=options).state) == "  a\n  \nbz|"


def test_what_others_edit_leaves_it_and_moves_it() -> None:
    view = made("  a|\nb", ENTER)
    document = view.document
    document.apply(Transaction(ChangeSet.of(len(document.text), [Edit(0, 0, "new\n")])))
    press(view, 3, "z")
    assert str(document.text) == "new\n  a\n\nbz"
    view = made("  a|\nb", ENTER)
    other = View(view.document)
    press(other, 1, "x", 0)
    press(view, 2, "z")
    assert str(view.document.text) == "  a\n  x\nbz"


def test_who_applies_something_else_finds_it_where_it_was_put() -> None:
    view = made("  a|\nb", ENTER, 2)
    at = view.selection.primary.head
    view.apply(Transaction(ChangeSet.of(len(view.state.text), [Edit(at, at, "snippet")])))
    assert view.state.text.slice(at, at + 7) == "snippet"
    press(view, "z")
    assert str(view.document.text) == "  a\n\nbsnippetz"


@pytest.mark.parametrize("seed", range(30))
def test_nothing_else_ever_goes(seed: int) -> None:
    """Each key does what it would do without it, but for white lines that no caret is in."""
    rng = random.Random(seed)
    before = "  a|\n\n    b\n   \nc {\n  d\n}\n"
    view = made(before)
    plain = EditOptions(trim_auto_whitespace=False)
    done: list[object] = []
    for _ in range(60):
        row = rng.randrange(view.state.text.line_count)
        key = rng.choice([ENTER, ENTER, row, "x", " ", LEFT, c.line_below, c.delete_lines])
        done.append(key)
        without = made(show(view.state), key, options=plain).state
        press(view, key)
        ours, theirs = (str(text).split("\n") for text in (view.state.text, without.text))
        assert len(ours) == len(theirs), (seed, done)
        caret = without.text.row_at(without.selection.primary.head)
        assert view.state.text.row_at(view.state.selection.primary.head) == caret
        for number, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            gone = one == "" and not other.strip() and number != caret
            assert one == other or gone, (seed, done)
    while view.undo():
        pass
    assert str(view.document.text) == str(parse(before).text)
