"""Saving documents: what comes before the text is taken, and what follows when it is written."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pith.base import Future, Problem, ProblemError, Signal, Worker
from pith.edit import Transaction
from pith.workspace._applied import Applied
from pith.workspace._cleaning import cleaning
from pith.workspace._document import AT_ONCE, Document
from pith.workspace._drift import Drift
from pith.workspace._replacing import relocate
from pith.workspace._save_queue import SaveQueue, Written

if TYPE_CHECKING:
    from pith.text import Ready
    from pith.workspace._configuration import Configuration
    from pith.workspace._document_values import SavePoint
    from pith.workspace._journal import Journal
    from pith.workspace._pages import PageService
    from pith.workspace._workspace import Workspace


class Saves:
    """Writes documents of a workspace to their files. For the window's thread only."""

    def __init__(
        self,
        workspace: Workspace,
        worker: Worker,
        configuration: Configuration,
        pages: PageService,
        journal: Journal | None,
    ) -> None:
        self._workspace = workspace
        self._worker = worker
        self._configuration = configuration
        self._pages = pages
        self._journal = journal
        self._queue = SaveQueue(
            worker,
            self._prepare,
            self._announce,
            self._finish,
            lambda document: workspace.disk.saving_ended(document),
        )
        self.saving: Signal[Document] = Signal("Saves.saving")
        """Before a document's text is taken for saving: listeners may still edit it."""
        self.before_save: Callable[[Document], Future[None] | None] = lambda document: None
        """Asked after that for what takes longer: the save waits for the Future it gives."""
        self.saved: Signal[Document] = Signal("Saves.saved")

    def save(
        self, document: Document, path: Path | None = None, *, overwrite: bool = False
    ) -> Future[Document]:
        """Write a document to its file, or to `path`, which is its file from then on.

        Edits made while it is being written keep it dirty. Fails with FileChangedError, and
        writes nothing, if the file was changed by somebody else, or if there is one at a new
        `path`, unless `overwrite`; with ProblemError for any other reason.
        """
        target = Path(os.path.abspath(path)) if path else None  # noqa: PTH100
        if document.queue.waits:  # what has been typed has to be in it
            turn: Future[None] = Future()
            document.queue.do(lambda: turn.set_result(None))
            return turn.then(lambda _: self._queue.save(document, target, overwrite))
        return self._queue.save(document, target, overwrite)

    def is_saving(self, document: Document) -> bool:
        return self._queue.is_saving(document)

    def fraction(self, document: Document) -> float | None:
        """How far the save of a document is, from 0 to 1; None if none is under way."""
        return self._queue.fraction(document)

    def cancel(self, document: Document) -> None:
        """Ask the save of a document that is under way to stop; the file is then the old one."""
        self._queue.cancel(document)

    @property
    def busy(self) -> bool:
        """Whether any save is under way: the program should not end yet."""
        return self._queue.busy

    def _prepare(self, document: Document, path: Path) -> Future[None] | None:
        other = self._workspace.find(path)
        if other is not None and other is not document:
            raise ProblemError(
                Problem(
                    "the file is open as another document",
                    source=str(path),
                    advice="close that one first, or choose another name",
                )
            )
        self.saving.emit(document)
        asked = self.before_save(document)
        if asked is None:
            return self._clean(document)
        return asked.then(lambda _: self._clean(document) or Future.of(None))

    def _announce(self, document: Document, path: Path, point: SavePoint) -> Ready | None:
        if self._journal is None:
            return None
        return self._journal.saving(document, path, point)

    def _clean(self, document: Document) -> Future[None] | None:
        wanted = self._configuration.cleaning(document.language_id)
        text, ending = document.text, document.file.line_ending.value
        if not any(wanted):
            return None
        if len(text) <= AT_ONCE:
            self._take_cleaned(document, Applied.of(text, cleaning(text, ending, wanted)))
            return None
        drift = Drift(document)

        def cleaned(applied: Applied) -> None:
            self._take_cleaned(document, drift.catch_up(applied))

        working = self._worker.submit(
            lambda _: Applied.of(text, cleaning(text, ending, wanted)).to_keep(), "clean"
        )
        after = working.then(cleaned)
        after.on_done(lambda _: drift.dispose())
        return after

    def _take_cleaned(self, document: Document, applied: Applied) -> None:
        changes = applied.changes
        if changes.edits:
            document.apply(Transaction(changes, event="save.clean", reveal=False), applied=applied)

    def _finish(self, document: Document, written: Written) -> None:
        before = document.file.path
        self._workspace.put(document, written.path, written.real_path)
        document.save_points.mark_saved(written.point, written.stamp)
        if written.relocation is not None:
            relocate(document, written.relocation)
            self._pages.serve(document)
        self._workspace.disk.saved(document)
        if before != written.path:
            self._workspace.tell_renamed(document, before)
        self.saved.emit(document)
