"""Typing: text with what brackets and quotes ask for, line breaks, tabs."""

from __future__ import annotations

import re
from itertools import accumulate, count, repeat
from operator import sub

from pith.edit._brackets import opening_bracket_before
from pith.edit._changes import ChangeSet
from pith.edit._context import EditContext
from pith.edit._selection import Range, Selection, many_carets
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import (
    Replacement,
    change_by_range,
    indentation_of,
    line_indentation,
    shifted_indentation,
    with_line_endings,
)
from pith.edit.commands._enter_rules import Continuation, continued_comment
from pith.edit.commands._indentation import indent
from pith.edit.commands._pairs import closing_for, types_over, typing_rules
from pith.text import Edit, Text, cell_width, many_edits

TYPE = "input.type"
_LONGEST_SURROUNDED = 32_000_000  # code points
_LONG_LINE = 10_000  # code points after which no rule of a language is tried on a line


def insert_text(state: EditorState, context: EditContext, text: str) -> Transaction | None:
    """Type `text` at every range.

    One character may close a bracket or quote, go over one that is there, surround what is
    selected, or pull its line back to where its block began.
    """
    if not text:
        return None
    if "\n" in text or "\r" in text:
        text = with_line_endings(text, context.options.line_ending)
    elif len(text) == 1:
        special = text in typing_rules(context.rules).special
        if special or (context.rules.outdent_before and context.options.auto_indent):
            return change_by_range(
                state, lambda each: _typed(state.text, each, text, context, special), TYPE
            )
    return insert_plainly(state, text, TYPE)


def insert_plainly(state: EditorState, text: str, event: str) -> Transaction:
    """Put `text`, just as it is, in the place of every range."""
    selection = state.selection
    ranges = selection.ranges
    length = len(state.text)
    grown = len(text)
    if len(ranges) == 1:
        start, end = ranges[0].start, ranges[0].end
        edits: tuple[Edit, ...] = (Edit(start, end, text),)
        carets: tuple[Range, ...] = (Range(start + grown, start + grown),)
        after = length + grown - end + start
    else:
        starts = [anchor if anchor < head else head for anchor, head, _ in ranges]
        ends = [head if anchor < head else anchor for anchor, head, _ in ranges]
        edits = tuple(many_edits(starts, ends, repeat(text)))
        shrunk = accumulate(map(sub, starts, ends))
        heads = [
            end + less + more
            for end, less, more in zip(ends, shrunk, count(grown, grown), strict=False)
        ]
        carets = many_carets(heads)
        after = length + (carets[-1].head - ends[-1])
    changes = ChangeSet(length, edits, after)
    return Transaction(changes, Selection(carets, selection.primary_index), event)


def _typed(text: Text, each: Range, typed: str, context: EditContext, special: bool) -> Replacement:
    """One character at one range."""
    start, end = each.start, each.end
    options = context.options
    if special:
        rules = typing_rules(context.rules)
        if start < end:
            surrounds = options.auto_surround and end - start <= _LONGEST_SURROUNDED
            if surrounds and typed in rules.surround:
                return _surrounded(text, each, typed, rules.surround[typed])
        elif options.auto_close and types_over(text, start, typed, context):
            return Replacement(start, start + 1, typed)
    row = text.row_at(start)
    line_start = text.line_start(row)
    if options.auto_indent and start - line_start < _LONG_LINE:
        before = text.slice(line_start, start)
        white = _pulled_back(text, row, before, typed, context)
        if white is not None:
            return Replacement(line_start, end, white + before.lstrip(" \t") + typed)
    if special and options.auto_close:
        closing = closing_for(text, start, end, typed, context)
        if closing:
            return Replacement(start, end, typed + closing, 1, 1)
    return Replacement(start, end, typed)


def _surrounded(text: Text, each: Range, opening: str, closing: str) -> Replacement:
    """The range within a pair, selected as it was."""
    content = text.slice(each.start, each.end)
    first, last = len(opening), len(opening) + len(content)
    anchor, head = (last, first) if each.is_reversed else (first, last)
    return Replacement(each.start, each.end, opening + content + closing, anchor, head)


def _pulled_back(text: Text, row: int, before: str, typed: str, context: EditContext) -> str | None:
    """The indentation that typing after `before`, the start of row `row`, gives its line.

    A closing bracket that comes first in its line goes back to the line of its opening one; a
    line that comes to match `outdent_before` goes one level back from the line above. None:
    it stays as it is.
    """
    white = indentation_of(before)
    rules = context.rules
    if white == before and white and typed in typing_rules(rules).brackets:
        opening = opening_bracket_before(
            text, text.line_start(row), typed, rules, context.in_string_or_comment
        )
        if opening is not None:
            found = line_indentation(text, text.row_at(opening))
            return None if found == white else found
    pattern = rules.outdent_before
    if not pattern or not white:
        return None
    if not re.search(pattern, before + typed) or re.search(pattern, before):
        return None
    above = row - 1
    while above >= 0 and not text.line(above).strip():
        above -= 1
    if above < 0:
        return None
    options = context.options
    over = text.line(above)
    levels = 0 if opens_block(over, context) else -1
    wanted = shifted_indentation(indentation_of(over), levels, options)
    size = options.tab_size
    return wanted if cell_width(wanted, size) < cell_width(white, size) else None


