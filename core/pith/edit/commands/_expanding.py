"""Selecting more of what is around, step by step, and less again.

The steps are the word, what is between quotes and with them, what is between brackets and with
them, the lines, the block of lines as deep or deeper, and the whole document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from pith.edit._context import EditContext
from pith.edit._selection import Range, Selection
from pith.edit._transaction import EditorState, Transaction, selecting
from pith.edit.commands._block_rows import BlockRows
from pith.edit.commands._common import brackets_around, line_indentation
from pith.edit.commands._motion import word_separators
from pith.edit.commands._string_spans import StringSpans
from pith.edit.commands._word_parts import part_at
from pith.text import Text, word_at

EXPAND = "select.expand"
_LONGEST = 20_000  # code points of a line that are looked through

Span = tuple[int, int]


def select_expand(state: EditorState, context: EditContext) -> Transaction | None:
    """Every range grows to the next larger thing it lies in. None when all is selected."""
    around = _Around(state, context)
    ranges = []
    for each in state.selection.ranges:
        start, end = around.larger((each.start, each.end))
        ranges.append(Range(end, start) if each.is_reversed else Range(start, end))
    selection = Selection.of(ranges, state.selection.primary_index)
    return None if selection == state.selection else selecting(state, selection, EXPAND)


def select_shrink(state: EditorState, context: EditContext) -> Transaction | None:
    """Every range shrinks to the largest smaller thing around where its content begins.

    A window goes back instead, step by step, to what was selected before it grew.
    """
    text = state.text
    around = _Around(state, context)
    ranges = []
    for each in state.selection.ranges:
        content = text.slice(each.start, min(each.end, each.start + _LONGEST))
        at = each.start + len(content) - len(content.lstrip())
        at += _opening_at(content.lstrip(), context)
        kept = span = (at, at)
        while True:
            span = around.larger(span)
            if span[0] < each.start or span[1] > each.end or span == (each.start, each.end):
                break
            kept = span
            if span == (0, len(text)):
                break
        start, end = kept if kept[0] < kept[1] or each.is_empty else (each.start, each.start)
        ranges.append(Range(end, start) if each.is_reversed else Range(start, end))
    selection = Selection.of(ranges, state.selection.primary_index)
    return None if selection == state.selection else selecting(state, selection, "select.shrink")


def _opening_at(content: str, context: EditContext) -> int:
    """How long the bracket or quote is that the content begins with."""
    pairs = (*context.rules.brackets, *context.rules.auto_closing_pairs)
    found = [len(opening) for opening, _ in pairs if content.startswith(opening)]
    return max(found, default=0)


class _Around:
    """Finds what places of one state lie in. Neighbours mostly lie in the same, and what was
    looked at for one is not looked at again for the next."""

    def __init__(self, state: EditorState, context: EditContext) -> None:
        self._text = state.text
        self._rules = context.rules
        self._separators = word_separators(context)
        self._brackets = brackets_around(state, context)
        self._strings = StringSpans(state.text, context)
        self._blocks = BlockRows(state.text, context.options.tab_size)
        self._quotes = _Quotes(state.text, context)
        self._best = (0, 0)

    def larger(self, span: Span) -> Span:
        """The smallest of the things around that is larger than the span."""
        start, end = span
        self._best = (0, len(self._text))
        for candidate in self._candidates(start, end):
            first, last = candidate
            fits = first <= start and last >= end and (first, last) != span
            if fits and last - first < self._best[1] - self._best[0]:
                self._best = candidate
        return self._best

    def _candidates(self, start: int, end: int) -> Iterator[Span]:
        word = word_at(self._text, start, self._separators)
        if word is not None:
            yield word
            if start < word[1]:
                yield part_at(self._text, word, start)
        string: Span | None = None
        for string in self._strings.around(start, end):
            yield string
        for candidate in self._beyond_strings(start, end):
            if string is None or not _halves(candidate, string):
                yield candidate

    def _beyond_strings(self, start: int, end: int) -> Iterator[Span]:
        yield from self._quotes.around(start, end)
        around = self._brackets.enclosing(start, end)
        if around is not None:
            opening, closing = self._ends(around)
            yield around[0] + opening, around[1] - closing
            yield around
        text = self._text
        first, last = text.row_at(start), text.row_at(end)
        if last > first and end == text.line_start(last):
            last -= 1
        whole = text.line_start(first), text.line_start(last)
        for whole in _lines(text, first, last):
            yield whole
        if self._best[1] - self._best[0] > whole[1] - whole[0]:  # no block is smaller than its rows
            yield from self._blocks.around(first, last)

    def _ends(self, around: Span) -> Span:
        """How long the opening and the closing bracket of a span are."""
        text = self._text
        for opening, closing in self._rules.brackets:
            starts = text.slice(around[0], around[0] + len(opening)) == opening
            if starts and text.slice(around[1] - len(closing), around[1]) == closing:
                return len(opening), len(closing)
        return 1, 1


def _halves(candidate: Span, string: Span) -> bool:
    """Whether one end of the candidate is in the string (or comment) or at its edge, and the other
    not."""
    inside = [string[0] < place < string[1] for place in candidate]
    return inside[0] != inside[1]


class _Quotes:
    """Finds what lies between two quotes of a line, by the line alone."""

    def __init__(self, text: Text, context: EditContext) -> None:
        self._text = text
        pairs = context.rules.auto_closing_pairs
        self._quotes = {one for one, other in pairs if one == other and len(one) == 1}
        self._row = -1
        self._places: list[list[int]] = []  # of quotes in that row, each kind for itself

    def around(self, start: int, end: int) -> Iterator[Span]:
        """What is between two quotes of the line, and the same with them."""
        text = self._text
        row = text.row_at(start)
        line_start, line_end = text.line_start(row), text.line_end(row)
        if end > line_end or line_end - line_start > _LONGEST:
            return
        if row != self._row:
            self._row = row
            self._places = self._found(text.slice(line_start, line_end))
        for places in self._places:
            number = bisect_right(places, start - line_start) - 1
            number -= number % 2  # the one that opens; those before may end at the place
            for first in (number - 2, number):
                if 0 <= first < len(places) - 1:
                    opening, closing = places[first], places[first + 1]
                    yield line_start + opening + 1, line_start + closing
                    yield line_start + opening, line_start + closing + 1

    def _found(self, line: str) -> list[list[int]]:
        """Where the quotes are that no backslash takes the meaning of."""
        found = []
        for quote in self._quotes:
            if quote in line:
                hits = re.finditer(rf"\\.|{re.escape(quote)}", line)
                found.append([hit.start() for hit in hits if hit[0] == quote])
        return found


def _lines(text: Text, first: int, last: int) -> Iterator[Span]:
    """The content of rows, and the whole rows with their breaks."""
    line_start, line_end = text.line_start(first), text.line_end(last)
    content_start = line_start + len(line_indentation(text, first))
    tail = text.slice(max(line_end - 256, text.line_start(last)), line_end)
    content_end = line_end - (len(tail) - len(tail.rstrip(" \t")))
    if content_start < content_end:
        yield content_start, content_end
    following = text.line_start(last + 1) if last + 1 < text.line_count else len(text)
    yield line_start, following
