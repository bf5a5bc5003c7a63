"""Blocks of rows that are as deep or deeper, found for many places with every row read once."""

from __future__ import annotations

from collections.abc import Iterator

from pith.edit._code_rows import CodeRows
from pith.edit._line_kinds import ALL_CODE
from pith.edit._options import LanguageRules
from pith.text import Text

_MOST_ROWS = 2_000  # of a block, to either side
_CHUNK = 64  # rows
_BLANK = 1 << 30  # instead of the depth of a row with nothing in it

Span = tuple[int, int]


class BlockRows:
    """Knows how deep rows of one text are, chunk by chunk as they are asked for, and how deep the
    least deep one of each chunk is: what is as deep all over is not gone through row by row."""

    def __init__(self, text: Text, tab_size: int) -> None:
        self._text = text
        self._rows = CodeRows(text, LanguageRules(), tab_size, ALL_CODE)
        self._chunks: dict[int, tuple[list[int], int]] = {}

    def around(self, first: int, last: int) -> Iterator[Span]:
        """The block that rows lie in, and the same with the line over it, as spans of offsets."""
        text = self._text
        depth = self._least(first, min(last, first + _MOST_ROWS) + 1)
        if not 0 < depth < _BLANK:
            return
        top = self._above(first, depth)
        bottom = self._below(last, depth)
        while bottom > last and self._depth(bottom) == _BLANK:
            bottom -= 1  # Blank lines after a block belong to nobody.
        while top < first and self._depth(top) == _BLANK:
            top += 1
        following = text.line_start(bottom + 1) if bottom + 1 < text.line_count else len(text)
        yield text.line_start(top), following
        above = top - 1
        while above > 0 and self._depth(above) == _BLANK:
            above -= 1
        if above >= 0:
            yield text.line_start(above), following

    def _above(self, row: int, depth: int) -> int:
        """The first of the rows above one, and it, of which none is less deep."""
        end, first = row, max(0, row - _MOST_ROWS)
        while end > first:
            depths, least = self._chunk((end - 1) // _CHUNK)
            start = (end - 1) // _CHUNK * _CHUNK
            if least < depth:
                for other in range(end - 1, max(start, first) - 1, -1):
                    if depths[other - start] < depth:
                        return other + 1
            end = start
        return first

    def _below(self, row: int, depth: int) -> int:
        """The last of the rows below one, and it, of which none is less deep."""
        start, last = row + 1, min(self._text.line_count - 1, row + _MOST_ROWS)
        while start <= last:
            depths, least = self._chunk(start // _CHUNK)
            first = start // _CHUNK * _CHUNK
            if least < depth:
                for other in range(start, min(first + _CHUNK, last + 1)):
                    if depths[other - first] < depth:
                        return other - 1
            start = first + _CHUNK
        return last

    def _least(self, first: int, end: int) -> int:
        """How deep the least deep one is of the rows from `first` up to `end`."""
        least = _BLANK
        for number in range(first // _CHUNK, (end - 1) // _CHUNK + 1):
            start = number * _CHUNK
            depths, here = self._chunk(number)
            if start < first or start + _CHUNK > end:
                here = min(depths[max(first - start, 0) : end - start])
            least = min(least, here)
        return least

    def _depth(self, row: int) -> int:
        return self._chunk(row // _CHUNK)[0][row % _CHUNK]

    def _chunk(self, number: int) -> tuple[list[int], int]:
        """How deep the rows of a chunk are, and the least deep one."""
        found = self._chunks.get(number)
        if found is None:
            rows, start = self._rows, number * _CHUNK
            depths = [
                _BLANK if (depth := rows.depth_of(line)) is None else depth
                for _, line in rows.lines(start, start + _CHUNK)
            ]
            found = self._chunks[number] = depths, min(depths)
        return found
