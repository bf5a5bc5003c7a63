"""Going through a huge file: where its pages are cut, and what is noted of each.

Pages are cut where decoding can start anew: decoding them one by one gives what decoding the
whole would, invalid bytes included. Where that is can be told from the bytes around it, so that
several processes can go through parts of one file.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from struct import Struct
from typing import NamedTuple
from zlib import crc32

RECORD = Struct("<IIIIIBB")
"""PageNotes as bytes; one whose size is 0 says that a stretch ends."""

_CONTEXT = 5  # bytes that say where to cut
_LONG = 2000  # bytes from which on a line is long
_PLAIN = b"\n" + bytes(range(0x20, 0x7F))
_GATHERED = 16  # pages whose notes are sent at once


class PageNotes(NamedTuple):
    """`size` is in bytes, `length` in code points; `returns` are the breaks that are "\\r\\n".

    `is_plain`: all between the breaks is ASCII that is printed, one letter beside the other. That
    is looked at only where lines are long, and otherwise False.
    """

    size: int
    length: int
    breaks: int
    returns: int
    checksum: int
    is_ascii: bool
    is_plain: bool


def notes_of(data: bytes, encoding: str, errors: str, multi_byte: bool) -> PageNotes:
    """What is noted of a page with these bytes."""
    length = len(data)
    is_ascii = data.isascii()
    if multi_byte and not is_ascii:
        length = len(data.decode(encoding, errors))
    breaks = data.count(b"\n")
    returns = data.count(b"\r\n") if b"\r" in data else 0
    is_plain = is_ascii and breaks <= len(data) // _LONG and not data.translate(None, _PLAIN)
    return PageNotes(len(data), length, breaks, returns, crc32(data), is_ascii, is_plain)


def pages_of(
    read: Callable[[int, int], bytes], start: int, end: int, size: int, multi_byte: bool
) -> Iterator[bytes]:
    """The pages from `start` to `end`, of about `size` bytes. Raises EOFError where the file ends
    before. `read(start, end)` gives those bytes, or fewer at the end of the file."""
    while start < end:
        # What is left is no page of a few bytes.
        stop = end if end - start <= size + size // 4 else start + size + 1
        data = read(start, stop)
        if len(data) < stop - start:
            raise EOFError
        if stop < end:
            data = data[: cut(data, multi_byte)]
        yield data
        start += len(data)


def cut(data: bytes, multi_byte: bool) -> int:
    """Where to cut before the last byte of `data`, or a little sooner.

    Not inside of a UTF-8 sequence: before a byte that begins one, or that can belong to none as
    three like it go before it. And not inside of "\\r\\n".
    """
    at = last = len(data) - 1
    if multi_byte:
        while data[at] & 0xC0 == 0x80 and at > last - 3:
            at -= 1
        if data[at] & 0xC0 == 0x80:
            at = last
    if data[at] == 0x0A and data[at - 1] == 0x0D:
        at -= 1
    return at


def boundary(read: Callable[[int, int], bytes], at: int, multi_byte: bool) -> int:
    """Where the file can be cut at `at` or a little sooner. Raises EOFError where it has ended."""
    data = read(at - _CONTEXT, at + 1)
    if len(data) <= _CONTEXT:
        raise EOFError
    return at - _CONTEXT + cut(data, multi_byte)


def note_pages() -> None:
    """In a child process whose standard input is the file: write the notes of the pages of every
    `step`-th stretch of it, from number `first` on, to standard output. Ends where it cannot go
    on: whoever reads goes on alone, and finds out why."""
    words = sys.argv[1:]
    start, end, stretch, first, step, size, wide = map(int, words[:7])
    encoding, errors = words[7:9]
    multi_byte = bool(wide)

    def read(start: int, end: int) -> bytes:
        return os.pread(0, end - start, start)

    def edge(number: int) -> int:
        at = start + number * stretch
        return at if at == start else end if at >= end else boundary(read, at, multi_byte)

    waiting: list[bytes] = []
    try:
        for number in range(first, -(-(end - start) // stretch), step):
            for data in pages_of(read, edge(number), edge(number + 1), size, multi_byte):
                waiting.append(RECORD.pack(*notes_of(data, encoding, errors, multi_byte)))
                if len(waiting) == _GATHERED:
                    _send(waiting)
            waiting.append(RECORD.pack(0, 0, 0, 0, 0, 0, 0))
            _send(waiting)
    except (EOFError, OSError):
        return


def _send(waiting: list[bytes]) -> None:
    rest = memoryview(b"".join(waiting))
    waiting.clear()
    while rest:
        rest = rest[os.write(1, rest) :]
