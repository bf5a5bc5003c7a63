"""Words as an editor moves, selects and deletes by them.

A line is cut into spaces, separators (a language and the settings say which characters of ASCII
are some) and runs of word characters; a run that is not ASCII is cut further where Unicode Standard
Annex 29 has word boundaries. No end of a word is inside a grapheme cluster.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pith.text._graphemes import previous_grapheme
from pith.text._segmentation import cluster_ends, grapheme_kinds, word_boundaries, word_kinds

if TYPE_CHECKING:
    from pith.text._text import Text

WORD_SEPARATORS = "`~!@#$%^&*()-=+[{]}\\|;:'\",.<>/?"
"""The characters of ASCII that are part of no word, unless a language says so."""

_SPACE, _SEPARATOR, _WORD = " ", "-", "w"
_WINDOW = 256  # code points looked at first in the direction of a step; more for long words
_CONTEXT = 64  # and in the other direction: what is there may decide where a word ends
_PIECE = 1024  # and at a time where all words are asked for
_ATTACHED = "P+.|[EYKZS]+"


class _Table(dict[int, str]):
    """Whether a code point is space, separator or word."""

    def __missing__(self, code: int) -> str:
        kind = self[code] = _SPACE if chr(code).isspace() else _WORD
        return kind


@lru_cache(maxsize=16)
def _table(separators: str) -> _Table:
    return _Table(dict.fromkeys(map(ord, separators), _SEPARATOR))


@lru_cache(maxsize=16)
def _joiners(separators: str) -> dict[int, str]:
    """What a language wants in its words belongs there, whatever the annex says of it."""
    return {
        code: "X"
        for code in range(33, 127)
        if not chr(code).isalnum() and chr(code) not in separators
    }


def is_word_character(character: str, separators: str = WORD_SEPARATORS) -> bool:
    """Whether a code point is part of a word; "" (the end of the text) is not."""
    return bool(character) and _table(separators)[ord(character)] == _WORD


def is_word_boundary(text: Text, offset: int, separators: str = WORD_SEPARATORS) -> bool:
    """Whether no word goes on across `offset`."""
    row = text.row_at(offset)
    start, end = text.line_start(row), text.line_end(row)
    if not start < offset < end:
        return True
    pair = text.slice(offset - 1, offset + 1)
    if pair.isascii() or " " in pair:
        return not all(is_word_character(each, separators) for each in pair)
    size = _CONTEXT
    while True:
        window = _Window(text, start, end, offset, _CONTEXT, size, separators)
        if window.settles(window.column):
            return window.is_boundary(window.column)
        size *= 4


def word_left(text: Text, offset: int, separators: str = WORD_SEPARATORS) -> int:
    """Where the word before `offset` starts.

    A lone separator right after a word is taken together with it. From the start of a line it
    goes into the line above.
    """
    row = text.row_at(offset)
    if row and offset == text.line_start(row):
        row -= 1
        offset = text.line_end(row)
    return _to_the_left(text, row, offset, separators, _word_left)


def word_right(text: Text, offset: int, separators: str = WORD_SEPARATORS) -> int:
    """Where the word after `offset` ends.

    A lone separator right before a word is taken together with it. From the end of a line it
    goes into the line below.
    """
    row = text.row_at(offset)
    if offset >= text.line_end(row) and row + 1 < text.line_count:
        row += 1
        offset = text.line_start(row)
    return _to_the_right(text, row, offset, separators, _word_right)


def delete_word_left_start(text: Text, offset: int, separators: str = WORD_SEPARATORS) -> int:
    """From where to delete when the word before `offset` is deleted.

    Two or more spaces before the offset go alone; at the start of a line its break goes.
    """
    row = text.row_at(offset)
    if offset == text.line_start(row):
        return previous_grapheme(text, offset)
    return _to_the_left(text, row, offset, separators, _deleted_left)


def delete_word_right_end(text: Text, offset: int, separators: str = WORD_SEPARATORS) -> int:
    """Up to where to delete when the word after `offset` is deleted.

    Two or more spaces after the offset go alone; at the end of a line the break goes, with the
    indentation of the next line.
    """
    row = text.row_at(offset)
    if offset < text.line_end(row):
        return _to_the_right(text, row, offset, separators, _deleted_right)
    if row + 1 == text.line_count:
        return offset
    return _to_the_right(text, row + 1, text.line_start(row + 1), separators, _next_start)


def word_at(text: Text, offset: int, separators: str = WORD_SEPARATORS) -> tuple[int, int] | None:
    """Start and end of the word that `offset` is in or touches; None where there is none.

    Between a word and what follows it, the word before the offset counts.
    """
    row = text.row_at(offset)
    start, end = text.line_start(row), text.line_end(row)
    offset = min(offset, end)
    size = _WINDOW
    while True:
        window = _Window(text, start, end, offset, size, size, separators)
        found = window.word_at(window.column)
        if found is None:
            return None
        first, last = found
        if (first > 2 or window.from_start) and window.settles(last):
            return window.base + first, window.base + last
        size *= 4


def words_from(
    text: Text, start: int, end: int, separators: str = WORD_SEPARATORS
) -> Iterator[tuple[int, int]]:
    """Start and end of each word of a line from `start` to its `end`, as word_at gives them.

    `start` is where the line starts, or where a word of it does. A piece of the line is read at
    a time, so that who asks for one word after the other can stop between any two.
    """
    size = _PIECE
    while start < end:
        # A word's end decides what follows as the start of a line would.
        window = _Window(text, start, end, start, 0, size, separators)
        settled = 0
        for first, last in window.words():
            if not window.settles(last):
                break
            yield start + first, start + last
            settled = last
        if window.to_end:
            return
        size = _PIECE if settled else 4 * size
        start += settled


class _Window:
    """A part of a line around a column, with the kind of each code point."""

    def __init__(
        self, text: Text, start: int, end: int, offset: int, left: int, right: int, separators: str
    ) -> None:
        """`start` and `end` are those of the line, `left` and `right` how much of it is wanted."""
        self.base = max(offset - left, start)
        stop = min(offset + right, end)
        self.from_start, self.to_end = self.base == start, stop == end
        self.column = offset - self.base
        self._line = line = text.slice(self.base, stop)
        self.length = len(line)
        self.kinds = line.translate(_table(separators))
        self._separators = separators
        self._plain = line.isascii()
        if not self._plain:
            self._attach()

    def _attach(self) -> None:
        """A mark is what the character it belongs to is."""
        attached = list(re.finditer(_ATTACHED, self._line.translate(grapheme_kinds())))
        if not attached:
            return
        kinds = list(self.kinds)
        for found in attached:
            start, end = found.span()
            if found[0][0] == "P":
                kinds[start:end] = kinds[end - 1] * (end - start)
            elif start:
                kinds[start:end] = kinds[start - 1] * (end - start)
        self.kinds = "".join(kinds)

    def settles(self, column: int) -> bool:
        """Whether enough is seen after `column` to say that a word ends there: two characters may
        decide it, and each has any number of marks."""
        if self.to_end or self._plain:
            return self.to_end or column < self.length - 2
        kinds = self._line[column:].translate(word_kinds())
        return len(kinds) - kinds.count("E") - kinds.count("Z") > 2

    def run_left(self, column: int, kind: str) -> int:
        """Where a run of one kind that ends at `column` starts."""
        return len(self.kinds[:column].rstrip(kind))

    def run_right(self, column: int, kind: str) -> int:
        """Where a run of one kind that starts at `column` ends."""
        return self.length - len(self.kinds[column:].lstrip(kind))

    def start_of(self, column: int) -> int:
        """Where the word, or the separators, before `column` start. 0 may mean: not here."""
        kind = self.kinds[column - 1]
        start = self.run_left(column, kind)
        if kind != _WORD or self._plain:
            return start
        bounds = self._bounds(start, self.run_right(column, _WORD), 0)
        at = bisect_left(bounds, column) - 1
        return bounds[at] if at >= 0 else 0

    def end_of(self, column: int) -> int:
        """Where the word, or the separators, after `column` end."""
        kind = self.kinds[column]
        end = self.run_right(column, kind)
        if kind != _WORD or self._plain:
            return end
        bounds = self._bounds(self.run_left(column, _WORD), end, column)
        return bounds[bisect_right(bounds, column)]

    def word_at(self, column: int) -> tuple[int, int] | None:
        """The word that the column is in or touches."""
        if column and self.kinds[column - 1] == _WORD:
            start = self.start_of(column)
            return start, self.end_of(start)
        if column < self.length and self.kinds[column] == _WORD:
            return column, self.end_of(column)
        return None

    def words(self) -> Iterator[tuple[int, int]]:
        """Every word that is here, the last perhaps not as a whole."""
        for run in re.finditer(f"{_WORD}+", self.kinds):
            yield from pairwise(self._bounds(run.start(), run.end(), 0))

    def is_boundary(self, column: int) -> bool:
        """Whether no word goes on across `column`."""
        if self.kinds[column - 1 : column + 1] != 2 * _WORD:
            return True
        bounds = self._bounds(self.run_left(column, _WORD), self.run_right(column, _WORD), column)
        return column in bounds

    def _bounds(self, start: int, end: int, known: int) -> list[int]:
        """Word boundaries from `start` to `end`, which hold a run of word characters.

        Where the run began before this window they count from where one is sure to be, or else
        from `known`, where the caret stands (0: there are none).
        """
        line = self._line[start:end]
        if line.isascii():
            return [start, end]
        if start == 0 and not self.from_start:
            # Between two that are O there is a boundary whatever is before them.
            sure = line.translate(word_kinds()).find("OO", 0, (known or end) + 1) + 1
            start = sure or known
            if not start:
                return [end]
            line = self._line[start:end]
        clusters = set(cluster_ends(line.translate(grapheme_kinds())))
        found = word_boundaries(line, _joiners(self._separators))
        return [start, *(start + at for at in found if at in clusters)]


_Step = Callable[[_Window, int], int]


def _to_the_left(text: Text, row: int, offset: int, separators: str, step: _Step) -> int:
    """Take `step` in a line. Only as much of it is looked at as the step needs: it may be long."""
    start, end = text.line_start(row), text.line_end(row)
    size = _WINDOW
    while True:
        window = _Window(text, start, end, offset, size, _CONTEXT, separators)
        found = step(window, window.column)
        # Two code points of margin: one is looked at before the word that is found.
        if found > 2 or window.from_start:
            return window.base + found
        size *= 4


def _to_the_right(text: Text, row: int, offset: int, separators: str, step: _Step) -> int:
    start, end = text.line_start(row), text.line_end(row)
    size = _WINDOW
    while True:
        window = _Window(text, start, end, offset, _CONTEXT, size, separators)
        found = step(window, window.column)
        if window.settles(found):
            return window.base + found
        size *= 4


def _word_start(window: _Window, column: int) -> int:
    column = window.run_left(column, _SPACE)
    return window.start_of(column) if column else 0


def _word_end(window: _Window, column: int) -> int:
    column = window.run_right(column, _SPACE)
    return window.end_of(column) if column < window.length else column


def _word_left(window: _Window, column: int) -> int:
    end = window.run_left(column, _SPACE)
    start = _word_start(window, end)
    kinds = window.kinds
    alone = end - start == 1 and start and kinds[start] == _SEPARATOR
    return window.start_of(start) if alone and kinds[start - 1] == _WORD else start


def _word_right(window: _Window, column: int) -> int:
    start = window.run_right(column, _SPACE)
    end = _word_end(window, start)
    kinds = window.kinds
    alone = end - start == 1 and end < window.length and kinds[start] == _SEPARATOR
    return window.end_of(end) if alone and kinds[end] == _WORD else end


def _deleted_left(window: _Window, column: int) -> int:
    spaces = window.run_left(column, _SPACE)
    return spaces if column - spaces > 1 else _word_start(window, column)


def _deleted_right(window: _Window, column: int) -> int:
    spaces = window.run_right(column, _SPACE)
    return spaces if spaces - column > 1 else _word_end(window, column)


def _next_start(window: _Window, column: int) -> int:
    return window.run_right(column, _SPACE)
