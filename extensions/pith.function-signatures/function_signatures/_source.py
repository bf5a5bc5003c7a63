"""The text of a document, and beside it the same without what strings and comments say."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from function_signatures._brackets import Brackets
from function_signatures._language import COMMENT, STRING, Language
from pith.api import Cancelled, CancelToken, Point, TextSnapshot

ROWS = 1000  # that are read at once
MOST_ROWS = 20_000  # of a document: those around the caret, or its first ones
LONGEST_LINE = 10_000  # columns of a row that are looked at
STEP = 2000  # columns, and rows, by which what is looked at moves along with the caret
MOST_CHARACTERS = 4_000_000
LONGEST_LIST = 10_000  # characters of parameters, or of arguments
LONGEST_BODY = 200_000  # of a class


class Window(NamedTuple):
    """What of a document is looked at: rows from `first` on, and of one row other columns than the
    first ones."""

    first: int = 0
    row: int = 0
    column: int = 0

    @classmethod
    def around(cls, place: Point, line_count: int) -> Window:
        first = max(0, min(place.row - MOST_ROWS // 2, line_count - MOST_ROWS))
        column = max(0, place.column - LONGEST_LINE + STEP) // STEP * STEP
        return cls(first // STEP * STEP, place.row if column else 0, column)


class Source:
    """Offsets are those of `text`, which has the rows of `window`, with `\\n` between them.

    `mask` is as long, and has the same rows: in it, all characters of strings are STRING and those
    of comments are COMMENT, which is whitespace to regular expressions.
    """

    def __init__(self, lines: list[str], language: Language, window: Window = Window()) -> None:  # noqa: B008
        self.window = window
        self.language = language
        self.text = "\n".join(lines)
        self.starts = [0, *accumulate(len(line) + 1 for line in lines)]
        self.mask = ""
        self.lists = self.bodies = Brackets("", 0)

    @classmethod
    def of(cls, text: str, language: Language) -> Source:
        """A text that is there already."""
        made = cls(text.split("\n"), language)
        made.lex(CancelToken())
        return made

    @classmethod
    def read(
        cls, text: TextSnapshot, window: Window, language: Language, token: CancelToken
    ) -> Source:
        lines: list[str] = []
        end = min(window.first + MOST_ROWS, text.line_count)
        size = 0
        for row in range(window.first, end, ROWS):
            if token.cancelled:
                raise Cancelled
            more = text.lines(row, min(row + ROWS, end), 0, LONGEST_LINE)
            lines += more
            size += sum(map(len, more))
            if size > MOST_CHARACTERS:
                break
        row = window.row - window.first
        if window.column and 0 <= row < len(lines):
            columns = window.column, window.column + LONGEST_LINE
            (lines[row],) = text.lines(window.row, window.row + 1, *columns)
        made = cls(lines, language, window)
        made.lex(token)
        return made

    def lex(self, token: CancelToken) -> None:
        comments = self.language.comments

        def blank(match: re.Match[str]) -> str:
            if token.cancelled:
                raise Cancelled
            found = match.group()
            sign = COMMENT if found.startswith(comments) else STRING
            if "\n" in found:
                return "\n".join(sign * len(part) for part in found.split("\n"))
            return sign * len(found)

        self.mask = self.language.skipped.sub(blank, self.text)
        self.lists = Brackets(self.mask, LONGEST_LIST)
        self.bodies = Brackets(self.mask, LONGEST_BODY)

    def offset(self, place: Point) -> int | None:
        """Of a place in the document; None where it was not looked at."""
        row = place.row - self.window.first
        if not 0 <= row < len(self.starts) - 1:
            return None
        column = place.column
        if self.window.column and place.row == self.window.row:
            column -= self.window.column
        offset = self.starts[row] + column
        return offset if self.starts[row] <= offset < self.starts[row + 1] else None

    def row_start(self, offset: int) -> int:
        return self.mask.rfind("\n", 0, offset) + 1

    def row_end(self, offset: int) -> int:
        end = self.mask.find("\n", offset)
        return len(self.mask) if end < 0 else end

    def row_of(self, offset: int) -> int:
        """Counted from the first that is looked at."""
        return bisect_right(self.starts, offset) - 1

    def before(self, offset: int, most: int = 300) -> str:
        """What stands before an offset in its row, of the mask; begins with STRING if that is not
        all."""
        start = self.row_start(offset)
        if offset - start > most:
            return STRING + self.mask[offset - most : offset]
        return self.mask[start:offset]

    def in_comment(self, offset: int) -> bool:
        """Whether what is typed there belongs to a comment."""
        if self.mask[offset - 1 : offset] != COMMENT:
            return False
        if self.mask[offset : offset + 1] == COMMENT:
            return True
        return not self.text.endswith(self.language.comment_ends, 0, offset)
