"""Going once through a file: where its pages are cut, and what is noted of each.

What is counted, and where it is cut, is in pith.child: child processes share the work of a
file that is very large.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import TYPE_CHECKING

from pith.base import CancelToken
from pith.child import PageNotes, notes_of, pages_of
from pith.text._leaves import Branch
from pith.text._line_endings import LineEndings, line_endings_from
from pith.text._pages import Page, PagePart, Source
from pith.text._text import Text

if TYPE_CHECKING:
    from pith.text._scan_children import ScanChildren

PAGE_SIZE = 128 * 1024  # bytes
SHARED_FROM = 256 * 1024 * 1024
"""Bytes from which on child processes go through a file: starting them takes a while."""

PAGES_OF_BRANCH = 256


class ScanFailed(Exception):
    """The file ends before where it ended when it was opened."""


class Scan:
    """What of a source has been looked at: `position` up to `end`, in bytes.

    To be used by one thread at a time.
    """

    _may_share = hasattr(os, "pread")

    def __init__(self, source: Source, start: int, end: int, page_size: int | None = None) -> None:
        self._source = source
        self._start = start
        self.position = start
        self.end = end
        self._page_size = page_size or PAGE_SIZE
        self._children: ScanChildren | None = None
        self._notes: Iterator[PageNotes] = iter(())
        self._tried = False
        self.breaks = 0
        self.carriage_returns = 0
        """Of the breaks, how many are "\\r\\n"."""

    @property
    def source(self) -> Source:
        return self._source

    @property
    def done(self) -> bool:
        return self.position >= self.end

    @property
    def fraction(self) -> float:
        """How much has been looked at, from 0 to 1."""
        return (self.position - self._start) / max(self.end - self._start, 1)

    @property
    def line_endings(self) -> LineEndings:
        """What ends the lines that have been looked at."""
        return line_endings_from(self.breaks, self.carriage_returns)

    def read_on(
        self, token: CancelToken | None = None, *, seconds: float | None = None, pages: int = 0
    ) -> Text:
        """The text of what comes next: of all that is left, or of as many `pages`, or of what
        can be looked at in about that time.

        Raises ScanFailed if the file has become shorter, OSError, and Cancelled.
        """
        limit = None if seconds is None else monotonic() + seconds
        if not pages and self._children is None and not self._tried:
            self._share()
        found: list[Page] = []
        ended = True
        try:
            for page in self._pages():
                found.append(page)
                if token is not None:
                    token.raise_if_cancelled()
                if len(found) == pages or (limit is not None and monotonic() > limit):
                    ended = self.done
                    break
        finally:
            if ended:
                self.close()
        return text_of_pages(found)

    def _share(self) -> None:
        """Have child processes go through what is left, if that is worth while."""
        self._tried = True
        if self._may_share and self.end - self.position >= SHARED_FROM:
            from pith.text._scan_children import ScanChildren

            try:
                children = ScanChildren(self._source, self.position, self.end, self._page_size)
            except OSError:
                return
            self._children, self._notes = children, children.notes()

    def stop(self) -> None:
        """Nobody wants more of it. For any thread; nothing is waited for."""
        if self._children is not None:
            self._children.stop()

    def close(self) -> None:
        """Let go of what has helped. Not for the window's thread."""
        children, self._children = self._children, None
        self._notes = iter(())
        if children is not None:
            children.close()

    def _pages(self) -> Iterator[Page]:
        source = self._source
        for notes in self._notes:
            yield self._take(notes)
        data = pages_of(source.read, self.position, self.end, self._page_size, source.multi_byte)
        try:
            for each in data:
                yield self._take(notes_of(each, source.encoding, source.errors, source.multi_byte))
        except EOFError:
            raise ScanFailed from None

    def _take(self, notes: PageNotes) -> Page:
        self.breaks += notes.breaks
        self.carriage_returns += notes.returns
        start = self.position
        self.position += notes.size
        return page_of(self._source, start, notes)


def note(source: Source, start: int, data: bytes) -> Page:
    """The page of these bytes, which are at `start` of the source."""
    return page_of(source, start, notes_of(data, source.encoding, source.errors, source.multi_byte))


def page_of(source: Source, start: int, notes: PageNotes) -> Page:
    """The page at `start` of the source of which that was noted."""
    return Page(
        source,
        start,
        start + notes.size,
        notes.length,
        notes.breaks,
        notes.checksum,
        notes.is_ascii,
        notes.is_plain,
    )


def text_of_pages(pages: Sequence[Page | PagePart]) -> Text:
    """The text that consists of these pages."""
    return Text.of_branches(
        [
            Branch.of(list(pages[start : start + PAGES_OF_BRANCH]))
            for start in range(0, len(pages), PAGES_OF_BRANCH)
        ]
    )
