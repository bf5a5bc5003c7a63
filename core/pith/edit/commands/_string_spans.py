"""The string or comment that places are in, as the highlighter sees it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from pith.edit._context import EditContext
from pith.text import Text

_LONGEST = 20_000  # code points of a string that are looked through, to either side
_MOST_EMPTY = 20  # rows

# The letters before a quote, and as many quotes as there are.
_OPENING = r"""\w{0,3}#*(\"{3}|'{3}|["'`])"""
_QUOTES = ("'", '"', "`")

Span = tuple[int, int]


class StringSpans:
    """Finds them in one text. Of what several places are in, everything is looked at once."""

    def __init__(self, text: Text, context: EditContext) -> None:
        self._text = text
        self._inside = context.in_string_or_comment
        self._kinds = context.line_kinds()
        self._run = (0, -1)  # of places, found last: the first and the last that are looked at

    def around(self, start: int, end: int) -> Iterator[Span]:
        """The string or comment that is there, and what is between its quotes.

        What is typed between two places of one is part of it: it begins one code point before the
        first of them, and ends one behind the last. Of a string with code in it, the parts are
        none.
        """
        text, inside = self._text, self._inside
        if not inside(start) or not inside(max(start, self._place_before(end))):
            return
        lowest, highest = max(0, start - _LONGEST), min(len(text), end + _LONGEST)
        first, last = self._inside_around(start, lowest, highest)
        first = max(first - 1, 0)
        if last + 1 < end:
            return  # it is the end of one and the start of another
        last += text.slice(last, last + 1) not in ("", "\r", "\n", "\r\n")
        whole = text.slice(first, last)
        opening = re.match(_OPENING, whole)
        quote = opening[1] if opening is not None else ""
        closed = bool(quote) and whole.endswith(quote) and len(whole) >= 2 * len(quote)
        if opening is not None and closed:
            yield first + opening.end(), last - len(quote)
            yield first + opening.start(1), last
        if closed or not (quote or whole[-1:] in _QUOTES or whole[0] == "}" or whole[-1:] == "{"):
            yield first, last

    def _place_before(self, place: int) -> int:
        """The place one code point before another; in the midst of a line break is none."""
        return place - (2 if self._text.slice(max(place - 2, 0), place) == "\r\n" else 1)

    def _inside_around(self, place: int, lowest: int, highest: int) -> Span:
        """The first and the last of the places around one that are in strings or comments like it.

        Asking about a place may mean lexing, so that the rows in the midst of a string are taken
        as a whole, and so is what is in the midst of a token.
        """
        text, inside = self._text, self._inside
        known_first, known_last = self._run
        first, last = self._run if known_first <= place <= known_last else (place, place)
        while first > lowest:
            row = text.row_at(first)
            if first == text.line_start(row) and row > 0 and self._whole(row - 1):
                first = text.line_start(row - 1)
            elif first > text.line_start(row) and (midst := self._token(first - 1)) is not None:
                first = midst[0]
            elif inside(before := self._place_before(first)):
                first = before
            else:
                break
        while last < highest:
            following = last + (2 if text.slice(last, last + 2) == "\r\n" else 1)
            row = text.row_at(following)
            if following == text.line_start(row) and row + 1 < text.line_count and self._whole(row):
                last = text.line_end(row)
            elif (midst := self._token(following)) is not None:
                last = midst[1]
            elif inside(following):
                last = following
            else:
                break
        self._run = first, last
        return max(first, lowest), min(last, highest)

    def _whole(self, row: int) -> bool:
        """Whether every place in a row is inside, and the first one of the next row."""
        text, kinds = self._text, self._kinds
        if not (kinds.goes_on(row) and kinds.goes_on(row + 1)):
            return False
        length = text.line_end(row) - text.line_start(row)
        spans = kinds.spans(row)
        full = len(spans) == 1 and spans[0][0] == 0 and spans[0][1] >= length
        # Of two comments with nothing but empty rows between them, the second does not go on.
        return (full or not length) and self._ends_inside(row) and self._ends_inside(row - 1)

    def _ends_inside(self, row: int) -> bool:
        """Whether a row, or the last one above it that is not empty, ends inside."""
        text = self._text
        for above in range(row, max(-1, row - _MOST_EMPTY), -1):
            if text.line_end(above) > text.line_start(above):
                return self._inside(text.line_end(above))
        return False

    def _token(self, at: int) -> Span | None:
        """The first and the last place that are in the midst of the same token as one."""
        text = self._text
        row = text.row_at(at)
        start, spans = text.line_start(row), self._kinds.spans(row)
        number = bisect_right(spans, at - start, key=itemgetter(1))
        if number < len(spans) and spans[number][0] < at - start:
            return start + spans[number][0] + 1, start + spans[number][1] - 1
        return None
