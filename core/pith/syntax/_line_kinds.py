"""What is string or comment in the rows of a document, read from what was lexed of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from pith.syntax._highlighter import TokenSpan
from pith.syntax._rows import spans_of
from pith.syntax._scopes import kind_of
from pith.syntax._store import Mark
from pith.text import Text

_FARTHEST = 400  # rows looked at above one
_BLANKS = 200
_COMMENTS = {
    "/*": "*/",
    "<!--": "-->",
    "{-": "-}",
    "(*": "*)",
    "--[[": "]]",
    "#|": "|#",
    "#=": "=#",
    "#[": "]#",
    "#[[": "]]",
    "<#": "#>",
    "%{": "%}",
    "{#": "#}",
    "{{!--": "--}}",
    "/+": "+/",
    "=begin": "=end",
}
_END_COMMENTS = tuple(_COMMENTS.values())
_BEGINS_COMMENT = re.compile("|".join(map(re.escape, sorted(_COMMENTS, reverse=True)))).match


class StoredKinds:
    """A LineKinds of a text, with its packed rows and marks as a RowStore has them. `quotes` tells
    of a lexer's states whether they are within a string or comment."""

    def __init__(
        self,
        text: Text,
        rows: Sequence[bytes | None],
        marks: Sequence[Mark | None],
        quotes: Callable[[Any], bool],
    ) -> None:
        self._quotes = quotes
        self._text = text
        self._rows = rows
        self._marks = marks
        self._spans: dict[bytes, tuple[tuple[int, int], ...]] = {}
        self._answers: dict[int, bool] = {}

    def spans(self, row: int) -> Sequence[tuple[int, int]]:
        packed = self._rows[row] if row < len(self._rows) else None
        if not packed:
            return ()
        found = self._spans.get(packed)
        if found is None:
            found = self._spans[packed] = tuple(
                (start, end) for start, end, scope in spans_of(packed) if kind_of(scope) != "code"
            )
        return found

    def goes_on(self, row: int) -> bool:
        mark = self._marks[row] if row < len(self._marks) else None
        quoting = mark is not None and self._quotes(mark[1])
        if mark is not None and quoting and mark[0] == 0:
            return True  # whatever it begins with: the name of a variable is no string
        spans = self._tokens(row)
        if spans and (spans[0].start > 0 or kind_of(spans[0].scope) == "code"):
            return False  # as nearly always
        if quoting and spans:
            return True  # its first token began above, behind what is no string in it
        known = self._answers.get(row)
        if known is None:
            known = self._answers[row] = self._goes_on(row)
        return known

    def _tokens(self, row: int) -> Sequence[TokenSpan]:
        packed = self._rows[row] if row < len(self._rows) else None
        return spans_of(packed) if packed else ()

    def _goes_on(self, row: int) -> bool:
        """A token that reaches to the end of a row and one of its kind that begins the next may be
        one, or two. They are two if the lexer was in the same state before both, and comments if
        one ends above and one begins here as it is written."""
        here = self._with_text(row, 1)
        for _ in range(_FARTHEST):
            above = self._with_text(here - 1, -1)
            if not self._touch(above, here) or self._commented_anew(above, here):
                return False
            mark, before = self._marks[here], self._marks[above]
            if mark is None or mark[0] > 0 or before is None or before[1] != mark[1]:
                return not self._quoted_anew(above, here)
            known = self._answers.get(above)
            if known is not None:
                return known
            here = above
        return True

    def _touch(self, above: int, below: int) -> bool:
        if above < 0 or below >= len(self._rows):
            return False
        first = self._tokens(below)
        if not first or first[0].start > 0:
            return False
        kind = kind_of(first[0].scope)
        if kind == "code" or first[0].scope.startswith("comment.line"):
            return False
        last = self._tokens(above)
        return (
            bool(last)
            and kind_of(last[-1].scope) == kind
            and last[-1].end >= len(self._text.line(above).rstrip())
        )

    def _commented_anew(self, above: int, below: int) -> bool:
        """Whether a row ends with what ends a comment, and the next one begins a comment so, or
        another kind of comment."""
        line = self._text.line(above).rstrip()
        if not line.endswith(_END_COMMENTS):
            return False
        opening = _BEGINS_COMMENT(self._text.line(below))
        if opening is not None:
            return line.endswith(_COMMENTS[opening[0]])
        return self._tokens(above)[-1].scope != self._tokens(below)[0].scope

    def _quoted_anew(self, above: int, below: int) -> bool:
        """Whether a row ends with a quote, and a token of the next one begins with one."""
        mark, line = self._marks[below], self._text.line(below)
        if mark is None or mark[0] > 0 or line[:1] not in tuple("\"'"):
            return False
        return line[:3] != line[:1] * 3 and self._text.line(above).rstrip()[-1:] in tuple("\"'")

    def _with_text(self, row: int, step: int) -> int:
        """The row, or the nearest in a direction that is not blank."""
        text, end = self._text, row + step * _BLANKS
        while row != end and 0 <= row < text.line_count:
            if self._rows[row] or (not text.line(row).isspace() and text.line(row)):
                return row
            row += step
        return row
