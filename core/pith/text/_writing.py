"""Writing a text to an open file: bytes that nobody edited are copied, the rest is encoded."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from zlib import crc32

from pith.base import CancelToken
from pith.text._encodings import (
    UTF_8,
    UnencodableError,
    byte_order_mark,
    encoded,
    is_single_byte,
)
from pith.text._file_problems import LostPage
from pith.text._positioned import write_at
from pith.text._text import Text

if TYPE_CHECKING:
    from pith.text._pages import Page, PagePart, Source
    from pith.text._relocation import Relocation

_BUFFER = 1024 * 1024
_RUN = 8 * 1024 * 1024  # bytes that are copied before somebody may say stop
# What says that the system cannot copy between these files.
_NO_COPYING = (
    errno.EXDEV,
    errno.EINVAL,
    errno.ENOSYS,
    errno.EOPNOTSUPP,
    errno.EPERM,
    errno.EBADF,
    errno.ETXTBSY,
)


class TextWriter:
    """Writes one text, from the start of an open file.

    `relocation` is told where pages come to lie. `report` is given how much is done, from 0 to 1.
    Raises UnencodableError, LostPage, OSError, and Cancelled when `token` says so.
    """

    def __init__(
        self,
        descriptor: int,
        text: Text,
        encoding: str,
        bom: bool,
        relocation: Relocation | None = None,
        report: Callable[[float], object] | None = None,
        token: CancelToken | None = None,
    ) -> None:
        self._descriptor = descriptor
        self._text = text
        self._encoding = encoding
        self._bom = bom
        self._relocation = relocation
        self._report = report
        self._token = token
        self._position = 0
        self._pending = bytearray()
        self._done = 0  # code points
        self._may_copy = hasattr(os, "copy_file_range")

    def write(self) -> None:
        if self._encoding == UTF_8 or is_single_byte(self._encoding):
            self._write_leaves()
        else:
            for data in encoded(self._chunks(), self._encoding, self._bom):
                self._add(data)
        self._flush()

    def _chunks(self) -> Iterator[str]:
        for leaf in self._text.leaves():
            content = leaf.content
            if leaf.paged:
                _require_intact(leaf)
            yield content
            self._advance(leaf.length)

    def _write_leaves(self) -> None:
        if self._bom:
            self._add(byte_order_mark(self._encoding))
        run: list[Page | PagePart] = []
        size = 0
        for leaf in self._text.leaves():
            if leaf.paged:
                _require_intact(leaf)
                source = leaf.page.source
                if source.exact and source.encoding == self._encoding:
                    if run and (run[-1].page.source is not source or size > _RUN):
                        self._copy(run)
                        run, size = [], 0
                    run.append(leaf)
                    size += leaf.length
                    continue
            if run:
                self._copy(run)
                run, size = [], 0
            try:
                for data in encoded((leaf.content,), self._encoding, False):
                    self._add(data)
            except UnencodableError as error:
                raise UnencodableError(self._done + error.offset, error.character) from None
            self._advance(leaf.length)
        if run:
            self._copy(run)

    def _add(self, data: bytes) -> None:
        self._pending += data
        if len(self._pending) >= _BUFFER:
            self._flush()

    def _flush(self) -> None:
        if self._pending:
            write_at(self._descriptor, bytes(self._pending), self._position)
            self._position += len(self._pending)
            self._pending = bytearray()

    def _advance(self, length: int) -> None:
        self._done += length
        if self._token is not None:
            self._token.raise_if_cancelled()
        if self._report is not None:
            self._report(self._done / max(len(self._text), 1))

    # Bytes that stay as they are

    def _copy(self, leaves: list[Page | PagePart]) -> None:
        """Copy the bytes of leaves, all of one source."""
        from pith.text._pages import Page, bytes_of

        self._flush()
        source = leaves[0].page.source
        places = [bytes_of(leaf) for leaf in leaves]
        started = self._position
        # While nobody has written to the source, the bytes are those that were noted.
        if source.unchanged:
            start, end = places[0]
            for next_start, next_end in places[1:]:
                if next_start != end:
                    self._copy_stretch(source, start, end)
                    start = next_start
                end = next_end
            self._copy_stretch(source, start, end)
        if not source.unchanged:
            self._position = started
            for leaf, (start, end) in zip(leaves, places, strict=True):
                page = leaf.page
                data = source.read_page(page)[start - page.byte_start : end - page.byte_start]
                write_at(self._descriptor, data, self._position)
                self._position += len(data)
        if self._relocation is not None:
            at = started
            for leaf, (start, end) in zip(leaves, places, strict=True):
                whole = isinstance(leaf, Page)
                checksum = leaf.page.checksum if whole else crc32(source.read(start, end))
                self._relocation.note(leaf, at, at + end - start, checksum)
                at += end - start
        self._advance(sum(leaf.length for leaf in leaves))

    def _copy_stretch(self, source: Source, start: int, end: int) -> None:
        number = source.descriptor.number
        while self._may_copy and start < end:
            try:
                copied = os.copy_file_range(
                    number, self._descriptor, end - start, start, self._position
                )
            except OSError as error:
                if error.errno not in _NO_COPYING:
                    raise
                self._may_copy = False
                break
            if not copied:
                break  # some systems say so where they cannot
            start += copied
            self._position += copied
        while start < end:
            data = source.read(start, min(start + _BUFFER, end))
            if not data:
                raise LostPage
            write_at(self._descriptor, data, self._position)
            start += len(data)
            self._position += len(data)


def _require_intact(leaf: Page | PagePart) -> None:
    """Raise LostPage when something of the leaf's file was lost: it may have been copied."""
    if leaf.page.source.lost:
        raise LostPage
