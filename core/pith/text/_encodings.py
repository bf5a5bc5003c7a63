"""Bytes to characters and back, so that what nobody edited is written as it was read.

The order of trials is: byte order mark, strict UTF-8, UTF-16 recognised by where its zeros are,
UTF-8 with a few broken places, what charset-normalizer recognises in 64 kB, Windows 1252. Bytes
that an encoding does not define become lone surrogates U+DC80 to U+DCFF ("surrogateescape", PEP
383) and become the same bytes again. No decoding is returned that does not encode to what was read.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pith.base import Problem, ProblemError

UTF_8 = "utf-8"
WESTERN = "cp1252"

ENCODINGS: list[tuple[str, str]] = [
    (UTF_8, "UTF-8"),
    ("utf-8-sig", "UTF-8 with BOM"),
    ("utf-16-le", "UTF-16 LE"),
    ("utf-16-be", "UTF-16 BE"),
    ("utf-32-le", "UTF-32 LE"),
    ("utf-32-be", "UTF-32 BE"),
    (WESTERN, "Western (Windows 1252)"),
    ("iso8859-1", "Western (ISO 8859-1)"),
    ("iso8859-15", "Western (ISO 8859-15)"),
    ("mac-roman", "Western (Mac Roman)"),
    ("cp437", "Western (DOS 437)"),
    ("cp850", "Western (DOS 850)"),
    ("cp1250", "Central European (Windows 1250)"),
    ("iso8859-2", "Central European (ISO 8859-2)"),
    ("cp852", "Central European (DOS 852)"),
    ("cp1251", "Cyrillic (Windows 1251)"),
    ("iso8859-5", "Cyrillic (ISO 8859-5)"),
    ("koi8-r", "Cyrillic (KOI8-R)"),
    ("koi8-u", "Cyrillic (KOI8-U)"),
    ("cp866", "Cyrillic (DOS 866)"),
    ("cp1253", "Greek (Windows 1253)"),
    ("iso8859-7", "Greek (ISO 8859-7)"),
    ("cp1254", "Turkish (Windows 1254)"),
    ("iso8859-9", "Turkish (ISO 8859-9)"),
    ("cp1255", "Hebrew (Windows 1255)"),
    ("iso8859-8", "Hebrew (ISO 8859-8)"),
    ("cp1256", "Arabic (Windows 1256)"),
    ("iso8859-6", "Arabic (ISO 8859-6)"),
    ("cp1257", "Baltic (Windows 1257)"),
    ("iso8859-4", "Baltic (ISO 8859-4)"),
    ("iso8859-13", "Baltic (ISO 8859-13)"),
    ("cp1258", "Vietnamese (Windows 1258)"),
    ("cp874", "Thai (Windows 874)"),
    ("cp932", "Japanese (Shift JIS, Windows 932)"),
    ("euc_jp", "Japanese (EUC-JP)"),
    ("iso2022_jp", "Japanese (ISO 2022-JP)"),
    ("gb18030", "Simplified Chinese (GB 18030)"),
    ("gbk", "Simplified Chinese (GBK)"),
    ("big5", "Traditional Chinese (Big5)"),
    ("big5hkscs", "Traditional Chinese (Big5-HKSCS)"),
    ("cp949", "Korean (Windows 949)"),
    ("euc_kr", "Korean (EUC-KR)"),
]
"""The encodings offered to people: (name, label), the most usual first."""

_LABELS = dict(ENCODINGS)
_MULTI_BYTE = frozenset(
    ("cp932", "euc_jp", "iso2022_jp", "gb18030", "gbk", "big5", "big5hkscs", "cp949", "euc_kr")
)
_MARKS = {
    UTF_8: codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}
# The mark of UTF-16 LE begins the one of UTF-32 LE, so that one is tried first.
_MARKS_IN_ORDER = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be", UTF_8)

# What charset-normalizer is believed about, and what we call it. It takes nearly every short text
# in a Latin script for Central European, so that one is believed only where Western is excluded.
_RECOGNISED = {
    "cp932": "cp932",
    "shift_jis": "cp932",
    "shift_jis_2004": "cp932",
    "euc_jp": "euc_jp",
    "euc_jis_2004": "euc_jp",
    "euc_jisx0213": "euc_jp",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5",
    "cp950": "big5",
    "big5hkscs": "big5hkscs",
    "cp949": "cp949",
    "euc_kr": "cp949",
    "cp1251": "cp1251",
    "koi8_r": "koi8-r",
    "koi8_u": "koi8-u",
    "cp866": "cp866",
    "iso8859_5": "iso8859-5",
    "cp1253": "cp1253",
    "cp1255": "cp1255",
    "cp1256": "cp1256",
    "cp874": "cp874",
}
_CENTRAL_EUROPEAN = "cp1250"

_SAMPLE = 64 * 1024
_BINARY_HEAD = 8 * 1024
_PIECE = 64 * 1024  # code points that are encoded at once
# Control characters that texts do contain: bell, backspace, tab, breaks, form feed, end of file
# (DOS), escape (terminal logs).
_TEXT_CONTROLS = b"\x07\x08\t\n\x0b\x0c\r\x1a\x1b"
_ALL_BUT_CONTROLS = bytes(set(range(0x20, 0x7F)) | set(range(0x80, 0x100)) | set(_TEXT_CONTROLS))


class Decoded(NamedTuple):
    """Characters, and what turns them into the bytes they came from."""

    content: str
    encoding: str
    bom: bool


def encoding_label(name: str, bom: bool = False) -> str:
    """What people are shown for an encoding, such as "UTF-8 with BOM"."""
    if name == UTF_8 and bom:
        return _LABELS["utf-8-sig"]
    return _LABELS.get(name, name.upper())


def split_encoding(name: str) -> tuple[str, bool]:
    """The codec's canonical name, and whether a new file in it begins with a byte order mark.

    Takes the names of ENCODINGS and their usual aliases ("latin1", "utf8", "sjis"); raises
    ProblemError for any other.
    """
    try:
        canonical = codecs.lookup(name).name
    except (LookupError, ValueError):
        canonical = ""
    if canonical == "utf-8-sig":
        return UTF_8, True
    if canonical in ("utf-16", "utf-32"):
        canonical += "-le"
    canonical = {"shift_jis": "cp932", "ascii": UTF_8}.get(canonical, canonical)
    if canonical not in _LABELS:
        raise ProblemError(
            Problem(
                f'unknown encoding "{name}"',
                advice="use a name such as utf-8, utf-16-le, cp1252 or shift_jis",
            )
        )
    return canonical, canonical != UTF_8 and canonical in _MARKS


def looks_binary(head: bytes) -> bool:
    """Whether what a file begins with (some kB of it) is not text in any encoding we know."""
    if any(head.startswith(mark) for mark in _MARKS.values()):
        return False
    head = head[:_BINARY_HEAD]
    if 0 in head:
        return _unmarked_utf_16(head) is None
    if head.startswith(b"%PDF-"):
        return True
    controls = len(head.translate(None, _ALL_BUT_CONTROLS))
    return controls * 10 > len(head)


def may_be_in(head: bytes, encoding: str) -> bool:
    """Whether a file that begins so may be text in an encoding, named as FileContent does: not if
    that is the mark of another one, or looks binary."""
    if not encoding.startswith("utf-"):
        return not looks_binary(head)
    for marked in _MARKS_IN_ORDER:
        if head.startswith(_MARKS[marked]):
            return marked == encoding
    return encoding != UTF_8 or not looks_binary(head)


def decode(data: bytes, encoding: str | None = None, fallback: str | None = None) -> Decoded:
    """Decode the whole of a file, as `encoding` or as what it seems to be in.

    `fallback` is what a file is in that is not Unicode; None: guess. Raises ProblemError when
    `encoding` is given and the bytes would not come back from it.
    """
    if encoding is not None:
        return _decode_as(data, encoding)
    marked = _decode_marked(data)
    if marked is not None:
        return marked
    unmarked = _unmarked_utf_16(data)
    candidates = [unmarked] if unmarked else []
    if unmarked is None:
        try:
            # Strict UTF-8 has one spelling for each character: nothing to verify.
            return Decoded(data.decode(UTF_8), UTF_8, False)
        except UnicodeDecodeError as error:
            sample = _sample_around(data, error.start)
        if fallback is not None:
            candidates = [split_encoding(fallback)[0]]
        elif not _mostly_utf_8(sample):
            candidates = [*_recognise(_lines_beyond_ascii(sample)), WESTERN]
    for name in candidates:
        content = exact(data, name)
        if content is not None:
            return Decoded(content, name, False)
    return Decoded(data.decode(UTF_8, "surrogateescape"), UTF_8, False)


def guess_encoding(samples: list[bytes], fallback: str | None = None) -> tuple[str, bool]:
    """The encoding that a file seems to be in, going by parts of it, and whether it has a mark.

    The first sample is what the file begins with; others may begin and end inside a character.
    `fallback` is as in decode().
    """
    head = samples[0]
    for encoding in _MARKS_IN_ORDER:
        if head.startswith(_MARKS[encoding]):
            return encoding, True
    unmarked = _unmarked_utf_16(head)
    if unmarked is not None:
        return unmarked, False
    for number, sample in enumerate(samples):
        whole = _whole_sequences(sample, at_start=number == 0)
        try:
            whole.decode(UTF_8)
        except UnicodeDecodeError as error:
            around = _sample_around(whole, error.start)
            if fallback is not None:
                return split_encoding(fallback)[0], False
            if not _mostly_utf_8(around):
                return [*_recognise(_lines_beyond_ascii(around)), WESTERN][0], False
    return UTF_8, False


def _whole_sequences(sample: bytes, *, at_start: bool) -> bytes:
    """Without what may be parts of UTF-8 sequences at its edges."""
    start, end = 0, len(sample)
    if not at_start:
        while start < min(3, end) and sample[start] & 0xC0 == 0x80:
            start += 1
    for back in range(1, min(4, end - start) + 1):
        byte = sample[end - back]
        if byte & 0xC0 != 0x80:
            # A byte that begins a sequence which is longer than what is left of the sample.
            if byte >= 0xC0 and back < (2 if byte < 0xE0 else 3 if byte < 0xF0 else 4):
                end -= back
            break
    return sample[start:end]


def is_single_byte(encoding: str) -> bool:
    """Whether each character is one byte, whatever is beside it."""
    return encoding not in _MARKS and encoding not in _MULTI_BYTE


def error_handler(encoding: str) -> str:
    """What keeps bytes that the encoding does not define."""
    # A lone surrogate is two (or four) bytes in UTF-16 (or 32), not an undefined byte.
    return "surrogatepass" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"


def byte_order_mark(encoding: str) -> bytes:
    """b"" where there is none."""
    return _MARKS.get(encoding, b"")


def encoded(chunks: Iterable[str], encoding: str, bom: bool) -> Iterator[bytes]:
    """Encode `chunks`, beginning with the byte order mark if `bom`.

    Raises UnencodableError, whose offset counts code points from the start of the first chunk.
    """
    if bom:
        yield byte_order_mark(encoding)
    yield from (_encoded_simply if encoding in _MARKS else _encoded_and_checked)(chunks, encoding)


def _encoded_simply(chunks: Iterable[str], encoding: str) -> Iterator[bytes]:
    """For encodings in which every character has bytes, and only one way of being written."""
    offset = 0
    errors = error_handler(encoding)
    for chunk in chunks:
        try:
            yield chunk.encode(encoding, errors)
        except UnicodeEncodeError as error:
            raise UnencodableError(offset + error.start, chunk[error.start]) from None
        offset += len(chunk)


def _encoded_and_checked(chunks: Iterable[str], encoding: str) -> Iterator[bytes]:
    """For the others: some keep a state from character to character, some write two as one byte.

    What is written is read again at once: it has to be what was given. No line break is part of
    another character, or leaves a state behind: so this is done in pieces that end with one.
    """
    errors = error_handler(encoding)
    offset = 0
    for piece in _whole_lines(chunks, _PIECE):
        try:
            data = piece.encode(encoding, errors)
        except UnicodeEncodeError as error:
            raise UnencodableError(offset + error.start, piece[error.start]) from None
        again = data.decode(encoding, errors)
        if again != piece:
            place = next(
                (at for at, (a, b) in enumerate(zip(piece, again, strict=False)) if a != b),
                min(len(piece), len(again)),
            )
            raise UnencodableError(offset + place, piece[place : place + 1])
        offset += len(piece)
        yield data


def _whole_lines(chunks: Iterable[str], size: int) -> Iterator[str]:
    """The same in pieces of at least `size` code points that end with a line break."""
    pending: list[str] = []
    length = 0
    for chunk in chunks:
        length += len(chunk)
        cut = chunk.rfind("\n") + 1 if length >= size else 0
        if cut:
            yield "".join([*pending, chunk[:cut]])
            pending = []
            chunk = chunk[cut:]
            length = len(chunk)
        pending.append(chunk)
    yield "".join(pending)


class UnencodableError(Exception):
    """A character that the encoding has no bytes for."""

    def __init__(self, offset: int, character: str) -> None:
        super().__init__(f"character {character!r} at offset {offset}")
        self.offset = offset
        self.character = character


def exact(data: bytes | memoryview, encoding: str) -> str | None:
    """`data` decoded, or None if the characters do not encode to `data`."""
    errors = error_handler(encoding)
    try:
        content = str(data, encoding, errors)
        return content if content.encode(encoding, errors) == data else None
    except (UnicodeError, ValueError):
        return None


def _decode_marked(data: bytes) -> Decoded | None:
    for encoding in _MARKS_IN_ORDER:
        mark = _MARKS[encoding]
        if data.startswith(mark):
            body = memoryview(data)[len(mark) :]
            if encoding == UTF_8:
                return Decoded(str(body, UTF_8, "surrogateescape"), UTF_8, True)
            content = exact(body, encoding)
            if content is not None:
                return Decoded(content, encoding, True)
    return None


def _decode_as(data: bytes, name: str) -> Decoded:
    encoding, _ = split_encoding(name)
    if name.lower().replace("_", "-") in ("utf-16", "utf-32"):
        marked = _decode_marked(data)
        if marked is not None and marked.encoding.startswith(encoding[:6]):
            return marked
    mark = _MARKS.get(encoding, b"")
    bom = bool(mark) and data.startswith(mark)
    body = memoryview(data)[len(mark) :] if bom else memoryview(data)
    content = exact(body, encoding)
    if content is None:
        raise ProblemError(
            Problem(
                f"the bytes cannot be read as {encoding_label(encoding, bom)} without loss",
                advice="reopen with another encoding",
            )
        )
    return Decoded(content, encoding, bom)


def _unmarked_utf_16(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark, if at least half of the characters are ASCII."""
    head = data[:_BINARY_HEAD]
    if len(data) < 4 or (len(data) % 2 and len(data) < _BINARY_HEAD) or 0 not in head:
        return None
    head = head[: len(head) & ~1]
    zeros_even, zeros_odd = head[0::2].count(0), head[1::2].count(0)
    for encoding, high, low, letters in (
        ("utf-16-le", zeros_odd, zeros_even, head[0::2]),
        ("utf-16-be", zeros_even, zeros_odd, head[1::2]),
    ):
        plausible = low == 0 and high * 4 >= len(head)
        if plausible and not letters.translate(None, _ALL_BUT_CONTROLS):
            return encoding
    return None


