"""A file that somebody writes on at its end, such as a log."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from pith.text import _page_scan
from pith.text._encodings import UTF_8, byte_order_mark, error_handler, is_single_byte
from pith.text._file_problems import LostPage
from pith.text._files import FileStamp, open_regular, stamp_from
from pith.text._page_scan import Scan, ScanFailed, note, text_of_pages
from pith.text._pages import Descriptor, Page, Source, SourceStamp
from pith.text._text import Text

_COMPARED = 64 * 1024  # code points at the end, and at the start, that must be what they were


class Appended(NamedTuple):
    """What was added to a file, and the file's stamp with it."""

    tail: Text
    stamp: FileStamp


def read_appended(
    path: Path, saved: Text, encoding: str, bom: bool, stamp: FileStamp
) -> Appended | None:
    """What was added to the file since it held `saved` and had that stamp; None when it seems
    that something else has happened to it, or when it is in an encoding that has to be read as a
    whole.

    All of it is compared, or, where it is read page by page, what the file began and ended with.
    Where it cannot be read, that is None too:
    whoever goes on to read all of it hears why.
    """
    if encoding != UTF_8 and not is_single_byte(encoding):
        return None
    try:
        return _read_appended(path, saved, encoding, bom, stamp)
    except (OSError, UnicodeError, ScanFailed, LostPage):
        return None


def _read_appended(
    path: Path, saved: Text, encoding: str, bom: bool, stamp: FileStamp
) -> Appended | None:
    descriptor = Descriptor(open_regular(path))
    status = os.fstat(descriptor.number)
    if (status.st_dev, status.st_ino) != stamp[:2] or status.st_size <= stamp.size:
        return None
    source = _source_of(saved, descriptor) or Source(descriptor, encoding, error_handler(encoding))
    mark = byte_order_mark(encoding) if bom else b""
    # What lies in the file itself is checked page by page when it is read.
    compared = _COMPARED if saved.has_pages else len(saved)
    last = saved.slice(len(saved) - _COMPARED, len(saved))
    first = saved.slice(0, compared)
    end = last.encode(encoding, source.errors)
    start = mark + first.encode(encoding, source.errors)
    if (
        len(start) > stamp.size
        or source.read(0, len(start)) != start
        or source.read(stamp.size - len(end), stamp.size) != end
    ):
        return None
    return Appended(_tail(saved, source, stamp.size, status.st_size), stamp_from(status))


def _source_of(text: Text, descriptor: Descriptor) -> Source | None:
    """Where the text's last page lies, if that is this file."""
    leaf = text.last_leaf
    if not leaf.paged or not leaf.page.source.exact:
        return None
    source = leaf.page.source
    here = SourceStamp.of(descriptor.number)
    return source if SourceStamp.of(source.descriptor.number)[:2] == here[:2] else None


def _tail(saved: Text, source: Source, start: int, end: int) -> Text:
    if not saved.has_pages:
        data = source.read(start, end)
        torn = source.multi_byte and data[0] & 0xC0 == 0x80
        if len(data) < end - start or torn:
            raise ScanFailed
        return Text.of(data.decode(source.encoding, source.errors))
    leaf = saved.last_leaf
    before = leaf.page if leaf.paged else None
    if (
        before is not None
        and before.source is source
        and before.byte_end == start
        and start - before.byte_start < _page_scan.PAGE_SIZE // 2
    ):
        # The last page was not full. What is added goes into it, or a log that is written line
        # by line would be as many pages.
        return _tail_of_page(before, source, end)
    return Scan(source, start, end).read_on()


def _tail_of_page(before: Page, source: Source, end: int) -> Text:
    old = source.read_page(before)
    scan = Scan(source, before.byte_start, end)
    whole = scan.read_on(pages=1).last_leaf
    assert isinstance(whole, Page)
    rest = scan.read_on()
    known = note(source, before.byte_start, old)
    if known.length > whole.length or whole.content[: known.length] != before.content:
        return Scan(source, before.byte_end, end).read_on()  # a character was torn
    added = whole.part(known.length, whole.length)
    return text_of_pages([added]).grown(rest)
