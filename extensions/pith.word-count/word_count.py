"""The words of the document, or of what is selected, in the status bar.

docs/walk-throughs.md explains this file piece by piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from sys import maxsize

from pith.api import (
    CancelToken,
    Disposable,
    DocumentInfo,
    ExtensionContext,
    Future,
    SelectionInfo,
    TextRange,
    TextSnapshot,
    hook,
)

LANGUAGES = ("markdown", "plaintext")
PAUSE = 0.2  # seconds without a change before it is counted again
ROWS = 1000  # that are counted at once: a file may be larger than memory
LONGEST = 10_000_000  # code points of a document that is counted whenever it changes


def count(text: TextSnapshot, ranges: Sequence[TextRange], token: CancelToken) -> tuple[int, int]:
    """The words and characters in `ranges`; line breaks are no characters."""
    words = characters = 0
    for start, end in ranges:
        for row in range(start.row, end.row + 1, ROWS):
            token.raise_if_cancelled()
            lines = list(text.lines(row, min(row + ROWS, end.row + 1)))
            if row + len(lines) > end.row:
                lines[-1] = lines[-1][: end.column]
            if row == start.row:
                lines[0] = lines[0][start.column :]
            words += sum(len(line.split()) for line in lines)
            characters += sum(map(len, lines))
    return words, characters


def plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


class Counter:
    """Keeps the status item in step with the active document."""

    def __init__(self, context: ExtensionContext) -> None:
        self.context = context
        self.timer: Disposable | None = None
        self.counting: Future[str] | None = None

    def update_soon(self) -> None:
        if self.timer is not None:
            self.timer.dispose()
        self.timer = self.context.tasks.call_later(PAUSE, self.update)

    def update(self) -> None:
        if self.counting is not None:
            self.counting.cancel()
        document = self.context.workspace.active_document()
        if document is None or document.language_id not in LANGUAGES:
            self.context.status.update("wordCount", visible=False)
            return
        self.counting = self.count(document, LONGEST)
        self.counting.then(
            lambda words: self.context.status.update("wordCount", text=words, visible=bool(words))
        )

    def count(self, document: DocumentInfo, longest: int = maxsize) -> Future[str]:
        """What there is in a document or in what is selected of it, as people read it; nothing
        of one that is longer than so many code points."""
        workspace, tasks = self.context.workspace, self.context.tasks
        selection = workspace.active_selection()
        selected = [each for each in selection.ranges if not each.is_empty] if selection else []

        def describe(text: TextSnapshot, token: CancelToken) -> str:
            if text.length > longest:
                return ""
            words, characters = count(text, selected or [TextRange.whole(text)], token)
            of_what = " selected" if selected else ""
            return f"{plural(words, 'word')}{of_what}, {plural(characters, 'character')}"

        return workspace.snapshot(document.uri).then(
            lambda text: tasks.run(lambda token: describe(text, token), "count words")
        )

    def show(self) -> Future[None] | None:
        document = self.context.workspace.active_document()
        if document is None:
            return None
        return self.count(document).then(lambda words: self.tell(f"{document.name}: {words}"))

    def tell(self, message: str) -> None:
        self.context.window.notify(message)


counter: Counter


def activate(context: ExtensionContext) -> None:
    global counter
    counter = Counter(context)
    context.commands.handle("wordCount.show", counter.show)


def started() -> None:
    counter.update()


@hook
def active_document_changed(document: DocumentInfo | None) -> None:
    counter.update()


@hook
def document_changed(document: DocumentInfo) -> None:
    counter.update_soon()


@hook
def selection_changed(selection: SelectionInfo) -> None:
    counter.update_soon()
