"""Typing: text with what brackets and quotes ask for, line breaks, tabs."""

from __future__ import annotations

import re
from functools import partial
from itertools import accumulate, count, repeat
from operator import sub
from typing import TYPE_CHECKING, NamedTuple

from pith.edit._changes import ChangeSet
from pith.edit._context import EditContext
from pith.edit._selection import Range, Selection, many_carets
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import (
    Replacement,
    brackets_around,
    change_by_range,
    indentation_of,
    line_indentation,
    replace_spans,
    shifted_indentation,
    with_line_endings,
)
from pith.edit.commands._enter_rules import continued_comment
from pith.edit.commands._indentation import indent
from pith.edit.commands._labels import is_label, label_indentation
from pith.edit.commands._pairs import closing_for, surrounds, types_over, typing_rules
from pith.edit.commands._scoped import holds_others, scopes
from pith.text import Edit, Text, cell_width, line_bounds, many_edits, slices

if TYPE_CHECKING:
    from pith.edit._many_brackets import ManyBrackets

TYPE, NEWLINE = "input.type", "input.newline"
_LONG_LINE = 10_000  # code points after which no rule of a language is tried on a line


def insert_text(
    state: EditorState, context: EditContext, text: str, overtype: bool = False
) -> Transaction | None:
    """Type `text` at every range; `overtype`: over what is behind it in its line.

    One character may close a bracket, a quote or an element, go over what is there, surround what
    is selected, or pull its line back to where its block began.
    """
    if not text:
        return None
    if overtype:
        from pith.edit.commands._overtyping import overtype_text

        return overtype_text(state, context, text)
    if state.selection.put:
        from pith.edit.commands._typing_over import type_over_put

        over = type_over_put(
            state,
            context,
            text,
            partial(_typed, state.text, context, brackets_around(state, context)),
        )
        if over is not None:
            return over
    if "\n" in text or "\r" in text:
        text = with_line_endings(text, context.options.line_ending)
    elif len(text) == 1:
        special = text in typing_rules(context.rules).special
        within = scopes(context, len(state.selection.ranges)) if text == ":" else lambda _: context
        if special or _may_pull_back(state, text, context):
            brackets = brackets_around(state, context)
            typed = change_by_range(
                state,
                lambda each: _typed(state.text, within(each.start), brackets, each, text),
                TYPE,
            )
            if text in (">", "/") and typed is not None and context.rules.tags:
                from pith.edit.commands._tags import with_closing_tags

                return with_closing_tags(state, context, text, typed)
            return typed
    return insert_plainly(state, text, TYPE)


def _may_pull_back(state: EditorState, typed: str, context: EditContext) -> bool:
    """Whether typing a character that is no bracket could give any range's line another
    indentation."""
    rules = context.rules
    if typed == ":" and holds_others(rules):
        return context.options.auto_indent  # it may be the end of a label there
    patterns = [rules.outdent_before, rules.labels and rules.labels.label]
    if not any(patterns) or not context.options.auto_indent:
        return False
    starts = [each.start for each in state.selection.ranges]
    return any(
        re.search(pattern, before + typed)
        for before in set(_befores(state.text, starts))
        if before[:1] in (" ", "\t")
        for pattern in patterns
        if pattern
    )


def _befores(text: Text, offsets: list[int]) -> list[str]:
    """What is before each offset in its line, or the last part of it."""
    bounds = line_bounds(text, offsets)
    starts = [
        start if at - start < _LONG_LINE else at - _LONG_LINE
        for (start, _), at in zip(bounds, offsets, strict=True)
    ]
    return slices(text, starts, offsets)


def _afters(text: Text, offsets: list[int]) -> list[str]:
    """What is after each offset in its line, or the first part of it."""
    bounds = line_bounds(text, offsets)
    ends = [
        end if end - at < _LONG_LINE else at + _LONG_LINE
        for (_, end), at in zip(bounds, offsets, strict=True)
    ]
    return slices(text, offsets, ends)


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


def _typed(
    text: Text, context: EditContext, brackets: ManyBrackets, each: Range, typed: str
) -> Replacement:
    """One character at one range."""
    start, end = each.start, each.end
    options = context.options
    special = typed in typing_rules(context.rules).special
    if special:
        if start < end:
            behind = surrounds(text, start, end, typed, context)
            if behind:
                return _surrounded(text, each, typed, behind)
        elif options.auto_close and types_over(text, start, typed, context):
            end = start + 1
            special = False  # The pair is complete.
        elif typed == ">" and context.rules.tags:
            from pith.edit.commands._tags import ends_tag

            if ends_tag(text, start, context):
                return Replacement(start, start + 1, typed)
    row = text.row_at(start)
    line_start = text.line_start(row)
    if options.auto_indent and start - line_start < _LONG_LINE:
        before = text.slice(line_start, start)
        white = _pulled_back(text, row, before, typed, context, brackets)
        if white is not None:
            before = white + before.lstrip(" \t")
            caret = len(before) + 1
            closes = special and options.auto_close
            behind = closing_for(text, start, end, typed, context) if closes else ""
            return Replacement(line_start, end, before + typed + behind, caret, caret)
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


