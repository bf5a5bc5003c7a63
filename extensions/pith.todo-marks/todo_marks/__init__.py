"""TODO, FIXME and the like in comments: set off, in the scroll bar, and listed in the panel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pith.api import Disposable, DocumentInfo, ExtensionContext, Future, TextSnapshot, hook
from todo_marks._find import Mark, find
from todo_marks._list import MarkList

PAUSE = 0.25  # seconds without a change before a document is looked at again
LONGEST = 5_000_000  # code points of a document that is looked at


class Marker:
    """Keeps what is set off in step with every document."""

    def __init__(self, context: ExtensionContext) -> None:
        self.context = context
        self.list = MarkList(context)
        self.waiting: dict[str, Disposable] = {}
        self.looking: dict[str, Future[list[Mark]]] = {}

    def look_soon(self, document: DocumentInfo) -> None:
        self.forget(document)
        tasks = self.context.tasks
        self.waiting[document.uri] = tasks.call_later(PAUSE, lambda: self.look(document))

    def forget(self, document: DocumentInfo) -> None:
        waiting = self.waiting.pop(document.uri, None)
        if waiting is not None:
            waiting.dispose()
        looking = self.looking.pop(document.uri, None)
        if looking is not None:
            looking.cancel()

    def closed(self, document: DocumentInfo) -> None:
        self.forget(document)
        self.list.forget(document)

    def look(self, document: DocumentInfo) -> None:
        self.forget(document)
        workspace, tasks = self.context.workspace, self.context.tasks

        def show(text: TextSnapshot) -> None:
            if text.length > LONGEST:  # or has become so: a huge file grows while it is read
                return
            looking = tasks.run(lambda token: find(text, token), "looking for things to do")
            self.looking[document.uri] = looking
            looking.then(lambda found: self.show(document, text.version, found))

        workspace.snapshot(document.uri).then(show)

    def show(self, document: DocumentInfo, version: int, found: Sequence[Mark]) -> None:
        if self.context.decorations.set(document.uri, version, [mark.place for mark in found]):
            self.list.take(document, found)


marker: Marker


def activate(context: ExtensionContext) -> None:
    global marker
    marker = Marker(context)

    def go(path: str, row: int, column: int) -> Future[DocumentInfo]:
        return context.workspace.open(Path(path), row, column)

    context.commands.handle("todoMarks.go", go)
    context.commands.handle(
        "todoMarks.show", lambda: context.commands.execute("view.show", page="todoMarks")
    )


def started() -> None:
    for document in marker.context.workspace.documents():
        marker.look(document)


@hook
def document_opened(document: DocumentInfo) -> None:
    marker.look(document)


@hook
def document_changed(document: DocumentInfo) -> None:
    marker.look_soon(document)


@hook
def document_closed(document: DocumentInfo) -> None:
    marker.closed(document)
