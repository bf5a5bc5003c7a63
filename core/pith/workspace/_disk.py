"""Keeps open documents in step with their files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pith.base import Disposable, Future, Problem, ProblemError, Signal, Worker
from pith.text import FileMissingError, FileStamp, Text, stamp_of
from pith.workspace._document import Document
from pith.workspace._document_values import SavePoint
from pith.workspace._growth import grow
from pith.workspace._reading import Reread, reread
from pith.workspace._save_queue import same_content

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pith.api import FileEvent
    from pith.workspace._watcher import FileWatcher
    from pith.workspace._workspace import Workspace


class _Question(NamedTuple):
    """What a worker needs to know of a document to look at its file."""

    document: Document
    path: Path
    stamp: FileStamp | None
    text: Text
    saved: SavePoint
    moved_to: Path | None
    may_grow: bool


class _Answer(NamedTuple):
    """What it found: `gone`, or `moved`, or a stamp and, if that differs, the content, or what was
    added to it."""

    question: _Question
    stamp: FileStamp | None = None
    read: Reread | None = None
    tail: Text | None = None
    moved: bool = False
    problems: tuple[Problem, ...] = ()


class DiskWatch:
    """Watches the folders of open documents, and looks at a file when something happens to it."""

    def __init__(self, workspace: Workspace, worker: Worker, watcher: FileWatcher | None) -> None:
        self._workspace = workspace
        self._worker = worker
        self._watcher = watcher
        self._folders: dict[Document, frozenset[Path]] = {}
        self._watches: dict[Path, Disposable] = {}
        self._looking: dict[Document, bool] = {}  # and whether to look again after it
        self._after_save: set[Document] = set()
        self._announced: dict[Document, FileStamp] = {}
        self._moved: dict[Path, Path] = {}
        self.conflicted: Signal[Document] = Signal("DiskWatch.conflicted")
        """The file of a document with unsaved edits was changed by another program: once for
        each such change. The answers are Reloads.reload(), Saves.save(overwrite=True), or
        nothing."""

    def follow(self, document: Document) -> None:
        """Watch where the document's file is now."""
        folders: set[Path] = set()
        if self._watcher is not None:
            for path in (document.file.path, self._workspace.real_path(document)):
                if path is not None:
                    folders.add(path.parent)
        self._folders[document] = frozenset(folders)
        is_watched = not folders.isdisjoint(self._watches)
        self._adjust()
        if is_watched:  # or watching begins, and it is looked at then: it may be another by now
            self.check([document])

    def forget(self, document: Document) -> None:
        self._folders.pop(document, None)
        self._announced.pop(document, None)
        self._after_save.discard(document)
        if document.file.path is not None:
            self._moved.pop(document.file.path, None)
        self._adjust()

    def _adjust(self) -> None:
        if self._watcher is None:
            return
        wanted = frozenset().union(*self._folders.values())
        for folder in wanted - self._watches.keys():
            self._watches[folder] = self._watcher.watch(
                folder, self._on_events, recursive=False, tells_start=True
            )
        for folder in self._watches.keys() - wanted:
            self._watches.pop(folder).dispose()

    def _on_events(self, events: list[FileEvent]) -> None:
        touched: set[Path] = set()
        paths = {document.file.path for document in self._folders}
        for event in events:
            touched.add(event.path)
            if event.target is not None:
                touched.add(event.target)
                if event.path in paths:
                    self._moved[event.path] = event.target  # until a look can be taken
        self.check(
            document
            for document, folders in self._folders.items()
            if document.file.path in touched
            or self._workspace.real_path(document) in touched
            or not folders.isdisjoint(touched)
        )

    def check_all(self) -> None:
        """Look whether files were changed by somebody else, as when the window is activated: some
        file systems do not tell."""
        self.check(self._workspace.documents)

    def check(self, documents: Iterable[Document]) -> None:
        """Look at these documents' files in a worker, and do what follows."""
        questions = []
        for document in documents:
            if document.file.path is None or document.growth is not None:
                continue  # when it has grown, it is looked at
            if self._workspace.saves.is_saving(document):
                self._after_save.add(document)
            elif document in self._looking:
                self._looking[document] = True
            else:
                self._looking[document] = False
                questions.append(
                    _Question(
                        document,
                        document.file.path,
                        document.file.stamp,
                        document.text,
                        document.save_points.last,
                        self._moved.pop(document.file.path, None),
                        # Everything goes on from nothing: also what a program writes that emptied
                        # the file first, which is no growth of what is to be undone.
                        bool(document.save_points.last.text) or not document.history.can_undo,
                    )
                )
        if questions:
            looking = self._worker.submit(lambda _: [_look(each) for each in questions], "look")
            looking.on_done(lambda done: self._answered(questions, done))

    def saved(self, document: Document) -> None:
        """A save has been made: what was announced before it is of another file."""
        self._announced.pop(document, None)

    def saving_ended(self, document: Document) -> None:
        """No save is under way any more: look for what may have happened to the file meanwhile."""
        if document in self._after_save:
            self._after_save.discard(document)
            self.check([document])

    def _answered(self, questions: list[_Question], done: Future[list[_Answer]]) -> None:
        again = [each.document for each in questions if self._looking.pop(each.document, False)]
        if done.exception() is None:
            for answer in done.result():
                if answer.question.document in self._folders:
                    self._take(answer)
        self.check(document for document in again if document in self._folders)

    def _take(self, answer: _Answer) -> None:
        question, document = answer.question, answer.question.document
        if self._workspace.saves.is_saving(document):
            self._after_save.add(document)
        elif document.file.path != question.path or document.file.stamp != question.stamp:
            self.check([document])  # it was saved or renamed meanwhile
        elif answer.moved and question.moved_to is not None:
            self._workspace.put(document, question.moved_to, question.moved_to)
            self._workspace.tell_renamed(document, question.path)
            document.file.set_missing(False)  # a look may have come before the news
        elif answer.problems:
            for problem in answer.problems:
                self._workspace.problem.emit(problem)
        elif answer.stamp is None:
            # A document that was never saved has no file to miss.
            document.file.set_missing(question.stamp is not None)
        elif answer.tail is not None:
            if document.save_points.last is question.saved:
                document.save_points.mark_found(answer.stamp)
                grow(document, answer.tail, follow=True)
            else:
                self.check([document])
        elif answer.read is None:
            document.save_points.mark_found(answer.stamp)
        elif answer.read.edits == [] and document.text is answer.read.base:
            self._workspace.reloads.take(document, answer.read)  # both did the same
        elif document.dirty or question.stamp is None:
            document.file.set_missing(False)
            if not same_content(answer.stamp, self._announced.get(document)):
                self._announced[document] = answer.stamp
                self.conflicted.emit(document)
        else:
            self._workspace.reloads.take(document, answer.read)

    def dispose(self) -> None:
        self._folders.clear()
        self._adjust()


def _look(question: _Question) -> _Answer:
    try:
        stamp = stamp_of(question.path)
        if stamp is None:
            target = question.moved_to
            if target is not None and same_content(stamp_of(target), question.stamp):
                return _Answer(question, moved=True)
            return _Answer(question)
        if same_content(stamp, question.stamp):
            return _Answer(question, stamp)
        saved = question.saved
        if question.stamp is not None and question.may_grow:
            from pith.text import read_appended

            appended = read_appended(
                question.path, saved.text, saved.encoding, saved.bom, question.stamp
            )
            if appended is not None:
                return _Answer(question, appended.stamp, tail=appended.tail)
        read = reread(question.path, None, saved.encoding, question.text)
        content = read.content
        touched = question.stamp is not None and (content.text, content.encoding, content.bom) == (
            saved.text,
            saved.encoding,
            saved.bom,
        )
        return _Answer(question, content.stamp, None if touched else read)
    except FileMissingError:
        return _Answer(question)
    except ProblemError as error:
        return _Answer(question, problems=error.problems)
