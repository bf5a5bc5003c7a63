"""Things that change places: characters, words, lines."""

from __future__ import annotations

from pith.edit._context import EditContext
from pith.edit._selection import Range
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import Replacement, change_by_range, line_break_after
from pith.edit.commands._motion import word_separators
from pith.text import next_grapheme, previous_grapheme, word_at, word_left, word_right

EVENT = "edit.transpose"


def transpose_characters(state: EditorState, context: EditContext) -> Transaction | None:
    """The characters on both sides of a caret change places, and the caret goes behind them.

    At the end of a line they are the two before the caret.
    """
    text = state.text

    def swapped(each: Range) -> Replacement | None:
        row = text.row_at(each.head)
        line_start, line_end = text.line_start(row), text.line_end(row)
        middle = each.head
        if not each.is_empty:
            return None
        if middle == line_end:
            middle = previous_grapheme(text, middle)
        if middle <= line_start or middle >= line_end:
            return None
        start, end = previous_grapheme(text, middle), next_grapheme(text, middle)
        return Replacement(start, end, text.slice(middle, end) + text.slice(start, middle))

    return change_by_range(state, swapped, EVENT)


def transpose_words(state: EditorState, context: EditContext) -> Transaction | None:
    """The word at or before a caret and the next one change places; the caret goes behind them.

    In the last word of a line it is that one and the one before it.
    """
    text, separators = state.text, word_separators(context)

    def word_before(offset: int, line_start: int) -> tuple[int, int] | None:
        while offset > line_start:
            offset = word_left(text, offset, separators)
            found = word_at(text, offset, separators)
            if found is not None and found[0] >= line_start:
                return found
        return None

    def word_after(offset: int, line_end: int) -> tuple[int, int] | None:
        while offset < line_end:
            offset = word_right(text, offset, separators)
            found = word_at(text, offset, separators)
            if found is not None and found[1] <= line_end:
                return found
        return None

    def swapped(each: Range) -> Replacement | None:
        if not each.is_empty:
            return None
        row = text.row_at(each.head)
        line_start, line_end = text.line_start(row), text.line_end(row)
        word = word_at(text, each.head, separators) or word_before(each.head, line_start)
        word = word or word_after(each.head, line_end)
        if word is None:
            return None
        first, second = word, word_after(word[1], line_end)
        if second is None:
            before = word_before(word[0], line_start)
            if before is None:
                return None
            first, second = before, word
        if first[1] > second[0]:
            return None
        between = text.slice(first[1], second[0])
        insert = text.slice(*second) + between + text.slice(*first)
        return Replacement(first[0], second[1], insert)

    return change_by_range(state, swapped, EVENT)


def transpose_lines(state: EditorState, context: EditContext) -> Transaction | None:
    """The line of a caret and the one over it change places, and the caret goes below them."""
    text = state.text

    def swapped(each: Range) -> Replacement | None:
        row = text.row_at(each.head)
        if row == 0 or not each.is_empty:
            return None
        start, end = text.line_start(row - 1), text.line_end(row)
        insert = text.line(row) + line_break_after(text, row - 1) + text.line(row - 1)
        following = line_break_after(text, row)
        return Replacement(start, end + len(following), insert + following)

    return change_by_range(state, swapped, EVENT)
