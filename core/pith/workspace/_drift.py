"""How far a document has moved on while somebody was at work on its text."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self

from pith.edit import ChangeSet

if TYPE_CHECKING:
    from pith.workspace._document import Document, DocumentChange


class Drift:
    """Collects what happens to a document's text from when this is made until it is disposed.

    Changes to the text as it was then can so be made to the text as it is. For the window's
    thread only.
    """

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self._version = document.version
        self._since = ChangeSet.empty(len(document.text))
        self._listening = document.changed.connect(self._take)

    def _take(self, change: DocumentChange) -> None:
        # Somebody may be told only now of a change that was made before.
        if change.version > self._version:
            self._since = self._since.compose(change.changes)

    def rebase(self, changes: ChangeSet) -> ChangeSet:
        """`changes`, which are to the text when this was made, as changes to the text now."""
        return changes.rebase(self._since)

    def dispose(self) -> None:
        self._listening.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.dispose()
