"""Leaves whose content stays in a file and is read when it is wanted.

A page is a stretch of bytes of an open file of which three things were noted when it was first
read: how many code points and line breaks it has, and a checksum. So a text knows where its lines
are without holding them, and a page that somebody has overwritten since is noticed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple
from weakref import WeakSet
from zlib import crc32

from pith.text._file_problems import LostPage
from pith.text._leaves import Leaf, find_breaks
from pith.text._page_cache import PAGES
from pith.text._page_reader import LOOKING
from pith.text._positioned import read_at

if TYPE_CHECKING:
    from pith.text._leaves import AnyLeaf

LOST = "\ufffd"
"""What is shown in the place of each code point that cannot be read any more."""


class SourceStamp(NamedTuple):
    """What tells one content of an open file from another without reading it."""

    device: int
    inode: int
    size: int
    mtime_ns: int

    @classmethod
    def of(cls, descriptor: int) -> SourceStamp:
        status = os.fstat(descriptor)
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


class Descriptor:
    """An open file, closed when nobody refers to it any more.

    A thread that reads from it does refer to it, so that the number is never another file's.
    """

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        self.number = number

    def __del__(self, close: Callable[[int], None] = os.close) -> None:
        close(self.number)


class Source:
    """An open file that pages are read from. Its methods may be called on any thread.

    `encoding` and `errors` decode any page by itself. `exact`: the bytes are those of the
    document's file, in that encoding, and not of a copy that was made in another one.
    """

    def __init__(
        self, descriptor: Descriptor, encoding: str, errors: str, *, exact: bool = True
    ) -> None:
        self._descriptor = descriptor
        self.encoding = encoding
        self.errors = errors
        self.exact = exact
        self.stamp: SourceStamp | None = SourceStamp.of(descriptor.number)
        """What the file was when its pages were noted; None: every page is checked."""
        self.lost = False
        """Whether a page could not be read; stays so, as what was shown for it may have been
        copied into the text."""
        _living.add(self)
        self.on_lost: list[Callable[[], object]] = []
        """Called when that first happens, on the thread that read."""

    @property
    def file(self) -> tuple[int, int]:
        """Device and inode."""
        return SourceStamp.of(self._descriptor.number)[:2]

    @property
    def descriptor(self) -> Descriptor:
        return self._descriptor

    @property
    def multi_byte(self) -> bool:
        """Whether a code point may be more than one byte."""
        return self.encoding == "utf-8"

    def rebind(self, descriptor: Descriptor) -> None:
        """Read from another file with the same bytes from now on."""
        unchanged = self.unchanged
        self._descriptor = descriptor
        self.stamp = SourceStamp.of(descriptor.number) if unchanged else None

    @property
    def unchanged(self) -> bool:
        """Whether nothing was written to the file since its pages were noted."""
        return self.stamp is not None and SourceStamp.of(self._descriptor.number) == self.stamp

    def read(self, start: int, end: int) -> bytes:
        """The bytes from `start` to `end`; fewer where the file ends before. Raises OSError."""
        number = self._descriptor.number
        data = read_at(number, end - start, start)
        if len(data) == end - start or not data:
            return data
        pieces = [data]
        start += len(data)
        while start < end and (data := read_at(number, end - start, start)):
            pieces.append(data)
            start += len(data)
        return b"".join(pieces)

    def read_page(self, page: Page) -> bytes:
        """The bytes of a page. Raises LostPage when they are not those that were noted."""
        try:
            data = self.read(page.byte_start, page.byte_end)
            # In this order: what is written after the reading does not matter.
            unchanged = self.unchanged
        except OSError as error:
            raise LostPage from error
        if len(data) != page.byte_end - page.byte_start:
            raise LostPage
        if not unchanged and crc32(data) != page.checksum:
            raise LostPage
        return data

    def tell_lost(self) -> None:
        if not self.lost:
            self.lost = True
            for function in self.on_lost:
                function()


class _Paged:
    """What pages and parts of them have in common: content that is there while it is used."""

    __slots__ = ("__weakref__", "_breaks", "_content", "break_count", "held", "length", "used")

    paged: ClassVar[Literal[True]] = True

    def __init__(self, length: int, break_count: int) -> None:
        self.length = length
        self.break_count = break_count
        self._content: str | None = None
        self._breaks: list[int] | None = None
        self.used = False
        self.held = 0
        """How many want it to stay in memory."""

    @property
    def content(self) -> str:
        """What it holds, read if it must be; where a PageReader says so, what stands in for it."""
        self.used = True
        reader = LOOKING.reader
        if reader is not None and (self.absent or self in reader.missed):
            return reader.content_of(self)  # type: ignore[arg-type]
        content = self._content
        return self.read() if content is None else content

    def read(self) -> str:
        """What it holds, whatever stands in for it."""
        content = self._content
        if content is None:
            content = self._load()
            self._content = content
            PAGES.take(self, content)  # type: ignore[arg-type]
        return content

    @property
    def breaks(self) -> list[int]:
        """Where each "\\n" is, counted from the start of the leaf."""
        reader = LOOKING.reader
        if reader is not None and (self.absent or self in reader.missed):
            return reader.breaks_of(self)  # type: ignore[arg-type]
        breaks = self._breaks
        if breaks is None:
            breaks = self._breaks = find_breaks(self.read())
        return breaks

    @property
    def loaded(self) -> str | None:
        """What it holds, if that is in memory."""
        return self._content

    @property
    def absent(self) -> bool:
        """Whether its content has to be read from a disk."""
        return self._content is None

    def forget(self) -> None:
        """For PageCache: let go of the content; it is read again when it is wanted."""
        self._content = self._breaks = None

    def _load(self) -> str:
        raise NotImplementedError

    def shape_of(self, letter: str) -> str:
        """As many code points and lines as it has, all of one letter."""
        breaks = self.break_count
        letters, more = divmod(self.length - breaks, breaks + 1)
        long, short = letter * (letters + 1), letter * letters
        return "\n".join([long] * more + [short] * (breaks + 1 - more))


class Page(_Paged):
    """The bytes from `byte_start` to `byte_end` of a source, as a leaf of a text.

    Decoding pages one by one gives what decoding all of the file does: see _page_scan. When the
    bytes cannot be read any more, `lost` is True and the content is LOST, in the same shape.
    """

    __slots__ = ("byte_end", "byte_start", "checksum", "is_ascii", "is_plain", "lost", "source")

    def __init__(
        self,
        source: Source,
        byte_start: int,
        byte_end: int,
        length: int,
        break_count: int,
        checksum: int,
        is_ascii: bool,
        is_plain: bool,
    ) -> None:
        super().__init__(length, break_count)
        self.is_ascii = is_ascii
        self.is_plain = is_plain
        """Whether it is known to be all printable ASCII, but for line breaks."""
        self.source = source
        self.byte_start = byte_start
        self.byte_end = byte_end
        self.checksum = checksum
        self.lost = False

    def __repr__(self) -> str:
        return f"<Page {self.byte_start}–{self.byte_end}{' lost' * self.lost}>"

    @property
    def page(self) -> Page:
        return self

    @property
    def start(self) -> int:
        """Where it starts in its page, in code points."""
        return 0

    @property
    def one_to_one(self) -> bool:
        """Whether every code point is one byte."""
        return self.byte_end - self.byte_start == self.length

    def _load(self) -> str:
        source = self.source
        try:
            content = source.read_page(self).decode(source.encoding, source.errors)
            if len(content) == self.length and content.count("\n") == self.break_count:
                self.lost = False
                return content
        except LostPage:
            pass
        self.lost = True
        source.tell_lost()
        return self.shape_of(LOST)

    def is_same(self, other: Page | PagePart) -> bool:
        """Whether it holds the same, as far as the checksums tell."""
        return (
            isinstance(other, Page)
            and self.checksum == other.checksum
            and self.byte_end - self.byte_start == other.byte_end - other.byte_start
            and (self.length, self.break_count) == (other.length, other.break_count)
            and (self.source.encoding, self.source.errors)
            == (other.source.encoding, other.source.errors)
        )

    def is_grown_from(self, other: Page) -> bool:
        """Whether it is `other` and what has been appended to the file since."""
        return (
            self.source is other.source
            and self.byte_start == other.byte_start
            and self.byte_end > other.byte_end
        )

    def joined(self, before: AnyLeaf) -> Page | PagePart | None:
        return None

    def part(self, start: int, end: int) -> Page | PagePart:
        """The leaf of the code points from `start` to `end`, counted from its own start."""
        if start == 0 and end == self.length:
            return self
        breaks = 0 if self.break_count == 0 else self.read().count("\n", start, end)
        return PagePart(self, start, end - start, breaks)


class PagePart(_Paged):
    """What an edit has left of a page: `length` code points from `start` on."""

    __slots__ = ("page", "start")

    def __init__(self, page: Page, start: int, length: int, break_count: int) -> None:
        super().__init__(length, break_count)
        self.page = page
        self.start = start

    def __repr__(self) -> str:
        return f"<PagePart {self.start}–{self.start + self.length} of {self.page!r}>"

    @property
    def is_ascii(self) -> bool:
        """Whether all of it is known to be ASCII."""
        return self.page.is_ascii

    @property
    def is_plain(self) -> bool:
        return self.page.is_plain

    @property
    def absent(self) -> bool:
        return self._content is None and self.page.absent

    def _load(self) -> str:
        content = self.page.read()
        # Of a lost page, every part keeps the shape that it had.
        if self.page.lost:
            return self.shape_of(LOST)
        return content[self.start : self.start + self.length]

    def part(self, start: int, end: int) -> Page | PagePart:
        if start == 0 and end == self.length:
            return self
        breaks = 0 if self.break_count == 0 else self.read().count("\n", start, end)
        return PagePart(self.page, self.start + start, end - start, breaks)

    def is_same(self, other: Page | PagePart) -> bool:
        return (
            isinstance(other, PagePart)
            and (self.start, self.length) == (other.start, other.length)
            and self.page.is_same(other.page)
        )

    def joined(self, before: AnyLeaf) -> Page | PagePart | None:
        """This leaf and the one `before` it as one, if the page has grown from that one's."""
        page = self.page
        if isinstance(before, Leaf) or not page.is_grown_from(before.page):
            return None
        end = before.start + before.length
        if end != before.page.length or self.start != end:
            return None
        length, breaks = before.length + self.length, before.break_count + self.break_count
        if length == page.length:
            return page
        return PagePart(page, before.start, length, breaks)


_living: WeakSet[Source] = WeakSet()


def sources_of_file(status: os.stat_result) -> list[Source]:
    """Everything in this process that reads from that file."""
    file = (status.st_dev, status.st_ino)
    return [each for each in list(_living) if each.file == file]


def bytes_of(leaf: Page | PagePart) -> tuple[int, int]:
    """Where the leaf's bytes start and end in the source's file. Raises LostPage."""
    page = leaf.page
    if isinstance(leaf, Page):
        return page.byte_start, page.byte_end
    if page.one_to_one:
        start = page.byte_start + leaf.start
        return start, start + leaf.length
    content = page.content
    if page.lost:
        raise LostPage
    encoding, errors = page.source.encoding, page.source.errors
    start = page.byte_start + len(content[: leaf.start].encode(encoding, errors))
    inside = content[leaf.start : leaf.start + leaf.length]
    return start, start + len(inside.encode(encoding, errors))
