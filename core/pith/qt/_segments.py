"""What a long line is cut into: segments or, wrapped, rows. Columns are those of the line."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate
from typing import Protocol

from pith.qt._line_breaks import break_at
from pith.text import Text, graphemes, is_grapheme_boundary, next_grapheme, previous_grapheme

_KEPT = 2000  # starts that are remembered
_LOOKED_BACK = 20  # columns in which a place to break at is looked for
_DECIDES = 4  # rows that what comes behind a place may have a say in
_TRIES = 3
_MARKS = "\u0300"  # and all that may belong to what is before it


class Segments(Protocol):
    """Stretches that lie one behind the other, none of them empty."""

    count: int

    def start(self, index: int) -> int:
        """The column where one starts; past the last one, the line's length."""
        ...

    def index_of(self, column: int) -> int:
        """Which one a column is in; the last one at the end of the line."""
        ...


class Grid:
    """Segments of about `step` columns each, whichever of them one asks for first.

    Each ends where it should or, not to cut a character, a little before; if `at_words`, behind
    the last word in the last columns of that. A row is never longer than `longest`.
    """

    def __init__(
        self, text: Text, start: int, end: int, longest: int, *, at_words: bool = False
    ) -> None:
        self._text = text
        self._start = start
        self._length = end - start
        self._looked_back = min(_LOOKED_BACK, longest // 4) if at_words else 0
        self.step = longest - self._looked_back
        self.count = max(1, -(-self._length // self.step))
        self._starts: dict[int, int] = {}

    def start(self, index: int) -> int:
        if index <= 0:
            return 0
        if index >= self.count:
            return self._length
        found = self._starts.get(index)
        if found is None:
            if len(self._starts) >= _KEPT:
                self._starts.clear()
            found = self._starts[index] = self._cut(index * self.step)
        return found

    def index_of(self, column: int) -> int:
        index = min(column // self.step, self.count - 1)
        return index + 1 if index + 1 < self.count and column >= self.start(index + 1) else index

    def _cut(self, column: int) -> int:
        text, at = self._text, self._start + column
        back = self._looked_back
        if back:
            content = text.slice(at - back, at + 1)
            place = _places(text, at - back, content)
            found = break_at(content, 0, back, place)
            if found is not None:
                return column - back + found
        return max(_character_start(text, at) - self._start, column - self.step + 1)


class WordRows:
    """The rows of a line of which all is looked at: each as full as it can be, up to `longest`
    cells."""

    def __init__(
        self,
        text: Text,
        start: int,
        end: int,
        longest: int,
        previous: WordRows | None = None,
        unchanged: int = 0,
    ) -> None:
        """`previous` are those before an edit that left the first `unchanged` columns alone."""
        self._text = text
        self._start = start
        self._length = end - start
        self._longest = longest
        starts = [0]
        if previous is not None and previous._longest == longest:
            kept = bisect_right(previous._starts, unchanged - _DECIDES * longest)
            starts = previous._starts[: max(1, kept)]
        else:
            previous = None
        self._starts: list[int] = self._go_on(text.slice(start, end), starts, previous, unchanged)
        self.count = len(self._starts)

    def start(self, index: int) -> int:
        return self._starts[index] if index < self.count else self._length

    def index_of(self, column: int) -> int:
        return bisect_right(self._starts, column) - 1

    def _go_on(
        self, content: str, starts: list[int], previous: WordRows | None, unchanged: int
    ) -> list[int]:
        """Find the starts behind the last of `starts`."""
        plain = content.isascii()
        blank = len(content) - len(content.lstrip(" \t"))
        shift = len(content) - previous._length if previous is not None else 0
        tries = _TRIES
        at = starts[-1]
        while True:
            end = self._full(content, at)
            if end >= len(content):
                return starts
            characters = None if plain else _Characters(content, at, end)
            found = break_at(content, at or blank, end, characters.begin_at if characters else None)
            if found is None:
                found = end if characters is None else characters.last_start
            if found == at:  # one is wider than a row
                found = next_grapheme(self._text, self._start + at) - self._start
                if found >= len(content):
                    return starts
            at = found
            starts.append(at)
            if previous is not None and tries and at > unchanged and at - shift > unchanged:
                rest = previous._same_from(at - shift, content[at:], len(content) - at)
                if rest is not None:
                    return starts + [each + shift for each in rest]
                tries -= previous._starts_at(at - shift)

    def _starts_at(self, column: int) -> bool:
        index = bisect_left(self._starts, column)
        return index < len(self._starts) and self._starts[index] == column

    def _same_from(self, column: int, content: str, length: int) -> Sequence[int] | None:
        """The starts behind a column, if a row starts there and what comes from there on is that;
        else None."""
        if self._length - column != length or not self._starts_at(column):
            return None
        if self._text.slice(self._start + column, self._start + self._length) != content:
            return None
        return self._starts[bisect_right(self._starts, column) :]

    def _full(self, content: str, at: int) -> int:
        """Up to where a row may go that starts at a column."""
        end, room = at, self._longest
        while room > 0 and end < len(content):
            piece = content[end : end + room]
            if not piece.isascii():
                piece = piece[: max(1, room // 2)]  # no character is wider than that
            cells = _cells(piece)
            if cells > room:
                break
            end, room = end + len(piece), room - cells
        return max(end, at + 1)


class _Characters:
    """Those of a line from where one begins, a row, up to an index. They are looked at from there
    on, and only once: where a flag begins is decided by all flags before it."""

    def __init__(self, content: str, start: int, end: int) -> None:
        self._content = content
        self._start = start
        self._end = end
        self._known: list[int] | None = None

    def begin_at(self, index: int) -> bool:
        """Whether one begins at an index."""
        content = self._content
        if content[index - 1] < _MARKS and content[index] < _MARKS:
            return True
        starts = self._starts
        at = bisect_left(starts, index)
        return at < len(starts) and starts[at] == index

    @property
    def last_start(self) -> int:
        """Where the last of them begins, or the one behind them."""
        return self._starts[-1]

    @property
    def _starts(self) -> list[int]:
        if self._known is None:
            # What comes next may belong to the one that it is behind.
            found = graphemes(self._content[self._start : self._end + 1])
            self._known = list(accumulate(map(len, found[:-1]), initial=self._start))
        return self._known


@cache
def _finders() -> tuple[Callable[[str], list[str]], ...]:
    """What finds characters that take two cells, none, and one or two less than they seem to."""
    wide = (
        "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
        "\U0001f300-\U0001faff\U00020000-\U0003ffff"
    )
    marks = (
        "\u0300-\u036f\u0591-\u05c7\u064b-\u065f"
        "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f"
    )
    joined = "\u200d\U0001f3fb-\U0001f3ff"
    return tuple(re.compile(f"[{each}]").findall for each in (wide, marks, joined))


def _cells(piece: str) -> int:
    """About how many cells a text takes, as pith.text.cell_width says exactly in a longer time."""
    if piece.isascii():
        return len(piece)
    wide, marks, joined = (len(find(piece)) for find in _finders())
    return max(0, len(piece) + wide - marks - 2 * joined)


def _character_start(text: Text, offset: int) -> int:
    """Where the character begins that an offset is in the midst of; else the offset itself."""
    return offset if is_grapheme_boundary(text, offset) else previous_grapheme(text, offset)


def _places(text: Text, offset: int, content: str) -> Callable[[int], bool] | None:
    """Whether a caret may stand at an index of `content`, which `text` has at an offset."""
    if content.isascii():
        return None
    return lambda index: (
        (content[index - 1] < _MARKS and content[index] < _MARKS)
        or is_grapheme_boundary(text, offset + index)
    )
