"""Compiling a module in pieces, so that a save compiles what it changed.

A compiler takes a tenth of a second for some thousand lines, in which no other thread runs. So a
module is cut before functions and classes that begin at the start of a line; a piece that was
compiled before is used again, moved to the line where it is now. Pieces run one after the other, in
the module's namespace, and do what the module as a whole would do: a piece that does not compile by
itself (a decorator, the middle of a text in triple quotes) belongs to the next, and where a module
says something that pieces would not be told of, it is compiled as a whole.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from types import CodeType
from typing import Final, NamedTuple

#: A module with fewer bytes compiles faster than anybody could notice.
LEAST: Final = 4_000
#: So many pieces in a row that do not compile by themselves: something is wrong with the module.
MOST_TOGETHER: Final = 40

_START: Final = re.compile(r"^(?:def |async def |class |@)", re.MULTILINE)
#: What the compiler of a whole module knows and that of a piece does not.
_OF_THE_WHOLE: Final = re.compile(r"^global |__annotations__|[\r\f\x00]", re.MULTILINE)
#: From 3.14 on, the annotations of a module's names are made by one function of the module.
_ANNOTATION: Final = re.compile(r"^(?!else\b|try\b|finally\b)[\w.\[\]]+ *:(?!=)", re.MULTILINE)
_FUTURE: Final = 0x1FE0000  # the flags that `from __future__ import` sets


class Piece(NamedTuple):
    """A part of a module: its text, the line it begins at (from 0), and its code."""

    text: str
    line: int
    code: CodeType


#: A module: its pieces in order. They are run in the module's namespace.
Pieces = tuple[Piece, ...]


def compile_module(source: bytes, path: str, before: Sequence[Piece] = ()) -> Pieces:
    """Compile a module as the import system would; `before` are pieces of an earlier state of it.

    Raises SyntaxError, also for what the compiler says in other words, with file and line.
    """
    if len(source) >= LEAST:
        text = _text(source)
        if text is not None:
            pieces = _in_pieces(text, path, {each.text: each for each in before})
            if pieces is not None:
                return pieces
    return (Piece("", 0, compile_whole(source, path)),)


def compile_whole(source: bytes, path: str) -> CodeType:
    """Compile a module in one. Raises SyntaxError as `compile_module` does."""
    try:
        code: CodeType = compile(source, path, "exec", dont_inherit=True)
    except SyntaxError as error:
        if error.filename == path:
            raise
        message = error.msg
    except (ValueError, MemoryError, RecursionError, OverflowError) as error:
        message = str(error) or "too deeply nested"
    else:
        return code
    line = source[: source.find(b"\0")].count(b"\n") + 1 if b"\0" in source else 1
    raise SyntaxError(message, (path, line, None, None))


def _text(source: bytes) -> str | None:
    """What can be cut: text in UTF-8 that nothing in it says to be of another encoding."""
    first, _, rest = source.partition(b"\n")
    if source.startswith(b"\xef\xbb\xbf") or b"coding" in first or b"coding" in rest[:200]:
        return None
    try:
        text = source.decode()
    except UnicodeDecodeError:
        return None
    if _OF_THE_WHOLE.search(text) or (sys.version_info >= (3, 14) and _ANNOTATION.search(text)):
        return None
    return text


def _in_pieces(text: str, path: str, known: dict[str, Piece]) -> Pieces | None:
    """The pieces of a module; None if it has to be compiled as a whole."""
    pieces: list[Piece] = []
    flags = 0
    waiting, together, line, begins = "", 0, 0, 0
    for part in _parts(text):
        piece = known.get(part) if not waiting else None
        if piece is None:
            waiting += part
            piece = known.get(waiting) or _piece(waiting, begins, path, flags)
        line += part.count("\n")
        if piece is None:
            together += 1
            if together > MOST_TOGETHER:
                return None
            continue
        moved = _at(piece, begins, path, flags)
        if not pieces:
            flags = moved.code.co_flags & _FUTURE
            if any(each.code.co_flags & _FUTURE != flags for each in known.values()):
                known = {}  # they were compiled otherwise
        elif "__future__" in moved.text:
            return None
        pieces.append(moved)
        waiting, together, begins = "", 0, line
    return None if waiting else tuple(pieces)


def _parts(text: str) -> Iterator[str]:
    """The text, cut where a function or a class may begin."""
    begin = 0
    for found in _START.finditer(text):
        if found.start() > begin:
            yield text[begin : found.start()]
            begin = found.start()
    if begin < len(text):
        yield text[begin:]


def _piece(text: str, line: int, path: str, flags: int) -> Piece | None:
    """A piece, if it is one: what does not compile by itself goes on in what follows."""
    try:
        code: CodeType = compile(text, path, "exec", flags, dont_inherit=True)
    except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError):
        return None
    # Not compiled with so many empty lines before it: it could not be moved up.
    return Piece(text, line, _moved(code, line))


def _at(piece: Piece, line: int, path: str, flags: int) -> Piece:
    """The same piece, beginning at another line."""
    if piece.line == line:
        return piece
    if sys.version_info >= (3, 13) and "class " in piece.text:
        # A class holds the number of its first line as a value.
        return _piece(piece.text, line, path, flags) or piece
    return Piece(piece.text, line, _moved(piece.code, line - piece.line))


def _moved(code: CodeType, by: int) -> CodeType:
    """Code that says to be `by` lines further down. Its other lines are counted from the first."""
    inner = tuple(
        _moved(each, by) if isinstance(each, CodeType) else each for each in code.co_consts
    )
    return code.replace(co_firstlineno=code.co_firstlineno + by, co_consts=inner)
