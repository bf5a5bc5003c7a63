"""One place that shows a document: what is selected there, and where commands are run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from pith.base import Problem, ProblemError, Signal
from pith.edit import (
    NO_FOLDS,
    ChangeSet,
    EditContext,
    EditingCommand,
    EditorState,
    Folds,
    MemoryClipboard,
    PlainContext,
    Range,
    Reach,
    Selection,
    Transaction,
    require_within_reach,
    sight_of,
    takes_long,
)
from pith.text import Text
from pith.workspace._applied import Applied
from pith.workspace._asked import Asked
from pith.workspace._document import Document
from pith.workspace._document_values import ViewUpdate

if TYPE_CHECKING:
    from pith.base import CancelToken
    from pith.text import Page, PagePart
    from pith.workspace._auto_white import Spans
    from pith.workspace._left_folds import LeftFolds
    from pith.workspace._long_work import LongWork

    _Found = tuple[Transaction, Applied]

FOLD_EVENT = "fold"
_BREAKS = ("input.newline", "edit.lineBelow", "edit.lineAbove")  # which indent a line themselves

CommandFunction = Callable[..., Transaction | None]

_clipboard = MemoryClipboard()


class _ContextApart(PlainContext):
    """What a worker may ask: the options and languages of the text as it was."""

    def __init__(self, text: Text, asked: EditContext) -> None:
        super().__init__(text, asked.options, asked.rules)
        self.rules_at = asked.rules_at  # type: ignore[method-assign]


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
        self._folds = NO_FOLDS
        self._left_folds: LeftFolds | None = None
        self._folding = True
        self._auto_white: Spans = ()
        self._history_state = document.history.state
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
    def folds(self) -> Folds:
        """Which rows of the state's text are folded away."""
        return self._folds

    def set_folds(self, folds: Folds) -> None:
        """Fold so, and no otherwise, unless nothing may be folded; carets in what is hidden go to
        the row that is seen."""
        folds = NO_FOLDS if not self._folding else folds.cut(self._state.text.line_count)
        if folds != self._folds and not self._disposed:
            self._folds = folds
            # Whatever else waits: what is folded is another already, and has to be told.
            self._select(self._state.selection, FOLD_EVENT, reveal=False)

    @property
    def folding(self) -> bool:
        """Whether anything may be folded."""
        return self._folding

    def set_folding(self, on: bool) -> None:
        """Whether anything may be folded from now on; if not, what is folded is opened."""
        self._folding = on
        if not on:
            self.set_folds(NO_FOLDS)
            self._left_folds = None

    @property
    def disposed(self) -> bool:
        return self._disposed

    def select(self, selection: Selection, event: str = "select", reveal: bool = True) -> None:
        """Select something else, and nothing more. Raises ValueError if it lies outside."""
        if not 0 <= selection.ranges[0].start <= selection.ranges[-1].end <= len(self._state.text):
            raise ValueError(f"{selection} lies outside a text of {len(self._state.text)}")
        if self.document.queue.waits:  # what was typed before goes where it was typed
            self.document.queue.do(
                lambda: self._select(selection, event, reveal),
                asked=lambda: Asked(self, "", {}, selection),
            )
        else:
            self._select(selection, event, reveal)

    def _select(self, selection: Selection, event: str, reveal: bool) -> None:
        length = len(self._state.text)
        if not self._disposed and selection.ranges[-1].end <= length:
            self.apply(Transaction(ChangeSet.empty(length), selection, event, reveal=reveal))

    def run(self, command: EditingCommand | CommandFunction, **arguments: Any) -> bool:
        """Run an editing command on the state, and apply what it returns.

        False: it had nothing to do here. What it looks at in a huge file is read first, if it must
        be, and what goes over much text is a worker's job: then True, and it is done later (see
        DocumentQueue.do). Raises ProblemError when it would have to go over more than anybody
        should wait for.
        """
        run = partial(self._run, command, arguments)
        document = self.document
        if document.page_reader is None and not document.queue.waits and not self._is_long(command):
            return bool(run())  # as nearly always
        known = command if isinstance(command, EditingCommand) else None
        return bool(
            document.queue.do(
                run,
                lambda: self._pages_for(known),
                (lambda: self._asked(known.id, arguments)) if known is not None else None,
            )
        )

    def _is_long(self, command: EditingCommand | CommandFunction) -> bool:
        return (
            self.document.worker is not None
            and isinstance(command, EditingCommand)
            and takes_long(command, self._state)
        )

    def _asked(self, command: str, arguments: Mapping[str, Any]) -> Asked:
        """A command as one that does the same in another process, which has another clipboard."""
        if command == "edit.paste" and not arguments:
            arguments = {"text": self.context_factory().clipboard.read().text}
            command = "edit.insertText"
        elif command == "edit.cut":
            nothing = all(each.is_empty for each in self._state.selection.ranges)
            command = "edit.deleteLines" if nothing else "edit.deleteLeft"
        return Asked(self, command, arguments)

    def _run(
        self, command: EditingCommand | CommandFunction, arguments: Mapping[str, Any]
    ) -> bool | LongWork[_Found | None]:
        if self._disposed:
            return False
        if isinstance(command, EditingCommand):
            require_within_reach(command, self._state)
            if self._is_long(command):
                return self._run_apart(command, arguments)
        function = command.function if isinstance(command, EditingCommand) else command
        transaction = function(self._state, self.context_factory(), **arguments)
        if transaction is None:
            return False
        if transaction.changes.edits and self.document.options.trim_auto_whitespace:
            self._apply_trimmed(transaction)
        else:
            self.apply(transaction)
        return True

    def _apply_trimmed(self, transaction: Transaction) -> None:
        """Apply an edit that also takes away what Enter has indented before and nobody has typed
        behind, once the carets are elsewhere. Only what a command does: who else applies
        something may know places of the text after it."""
        if self._auto_white and transaction.then is None:
            from pith.workspace._auto_white import trimmed

            transaction = trimmed(transaction, self._auto_white, self._state.selection)
        version = self.document.version
        self.apply(transaction)
        if transaction.event in _BREAKS and self.document.version == version + 1:
            from pith.workspace._auto_white import spans_put

            put = spans_put(transaction.changes, self._state.text, self._state.selection)
            self._auto_white = tuple(sorted({*self._auto_white, *put}))

    def _run_apart(
        self, command: EditingCommand, arguments: Mapping[str, Any]
    ) -> LongWork[_Found | None]:
        """Have a worker find what a command makes of the state as it is."""
        from pith.workspace._drift import Drift
        from pith.workspace._long_work import LongWork

        state, asked = self._state, self.context_factory()
        context = _ContextApart(state.text, asked)
        drift = Drift(self.document)

        def find(token: CancelToken) -> _Found | None:
            transaction = command.function(state, context, **arguments)
            token.raise_if_cancelled()
            if transaction is None:
                return None
            return transaction, Applied.of(state.text, transaction.changes).to_keep()

        def finish(found: _Found | None) -> bool:
            if found is None or self._disposed:
                return False
            transaction, applied = found
            caught = drift.catch_up(applied)
            if caught is not applied:
                transaction = Transaction(
                    caught.changes, None, transaction.event, transaction.undo_group
                )
            self.apply(transaction, caught)
            return True

        work = LongWork(f"{command.title}: {self.document.name}", find, finish)
        work.done.on_done(lambda _: drift.dispose())
        return work

    def _pages_for(self, command: EditingCommand | None) -> Sequence[Page | PagePart]:
        """The pages that a command looks at on the window's thread. Raises ProblemError for more
        than could be held in memory."""
        from pith.text import pages_needed
        from pith.workspace._turns import MOST_HELD

        if command is not None and self._is_long(command):
            return ()
        sight = sight_of(command.reach if command is not None else Reach.ROWS, self._state)
        found = pages_needed(self._state.text, sight.stretches, whole=sight.whole, rows=sight.rows)
        if len(found) > MOST_HELD:
            raise ProblemError(
                Problem(
                    f"{len(found) // 8:,} MB of a huge file would have to be read for that;"
                    f" {MOST_HELD // 8} MB are the most",
                    source=self.document.name,
                    advice="select less, or fewer places (Escape leaves one), or use Replace All",
                )
            )
        return found

    def apply(self, transaction: Transaction, applied: Applied | None = None) -> None:
        """Document.apply, from this view."""
        self.document.apply(transaction, self, applied)

    def undo(self) -> bool:
        return self.document.travel.undo(self)

    def redo(self) -> bool:
        return self.document.travel.redo(self)

    def take(self, state: EditorState, changes: ChangeSet | None, event: str, reveal: bool) -> None:
        """For Document: this is the state now. Listeners are told by the document, in turn."""
        if self._folds or self._left_folds is not None:
            state = self._fold_after(state, changes, event)
        if self._auto_white and state.text is not self._state.text:
            from pith.workspace._auto_white import spans_after

            again = changes is None or event.startswith(("undo", "redo"))
            self._auto_white = (
                () if again or not changes else spans_after(self._auto_white, changes)
            )
        self._history_state = self.document.history.state
        update = ViewUpdate(self._state, state, changes, event, reveal, self._folds)
        self._state = state
        self.document.tell_later(lambda: self._tell(update))

    def _fold_after(self, state: EditorState, changes: ChangeSet | None, event: str) -> EditorState:
        """Bring the folds to the new text. Carets that come to lie in what is hidden step over
        it, if they came from beside it, and otherwise open it."""
        before, text = self._state, state.text
        folds = self._folds
        if event == "grow":
            pass  # what has come is behind everything
        elif changes is not None:
            folds = self._mapped_folds(changes, before.text, text)
        elif text is not before.text:
            folds = folds.cut(text.line_count)
        ranges = list(state.selection.ranges)
        old = before.selection.ranges
        opened = []
        for number, each in enumerate(ranges):
            row = text.row_at(each.head)
            if not folds.hides(row):
                continue
            head: int | None = None
            if event == FOLD_EVENT:
                head = text.line_end(folds.seen_row(row))
            elif event == "select.all":
                continue
            elif event == "select" and text is before.text and len(old) == len(ranges):
                head = _stepped(text, folds, old[number].head, each.head)
            if head is None:
                opened += folds.over(row)
            else:
                ranges[number] = Range(head if each.is_empty else each.anchor, head)
        self._folds = folds.without(opened)
        if ranges == list(state.selection.ranges):
            return state
        return EditorState(text, Selection.of(ranges, state.selection.primary_index))

    def _mapped_folds(self, changes: ChangeSet, before: Text, after: Text) -> Folds:
        """The folds after an edit; where it leads back, those that were there then."""
        history = self.document.history
        if self._left_folds is None:
            from pith.workspace._left_folds import LeftFolds

            self._left_folds = LeftFolds()
        left = self._left_folds.at(history.state)
        if self._history_state in history:  # and not between two letters of a step
            self._left_folds.keep(self._history_state, self._folds)
        if left is None:
            return self._folds.map(changes, before)
        from pith.workspace._left_folds import folds_again

        return folds_again(self._folds, changes, before, after, left)

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
            if self._state.text.has_pages:
                self._state = EditorState(Text.EMPTY, Selection.caret(0))  # or a file stays open


def _stepped(text: Text, folds: Folds, before: int, after: int) -> int | None:
    """Where a caret goes that moved into what is hidden from right beside it; else None."""
    came_from, row = text.row_at(before), text.row_at(after)
    beyond = folds.last_hidden(row) + 1
    if after > before and came_from == folds.seen_row(row) and row == came_from + 1:
        return text.line_start(beyond) if beyond < text.line_count else None
    if after < before and came_from == beyond and row == beyond - 1:
        return text.line_end(folds.seen_row(row))
    return None
