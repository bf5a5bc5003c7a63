"""Going once through a file: where its pages are cut, and what is noted of each.

Pages are cut where decoding can start anew: decoding them one by one gives what decoding the
whole would, invalid bytes included.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import monotonic
from zlib import crc32

from pith.base import CancelToken
from pith.text._leaves import Branch
from pith.text._line_endings import LineEndings, line_endings_from
from pith.text._pages import Page, PagePart, Source
from pith.text._text import Text

PAGE_SIZE = 128 * 1024  # bytes
PAGES_OF_BRANCH = 256


class ScanFailed(Exception):
    """The file ends before where it ended when it was opened."""


class Scan:
    """What of a source has been looked at: `position` up to `end`, in bytes.

    To be used by one thread at a time.
    """

    def __init__(self, source: Source, start: int, end: int, page_size: int | None = None) -> None:
        self._source = source
        self._start = start
        self.position = start
        self.end = end
        self._page_size = page_size or PAGE_SIZE
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
        found: list[Page] = []
        for page in self._pages():
            found.append(page)
            if token is not None:
                token.raise_if_cancelled()
            if len(found) == pages or (limit is not None and monotonic() > limit):
                break
        return text_of_pages(found)

    def _pages(self) -> Iterator[Page]:
        source = self._source
        while self.position < self.end:
            start = self.position
            data = source.read(start, min(start + self._page_size + 1, self.end))
            if not data:
                raise ScanFailed
            if len(data) > self._page_size:
                data = data[: _cut(data, source.multi_byte)]
            elif start + len(data) < self.end:
                raise ScanFailed
            breaks = data.count(b"\n")
            if b"\r" in data:
                self.carriage_returns += data.count(b"\r\n")
            self.breaks += breaks
            self.position = start + len(data)
            yield note(source, start, data, breaks)


def note(source: Source, start: int, data: bytes, breaks: int | None = None) -> Page:
    """The page of these bytes, which are at `start` of the source."""
    length = len(data)
    is_ascii = data.isascii()
    if source.multi_byte and not is_ascii:
        length = len(data.decode(source.encoding, source.errors))
    if breaks is None:
        breaks = data.count(b"\n")
    return Page(source, start, start + len(data), length, breaks, crc32(data), is_ascii)


def _cut(data: bytes, multi_byte: bool) -> int:
    """Where to cut before the last byte of `data`, or a little sooner.

    Not inside of a UTF-8 sequence: before a byte that begins one, or that can belong to none as
    three like it go before it. And not inside of "\\r\\n".
    """
    cut = last = len(data) - 1
    if multi_byte:
        while data[cut] & 0xC0 == 0x80 and cut > last - 3:
            cut -= 1
        if data[cut] & 0xC0 == 0x80:
            cut = last
    if data[cut] == 0x0A and data[cut - 1] == 0x0D:
        cut -= 1
    return cut


def text_of_pages(pages: Sequence[Page | PagePart]) -> Text:
    """The text that consists of these pages."""
    return Text.of_branches(
        [
            Branch.of(list(pages[start : start + PAGES_OF_BRANCH]))
            for start in range(0, len(pages), PAGES_OF_BRANCH)
        ]
    )
