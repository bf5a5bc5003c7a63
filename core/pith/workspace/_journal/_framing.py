"""How records lie in a journal's file, so that what is whole can be told from what is not.

The file begins with a line that names the format. Then comes one frame after the other: the
length of the payload, its CRC-32, a CRC-32 of these two, and the payload.
"""

from __future__ import annotations

from enum import Enum
from struct import Struct
from typing import NamedTuple
from zlib import crc32

FORMAT = 2
_NAME = b"Pith journal "
_HEAD = Struct("<II")
_CHECK = Struct("<I")
OVERHEAD = _HEAD.size + _CHECK.size


class Condition(Enum):
    """How a journal ends."""

    WHOLE = "whole"
    TORN = "torn"
    """The last record was not written to its end: the process or the machine stopped then."""
    DAMAGED = "damaged"
    """There are bytes that nobody wrote so."""


class Scanned(NamedTuple):
    """The payloads up to where the journal ends or is damaged, and how many bytes that is."""

    payloads: list[bytes]
    good: int
    condition: Condition


class NotAJournalError(Exception):
    """The file does not begin as a journal does."""


class NewerFormatError(Exception):
    """The journal was written by a newer version; its number is the argument."""


def first_line() -> bytes:
    """What a journal begins with."""
    return _NAME + b"%d\n" % FORMAT


def frame(payload: bytes) -> bytes:
    head = _HEAD.pack(len(payload), crc32(payload))
    return b"".join((head, _CHECK.pack(crc32(head)), payload))


def scan(data: bytes) -> Scanned:
    """Take a journal apart. Raises NotAJournalError and NewerFormatError."""
    at = _read_first_line(data)
    payloads: list[bytes] = []
    while at < len(data):
        start = at + OVERHEAD
        if start > len(data):
            return Scanned(payloads, at, _of_rest(data, at, Condition.TORN))
        length, checksum = _HEAD.unpack_from(data, at)
        if _CHECK.unpack_from(data, at + _HEAD.size)[0] != crc32(data[at : at + _HEAD.size]):
            return Scanned(payloads, at, _of_rest(data, at, Condition.DAMAGED))
        payload = data[start : start + length]
        if len(payload) < length:
            return Scanned(payloads, at, Condition.TORN)
        if crc32(payload) != checksum:
            last = start + length == len(data)
            whole = Condition.TORN if last and not payload.rstrip(b"\0") else Condition.DAMAGED
            return Scanned(payloads, at, whole)
        payloads.append(payload)
        at = start + length
    return Scanned(payloads, at, Condition.WHOLE)


def _of_rest(data: bytes, at: int, otherwise: Condition) -> Condition:
    # After power loss a file may have got its length, but not its last blocks.
    return Condition.TORN if not data[at:].rstrip(b"\0") else otherwise


def _read_first_line(data: bytes) -> int:
    """Where the frames begin."""
    end = data.find(b"\n", 0, 40)
    number = data[len(_NAME) : end]
    if end < 0 or not data.startswith(_NAME) or not number.isdigit():
        raise NotAJournalError
    if int(number) > FORMAT:
        raise NewerFormatError(int(number))
    return end + 1