def _sample_around(data: bytes, offset: int) -> bytes:
    """Up to 64 kB around the first byte that is not UTF-8: before it there may be only ASCII."""
    start = max(0, min(offset - _SAMPLE // 2, len(data) - _SAMPLE))
    while start < offset and data[start] & 0xC0 == 0x80:
        start += 1
    end = min(len(data), start + _SAMPLE)
    while offset < end < len(data) and data[end] & 0xC0 == 0x80:
        end -= 1
    return data[start:end]


def _lines_beyond_ascii(sample: bytes) -> bytes:
    """The lines that can tell something: one comment in a long program says what it is in."""
    return b"".join(line for line in sample.splitlines(True) if not line.isascii())


def _mostly_utf_8(sample: bytes) -> bool:
    """Whether valid sequences outnumber invalid bytes so far that the rest is damage.

    In text in an East Asian encoding about one character in ten is a valid sequence by chance.
    """
    valid = sample.decode(UTF_8, "ignore")
    beyond_ascii = len(valid) - len(valid.encode("ascii", "ignore"))
    invalid = len(sample.decode(UTF_8, "surrogateescape")) - len(valid)
    return beyond_ascii > 2 * invalid


def _recognise(sample: bytes) -> list[str]:
    from charset_normalizer import from_bytes

    try:
        matches = list(from_bytes(sample))
    except Exception:  # a detector that fails has no opinion
        return []
    if not matches:
        return []
    best = matches[0].encoding
    if best in _RECOGNISED:
        return [_RECOGNISED[best]]
    possible = {name for match in matches for name in match.could_be_from_charset}
    if best == _CENTRAL_EUROPEAN and WESTERN not in possible:
        return [_CENTRAL_EUROPEAN]
    return []
