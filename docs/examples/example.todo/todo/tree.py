"""The rows of the view."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pith.api import (
    CancelToken,
    Disposable,
    ExtensionContext,
    Future,
    TextSnapshot,
    TreeItem,
)

PAUSE = 0.3  # seconds
AT_ONCE = 5_000  # rows
WORDS = re.compile(r"\b(TODO|FIXME|XXX)\b[:\s]*(.*)")


class Tree:
    """Fills the view `todo.lines`. A TreeProvider."""

    def __init__(self, context: ExtensionContext) -> None:
        self.context = context
        self.handle = context.views.provide_tree("todo.lines", self)
        #: How often the document was looked through: kept over reloads.
        self.seen = 0
        self.found: dict[str, list[TreeItem]] = {}
        self.pause: Disposable | None = None

    def children(self, item_id: str | None) -> Sequence[TreeItem] | Future[Sequence[TreeItem]]:
        if item_id is not None:
            return self.found.get(item_id, ())
        document = self.context.workspace.active_document()
        if document is None:
            return ()
        self.seen += 1

        def look(text: TextSnapshot) -> Future[dict[str, list[TreeItem]]]:
            return self.context.tasks.run(lambda token: find(text, token), "to do")

        return self.context.workspace.snapshot(document.uri).then(look).then(self.show)

    def show(self, found: dict[str, list[TreeItem]]) -> Sequence[TreeItem]:
        self.found = found
        return [
            TreeItem(word, word, collapsible="expanded", description=str(len(lines)))
            for word, lines in sorted(found.items())
        ]

    def refresh_soon(self) -> None:
        """Look again when nobody has typed for a while."""
        if self.pause is not None:
            self.pause.dispose()
        self.pause = self.context.tasks.call_later(PAUSE, self.handle.refresh)

    def go(self, item_id: str, **more: object) -> None:
        document = self.context.workspace.active_document()
        if document is not None and document.path is not None:
            self.context.workspace.open(document.path, int(item_id))


def find(text: TextSnapshot, token: CancelToken) -> dict[str, list[TreeItem]]:
    """The lines with a word that says that something is to be done, by word. Runs on a worker."""
    found: dict[str, list[TreeItem]] = {}
    for start in range(0, text.line_count, AT_ONCE):
        token.raise_if_cancelled()
        for row, line in enumerate(text.lines(start, start + AT_ONCE), start):
            if match := WORDS.search(line):
                word, rest = match.groups()
                found.setdefault(word, []).append(
                    TreeItem(
                        str(row),
                        rest or line.strip(),
                        description=str(row + 1),
                        command="todo.go",
                        arguments={"item_id": str(row)},
                        context_value="line",
                    )
                )
    return found
