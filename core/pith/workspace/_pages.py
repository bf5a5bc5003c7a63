"""Pages of texts that lie in files: who reads them, how much of them is held, what is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import ref

from pith.base import CancelToken, Problem, Severity

if TYPE_CHECKING:
    from pith.base import Worker
    from pith.text import PageReader
    from pith.workspace._configuration import Configuration
    from pith.workspace._document import Document
    from pith.workspace._workspace import Workspace


class PageService:
    """Gives huge documents their reader of pages, and keeps to the memory that settings allow.

    `worker` does nothing but read pages. For the window's thread only.
    """

    def __init__(self, workspace: Workspace, worker: Worker, configuration: Configuration) -> None:
        self._workspace = workspace
        self._worker = worker
        self._configuration = configuration
        self._reader: PageReader | None = None

    def limit(self) -> None:
        """Hold as much in memory as the settings say now."""
        from pith.text import PAGES

        PAGES.set_limit(self._configuration.page_memory())

    def serve(self, document: Document) -> None:
        """Have pages of a text that lies in a file read for those who show it, and say once when
        something of them is not there any more."""
        leaf = next((each for each in document.text.leaves() if each.paged), None)
        if leaf is None or not leaf.paged:
            return
        if self._reader is None:
            from pith.text import PageReader

            self._reader = PageReader(self._worker)
            self._worker.submit(_import_turns, "import what the first key needs")
        document.page_reader = self._reader
        known = ref(document)

        def tell(_: object) -> None:
            lost = known()
            if lost is not None:
                self._tell_lost(lost)

        # Whoever read the page may be any thread; this comes round to the window's.
        worker = self._workspace.worker
        leaf.page.source.on_lost.append(
            lambda: worker.submit(lambda _: None, "tell of a lost page").on_done(tell)
        )

    def _tell_lost(self, document: Document) -> None:
        if document in self._workspace.documents:
            self._workspace.problem.emit(
                Problem(
                    "parts of it cannot be read any more: another program changed it or cut it off",
                    source=str(document.file.path or document.name),
                    advice="reload it; until then it is not saved",
                    severity=Severity.WARNING,
                )
            )


def _import_turns(token: CancelToken) -> None:
    import pith.workspace._turns

    del pith
