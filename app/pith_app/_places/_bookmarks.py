"""Lines that somebody has marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pith.base import Signal
from pith.text import Point
from pith.workspace import Anchor, Anchors, Document

_MOST_KEPT = 10_000


class Bookmark(NamedTuple):
    """A marked line: of an open document, or of a file that is not open. Rows count from 0."""

    document: Document | None
    path: Path | None
    row: int


class Bookmarks:
    """Marked lines go along with the edits of their documents, and are kept for files that are
    closed."""

    def __init__(self, anchors_of: Callable[[Document], Anchors]) -> None:
        self._anchors_of = anchors_of
        self._anchors: dict[Document, list[Anchor]] = {}
        self._closed: dict[Path, list[int]] = {}
        self.changed: Signal[Document] = Signal("bookmarks.changed")
        """The marked lines of an open document are others, edits aside."""

    # What there is

    def rows(self, document: Document) -> list[int]:
        """The marked rows of an open document, sorted."""
        return sorted({anchor.row for anchor in self._anchors.get(document, ())})

    def has(self, document: Document) -> bool:
        """Whether an open document has a marked row."""
        return document in self._anchors

    def all(self) -> list[Bookmark]:
        """Every marked line, file by file."""
        found = [
            Bookmark(document, document.file.path, row)
            for document in self._anchors
            for row in self.rows(document)
        ]
        found += [Bookmark(None, path, row) for path in self._closed for row in self._closed[path]]
        return sorted(found, key=lambda each: (str(each.path or ""), each.row))

    def next(self, document: Document, row: int, by: int) -> Bookmark | None:
        """The marked line after (1) or before (-1) a row, round the ends of the document; in one
        that has none, that of the file after or before it."""
        rows = self.rows(document)
        if rows:
            beyond = [each for each in rows if (each > row if by > 0 else each < row)]
            chosen = (beyond or rows)[0 if by > 0 else -1]
            return Bookmark(document, document.file.path, chosen)
        others = self.all()
        if not others:
            return None
        here = str(document.file.path or "")
        further = [each for each in others if (str(each.path or "") > here) == (by > 0)]
        return (further or others)[0 if by > 0 else -1]

    # Changing it

    def toggle(self, document: Document, rows: Iterable[int]) -> None:
        """Mark the rows, or unmark them if all of them are marked."""
        wanted = set(rows)
        marked = set(self.rows(document))
        if wanted <= marked:
            self._set(document, marked - wanted)
        else:
            self._set(document, marked | wanted)

    def clear(self, document: Document) -> None:
        self._set(document, ())

    def clear_all(self) -> None:
        self._closed.clear()
        for document in list(self._anchors):
            self._set(document, ())

    def _set(self, document: Document, rows: Iterable[int]) -> None:
        anchors = self._anchors_of(document)
        for anchor in self._anchors.pop(document, ()):
            anchors.remove(anchor)
        text = document.text
        marked = [anchors.add(text.line_start(row)) for row in sorted(rows)]
        if marked:
            self._anchors[document] = marked
        self.changed.emit(document)

    # Documents that come and go

    def opened(self, document: Document) -> None:
        """Take up what was marked in its file. Rows that are not there yet wait for `grown`."""
        path = document.file.path
        if path is None or path not in self._closed:
            return
        rows = self._closed.pop(path)
        count = document.text.line_count
        later = [row for row in rows if row >= count] if not document.file.whole else []
        if later:
            self._closed[path] = later
        marked = {min(row, count - 1) for row in rows if row not in later}
        self._set(document, {*self.rows(document), *marked})

    def closed(self, document: Document) -> None:
        rows = self.rows(document)
        anchors = self._anchors_of(document)
        for anchor in self._anchors.pop(document, ()):
            anchors.remove(anchor)
        path = document.file.path
        if rows and path is not None:
            self._closed[path] = sorted({*rows, *self._closed.get(path, ())})

    # Keeping them

    def to_keep(self) -> dict[str, list[int]]:
        """The rows by path, as plain data."""
        kept: dict[str, list[int]] = {}
        for each in self.all()[:_MOST_KEPT]:
            if each.path is not None:
                kept.setdefault(str(each.path), []).append(each.row)
        return kept

    def take_up(self, kept: Mapping[str, Any], documents: Iterable[Document]) -> None:
        """What to_keep() gave in another run; what cannot be read is left out."""
        self._closed.clear()
        for path, rows in kept.items():
            if isinstance(rows, list):
                found = [row for row in rows if isinstance(row, int) and row >= 0]
                if found:
                    self._closed[Path(path)] = found
        for document in documents:
            self.opened(document)


def line_of(bookmark: Bookmark) -> str:
    """What stands in the line of an open document, shortened."""
    if bookmark.document is None:
        return ""
    text = bookmark.document.text
    start = text.offset_at(Point(bookmark.row, 0))
    return text.slice(start, min(start + 200, text.line_end(bookmark.row))).strip()
