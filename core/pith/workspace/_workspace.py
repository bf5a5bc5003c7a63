"""The documents that are open, the folders they lie in, and the way to and from the disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING
from weakref import ref

from pith.base import (
    Cancelled,
    CancelToken,
    Future,
    Problem,
    ProblemError,
    Scope,
    Severity,
    Signal,
    Worker,
    report_exception,
)
from pith.edit import ChangeSet, Transaction
from pith.text import Edit, LineEnding, Ready, Text
from pith.workspace._applied import Applied
from pith.workspace._cleaning import cleaning
from pith.workspace._configuration import Configuration
from pith.workspace._conversion import Conversion
from pith.workspace._difference import edits_between
from pith.workspace._disk import DiskWatch
from pith.workspace._document import LARGE, RELOAD_EVENT, Document
from pith.workspace._document_values import SavePoint
from pith.workspace._drift import Drift
from pith.workspace._growth import Growth
from pith.workspace._kept_rows import KeptRows
from pith.workspace._line_ends import end_lines, event_of_line_ending, line_ending_changes
from pith.workspace._reading import Known, Loaded, Reread, load, reread
from pith.workspace._replacing import exchange, relocate, replace
from pith.workspace._saves import SaveQueue, Written

if TYPE_CHECKING:
    from pith.text import PageReader, Scan
    from pith.workspace._journal import Journal, Recovered, Recovery
    from pith.workspace._restoring import Restored, RestoredDocument
    from pith.workspace._services import LanguageDetector, SettingsReader
    from pith.workspace._view import View
    from pith.workspace._watcher import FileWatcher

_AT_ONCE = 200_000
"""Code points that are gone over without leaving the turn; longer texts are in a thread."""


class Workspace:
    """Opens, saves and closes documents, and keeps them in step with the disk.

    All reading and writing is done by `worker`; Futures settle on the window's thread. With a
    `watcher`, a document without unsaved edits follows its file; one that has some is announced
    by `conflicted`. Without `settings` and `languages` the usual defaults count. With a `journal`,
    unsaved edits are there at the next start unless their document was closed. For the window's
    thread only.
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
        self._worker = worker
        self._page_worker = page_worker or worker
        self._page_reader: PageReader | None = None
        self._journal = journal
        self._restoring: Future[Restored] | None = None
        self._clock = clock
        self._scope = Scope("workspace")
        self._configuration = Configuration(settings, languages)
        self._documents: dict[Document, Path | None] = {}  # with the real path, links followed
        self._opening: dict[tuple[Path, str | None], list[Future[Document]]] = {}
        self._folders: tuple[Path, ...] = ()
        self._saves = SaveQueue(
            worker,
            self._prepare_save,
            self._announce_save,
            self._finish_save,
            lambda document: self._disk.saving_ended(document),
        )
        self.opened: Signal[Document] = Signal("Workspace.opened")
        self.closed: Signal[Document] = Signal("Workspace.closed")
        self.saving: Signal[Document] = Signal("Workspace.saving")
        """Before a document's text is taken for saving: listeners may still edit it."""
        self.before_save: Callable[[Document], Future[None] | None] = lambda document: None
        """Asked after that for what takes longer: the save waits for the Future it gives."""
        self.saved: Signal[Document] = Signal("Workspace.saved")
        self.renamed: Signal[Document, Path | None] = Signal("Workspace.renamed")
        """A document's path changed; the second is the one before (None: it had none)."""
        self.reloaded: Signal[Document] = Signal("Workspace.reloaded")
        self.conflicted: Signal[Document] = Signal("Workspace.conflicted")
        """The file of a document with unsaved edits was changed by another program: once for
        each such change. The answers are reload(), save(overwrite=True), or nothing."""
        self.folders_changed: Signal[tuple[Path, ...]] = Signal("Workspace.folders_changed")
        self.converting: Signal[Conversion] = Signal("Workspace.converting")
        """The ends of all lines of a huge document are going to be changed."""
        self.problem: Signal[Problem] = Signal("Workspace.problem")
        """What went wrong that nobody asked for, such as reading a changed file."""
        self._disk = DiskWatch(self, worker, watcher)
        self._scope.add(self._disk)
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
            loading = self._worker.submit(
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
        return self._enter(document, loaded.real_path, content.rest if content else None)

    def _enter(
        self, document: Document, real_path: Path | None, rest: Scan | None = None
    ) -> Document:
        self._documents[document] = real_path
        document.history.limit = self._configuration.undo_memory()
        document.worker = self._worker
        self._serve_pages(document)
        if rest is not None:
            self._limit_pages()
            growth = document.growth = Growth(document, rest, self._worker)
            growth.ended.on_done(lambda _: self._grown(document, growth))
        document.language_changed.connect(self._language_changed)
        self._disk.follow(document)
        self.opened.emit(document)
        if document.growth is not None:
            document.growth.start()
        return document

    def _limit_pages(self) -> None:
        from pith.text import PAGES

        PAGES.set_limit(self._configuration.page_memory())

    def _serve_pages(self, document: Document) -> None:
        """Have pages of a text that lies in a file read for those who show it, and say once when
        something of them is not there any more."""
        leaf = next((each for each in document.text.leaves() if each.paged), None)
        if leaf is None or not leaf.paged:
            return
        if self._page_reader is None:
            from pith.text import PageReader

            self._page_reader = PageReader(self._page_worker)
            self._page_worker.submit(_import_turns, "import what the first key needs")
        document.page_reader = self._page_reader
        known = ref(document)

        def tell(_: object) -> None:
            lost = known()
            if lost is not None and lost in self._documents:
                self.problem.emit(
                    Problem(
                        "parts of it cannot be read any more: another program changed it or cut"
                        " it off",
                        source=str(lost.file.path or lost.name),
                        advice="reload it; until then it is not saved",
                        severity=Severity.WARNING,
                    )
                )

        # Whoever read the page may be any thread; this comes round to the window's.
        leaf.page.source.on_lost.append(
            lambda: self._worker.submit(lambda _: None, "tell of a lost page").on_done(tell)
        )

    def _grown(self, document: Document, growth: Growth) -> None:
        """All of a huge file was read, or no more of it will be."""
        if document not in self._documents:
            return
        if growth.problem is not None:
            self.problem.emit(growth.problem)
        # Somebody may have written to it while it was read.
        self._disk.check([document])

    def new_untitled(self, language: str = "plaintext", text: str = "") -> Document:
        """An empty document, or one that holds `text` and is dirty, without a file."""
        document = Document(
            name=self._untitled_name(),
            language_id=language,
            options=self._configuration.edit_options(language),
            encoding=self._configuration.encoding(language),
            clock=self._clock,
        )
        if text:
            document.apply(Transaction(ChangeSet.of(0, [Edit(0, 0, text)])))
        return self._enter(document, None)

    def _untitled_name(self, wanted: str = "") -> str:
        """A name for a document without a file: `wanted`, if nobody has it."""
        taken = {document.name for document in self._documents if document.file.path is None}
        if wanted and wanted not in taken:
            return wanted
        stem = wanted or "Untitled"
        number = 1
        while f"{stem}-{number}" in taken:
            number += 1
        return f"{stem}-{number}"

    # Bringing back

    def restore(self) -> Future[Restored]:
        """Open the documents whose unsaved work processes left that are no more.

        Files are opened only after that. A document whose file was changed meanwhile is announced
        by `conflicted`, as always.
        """
        from pith.workspace._restoring import Restored, text_of_file

        journal = self._journal
        if journal is None:
            return Future.of(Restored())
        reading = self._worker.submit(
            lambda _: journal.recover(text_of_file), "recover unsaved work"
        )
        restored = reading.then(self._take_recovery)

        def done(_: object) -> None:
            self._restoring = None

        if not restored.done:
            self._restoring = restored
            restored.on_done(done)
        return restored

    def _take_recovery(self, recovery: Recovery) -> Restored:
        from pith.workspace._restoring import Restored

        self._restoring = None
        assert self._journal is not None
        taken: list[RestoredDocument] = []
        problems = list(recovery.problems)
        for each in recovery.found:
            try:
                taken.append(self._take_recovered(each))
            except Exception as error:
                report_exception(error, "while unsaved work was brought back")
                problems.append(self._journal.leave(each))
        self._disk.check([each.document for each in taken])
        return Restored(tuple(taken), tuple(problems))

    def _take_recovered(self, recovered: Recovered) -> RestoredDocument:
        from pith.workspace._restoring import RestoredDocument, restored_document

        assert self._journal is not None
        journal = recovered.journal
        path, name = journal.facts.path, self._untitled_name(journal.facts.name)
        if path is not None and (journal.pieces or self._is_open(path, recovered.real_path)):
            path, name = None, self._untitled_name(f"{journal.facts.name} (recovered)")
        document = restored_document(recovered, self._configuration, self._clock, name, path)
        self._journal.adopt(document, recovered)
        self._enter(document, recovered.real_path if path is not None else None)
        if journal.waiting and not journal.pieces:
            from pith.workspace._waiting import do_again

            do_again(document, journal.waiting, journal.selection)
        return RestoredDocument(
            document,
            recovered.name,
            journal.selection,
            journal.seen,
            journal.time,
            journal.pieces,
        )

    def _is_open(self, path: Path, real_path: Path | None) -> bool:
        return self.find(path) is not None or (
            real_path is not None and self.find(real_path) is not None
        )

    def close(self, document: Document) -> None:
        """Forget a document, with its unsaved edits; asking is up to the caller. A save that is
        under way is finished."""
        if document in self._documents:
            del self._documents[document]
            self._disk.forget(document)
            if document.growth is not None:
                document.growth.cancel()
            for view in document.views:
                view.dispose()
            self.closed.emit(document)
            document.let_go()
            if document.page_reader is not None:
                document.page_reader.let_go()

    # Saving

    def save(
        self, document: Document, path: Path | None = None, *, overwrite: bool = False
    ) -> Future[Document]:
        """Write a document to its file, or to `path`, which is its file from then on.

        Edits made while it is being written keep it dirty. Fails with FileChangedError, and
        writes nothing, if the file was changed by somebody else, or if there is one at a new
        `path`, unless `overwrite`; with ProblemError for any other reason.
        """
        target = _absolute(path) if path else None
        if document.queue.waits:  # what has been typed has to be in it
            turn: Future[None] = Future()
            document.queue.do(lambda: turn.set_result(None))
            return turn.then(lambda _: self._saves.save(document, target, overwrite))
        return self._saves.save(document, target, overwrite)

    def is_saving(self, document: Document) -> bool:
        return self._saves.is_saving(document)

    def saving_fraction(self, document: Document) -> float | None:
        """How far the save of a document is, from 0 to 1; None if none is under way."""
        return self._saves.fraction(document)

    def cancel_saving(self, document: Document) -> None:
        """Ask the save of a document that is under way to stop; the file is then the old one."""
        self._saves.cancel(document)

    @property
    def busy(self) -> bool:
        """Whether any save is under way: the program should not end yet."""
        return self._saves.busy

    def _prepare_save(self, document: Document, path: Path) -> Future[None] | None:
        other = self.find(path)
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

    def _announce_save(self, document: Document, path: Path, point: SavePoint) -> Ready | None:
        if self._journal is None:
            return None
        return self._journal.saving(document, path, point)

    def _clean(self, document: Document) -> Future[None] | None:
        wanted = self._configuration.cleaning(document.language_id)
        text, ending = document.text, document.file.line_ending.value
        if not any(wanted):
            return None
        if len(text) <= _AT_ONCE:
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

    def _finish_save(self, document: Document, written: Written) -> None:
        before = document.file.path
        is_open = document in self._documents
        if is_open:
            self._documents[document] = written.real_path
        document.file.set_path(written.path)
        if is_open:
            self._disk.follow(document)
        document.save_points.mark_saved(written.point, written.stamp)
        if written.relocation is not None:
            relocate(document, written.relocation)
            self._serve_pages(document)
        self._disk.saved(document)
        if before != written.path:
            if not document.language_chosen:
                self._detect_language(document)
            self.renamed.emit(document, before)
        self.saved.emit(document)

    # Line endings

    def set_line_ending(
        self, document: Document, line_ending: LineEnding, view: View | None = None
    ) -> Future[None]:
        """Make every line of a document end so, as one change that can be undone; what is typed
        meanwhile is kept. A large document is written anew, into a file without a name, and
        nothing may be typed meanwhile. Fails with ProblemError."""
        text = document.text
        if document.large:
            return self._set_all_line_endings(document, line_ending, view)
        if len(text) <= _AT_ONCE:
            end_lines(document, line_ending, view)
            return Future.of(None)
        document.file.prefer_line_ending(line_ending)
        drift = Drift(document)

        def found(applied: Applied) -> None:
            shown = view if view is not None and not view.disposed else None
            end_lines(document, line_ending, shown, drift.catch_up(applied))

        finding = self._worker.submit(
            lambda _: Applied.of(text, line_ending_changes(text, line_ending)).to_keep(),
            "line ends",
        )
        after = finding.then(found)
        after.on_done(lambda _: drift.dispose())
        return after

    def _set_all_line_endings(
        self, document: Document, line_ending: LineEnding, view: View | None
    ) -> Future[None]:
        source = str(document.file.path or document.name)
        if not document.file.whole:
            problem = Problem(
                "only a part of it was read",
                source=source,
                advice="wait until all of it is there, or reload it",
            )
            return Future.failed(ProblemError(problem))
        from pith.text import with_line_ending

        text = document.text
        conversion = Conversion(document, line_ending)

        def convert(token: CancelToken) -> Text:
            try:
                return with_line_ending(text, line_ending, token, conversion.tell)
            except OSError as error:
                problem = Problem(
                    f"the ends of its lines cannot be changed: {error.strerror}",
                    source=source,
                    advice="make room for temporary files",
                )
                raise ProblemError(problem) from None

        def found(after: Text) -> None:
            if document.text is not text:
                raise ProblemError(
                    Problem(
                        "it was edited while the ends of its lines were being changed",
                        source=source,
                        advice="try again; the ends of its lines are what they were",
                    )
                )
            shown = view if view is not None and not view.disposed else None
            exchange(document, after, event_of_line_ending(line_ending), shown)
            document.file.set_line_ending(line_ending)
            self._serve_pages(document)

        conversion.done = self._worker.submit(convert, "line ends").then(found)
        self.converting.emit(conversion)
        return conversion.done

    # The disk

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
        return reading.then(lambda read: self.take_reread(document, read))

    def take_reread(self, document: Document, read: Reread) -> Document:
        """For DiskWatch: make the document what was read."""
        if document.growth is not None:
            document.growth.cancel()
        edits, content = read.edits, read.content
        same = document.text is read.base
        large = document.large or len(content.text) > LARGE
        if edits is None or (large and not same):
            replace(document, content)
            self._serve_pages(document)
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
            self._serve_pages(document)
            kept.select(RELOAD_EVENT)
        else:
            document.apply(reloading)
        document.save_points.mark_reloaded(content)
        self.reloaded.emit(document)
        return document

    def check_files(self) -> None:
        """Look whether files were changed by somebody else, as when the window is activated: some
        file systems do not tell."""
        self._disk.check(self.documents)

    def follow_rename(self, document: Document, path: Path) -> None:
        """The document's file is called `path` now."""
        before = document.file.path
        self._documents[document] = path
        document.file.set_path(path)
        self._disk.follow(document)
        if not document.language_chosen:
            self._detect_language(document)
        self.renamed.emit(document, before)

    # Settings and languages

    def _settings_changed(self, keys: frozenset[str]) -> None:
        if "files.pageMemory" in keys:
            self._limit_pages()
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


def _import_turns(token: CancelToken) -> None:
    import pith.workspace._turns

    del pith
