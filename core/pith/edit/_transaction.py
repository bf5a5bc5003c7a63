"""One step of one view: what changes, what is selected after it, and what it was."""

from __future__ import annotations

from typing import NamedTuple

from pith.edit._changes import ChangeSet
from pith.edit._selection import Selection
from pith.text import Text


class Transaction(NamedTuple):
    """Changes with the selection after them.

    `selection` is one of the text after the changes; None: the selection before, mapped.
    `event` says what happened, in words with dots ("input.type", "delete.left", "paste"): undo
    groups by it. Transactions with one `undo_group` are undone together. `reveal` asks the view
    to scroll to the primary caret. `then` is made right after it, and a step of its own for undo:
    what was put by itself is taken back before what was typed.
    """

    changes: ChangeSet
    selection: Selection | None = None
    event: str = "edit"
    undo_group: str | None = None
    reveal: bool = True
    then: Transaction | None = None


class EditorState(NamedTuple):
    """One view's snapshot. The selection is one of the text."""

    text: Text
    selection: Selection

    def apply(self, transaction: Transaction) -> EditorState:
        """The state after the transaction."""
        changes = transaction.changes
        selection = transaction.selection
        if selection is None:
            selection = self.selection.map(changes)
        state = EditorState(changes.apply(self.text), selection)
        return state if transaction.then is None else state.apply(transaction.then)


def selecting(state: EditorState, selection: Selection, event: str = "select") -> Transaction:
    """The transaction that changes nothing but the selection."""
    return Transaction(ChangeSet.empty(len(state.text)), selection, event)
