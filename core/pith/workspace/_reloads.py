"""Making documents what their files hold, when those were changed or another encoding is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pith.base import Future, Problem, ProblemError, Signal
from pith.edit import ChangeSet, Transaction
from pith.workspace._applied import Applied
from pith.workspace._difference import edits_between
from pith.workspace._document import LARGE, RELOAD_EVENT, Document
from pith.workspace._kept_rows import KeptRows
from pith.workspace._reading import Reread, reread
from pith.workspace._replacing import replace

if TYPE_CHECKING:
    from pith.base import Worker
    from pith.workspace._pages import PageService


class Reloads:
    """Reads files of documents again. For the window's thread only."""

    def __init__(self, worker: Worker, pages: PageService) -> None:
        self._worker = worker
        self._pages = pages
        self.reloaded: Signal[Document] = Signal("Reloads.reloaded")

    def reload(self, document: Document, encoding: str | None = None) -> Future[Document]:
        """Make a document what its file holds, as an edit that can be undone, unless it is large.

        `encoding`: read the file with it, whatever it was read with before. Edits made while the
        file is read are replaced as well. Fails with ProblemError.
        """
        path = document.file.path
        if path is None:
            return Future.failed(
                ProblemError(Problem(f"{document.name} has no file", advice="save it first"))
            )
        base, usual = document.text, document.file.encoding
        reading = self._worker.submit(
            lambda _: reread(path, encoding, usual, base), f"reload {path.name}"
        )
        return reading.then(lambda read: self.take(document, read))

    def take(self, document: Document, read: Reread) -> Document:
        """For DiskWatch: make the document what was read."""
        if document.growth is not None:
            document.growth.cancel()
        edits, content = read.edits, read.content
        same = document.text is read.base
        large = document.large or len(content.text) > LARGE
        if edits is None or (large and not same):
            replace(document, content)
            self._pages.serve(document)
            self.reloaded.emit(document)
            return document
        if not same:
            edits = edits_between(str(document.text), str(content.text))
        changes = ChangeSet.of(len(document.text), edits)
        reloading = Transaction(changes, event=RELOAD_EVENT, reveal=False)
        if large:
            # With its pages in the file as it is now, and not in the one that was there before.
            kept = KeptRows(document, edits)
            applied = Applied.of(document.text, reloading.changes, content.text)
            document.apply(reloading, applied=applied)
            self._pages.serve(document)
            kept.select(RELOAD_EVENT)
        else:
            document.apply(reloading)
        document.save_points.mark_reloaded(content)
        self.reloaded.emit(document)
        return document
