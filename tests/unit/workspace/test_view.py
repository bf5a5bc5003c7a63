"""Views: where commands are run on a document."""

from __future__ import annotations

import pytest

from pith.base import ManualScheduler, ThreadWorker
from pith.edit import (
    NO_FOLDS,
    ChangeSet,
    EditContext,
    EditingCommand,
    EditOptions,
    EditorState,
    Fold,
    Folds,
    PlainContext,
    Selection,
    Transaction,
    commands,
)
from pith.text import Edit
from pith.workspace import Document, LongWork, View, ViewUpdate


def shout(state: EditorState, context: EditContext, mark: str = "!") -> Transaction | None:
    """Put a mark at the end of what is selected; nothing to do without one."""
    end = state.selection.primary.end
    if state.selection.primary.is_empty:
        return None
    changes = ChangeSet.of(len(state.text), [Edit(end, end, mark)])
    return Transaction(changes, Selection.caret(end + len(mark)), "shout")


def test_running_a_command() -> None:
    view = View(Document("one"))
    updates: list[ViewUpdate] = []
    view.changed.connect(updates.append)
    assert not view.run(shout)
    assert updates == []
    view.selection = Selection.range(0, 3)
    assert view.run(shout, mark="?!")
    assert str(view.document.text) == "one?!"
    assert view.selection == Selection.caret(5)
    assert view.run(EditingCommand("shout", "Shout", shout)) is False
    update = updates[-1]
    assert (update.event, update.reveal) == ("shout", True)
    assert update.changes is not None
    assert update.changes.apply(update.before.text) == update.after.text


def test_what_carets_were_added_to_is_left_by_escape_after_typing_as_well() -> None:
    document = Document("one\ntwo\nthree")
    view, other = View(document), View(document)
    for command in (commands.caret_add_below, commands.caret_add_below):
        view.run(command)
        other.run(command)
    view.run(commands.insert_text, text="ab")
    assert view.selection.primary.head == len(str(document.text)) - len("three")
    view.run(commands.select_single)
    assert view.selection == Selection.caret(2)
    assert len(other.selection.ranges) == 3
    other.run(commands.select_single)  # what another view types moves its carets
    assert other.selection == Selection.caret(2)


def test_a_command_that_raises_changes_nothing() -> None:
    view = View(Document("one"))

    def broken(state: EditorState, context: EditContext) -> Transaction:
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        view.run(broken)
    assert str(view.document.text) == "one"
    assert not view.document.dirty


def test_the_context_is_the_document_s_unless_a_widget_gives_one() -> None:
    document = Document("one\ntwo", options=EditOptions(tab_size=3))
    view = View(document)
    seen: list[EditContext] = []

    def look(state: EditorState, context: EditContext) -> None:
        seen.append(context)

    view.run(look)
    assert seen[0].options.tab_size == 3
    assert seen[0].layout.row_end(5) == 7
    own = PlainContext(document.text)
    view.context_factory = lambda: own
    view.run(look)
    assert seen[1] is own
    first, second = View(document), View(Document())
    first.run(look)
    second.run(look)
    assert seen[2].clipboard is seen[3].clipboard


def test_selecting_outside_is_refused() -> None:
    view = View(Document("one"))
    with pytest.raises(ValueError, match="lies outside"):
        view.selection = Selection.caret(4)
    with pytest.raises(ValueError, match="lies outside"):
        view.select(Selection.caret(-1))
    assert view.selection == Selection.caret(0)


def test_a_disposed_view_hears_nothing() -> None:
    document = Document("one")
    view, other = View(document), View(document)
    updates: list[ViewUpdate] = []
    view.changed.connect(updates.append)
    view.dispose()
    view.dispose()
    assert view.disposed
    assert document.views == (other,)
    other.selection = Selection.range(0, 3)
    other.run(shout)
    view.set_folds(Folds([Fold(0, 1)]))
    assert view.folds == NO_FOLDS
    assert updates == []


def test_folding_is_told_at_once_whatever_waits() -> None:
    document = Document("one\n  two\nthree")
    view = View(document)
    told: list[Folds] = []
    view.changed.connect(lambda update: told.append(update.folds))
    document.worker = ThreadWorker(ManualScheduler())
    document.queue.do(lambda: LongWork("long", lambda token: None, lambda found: None))
    assert document.queue.waits
    view.set_folds(Folds([Fold(0, 1)]))
    assert told == [view.folds]
    document.worker.dispose(wait=5.0)


def test_a_listener_that_disposes_the_view_it_listens_to() -> None:
    document = Document("one")
    view, other = View(document), View(document)
    updates: list[ViewUpdate] = []
    other.changed.connect(updates.append)
    view.selection = Selection.range(0, 3)
    view.changed.connect(lambda update: other.dispose())
    view.run(shout)
    assert document.views == (view,)
    assert updates == []
