"""TODO, FIXME and the like in comments: set off, and shown in the scroll bar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pith.api import (
    CancelToken,
    Decoration,
    Disposable,
    DocumentInfo,
    ExtensionContext,
    Point,
    TextRange,
    TextSnapshot,
    hook,
)

PAUSE = 0.25  # seconds without a change before a document is looked at again
ROWS = 2000  # that are looked at between two looks whether anybody still wants to know
MOST_ROWS = 100_000  # of documents that are looked at

# Where a comment may begin; nothing here knows languages.
COMMENT = re.compile(r"#|//|--|/\*|^\s*\*|<!--|;|%|\"\"\"|'''")
WORD = re.compile(r"\b(?:(?P<todo>TODO|NOTE)|FIXME|XXX|HACK|BUG)\b:?")


def find(text: TextSnapshot, token: CancelToken) -> list[Decoration]:
    """All of a text, from the first to the last."""
    found: list[Decoration] = []
    for start in range(0, text.line_count, ROWS):
        token.raise_if_cancelled()
        for row, line in enumerate(text.lines(start, min(start + ROWS, text.line_count)), start):
            found += find_in_line(row, line)
    return found


def find_in_line(row: int, line: str) -> Iterator[Decoration]:
    comment = COMMENT.search(line)
    if comment is None:
        return
    for match in WORD.finditer(line, comment.start()):
        kind = "todoMarks.todo" if match["todo"] else "todoMarks.fix"
        place = TextRange(Point(row, match.start()), Point(row, match.end()))
        yield Decoration(place, kind)


class Marker:
    """Keeps what is set off in step with every document."""

    def __init__(self, context: ExtensionContext) -> None:
        self.context = context
        self.waiting: dict[str, Disposable] = {}

    def look_soon(self, document: DocumentInfo) -> None:
        self.forget(document)
        tasks = self.context.tasks
        self.waiting[document.uri] = tasks.call_later(PAUSE, lambda: self.look(document))

    def forget(self, document: DocumentInfo) -> None:
        waiting = self.waiting.pop(document.uri, None)
        if waiting is not None:
            waiting.dispose()

    def look(self, document: DocumentInfo) -> None:
        self.waiting.pop(document.uri, None)
        if document.line_count > MOST_ROWS:
            return
        workspace, tasks = self.context.workspace, self.context.tasks

        def show(text: TextSnapshot) -> None:
            looking = tasks.run(lambda token: find(text, token), "looking for things to do")
            looking.then(lambda found: self.show(document, text.version, found))

        workspace.snapshot(document.uri).then(show)

    def show(self, document: DocumentInfo, version: int, found: Sequence[Decoration]) -> None:
        self.context.decorations.set(document.uri, version, found)


marker: Marker


def activate(context: ExtensionContext) -> None:
    global marker
    marker = Marker(context)


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
    marker.forget(document)
