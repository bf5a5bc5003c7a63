"""How far a document has moved on while somebody was at work on its text."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self

from pith.edit import ChangeSet
from pith.workspace._applied import Applied

if TYPE_CHECKING:
    from pith.workspace._document import Document
    from pith.workspace._document_values import DocumentChange


class Drift:
    """Collects what happens to a document's text from when this is made until it is disposed.

    Changes to the text as it was then can so be made to the text as it is. For the window's
    thread only.
    """

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self._document = document
        self._version = document.version
        self._since = ChangeSet.empty(len(document.text))
        self._grown = 0  # code points at the end that nobody was told of as a change
        self._lost = False
        self._listening = (
            document.changed.connect(self._take),
            document.replaced.connect(self._replaced),
        )

    def _take(self, change: DocumentChange) -> None:
        # Somebody may be told only now of a change that was made before.
        if change.version > self._version and not self._lost:
            self._grow(change.changes.length_before)
            self._since = self._since.compose(change.changes)

    def _grow(self, length: int) -> None:
        """The text has `length` code points: a file may have gone on."""
        more = length - self._since.length_after
        self._since = self._since.extended(more)
        self._grown += more

    def _replaced(self, document: Document) -> None:
        self._lost = True

    def rebase(self, changes: ChangeSet) -> ChangeSet:
        """`changes`, which are to the text when this was made, as changes to the text now.

        There are none if the text has been replaced as a whole.
        """
        length = len(self._document.text)
        if self._lost:
            return ChangeSet.empty(length)
        self._grow(length)
        return changes.extended(self._grown).rebase(self._since)

    def catch_up(self, applied: Applied) -> Applied:
        """As rebase(), for changes of which somebody has found what comes of them: at once, unless
        something has happened to the text."""
        if self._document.text is applied.before:
            return applied
        return Applied.of(self._document.text, self.rebase(applied.changes))

    def dispose(self) -> None:
        for each in self._listening:
            each.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.dispose()