def _pulled_back(
    text: Text, row: int, before: str, typed: str, context: EditContext, brackets: ManyBrackets
) -> str | None:
    """The indentation that typing after `before`, the start of row `row`, gives its line.

    A closing bracket that comes first in its line goes back to the line of its opening one, a
    label to those before it; a line that comes to match `outdent_before` goes one level back
    from the line above. None: it stays as it is.
    """
    white = indentation_of(before)
    rules = context.rules
    if white == before and white and typed in typing_rules(rules).brackets:
        opening = brackets.opening_before(text.line_start(row), typed)
        if opening is not None:
            found = line_indentation(text, text.row_at(opening))
            return None if found == white else found
    if white and white == before and typed == "{":
        # What was one line deeper becomes a block.
        return _statement_over(text, row, before + typed, context)
    if not white:
        return None
    if is_label(before + typed, context) and not is_label(before, context):
        if context.in_string_or_comment(text.line_start(row)):
            return None
        label = label_indentation(text, row, white, context, brackets)
        size = context.options.tab_size
        if label is not None and cell_width(label, size) < cell_width(white, size):
            return label
        return None
    pattern = rules.outdent_before
    if not pattern or not re.search(pattern, before + typed) or re.search(pattern, before):
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


def indents_next(line: str, context: EditContext) -> bool:
    """Whether the one line after this one is a level deeper, in a language without brackets for
    that."""
    pattern = context.rules.indent_next
    return pattern is not None and re.search(pattern, line) is not None


def _statement_over(text: Text, row: int, before: str, context: EditContext) -> str | None:
    """The indentation of the line above row `row` if it has that one, which begins with `before`,
    a level deeper; None if it has not."""
    if not row or not before.strip() or context.rules.indent_next is None:
        return None
    start = text.line_start(row - 1)
    over = text.slice(start, min(start + _LONG_LINE, text.line_end(row - 1)))
    white = indentation_of(over)
    size = context.options.tab_size
    deeper = cell_width(indentation_of(before), size) > cell_width(white, size)
    return white if deeper and indents_next(over, context) else None


def depth_after(text: Text, row: int, first: str, context: EditContext) -> int:
    """How many cells deep the line is that comes after row `row` and begins with `first`."""
    line = text.slice(
        text.line_start(row), min(text.line_start(row) + _LONG_LINE, text.line_end(row))
    )
    size = context.options.tab_size
    white = indentation_of(line)
    if not opens_block(line, context):
        if not indents_next(line, context):
            over = _statement_over(text, row, line, context)
            return cell_width(white if over is None else over, size)
        if first == "{":
            return cell_width(white, size)
    return cell_width(shifted_indentation(white, 1, context.options), size)


def newline(state: EditorState, context: EditContext) -> Transaction | None:
    """A line break, with the indentation of the line, or deeper where a block begins.

    Between two brackets the closing one goes to a line of its own. White space next to the
    caret does not stay behind at the end of a line or before the new indentation.
    """
    options = context.options
    text, ranges = state.text, state.selection.ranges
    if not options.auto_indent:
        if options.keep_indent:
            return change_by_range(state, lambda each: _kept(text, each, context), NEWLINE)
        return insert_plainly(state, options.line_ending, NEWLINE)
    starts = [each.start for each in ranges]
    ends = [each.end for each in ranges]
    brackets = brackets_around(state, context)
    known: dict[tuple[str, str, EditContext], _Break] = {}
    breaks: list[_Break] = []
    # The language is that of the line: behind the tag of a script, Enter is one between tags.
    lines = [first for first, _ in line_bounds(text, starts)]
    within = map(scopes(context, len(ranges)), lines)
    befores, afters = _befores(text, starts), _afters(text, ends)
    for start, around in zip(starts, zip(befores, afters, within, strict=True), strict=True):
        found = known.get(around)
        if found is None:
            found, depends = _broken(text, start, *around, brackets)
            if not depends:
                known[around] = found  # of thousands of carets, many are at the same
        breaks.append(found)
    if any(each.caret is not None for each in breaks):
        one_by_one = iter(zip(starts, ends, breaks, strict=True))

        def replacement(_: Range) -> Replacement:
            start, end, (before, after, insert, caret) = next(one_by_one)
            return Replacement(start - before, end + after, insert, caret, caret)

        return change_by_range(state, replacement, NEWLINE)
    return replace_spans(
        state,
        [start - each.before for start, each in zip(starts, breaks, strict=True)],
        [end + each.after for end, each in zip(ends, breaks, strict=True)],
        [each.insert for each in breaks],
        NEWLINE,
    )


