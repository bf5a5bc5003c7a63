"""The part of a text that a lexer is given: whole rows, their breaks as "\\n", overlong ones cut.

Lexers are written for text with "\\n" only, and a line of megabytes would take seconds. Both are
put right here, so that positions in a source are turned into rows and columns by counting its
line breaks; the columns are those of the text.
"""

from __future__ import annotations

from typing import NamedTuple

from pith.syntax._rows import LONGEST_LINE
from pith.text import Text


class Source(NamedTuple):
    """Some rows of a text for a lexer. `complete` if they reach to its end."""

    content: str
    complete: bool


def source_from(text: Text, row: int, size: int) -> Source:
    """At least `size` code points from the start of `row` on, in whole rows, or all there is."""
    length = len(text)
    start = text.line_start(row)
    if length - start <= size:
        content = text.slice(start, length) if start else str(text)
        return Source(_normalised(content), True)
    pieces: list[str] = []
    taken = 0
    while taken < size:
        stop_row = text.row_at(min(start + size - taken, length))
        if stop_row > row:
            stop = text.line_start(stop_row)
            pieces.append(text.slice(start, stop))
            taken += stop - start
            start, row = stop, stop_row
        # The row that the size ends in, which may be megabytes long.
        end = text.line_end(row)
        piece = text.slice(start, min(end, start + LONGEST_LINE))
        pieces.append(piece)
        taken += len(piece) + 1
        row += 1
        if row == text.line_count:
            return Source(_normalised("".join(pieces)), True)
        pieces.append("\n")
        start = text.line_start(row)
    return Source(_normalised("".join(pieces)), False)


def _normalised(content: str) -> str:
    if "\r" in content:
        content = content.replace("\r\n", "\n")
    return _cut(content) if _has_long_line(content) else content


def _has_long_line(content: str) -> bool:
    """Whether a line may be too long: whether some half of that length has no break at all."""
    half = LONGEST_LINE // 2
    find = content.find
    return any(
        find("\n", start, start + half) < 0
        for start in range(0, len(content) - LONGEST_LINE + 1, half)
    )


def _cut(content: str) -> str:
    return "\n".join([line[:LONGEST_LINE] for line in content.split("\n")])


def likely_start(text: Text, row: int, rows: int) -> int:
    """A row, at most `rows` above `row`, where a lexer may start from scratch: code at the left
    edge after an empty line, as far as can be told without knowing the language."""
    lowest = max(0, row - rows)
    lines = text.lines(lowest, row)
    for at in range(len(lines) - 1, 0, -1):
        line = lines[at]
        if line[:1].strip() and line[0] not in "\"'`*#-=)]}" and not lines[at - 1].strip():
            return lowest + at
    return lowest
