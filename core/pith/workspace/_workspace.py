"""The documents that are open, and the folders they lie in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from pith.base import Cancelled, Future, Problem, Scope, Signal, Worker
from pith.edit import ChangeSet, Transaction
from pith.text import Edit, Text
from pith.workspace._configuration import Configuration
from pith.workspace._conversion import Conversions
from pith.workspace._disk import DiskWatch
from pith.workspace._document import Document
from pith.workspace._growth import Growth
from pith.workspace._pages import PageService
from pith.workspace._reading import Known, Loaded, load
from pith.workspace._reloads import Reloads
from pith.workspace._saves import Saves

if TYPE_CHECKING:
    from pith.text import Scan
    from pith.workspace._journal import Journal, Recovery
    from pith.workspace._restoring import Restored
    from pith.workspace._services import LanguageDetector, SettingsReader
    from pith.workspace._watcher import FileWatcher


class Workspace:
    """Opens and closes documents. `saves` writes them, `reloads` reads them again, `conversions`
    gives them other line endings, and `disk` keeps them in step with their files.

    All reading and writing is done by `worker`; Futures settle on the window's thread. With a
    `watcher`, a document without unsaved edits follows its file; one that has some is announced
    by `disk.conflicted`. Without `settings` and `languages` the usual defaults count. With a
    `journal`, unsaved edits are there at the next start unless their document was closed. For the
    window's thread only.
    """

    def __init__(
        self,
        worker: Worker,
        settings: SettingsReader | None = None,
        languages: LanguageDetector | None = None,
        watcher: FileWatcher | None = None,
        clock: Callable[[], float] = monotonic,
        journal: Journal | None = None,
        page_worker: Worker | None = None,
    ) -> None:
        self.worker = worker
        self._journal = journal
        self._restoring: Future[Restored] | None = None
        self._clock = clock
        self._scope = Scope("workspace")
        self._configuration = Configuration(settings, languages)
        self._documents: dict[Document, Path | None] = {}  # with the real path, links followed
        self._opening: dict[tuple[Path, str | None], list[Future[Document]]] = {}
        self._folders: tuple[Path, ...] = ()
        self.opened: Signal[Document] = Signal("Workspace.opened")
        self.closed: Signal[Document] = Signal("Workspace.closed")
        self.renamed: Signal[Document, Path | None] = Signal("Workspace.renamed")
        """A document's path changed; the second is the one before (None: it had none)."""
        self.folders_changed: Signal[tuple[Path, ...]] = Signal("Workspace.folders_changed")
        self.problem: Signal[Problem] = Signal("Workspace.problem")
        """What went wrong that nobody asked for, such as reading a changed file."""
        self._pages = PageService(self, page_worker or worker, self._configuration)
        self.saves = Saves(self, worker, self._configuration, self._pages, journal)
        self.reloads = Reloads(worker, self._pages)
        self.conversions = Conversions(worker, self._pages)
        self.disk = DiskWatch(self, worker, watcher)
        self._scope.add(self.disk)
        if journal is not None:
            self._scope.add(journal.problem.connect(self.problem.emit))
            self._scope.add(self.opened.connect(journal.follow))
            self._scope.add(self.closed.connect(journal.forget))
        if settings is not None:
            self._scope.add(settings.changed.connect(self._settings_changed))
        if languages is not None:
            self._scope.add(languages.changed.connect(self._detect_languages))

    # What is open

    @property
    def documents(self) -> tuple[Document, ...]:
        """All open documents, in the order they were opened."""
        return tuple(self._documents)

    def find(self, path: Path) -> Document | None:
        """The open document of a file, looked for by its name alone."""
        path = _absolute(path)
        for document, real_path in self._documents.items():
            if path in (document.file.path, real_path):
                return document
        return None

    def real_path(self, document: Document) -> Path | None:
        """Where the document's file really lies, links followed, when it was last looked at."""
        return self._documents.get(document)

    @property
    def folders(self) -> tuple[Path, ...]:
        return self._folders

    def set_folders(self, folders: Iterable[Path]) -> None:
        """Work in these folders; doubles are dropped."""
        wanted = tuple(dict.fromkeys(_absolute(folder) for folder in folders))
        if wanted != self._folders:
            self._folders = wanted
            self.folders_changed.emit(wanted)

    # Opening

    def open(
        self, path: Path, *, encoding: str | None = None, create: bool = False
    ) -> Future[Document]:
        """The document of a file: the one that is open, or a new one once it has been read.

        `encoding`, if given, is used for reading it, also if it looks binary. `create`: a file
        that is not there is an empty document that saving will create. Fails with
        FileMissingError, BinaryFileError, or ProblemError for any other reason.
        """
        if self._restoring is not None:
            # It may be one of those that come back.
            return self._restoring.then(lambda _: self.open(path, encoding=encoding, create=create))
        path = _absolute(path)
        document = self.find(path)
        if document is not None:
            return Future.of(document)
        future: Future[Document] = Future()
        waiting = self._opening.setdefault((path, encoding), [])
        waiting.append(future)
        if len(waiting) == 1:
            others = [
                Known(each, each.file.path, each.file.stamp)
                for each in self._documents
                if each.file.path is not None and each.file.stamp is not None
            ]
            fallback = self._configuration.fallback_encoding()
            loading = self.worker.submit(
                lambda token: load(path, encoding, fallback, create, others, token),
                f"open {path.name}",
            )
            loading.on_done(lambda done: self._loaded(path, encoding, done))
        return future

    def _loaded(self, path: Path, encoding: str | None, done: Future[Loaded]) -> None:
        waiting = self._opening.pop((path, encoding))
        wanted = [future for future in waiting if not future.token.cancelled]
        for future in waiting:
            if future.token.cancelled:
                future.set_exception(Cancelled())
        if not wanted:
            return
        error = done.exception()
        document = None
        if error is None:
            try:
                document = self._take_loaded(path, done.result())
            except Exception as failure:
                error = failure
        for future in wanted:
            if document is not None:
                future.set_result(document)
            else:
                future.set_exception(error or Cancelled())

    def _take_loaded(self, path: Path, loaded: Loaded) -> Document:
        known = loaded.same_as if loaded.same_as in self._documents else None
        known = known or self.find(path) or self.find(loaded.real_path)
        if known is not None:
            return known
        content = loaded.content
        text = content.text if content is not None else Text.of("")
        language = self._configuration.language_of(path, text)
        options = self._configuration.edit_options(language)
        if content is not None:
            document = Document.of_file(path, content, language, options, self._clock)
            if self._configuration.detects_indentation(language):
                document.set_indentation(loaded.indentation)
        else:
            document = Document(
                path=path,
                language_id=language,
                options=options,
                encoding=self._configuration.encoding(language),
                clock=self._clock,
            )
        return self.enter(document, loaded.real_path, content.rest if content else None)

    def enter(
        self, document: Document, real_path: Path | None, rest: Scan | None = None
    ) -> Document:
        """For this package: it is open from now on. `rest`: what is still to be read of it."""
        self._documents[document] = real_path
        document.history.limit = self._configuration.undo_memory()
        document.worker = self.worker
        self._pages.serve(document)
        if rest is not None:
            self._pages.limit()
            growth = document.growth = Growth(document, rest, self.worker)
            growth.ended.on_done(lambda _: self._grown(document, growth))
        document.language_changed.connect(self._language_changed)
        self.disk.follow(document)
        self.opened.emit(document)
        if document.growth is not None:
            document.growth.start()
        return document

    def _grown(self, document: Document, growth: Growth) -> None:
        """All of a huge file was read, or no more of it will be."""
        if document not in self._documents:
            return
        if growth.problem is not None:
            self.problem.emit(growth.problem)
        # Somebody may have written to it while it was read.
        self.disk.check([document])

    def new_untitled(self, language: str = "plaintext", text: str = "") -> Document:
        """An empty document, or one that holds `text` and is dirty, without a file."""
        document = Document(
            name=self.untitled_name(),
            language_id=language,
            options=self._configuration.edit_options(language),
            encoding=self._configuration.encoding(language),
            clock=self._clock,
        )
        if text:
            document.apply(Transaction(ChangeSet.of(0, [Edit(0, 0, text)])))
        return self.enter(document, None)

    def untitled_name(self, wanted: str = "") -> str:
        """For this package: a name for a document without a file, `wanted` if nobody has it."""
        taken = {document.name for document in self._documents if document.file.path is None}
        if wanted and wanted not in taken:
            return wanted
        stem = wanted or "Untitled"
        number = 1
        while f"{stem}-{number}" in taken:
            number += 1
        return f"{stem}-{number}"

    # Bringing back, and closing

    def restore(self) -> Future[Restored]:
        """Open the documents whose unsaved work processes left that are no more.

        Files are opened only after that. A document whose file was changed meanwhile is announced
        by `disk.conflicted`, as always.
        """
        from pith.workspace._restoring import Restored, Restoring

        if self._journal is None:
            return Future.of(Restored())
        restoring = Restoring(self, self._journal, self._configuration, self._clock)

        def take(recovery: Recovery) -> Restored:
            self._restoring = None
            return restoring.take(recovery)

        restored = self.worker.submit(restoring.read, "recover unsaved work").then(take)

        def done(_: object) -> None:
            self._restoring = None

        if not restored.done:
            self._restoring = restored
            restored.on_done(done)
        return restored

    def close(self, document: Document) -> None:
        """Forget a document, with its unsaved edits; asking is up to the caller. A save that is
        under way is finished."""
        if document in self._documents:
            del self._documents[document]
            self.disk.forget(document)
            if document.growth is not None:
                document.growth.cancel()
            for view in document.views:
                view.dispose()
            self.closed.emit(document)
            document.let_go()
            if document.page_reader is not None:
                document.page_reader.let_go()

    # Where files lie

    def put(self, document: Document, path: Path, real_path: Path) -> None:
        """For this package: the document's file is at `path`, and with links followed at the
        other, from now on."""
        is_open = document in self._documents
        if is_open:
            self._documents[document] = real_path
        document.file.set_path(path)
        if is_open:
            self.disk.follow(document)

    def tell_renamed(self, document: Document, before: Path | None) -> None:
        """For this package: the document's file was at `before`, and is not any more."""
        if not document.language_chosen:
            self._detect_language(document)
        self.renamed.emit(document, before)

    # Settings and languages

    def _settings_changed(self, keys: frozenset[str]) -> None:
        if "files.pageMemory" in keys:
            self._pages.limit()
        if any(key.startswith(("editor.", "files.")) for key in keys):
            for document in self._documents:
                document.history.limit = self._configuration.undo_memory()
                document.set_options(self._configuration.edit_options(document.language_id))

    def _detect_languages(self) -> None:
        for document in self._documents:
            if not document.language_chosen and document.file.path is not None:
                self._detect_language(document)

    def _detect_language(self, document: Document) -> None:
        language = self._configuration.language_of(document.file.path, document.text)
        document.set_language(language, chosen=False)

    def _language_changed(self, document: Document) -> None:
        document.set_options(self._configuration.edit_options(document.language_id))

    def dispose(self) -> None:
        """Close all documents and let go of the disk. The journal keeps what is unsaved."""
        if self._journal is not None:
            self._journal.dispose()
        for document in self.documents:
            self.close(document)
        self._scope.dispose()


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100  (Path.resolve would look at the disk)
