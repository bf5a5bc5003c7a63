"""Rows of markup: where what begins in them ends, and which of them are part of something else."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pith.edit._elements import Element, elements_of
from pith.edit._markup import Piece, pieces_of

_SCRIPTS = ("script", "style")
_CODE = ("<?", "<%")  # of another language, in a page
_ENDS_OF_TAGS = frozenset((">", "/>", "?>", "%>", "]]>", "]>"))


class Script(NamedTuple):
    """The rows of a script or style (or of code that makes a part of the page) that nothing else is
    in, and the tag that begins it; `last` is None where its end is not among what was read."""

    first: int
    last: int | None
    tag: str


class MarkupRows:
    """What some markup has, which begins between tags in row `first_row`.

    `ends`: by their first rows, the last ones of the elements, and of tags of several rows.
    `comments`: likewise of comments that begin a row. `left_open`: rows in which an element begins
    that does not end here. `inside`: rows that begin within a tag, a comment or the like.
    """

    def __init__(self, content: str, first_row: int, tags: str, *, within: bool) -> None:
        """`within`: elements may be open before it."""
        self._content = content
        self._first = first_row
        self._starts = [0, *[each.end() for each in re.finditer("\n", content)]]
        self._begun: dict[int, int] = {}  # where the element or tag begins whose end is known
        self._tag = ""
        self.ends: dict[int, int] = {}
        self.comments: dict[int, int] = {}
        self.left_open: set[int] = set()
        self.inside: set[int] = set()
        self.scripts: list[Script] = []
        html = tags == "html"
        starts = self._starts
        seen = self._seen(pieces_of(content, html))
        for found in elements_of(seen, html, within=within):
            if isinstance(found, Element):
                row = bisect_right(starts, found.start)
                if row < len(starts) and starts[row] <= found.end_end:  # not in one row
                    self._begins(found.start, self._last_of(found.end_start, found.end_end))
            elif found.kind == "open":
                self.left_open.add(self._row(found.start))

    @property
    def last_row(self) -> int:
        return self._first + len(self._starts) - 1

    def script_of(self, row: int) -> Script | None:
        """The script that a row is in."""
        at = bisect_right(self.scripts, row, key=lambda each: each.first) - 1
        if at < 0:
            return None
        script = self.scripts[at]
        return script if script.last is None or row <= script.last else None

    def _row(self, offset: int) -> int:
        return self._first + bisect_right(self._starts, offset) - 1

    def _seen(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """The same pieces, having taken down what of them is in several rows."""
        content, starts = self._content, self._starts
        for piece in pieces:
            kind, start, end, name = piece
            yield piece
            if kind == "open":
                self._tag = content[start:end]
            if kind == "close" or content.find("\n", start, end) < 0:
                continue  # in one row, as nearly always
            first, last = self._row(start), self._row(end)
            if kind == "raw" and name in _SCRIPTS:
                closed = end < len(content)
                self.scripts.append(Script(first + 1, last - 1 if closed else None, self._tag))
                continue
            if kind == "other" and content.startswith(_CODE, start):
                self.scripts.append(Script(first + 1, last - 1, content[start : start + 5]))
            self.inside.update(range(first + 1, last + 1))
            if kind == "comment":
                if not content[starts[first - self._first] : start].strip():
                    self.comments[first] = last
            elif kind != "raw":
                line = content[starts[last - self._first] : end].strip()
                behind = line in _ENDS_OF_TAGS or self._rest(end)
                self._begins(start, last - 1 if behind else last)

    def _begins(self, start: int, last: int) -> None:
        """Something begins at an offset that ends with row `last`. Of several that begin in a row
        the first counts that ends in another one, and of an element and its tag the element."""
        row = self._row(start)
        if last > row and start <= self._begun.get(row, start):
            self.ends[row] = last
            self._begun[row] = start

    def _last_of(self, end_start: int, end_end: int) -> int:
        """The last row of an element: what ends it is left in sight where it begins its row, or
        where something comes behind it."""
        row = self._row(end_start)
        start = self._starts[row - self._first]
        if end_start == end_end or not self._content[start:end_start].strip():
            return row - 1
        return row - 1 if self._rest(end_end) else self._row(end_end)

    def _rest(self, offset: int) -> str:
        """What is behind an offset in its row."""
        end = self._content.find("\n", offset)
        return self._content[offset : end if end >= 0 else len(self._content)].strip()