def _kept(text: Text, each: Range, context: EditContext) -> Replacement:
    """A line break with the white space that the line has before the range."""
    row = text.row_at(each.start)
    white = line_indentation(text, row)[: each.start - text.line_start(row)]
    return Replacement(each.start, each.end, context.options.line_ending + white)


class _Break(NamedTuple):
    """What a line break puts in the place of so many code points before and after; the caret is at
    its end, or so far within."""

    before: int
    after: int
    insert: str
    caret: int | None = None


def _broken(
    text: Text, start: int, before: str, after: str, context: EditContext, brackets: ManyBrackets
) -> tuple[_Break, bool]:
    """How a line is broken at `start`, between `before` and `after` in it; and whether something
    else would come of the same two elsewhere."""
    options = context.options
    row = text.row_at(start)
    line_start = text.line_start(row)
    white = line_indentation(text, row)[: start - line_start]
    cut_before = 0 if before.strip(" \t") else len(before)
    cut_after = len(after) - len(after.lstrip(" \t"))
    depends = start - line_start > len(before) or before.lstrip(" \t").startswith("*")
    going_on = continued_comment(text, row, before, after, context.rules)
    if going_on is not None:
        insert = options.line_ending + white[: len(white) - going_on.shorter] + going_on.prefix
        closing = going_on.closing
        if not closing:
            return _Break(cut_before, cut_after, insert), depends
        # What ends the comment is there already, without the space that goes before it.
        rest = options.line_ending + white + closing[:-2]
        return _Break(cut_before, cut_after, insert + rest, len(insert)), depends
    inner = white
    if opens_block(before, context):
        inner = shifted_indentation(white, 1, options)
        code, rest = before.rstrip(" \t"), after.lstrip(" \t")
        between = any(code.endswith(a) and rest.startswith(b) for a, b in context.rules.brackets)
        if between or (context.rules.tags and rest.startswith("</")):
            insert = options.line_ending + inner
            whole = insert + options.line_ending + white
            return _Break(cut_before, cut_after, whole, len(insert)), depends
    elif indents_next(before, context):
        inner = shifted_indentation(white, 1, options)
    elif (over := _statement_over(text, row, before, context)) is not None:
        return _Break(cut_before, cut_after, options.line_ending + over), True
    outer = _outer_of(text, start, before, after, context, brackets)
    if outer is not None:
        return _Break(cut_before, cut_after, options.line_ending + outer), True
    return _Break(cut_before, cut_after, options.line_ending + inner), depends


def _outer_of(
    text: Text, start: int, before: str, after: str, context: EditContext, brackets: ManyBrackets
) -> str | None:
    """The indentation of a line that begins with `after`, which ends a block, when it is broken
    off at `start` behind `before`; None where it ends none."""
    rest = after.lstrip(" \t")
    for _, closing in context.rules.brackets:
        if closing == ">" and context.rules.tags:
            continue  # One more attribute comes before it.
        if rest.startswith(closing):
            opening = brackets.opening_before(start, closing)
            return None if opening is None else line_indentation(text, text.row_at(opening))
    pattern = context.rules.outdent_before
    if rest and pattern and before.strip() and re.search(pattern, rest):
        levels = 0 if opens_block(before, context) else -1
        return shifted_indentation(indentation_of(before), levels, context.options)
    return None


def line_below(state: EditorState, context: EditContext) -> Transaction | None:
    """A new line below, from wherever the caret is in its line."""
    text, options = state.text, context.options

    def inserted(each: Range) -> Replacement:
        row = text.row_at(each.head)
        at = text.line_end(row)
        line = text.slice(max(text.line_start(row), at - _LONG_LINE), at)
        white = _indentation_beside(text, row, context)
        if options.auto_indent and opens_block(line, context):
            white = shifted_indentation(white, 1, options)
        return Replacement(at, at, options.line_ending + white)

    return change_by_range(_one_a_row(state), inserted, "edit.lineBelow")


def _indentation_beside(text: Text, row: int, context: EditContext) -> str:
    options = context.options
    return line_indentation(text, row) if options.auto_indent or options.keep_indent else ""


def line_above(state: EditorState, context: EditContext) -> Transaction | None:
    """A new line above, from wherever the caret is in its line."""
    text, options = state.text, context.options

    def inserted(each: Range) -> Replacement:
        row = text.row_at(each.head)
        at = text.line_start(row)
        white = _indentation_beside(text, row, context)
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