def opens_block(before: str, context: EditContext) -> bool:
    """Whether what comes on the line after `before` is one level deeper."""
    rules = context.rules
    code = before.rstrip(" \t")
    if any(code.endswith(opening) for opening, _ in rules.brackets):
        return True
    return rules.indent_after is not None and re.search(rules.indent_after, before) is not None


def newline(state: EditorState, context: EditContext) -> Transaction | None:
    """A line break, with the indentation of the line, or deeper where a block begins.

    Between two brackets the closing one goes to a line of its own. White space next to the
    caret does not stay behind at the end of a line or before the new indentation.
    """
    options = context.options
    text = state.text

    def broken(each: Range) -> Replacement:
        if not options.auto_indent:
            return Replacement(each.start, each.end, options.line_ending)
        row = text.row_at(each.start)
        line_start = text.line_start(row)
        last_row = text.row_at(each.end)
        before = text.slice(max(line_start, each.start - _LONG_LINE), each.start)
        after = text.slice(each.end, min(text.line_end(last_row), each.end + _LONG_LINE))
        white = line_indentation(text, row)[: each.start - line_start]
        start = each.start
        if not before.strip(" \t"):
            start -= len(before)
        end = each.end + len(after) - len(after.lstrip(" \t"))
        going_on = continued_comment(text, row, before, after, context.rules)
        if going_on is not None:
            return _broken_comment(start, end, white, going_on, options.line_ending)
        inner = white
        if opens_block(before, context):
            inner = shifted_indentation(white, 1, options)
            code, rest = before.rstrip(" \t"), after.lstrip(" \t")
            if any(code.endswith(a) and rest.startswith(b) for a, b in context.rules.brackets):
                insert = options.line_ending + inner
                return Replacement(
                    start, end, insert + options.line_ending + white, len(insert), len(insert)
                )
        return Replacement(start, end, options.line_ending + inner)

    return change_by_range(state, broken, "input.newline")


def _broken_comment(
    start: int, end: int, white: str, going_on: Continuation, line_ending: str
) -> Replacement:
    insert = line_ending + white[: len(white) - going_on.shorter] + going_on.prefix
    closing = going_on.closing
    if not closing:
        return Replacement(start, end, insert)
    # What ends the comment is there already, without the space that goes before it.
    rest = line_ending + white + closing[:-2]
    return Replacement(start, end, insert + rest, len(insert), len(insert))


def line_below(state: EditorState, context: EditContext) -> Transaction | None:
    """A new line below, from wherever the caret is in its line."""
    text, options = state.text, context.options

    def inserted(each: Range) -> Replacement:
        row = text.row_at(each.head)
        at = text.line_end(row)
        line = text.slice(max(text.line_start(row), at - _LONG_LINE), at)
        white = line_indentation(text, row)
        if opens_block(line, context):
            white = shifted_indentation(white, 1, options)
        return Replacement(at, at, options.line_ending + white)

    return change_by_range(_one_a_row(state), inserted, "edit.lineBelow")


def line_above(state: EditorState, context: EditContext) -> Transaction | None:
    """A new line above, from wherever the caret is in its line."""
    text, options = state.text, context.options

    def inserted(each: Range) -> Replacement:
        row = text.row_at(each.head)
        at = text.line_start(row)
        white = line_indentation(text, row)
        return Replacement(at, at, white + options.line_ending, len(white), len(white))

    return change_by_range(_one_a_row(state), inserted, "edit.lineAbove")


def _one_a_row(state: EditorState) -> EditorState:
    """Carets at the starts of the rows that the heads are in, each row once."""
    text = state.text
    rows = [text.row_at(each.head) for each in state.selection.ranges]
    primary = rows[state.selection.primary_index]
    distinct = sorted(set(rows))
    carets = [Range.caret(text.line_start(row)) for row in distinct]
    return EditorState(text, Selection.of(carets, distinct.index(primary)))


def tab(state: EditorState, context: EditContext) -> Transaction | None:
    """With something selected, its lines one level deeper; else on to the next tab stop."""
    if any(not each.is_empty for each in state.selection.ranges):
        return indent(state, context)
    text, options = state.text, context.options
    if not options.insert_spaces:
        return insert_plainly(state, "\t", TYPE)
    added: dict[int, int] = {}  # cells that carets further left have added to a row

    def inserted(each: Range) -> Replacement:
        row = text.row_at(each.head)
        before = text.slice(max(text.line_start(row), each.head - _LONG_LINE), each.head)
        cells = cell_width(before, options.tab_size) + added.get(row, 0)
        spaces = options.tab_size - cells % options.tab_size
        added[row] = added.get(row, 0) + spaces
        return Replacement(each.head, each.head, " " * spaces)

    return change_by_range(state, inserted, TYPE)
