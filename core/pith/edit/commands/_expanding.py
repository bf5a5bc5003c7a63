"""Selecting more of what is around, step by step, and less again.

The steps are the word, what is between quotes and with them, what is between brackets and with
them, the lines, the block of lines as deep or deeper, and the whole document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from operator import itemgetter

from pith.edit._brackets import enclosing_brackets
from pith.edit._context import EditContext
from pith.edit._selection import Range, Selection
from pith.edit._transaction import EditorState, Transaction, selecting
from pith.edit.commands._common import line_indentation
from pith.edit.commands._motion import word_separators
from pith.edit.commands._word_parts import part_at
from pith.text import Text, cell_width, word_at

EXPAND = "select.expand"
_LONGEST = 20_000  # code points of a line, or of a string, that are looked through
_MOST_ROWS = 2_000  # of a block
_MOST_EMPTY = 20  # rows

# The letters before a quote, and as many quotes as there are.
_OPENING = r"""\w{0,3}#*(\"{3}|'{3}|["'`])"""
_QUOTES = ("'", '"', "`")

Span = tuple[int, int]


def select_expand(state: EditorState, context: EditContext) -> Transaction | None:
    """Every range grows to the next larger thing it lies in. None when all is selected."""
    ranges = []
    for each in state.selection.ranges:
        start, end = _larger(state.text, (each.start, each.end), context)
        ranges.append(Range(end, start) if each.is_reversed else Range(start, end))
    selection = Selection.of(ranges, state.selection.primary_index)
    return None if selection == state.selection else selecting(state, selection, EXPAND)


def select_shrink(state: EditorState, context: EditContext) -> Transaction | None:
    """Every range shrinks to the largest smaller thing around where its content begins.

    A window goes back instead, step by step, to what was selected before it grew.
    """
    text = state.text
    ranges = []
    for each in state.selection.ranges:
        content = text.slice(each.start, min(each.end, each.start + _LONGEST))
        at = each.start + len(content) - len(content.lstrip())
        at += _opening_at(content.lstrip(), context)
        kept = span = (at, at)
        while True:
            span = _larger(text, span, context)
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


def _larger(text: Text, span: Span, context: EditContext) -> Span:
    """The smallest of the things around that is larger than the span."""
    start, end = span
    whole = (0, len(text))
    best = whole
    for candidate in _around(text, start, end, context):
        first, last = candidate
        fits = first <= start and last >= end and (first, last) != span
        if fits and last - first < best[1] - best[0]:
            best = candidate
    return best


def _around(text: Text, start: int, end: int, context: EditContext) -> Iterator[Span]:
    separators = word_separators(context)
    word = word_at(text, start, separators)
    if word is not None:
        yield word
        if start < word[1]:
            yield part_at(text, word, start)
    string: Span | None = None
    for string in _string_around(text, start, end, context):
        yield string
    for candidate in _beyond_strings(text, start, end, context):
        if string is None or not _halves(candidate, string):
            yield candidate


def _halves(candidate: Span, string: Span) -> bool:
    """Whether one end of the candidate is in the string (or comment) or at its edge, and the other
    not."""
    inside = [string[0] < place < string[1] for place in candidate]
    return inside[0] != inside[1]


def _beyond_strings(text: Text, start: int, end: int, context: EditContext) -> Iterator[Span]:
    yield from _quotes_around(text, start, end, context)
    around = enclosing_brackets(text, start, end, context.rules, context.in_string_or_comment)
    if around is not None:
        opening, closing = _ends(text, around, context)
        yield around[0] + opening, around[1] - closing
        yield around
    yield from _lines_around(text, start, end)
    yield from _blocks_around(text, start, end, context.options.tab_size)


def _ends(text: Text, around: Span, context: EditContext) -> Span:
    """How long the opening and the closing bracket of a span are."""
    for opening, closing in context.rules.brackets:
        starts = text.slice(around[0], around[0] + len(opening)) == opening
        if starts and text.slice(around[1] - len(closing), around[1]) == closing:
            return len(opening), len(closing)
    return 1, 1


def _quotes_around(text: Text, start: int, end: int, context: EditContext) -> Iterator[Span]:
    """What is between two quotes of the line, and the same with them."""
    row = text.row_at(start)
    line_start, line_end = text.line_start(row), text.line_end(row)
    if end > line_end or line_end - line_start > _LONGEST:
        return
    line = text.slice(line_start, line_end)
    for quote in {pair[0] for pair in context.rules.auto_closing_pairs if pair[0] == pair[1]}:
        if len(quote) != 1:
            continue
        places = _quotes(line, quote)
        for opening, closing in zip(places[::2], places[1::2], strict=False):
            yield line_start + opening + 1, line_start + closing
            yield line_start + opening, line_start + closing + 1


def _quotes(line: str, quote: str) -> list[int]:
    """Where the quotes are that no backslash takes the meaning of."""
    places = []
    at = 0
    while at < len(line):
        if line[at] == "\\":
            at += 1
        elif line[at] == quote:
            places.append(at)
        at += 1
    return places


