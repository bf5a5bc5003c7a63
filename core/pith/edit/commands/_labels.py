"""How deep a line is that labels a part of a block: `case 1:`, `default:`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pith.edit._context import EditContext
from pith.edit._options import Labels
from pith.edit.commands._common import indentation, indentation_of
from pith.text import Text, cell_width

if TYPE_CHECKING:
    from pith.edit._many_brackets import ManyBrackets

_ROWS_ABOVE = 2000  # looked through for the label before
_LONG_LINE = 10_000


def label_indentation(
    text: Text, row: int, white: str, context: EditContext, brackets: ManyBrackets
) -> str | None:
    """The indentation of a label in row `row`, which has `white`: that of the label before it in
    its block, or what the header of the block wants; None where neither is found, or it has that.
    """
    labels = context.rules.labels
    if labels is None:
        return None
    size = context.options.tab_size
    cells = cell_width(white, size)
    found = (
        _by_depth(text, row, cells, labels, context)
        if context.rules.off_side
        else _by_braces(text, row, cells, labels, context, brackets)
    )
    return (
        None
        if found is None or found == cell_width(white, size)
        else indentation(found, context.options)
    )


def _by_depth(text: Text, row: int, cells: int, labels: Labels, context: EditContext) -> int | None:
    """Where blocks are what is deeper: the nearest line above that is less deep than all between
    and a label or the header of some."""
    size, limit = context.options.tab_size, cells + 1
    for above in range(row - 1, max(-1, row - 1 - _ROWS_ABOVE), -1):
        line = _start_of_line(text, above)
        depth = cell_width(indentation_of(line), size)
        if not line.strip() or depth >= limit:
            continue
        if re.search(labels.label, line):
            return depth
        if depth < cells and re.search(labels.header, line):
            return depth if labels.at_header else depth + size
        limit = depth if depth < cells else limit
    return None


def _by_braces(
    text: Text,
    row: int,
    cells: int,
    labels: Labels,
    context: EditContext,
    brackets: ManyBrackets,
) -> int | None:
    """Where blocks are between braces: the nearest label above that is in the same ones."""
    size = context.options.tab_size

    def brace_around(of_row: int) -> int | None:
        return brackets.opening_before(text.line_start(of_row), "}")

    brace = brace_around(row)
    if brace is None:
        return None
    first = text.row_at(brace)
    for above in range(row - 1, max(first, row - 1 - _ROWS_ABOVE), -1):
        line = _start_of_line(text, above)
        depth = cell_width(indentation_of(line), size)
        if depth <= cells and re.search(labels.label, line) and brace_around(above) == brace:
            return depth
    line = _start_of_line(text, first)
    if re.search(labels.header, _header(text, first)) is None:
        return None
    depth = cell_width(indentation_of(line), size)
    return depth if labels.at_header else depth + size


def _header(text: Text, row: int) -> str:
    """The line that begins the block whose bracket is in row `row`."""
    line = _start_of_line(text, row)
    return _start_of_line(text, row - 1) if line.strip() == "{" and row else line


def labels_block(text: Text, start: int, context: EditContext, brackets: ManyBrackets) -> bool:
    """Whether what looks like a label, in the row that begins at `start`, is in a block that has
    labels: among the elements of an object there are lines like it. Where the text has no bracket
    that opens the block, nothing speaks against it."""
    labels = context.rules.labels
    found = [brackets.opening_before(start, closing) for _, closing in context.rules.brackets]
    opening = max((each for each in found if each is not None), default=None)
    if opening is None:
        return labels is not None
    return labels is not None and (
        text.slice(opening, opening + 1) == "{"
        and re.search(labels.header, _header(text, text.row_at(opening))) is not None
    )


def _start_of_line(text: Text, row: int) -> str:
    start = text.line_start(row)
    return text.slice(start, min(start + _LONG_LINE, text.line_end(row)))


def is_label(line: str, context: EditContext) -> bool:
    labels = context.rules.labels
    return labels is not None and re.search(labels.label, line) is not None
