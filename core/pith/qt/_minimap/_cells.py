"""A row of text as a minimap shows it: one cell a column, each with a letter and a colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from unicodedata import category

from pith.text import cell_width

if TYPE_CHECKING:
    from pith.syntax import TokenSpan

WIDE = 0x80
"""Stands for half of a character that is two columns wide."""
OTHER = 0x81
"""Stands for any other letter that is not ASCII."""
_BLANK = 0x20


def letters_of(line: str, tab_size: int, columns: int) -> tuple[bytes, list[int] | None]:
    """The letters in the cells of a line, at most `columns` of them, and the cell at which each of
    its columns starts (and after the last one, the end); None if those are the same.

    A letter is ASCII, WIDE or OTHER. What cannot be seen takes no cell, or is blank.
    """
    line = line[:columns]
    if line.isascii() and "\t" not in line:
        return line.encode("ascii"), None
    letters = bytearray()
    starts = []
    for character in line:
        starts.append(len(letters))
        if character == "\t":
            letters += b" " * (tab_size - len(letters) % tab_size)
        elif character < "\x7f":
            letters.append(ord(character))
        elif category(character) in ("Mn", "Me", "Cf"):
            continue  # combined with what is before it
        elif cell_width(character, tab_size) == 2:
            letters += bytes((WIDE, WIDE))
        else:
            letters.append(_BLANK if character.isspace() else OTHER)
    starts.append(len(letters))
    return bytes(letters[:columns]), starts


def colors_of(
    tokens: Sequence[TokenSpan],
    number_of: Callable[[str], int],
    starts: list[int] | None,
    columns: int,
) -> bytes:
    """The number of the colour of each cell: of a token that of its scope, and else 0. `starts` is
    what letters_of gave."""
    colors = bytearray(columns)
    last = len(starts) - 1 if starts is not None else 0
    for start, end, scope in tokens:
        if start >= columns:
            break
        number = number_of(scope)
        if not number:
            continue
        if starts is not None:
            start, end = starts[min(start, last)], starts[min(end, last)]
        end = min(end, columns)
        if start < end:
            colors[start:end] = bytes((number,)) * (end - start)
    return bytes(colors)