def _string_around(text: Text, start: int, end: int, context: EditContext) -> Iterator[Span]:
    """The string or comment that the highlighter sees there, and what is between its quotes.

    What is typed between two places of one is part of it: it begins one code point before the
    first of them, and ends one behind the last. Of a string with code in it, the parts are none.
    """
    inside = context.in_string_or_comment
    if not inside(start) or not inside(max(start, _place_before(text, end))):
        return
    lowest, highest = max(0, start - _LONGEST), min(len(text), end + _LONGEST)
    first, last = _inside_around(text, start, lowest, highest, context)
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


def _place_before(text: Text, place: int) -> int:
    """The place one code point before another; in the midst of a line break is none."""
    return place - (2 if text.slice(max(place - 2, 0), place) == "\r\n" else 1)


def _inside_around(text: Text, place: int, lowest: int, highest: int, context: EditContext) -> Span:
    """The first and the last of the places around one that are in strings or comments like it.

    Asking about a place may mean lexing, so that the rows in the midst of a string are taken as a
    whole, and so is what is in the midst of a token.
    """
    inside, kinds = context.in_string_or_comment, context.line_kinds()

    @cache
    def ends_inside(row: int) -> bool:
        """Whether a row, or the last one above it that is not empty, ends inside."""
        for above in range(row, max(-1, row - _MOST_EMPTY), -1):
            if text.line_end(above) > text.line_start(above):
                return inside(text.line_end(above))
        return False

    def whole(row: int) -> bool:
        """Whether every place in a row is inside, and the first one of the next row."""
        if not (kinds.goes_on(row) and kinds.goes_on(row + 1)):
            return False
        length = text.line_end(row) - text.line_start(row)
        spans = kinds.spans(row)
        full = len(spans) == 1 and spans[0][0] == 0 and spans[0][1] >= length
        # Of two comments with nothing but empty rows between them, the second does not go on.
        return (full or not length) and ends_inside(row) and ends_inside(row - 1)

    def token(at: int) -> Span | None:
        """The first and the last place that are in the midst of the same token as one."""
        row = text.row_at(at)
        start, spans = text.line_start(row), kinds.spans(row)
        number = bisect_right(spans, at - start, key=itemgetter(1))
        if number < len(spans) and spans[number][0] < at - start:
            return start + spans[number][0] + 1, start + spans[number][1] - 1
        return None

    first = last = place
    while first > lowest:
        row = text.row_at(first)
        if first == text.line_start(row) and row > 0 and whole(row - 1):
            first = text.line_start(row - 1)
        elif first > text.line_start(row) and (midst := token(first - 1)) is not None:
            first = midst[0]
        elif inside(before := _place_before(text, first)):
            first = before
        else:
            break
    while last < highest:
        following = last + (2 if text.slice(last, last + 2) == "\r\n" else 1)
        row = text.row_at(following)
        if following == text.line_start(row) and row + 1 < text.line_count and whole(row):
            last = text.line_end(row)
        elif (midst := token(following)) is not None:
            last = midst[1]
        elif inside(following):
            last = following
        else:
            break
    return max(first, lowest), min(last, highest)


def _lines_around(text: Text, start: int, end: int) -> Iterator[Span]:
    """The content of the lines, and whole lines with their breaks."""
    first, last = text.row_at(start), text.row_at(end)
    if last > first and end == text.line_start(last):
        last -= 1
    line_start, line_end = text.line_start(first), text.line_end(last)
    content_start = line_start + len(line_indentation(text, first))
    tail = text.slice(max(line_end - 256, text.line_start(last)), line_end)
    content_end = line_end - (len(tail) - len(tail.rstrip(" \t")))
    if content_start < content_end:
        yield content_start, content_end
    following = text.line_start(last + 1) if last + 1 < text.line_count else len(text)
    yield line_start, following


def _blocks_around(text: Text, start: int, end: int, tab_size: int) -> Iterator[Span]:
    """The lines around that are as deep or deeper, and those with the line over them."""
    first, last = text.row_at(start), text.row_at(end)
    if last > first and end == text.line_start(last):
        last -= 1
    depth = _depth(text, first, tab_size)
    for row in range(first + 1, min(last, first + _MOST_ROWS) + 1):
        other = _depth(text, row, tab_size)
        if depth is None or (other is not None and other < depth):
            depth = other
    if not depth:
        return
    top, bottom = first, last
    while top > max(0, first - _MOST_ROWS) and _deep(text, top - 1, depth, tab_size):
        top -= 1
    limit = min(text.line_count - 1, last + _MOST_ROWS)
    while bottom < limit and _deep(text, bottom + 1, depth, tab_size):
        bottom += 1
    while bottom > last and _depth(text, bottom, tab_size) is None:
        bottom -= 1  # Blank lines after a block belong to nobody.
    while top < first and _depth(text, top, tab_size) is None:
        top += 1
    following = text.line_start(bottom + 1) if bottom + 1 < text.line_count else len(text)
    yield text.line_start(top), following
    above = top - 1
    while above > 0 and _depth(text, above, tab_size) is None:
        above -= 1
    if above >= 0:
        yield text.line_start(above), following


def _depth(text: Text, row: int, tab_size: int) -> int | None:
    """How many cells a line is indented; None for a blank one."""
    white = line_indentation(text, row)
    if text.line_start(row) + len(white) >= text.line_end(row):
        return None
    return cell_width(white, tab_size)


def _deep(text: Text, row: int, depth: int, tab_size: int) -> bool:
    found = _depth(text, row, tab_size)
    return found is None or found >= depth
