"""Indentation made of other characters, or made anew by the rules of the language."""

from __future__ import annotations

import re

from pith.base import Problem, ProblemError
from pith.edit._code_rows import CodeRows
from pith.edit._context import EditContext
from pith.edit._many_brackets import ManyBrackets
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import (
    edits_transaction,
    indentation,
    indentation_of,
    row_blocks,
)
from pith.edit.commands._indentation import kept_after_shift
from pith.edit.commands._insertion import indents_next, opens_block
from pith.edit.commands._labels import is_label, labels_block
from pith.text import Edit, Text, cell_width

EVENT = "edit.reindent"
_LARGEST = 16_000_000  # code points that are gone over at once
_LARGEST_BY_RULES = 3_000_000  # which ask the view what is a string, and so its thread
_BATCH = 1024


def indentation_to_spaces(state: EditorState, context: EditContext) -> Transaction | None:
    """The indentation of every line of the document as wide as it is, of spaces."""
    return _converted(state, context, spaces=True)


def indentation_to_tabs(state: EditorState, context: EditContext) -> Transaction | None:
    """The indentation of every line of the document as wide as it is, of tabs."""
    return _converted(state, context, spaces=False)


def _converted(state: EditorState, context: EditContext, spaces: bool) -> Transaction | None:
    text = state.text
    _check_size(len(text), _LARGEST)
    options = context.options._replace(insert_spaces=spaces)
    edits = []
    for first in range(0, text.line_count, _BATCH):
        rows = text.lines(first, min(first + _BATCH, text.line_count))
        for row, line in enumerate(rows, first):
            white = indentation_of(line)
            wanted = indentation(cell_width(white, options.tab_size), options) if white else ""
            if wanted != white:
                start = text.line_start(row)
                edits.append(Edit(start, start + len(white), wanted))
    return edits_transaction(
        state, edits, EVENT, lambda each, changes: kept_after_shift(text, each, changes)
    )


def _check_size(size: int, most: int) -> None:
    if size > most:
        raise ProblemError(
            Problem(
                f"{size:,} characters are too many to indent all of them anew;"
                f" {most:,} are the most",
                advice="select some lines, or use a program that formats files",
            )
        )


def reindent_lines(state: EditorState, context: EditContext) -> Transaction | None:
    """The lines that are selected as deep as the rules of the language want them; with nothing
    selected, all of the document.

    Where indentation has a meaning of its own, each step only becomes as wide as the options
    say. What is in strings and comments of several lines goes along with the line before.
    """
    text = state.text
    blocks = [(0, text.line_count - 1)] if state.selection.is_caret else row_blocks(state)
    size = sum([text.line_end(last) - text.line_start(first) for first, last in blocks])
    _check_size(size, _LARGEST_BY_RULES)
    edits: list[Edit] = []
    for first, last in blocks:
        if context.rules.off_side:
            edits += _steps_evened(text, first, last, context)
        else:
            edits += _by_rules(text, first, last, context)
    return edits_transaction(
        state, edits, EVENT, lambda each, changes: kept_after_shift(text, each, changes)
    )


def _by_rules(text: Text, first: int, last: int, context: EditContext) -> list[Edit]:
    options = context.options
    size = options.tab_size
    outdents = re.compile(context.rules.outdent_before or r"(?!)")
    over = _line_over(text, first)
    level = cell_width(indentation_of(over), size) // size if over is not None else 0
    if over is not None and opens_block(over, context):
        level += 1
    once = over is not None and indents_next(over, context)
    edits = []
    sections: list[int] = []  # the levels of the labels whose sections are open
    moved = 0  # cells that the last line of code was moved by
    lines = list(text.lines(first, last + 1))
    labelled = [
        text.line_start(row) for row, line in enumerate(lines, first) if is_label(line, context)
    ]
    is_in = context.in_string_or_comment
    brackets = ManyBrackets(text, context.rules, is_in, labelled)
    labels = {start for start in labelled if labels_block(text, start, context, brackets)}
    rows = CodeRows(text, context.rules, size, context.line_kinds())
    for row, line in enumerate(lines, first):
        white = indentation_of(line)
        content = line[len(white) :]
        start = text.line_start(row)
        cells = cell_width(white, size)
        if not content:
            wanted = 0
        elif row > first and context.in_string_or_comment(start):
            wanted = max(0, cells + moved)
        else:
            outdented, label = outdents.search(content) is not None, start in labels
            if label or outdented:
                level = _outside_section(level, sections, label, over, context)
            if outdented:
                level = max(0, level - 1)
            if row == first and over is None:
                level = cells // size  # There is nothing to go by.
            wanted = (level + (once and content[0] != "{")) * size
            once = indents_next(line, context)
            moved = wanted - cells
            if label and line.rstrip()[-1] not in "{[(":
                sections.append(level)
                level += 1
            elif opens_block(line, context) and (
                line.rstrip()[-1] in "{[(" or not is_label(line, context)
            ):
                level += 1
            if opens_block(line, context) or not (rows.is_comment(line) or rows.is_directive(line)):
                over = line
        edits += _edit(start, white, indentation(wanted, options))
    return edits


def _outside_section(
    level: int, sections: list[int], label: bool, over: str | None, context: EditContext
) -> int:
    """The level of what ends a section, or begins the first: a label, or what ends their block."""
    labels = context.rules.labels
    at_header = labels is not None and labels.at_header
    if sections and level == sections[-1] + 1:
        # At the header's level, ending the block takes one more back than there is.
        return sections.pop() + (at_header and not label)
    if label and labels and at_header and over is not None and re.search(labels.header, over):
        return max(0, level - 1)
    return level


def _steps_evened(text: Text, first: int, last: int, context: EditContext) -> list[Edit]:
    """Every line as many levels deep as it is, and each level a tab stop wide."""
    options = context.options
    size = options.tab_size
    over = _line_over(text, first)
    # Widths of the levels that are open, and how wide each becomes.
    base = cell_width(indentation_of(over), size) if over is not None else 0
    levels: list[tuple[int, int]] = [(base, base)]
    edits = []
    moved = 0
    for row, line in enumerate(text.lines(first, last + 1), first):
        white = indentation_of(line)
        start = text.line_start(row)
        cells = cell_width(white, size)
        if len(white) == len(line):
            edits += _edit(start, white, "")
            continue
        if context.in_string_or_comment(start):
            edits += _edit(start, white, indentation(max(0, cells + moved), options))
            continue
        while len(levels) > 1 and levels[-1][0] > cells:
            levels.pop()
        if cells > levels[-1][0]:
            levels.append((cells, levels[-1][1] + size))
        elif cells < levels[-1][0]:
            levels[-1] = (cells, cells // size * size)
        wanted = levels[-1][1]
        moved = wanted - cells
        edits += _edit(start, white, indentation(wanted, options))
    return edits


def _line_over(text: Text, row: int) -> str | None:
    """The nearest line above that is not blank."""
    for above in range(row - 1, max(-1, row - 1000), -1):
        line = text.line(above)
        if line.strip():
            return line
    return None


def _edit(start: int, white: str, wanted: str) -> list[Edit]:
    """What makes one indentation of another, leaving alone what they have in common."""
    if white == wanted:
        return []
    if wanted.startswith(white):
        return [Edit(start + len(white), start + len(white), wanted[len(white) :])]
    if white.startswith(wanted):
        return [Edit(start + len(wanted), start + len(white), "")]
    return [Edit(start, start + len(white), wanted)]
