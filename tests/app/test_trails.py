"""Going back to what was selected before."""

from __future__ import annotations

from pith.edit import EDITING_COMMANDS, Selection
from pith.workspace import Document, View, ViewUpdate
from pith_app._places import SelectionTrails

COMMANDS = {command.id: command for command in EDITING_COMMANDS}


def trailed(content: str) -> tuple[View, SelectionTrails]:
    view = View(Document(content))
    trails = SelectionTrails()
    view.changed.connect(lambda update: follow(trails, update, view))
    return view, trails


def follow(trails: SelectionTrails, update: ViewUpdate, view: View) -> None:
    trails.updated(update, view)


def test_back_and_forward() -> None:
    view, trails = trailed("one two one")
    view.select(Selection.caret(4))
    view.run(COMMANDS["select.nextOccurrence"])
    assert view.selection == Selection.range(4, 7)
    assert trails.undo(view)
    assert view.selection == Selection.caret(4)
    assert trails.undo(view)
    assert view.selection == Selection.caret(0)
    assert not trails.undo(view)
    assert trails.redo(view)
    assert trails.redo(view)
    assert view.selection == Selection.range(4, 7)
    assert not trails.redo(view)


def test_an_edit_forgets_what_was_selected() -> None:
    view, trails = trailed("one two")
    view.select(Selection.caret(4))
    view.run(COMMANDS["edit.insertText"], text="x")
    assert not trails.undo(view)


def test_a_drag_is_one_step() -> None:
    view, trails = trailed("one two")
    view.select(Selection.caret(2), "select.pointer")
    for head in (3, 4, 5):
        view.select(Selection.range(2, head), "select.pointer")
    assert trails.undo(view)
    assert view.selection == Selection.caret(0)


def test_shrinking_goes_back_to_where_growing_began() -> None:
    view, trails = trailed("f(a, bcd)")
    view.select(Selection.caret(6))
    for _ in range(2):
        view.run(COMMANDS["select.expand"])
    assert view.selection == Selection.range(2, 8)
    assert trails.unexpand(view)
    assert trails.unexpand(view)
    assert view.selection == Selection.caret(6)
    assert not trails.unexpand(view)


def test_going_back_after_something_else() -> None:
    view, trails = trailed("one two")
    view.run(COMMANDS["select.expand"])
    view.select(Selection.caret(3))
    assert not trails.unexpand(view)
    trails.forget(view)
    assert not trails.undo(view)
