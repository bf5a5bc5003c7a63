"""One document that a journal follows: what happens to it, as entries."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from pith.base import Disposable, Future, Scope
from pith.edit import ChangeSet, Selection
from pith.workspace._document import RELOAD_EVENT, Document
from pith.workspace._journal._fingerprint import fingerprint
from pith.workspace._journal._values import (
    Awaited,
    Checkpoint,
    Edited,
    Exchanged,
    Facts,
    Fingerprint,
    Grown,
    Moved,
    Reselected,
    SavedState,
    Seen,
)

if TYPE_CHECKING:
    from pith.workspace._journal._keeper import Journal


ROOM = 32_000_000
"""Code points that changes may bring and take in one turn of the event loop before the journal is
written anew in the midst of it: who edits in a loop should not fill a disk."""


class FollowedDocument:
    """The tape of a document's history, and what else its journal has to know.

    `name` is the journal's; None as long as there is nothing to keep. `view` is how the document
    was looked at last, plain data of the window.
    """

    def __init__(self, journal: Journal, document: Document) -> None:
        self._journal = journal
        self._document = document
        self.name: str | None = None
        self.view: dict[str, Any] = {}
        self._keeps_text = True
        self._beginning: Disposable | None = None
        self._checkpoints = 0  # that were written of it
        self._entered = 0  # code points since the last checkpoint
        self.scope = Scope("journal")
        for facts in (document.file.changed, document.options_changed, document.language_changed):
            self.scope.add(facts.connect(self._facts_changed))
        self.scope.add(document.save_points.changed.connect(self._saved))
        self.scope.add(document.queue.changed.connect(self._waiting_changed))
        document.history.tape = self
        self.scope.on_dispose(self._let_go)

    def _let_go(self) -> None:
        self._checkpoints = -1
        self._document.history.tape = None

    # What the history tells

    def recorded(
        self,
        changes: ChangeSet,
        inverse: ChangeSet | None,
        selection_before: Selection,
        selection_after: Selection,
        event: str,
        time: float,
        undo_group: str | None,
        joined: bool,
    ) -> None:
        if self.name is not None:
            entry = Edited(
                changes,
                inverse,
                selection_before,
                selection_after,
                event,
                time,
                undo_group,
                joined,
            )
            self._journal.put(self.name, entry)
            self._entered += _size_of(changes)
            if self._entered > ROOM:
                self._begin()
        elif event != RELOAD_EVENT:
            self._begin()

    def grown(self, length: int) -> None:
        if self.name is not None and self._keeps_text:
            self._journal.put(self.name, Grown(self._document.text, length))

    def exchanged(self, selection_after: Selection, event: str, time: float) -> None:
        if self.name is not None:
            self._journal.put(self.name, Exchanged(selection_after, event, time))
        else:
            self._begin()

    def reselected(self, selection_after: Selection) -> None:
        if self.name is not None:
            self._journal.put(self.name, Reselected(selection_after))

    def moved(self, state: int, remember: bool) -> None:
        if self.name is not None:
            self._journal.put(self.name, Moved(state, remember))
        else:
            self._begin()

    def _begin(self) -> None:
        """The document is edited for the first time, or has to be kept anew. It gets the changes
        only when they are in its history: keep it as it is then."""
        if self._beginning is None:
            scope = self._beginning = self.scope.child("beginning")
            scope.add(self._document.changed.connect(lambda _: self._begun()))
            scope.add(self._document.replaced.connect(lambda _: self._begun()))

    def _begun(self) -> None:
        beginning, self._beginning = self._beginning, None
        if beginning is not None:
            self.scope.discard(beginning)
            beginning.dispose()
        if self.name is None or self._entered > ROOM:
            self.checkpoint()

    # What the document tells

    def _facts_changed(self, document: Document) -> None:
        if self.name is not None:
            self._journal.put(self.name, self._facts())
        elif document.dirty:
            self.checkpoint()

    def _saved(self, document: Document) -> None:
        replaced = document.history.tape is not self
        document.history.tape = self
        if self.name is None:
            return
        if self._keeps_text and not replaced:
            self._journal.put(self.name, self._saved_state())
        else:
            self.checkpoint()  # what the journal was about is on the disk no more

    def _waiting_changed(self, document: Document) -> None:
        waiting = document.queue.waiting()
        if self.name is not None:
            self._journal.put(self.name, Awaited(waiting))
        elif any(each.command.startswith("edit.") for each in waiting):
            self.checkpoint()

    def see(self, view: dict[str, Any]) -> None:
        if self.name is not None and view != self.view:
            self.view = view
            self._journal.put(self.name, Seen(view))

    # The whole of it

    def checkpoint(self) -> None:
        """Keep the document as it is now."""
        self._entered = 0
        document = self._document
        history, text = document.history, document.text
        saved = self._saved_state()
        anchor = history.state
        self._keeps_text = (
            len(text) <= self._journal.kept or saved.stamp is None or saved.state not in history
        )
        if not self._keeps_text:
            anchor, text = saved.state, document.save_points.last.text
        if self.name is None:
            self.name = os.urandom(8).hex()
        # The journal's thread writes what is typed in all documents: it should not wait for the
        # disk that this one lies on.
        worker = document.worker if text.has_pages and not self._keeps_text else None
        self._journal.put_checkpoint(
            self.name,
            Checkpoint(
                self._facts(),
                saved,
                history.snapshot(),
                anchor,
                text,
                self._keeps_text,
                self.view,
                worker is not None,
                document.queue.waiting(),
            ),
        )
        self._checkpoints += 1
        if worker is not None:
            number = self._checkpoints
            finding = worker.submit(lambda _: fingerprint(text), "tell a text from others")
            finding.on_done(lambda done: self._found(number, done))

    def _found(self, number: int, done: Future[bytes]) -> None:
        if number == self._checkpoints and self.name is not None and done.exception() is None:
            self._journal.put(self.name, Fingerprint(done.result()))

    def _facts(self) -> Facts:
        document = self._document
        indentation = document.indentation
        return Facts(
            document.file.path,
            document.name,
            document.language_id,
            document.language_chosen,
            document.file.encoding,
            document.file.bom,
            document.file.line_ending.value,
            document.file.mixed_line_endings,
            indentation,
        )

    def _saved_state(self) -> SavedState:
        point = self._document.save_points.last
        return SavedState(point.state, self._document.file.stamp, point.encoding, point.bom)


def _size_of(changes: ChangeSet) -> int:
    """About how many code points are entered for changes: of many in a short text, what they add,
    as a key with thousands of carets should not go over them once more."""
    growth = changes.length_after - changes.length_before
    if len(changes.edits) > 100 and changes.length_before < ROOM // 8:
        return max(growth, 0)
    return growth + 2 * changes.removed
