"""One place that shows a document: what is selected there, and where commands are run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pith.base import Signal
from pith.edit import (
    ChangeSet,
    EditContext,
    EditingCommand,
    EditorState,
    MemoryClipboard,
    PlainContext,
    Selection,
    Transaction,
    require_within_reach,
)
from pith.workspace._document import Document, ViewUpdate

CommandFunction = Callable[..., Transaction | None]

_clipboard = MemoryClipboard()


class View:
    """A document's state as seen and changed from one place.

    `state` is an immutable snapshot; its text is the document's. `context_factory` gives
    commands what they may ask: without a window a PlainContext, and the widget sets its own.
    `scroll` is where the view was left, plain data of the widget's. For the window's thread only.
    """

    def __init__(
        self,
        document: Document,
        context_factory: Callable[[], EditContext] | None = None,
        selection: Selection | None = None,
    ) -> None:
        self.document = document
        self.context_factory = context_factory or self._plain_context
        self.scroll: dict[str, Any] = {}
        self._state = EditorState(document.text, selection or Selection.caret(0))
        self._disposed = False
        self.changed: Signal[ViewUpdate] = Signal("View.changed")
        document.attach(self)

    @property
    def state(self) -> EditorState:
        return self._state

    @property
    def selection(self) -> Selection:
        return self._state.selection

    @selection.setter
    def selection(self, selection: Selection) -> None:
        self.select(selection)

    @property
    def disposed(self) -> bool:
        return self._disposed

    def select(self, selection: Selection, event: str = "select", reveal: bool = True) -> None:
        """Select something else, and nothing more. Raises ValueError if it lies outside."""
        if not 0 <= selection.ranges[0].start <= selection.ranges[-1].end <= len(self._state.text):
            raise ValueError(f"{selection} lies outside a text of {len(self._state.text)}")
        none = ChangeSet.empty(len(self._state.text))
        self.apply(Transaction(none, selection, event, reveal=reveal))

    def run(self, command: EditingCommand | CommandFunction, **arguments: Any) -> bool:
        """Run an editing command on the state, and apply what it returns.

        False: it had nothing to do here. Raises ProblemError when it would have to go over more
        than anybody should wait for.
        """
        if isinstance(command, EditingCommand):
            require_within_reach(command.id, self._state)
        function = command.function if isinstance(command, EditingCommand) else command
        transaction = function(self._state, self.context_factory(), **arguments)
        if transaction is None:
            return False
        self.apply(transaction)
        return True

    def apply(self, transaction: Transaction) -> None:
        """Document.apply, from this view."""
        self.document.apply(transaction, self)

    def undo(self) -> bool:
        return self.document.undo(self)

    def redo(self) -> bool:
        return self.document.redo(self)

    def take(self, state: EditorState, changes: ChangeSet | None, event: str, reveal: bool) -> None:
        """For Document: this is the state now. Listeners are told by the document, in turn."""
        update = ViewUpdate(self._state, state, changes, event, reveal)
        self._state = state
        self.document.tell_later(lambda: self._tell(update))

    def _tell(self, update: ViewUpdate) -> None:
        if not self._disposed:
            self.changed.emit(update)

    def _plain_context(self) -> EditContext:
        return PlainContext(self._state.text, self.document.options, clipboard=_clipboard)

    def dispose(self) -> None:
        """Show the document no more. The document stays open."""
        if not self._disposed:
            self._disposed = True
            self.document.detach(self)
