"""Back and forward through the places where carets have been, across files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pith.text import Point
from pith.workspace import Anchor, Anchors, Document, View

_MOST = 50
_NEAR = 10
"""Rows within which a caret is still at the same place."""


class Visited:
    """A place in a document; in one that is closed, a row and a column."""

    def __init__(self, document: Document, anchors: Anchors, offset: int) -> None:
        self.document: Document | None = document
        self._anchors: Anchors | None = anchors
        self._anchor: Anchor | None = anchors.add(offset)
        self._path = document.file.path
        self._point = Point(0, 0)

    @property
    def path(self) -> Path | None:
        return self.document.file.path if self.document is not None else self._path

    @property
    def point(self) -> Point:
        if self.document is not None and self._anchor is not None:
            return self.document.text.point_at(self._anchor.offset)
        return self._point

    def move(self, offset: int) -> None:
        if self._anchor is not None:
            self._anchor.move(offset)

    def close(self) -> None:
        """Its document is closed."""
        if self.document is not None:
            self._path, self._point = self.document.file.path, self.point
            self.forget()

    def forget(self) -> None:
        if self._anchors is not None and self._anchor is not None:
            self._anchors.remove(self._anchor)
        self.document = self._anchors = self._anchor = None

    def reopen(self, document: Document, anchors: Anchors) -> None:
        """Its file is open again."""
        self.document, self._anchors = document, anchors
        self._anchor = anchors.add(document.text.offset_at(self._point))


class CaretHistory:
    """The places, oldest first, and which of them the caret is at.

    A caret that moves a few rows stays at its place; one that jumps, or is in another document,
    is at a new one, and what lay ahead is forgotten.
    """

    def __init__(self, anchors_of: Callable[[Document], Anchors]) -> None:
        self._anchors_of = anchors_of
        self._visited: list[Visited] = []
        self._at = -1
        self._last_edit: Visited | None = None

    def arrived(self, view: View) -> None:
        """The caret of the view that is looked at is where it is."""
        document = view.document
        offset = view.selection.primary.head
        if 0 <= self._at < len(self._visited):
            here = self._visited[self._at]
            if here.document is document:
                row = document.text.row_at(offset)
                if abs(here.point.row - row) < _NEAR:
                    here.move(offset)
                    return
        for each in self._visited[self._at + 1 :]:
            each.forget()
        del self._visited[self._at + 1 :]
        self._visited.append(Visited(document, self._anchors_of(document), offset))
        for each in self._visited[:-_MOST]:
            each.forget()
        del self._visited[:-_MOST]
        self._at = len(self._visited) - 1

    def edited(self, document: Document, offset: int) -> None:
        """Somebody has edited a document there in a view."""
        last = self._last_edit
        if last is not None and last.document is document:
            last.move(offset)
            return
        if last is not None:
            last.forget()
        self._last_edit = Visited(document, self._anchors_of(document), offset)

    def step(self, by: int) -> Visited | None:
        """The place before (-1) or after (1) this one, which is this one from now on."""
        if not 0 <= self._at + by < len(self._visited):
            return None
        self._at += by
        return self._visited[self._at]

    @property
    def last_edit(self) -> Visited | None:
        return self._last_edit

    def opened(self, document: Document) -> None:
        for each in self._all():
            if each.document is None and each.path is not None and each.path == document.file.path:
                each.reopen(document, self._anchors_of(document))

    def closed(self, document: Document) -> None:
        """Places in files are kept; those in a document without a file are gone with it."""
        for each in self._all():
            if each.document is document:
                each.close()
        here = self._visited[self._at] if 0 <= self._at < len(self._visited) else None
        self._visited = [each for each in self._visited if each.path is not None]
        if here in self._visited:
            self._at = self._visited.index(here)
        else:
            self._at = min(self._at, len(self._visited) - 1)
        if self._last_edit is not None and self._last_edit.path is None:
            self._last_edit = None

    def _all(self) -> list[Visited]:
        return [*self._visited, *([self._last_edit] if self._last_edit is not None else [])]
