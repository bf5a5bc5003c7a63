"""The indentation of lines that are moved into a block, or out of one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pith.edit._changes import ChangeSet
from pith.edit._context import EditContext
from pith.edit._selection import Selection
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import indentation, indentation_of
from pith.edit.commands._indentation import kept_after_shift
from pith.edit.commands._insertion import opens_block
from pith.text import Edit, cell_width

_LONG_LINE = 10_000  # code points after which no rule of a language is tried on a line


def fitted_after_move(
    state: EditorState,
    transaction: Transaction | None,
    blocks: Iterable[tuple[int, int]],
    by: int,
    context: EditContext,
) -> Transaction | None:
    """The transaction that moves the rows of each block (first, last) one up (`by` is -1) or down
    (1), with what goes over the edge of a block as deep as it is then.

    All of a block of rows goes by as much. Where how deep a line is has a meaning of its own, it
    stays as it is.
    """
    if transaction is None or not context.options.auto_indent or context.rules.off_side:
        return transaction
    text = transaction.changes.apply(state.text)
    options, size = context.options, context.options.tab_size
    edits: list[Edit] = []
    for first, last in blocks:
        over = state.text.line(first - 1 if by < 0 else last + 1)
        rows = range(first + by, last + by + 1)
        wanted = _depth_beyond(over, by, context)
        lines = text.lines(rows.start, rows.stop)
        head = next((line for line in lines if line.strip()), None)
        if wanted is None or head is None or _ends_block(head, context):
            continue
        shift = wanted - cell_width(indentation_of(head), size)
        for row, line in zip(rows, lines, strict=True):
            white = indentation_of(line)
            if shift and len(white) < len(line):
                start = text.line_start(row)
                cells = max(0, cell_width(white, size) + shift)
                edits.append(Edit(start, start + len(white), indentation(cells, options)))
    if not edits:
        return transaction
    changes = ChangeSet.of(len(text), edits)
    selection = transaction.selection
    if selection is not None:
        ranges = [kept_after_shift(text, each, changes) for each in selection.ranges]
        selection = Selection.of(ranges, selection.primary_index)
    return transaction._replace(changes=transaction.changes.compose(changes), selection=selection)


def _depth_beyond(over: str, by: int, context: EditContext) -> int | None:
    """How many cells deep is what comes before (`by` is -1) or behind a line that begins or ends
    a block; None if it does neither."""
    if len(over) > _LONG_LINE or not over.strip():
        return None
    size = context.options.tab_size
    depth = cell_width(indentation_of(over), size)
    opens, ends = opens_block(over, context), _ends_block(over, context)
    if not (opens or ends):
        return None
    return depth + size if (ends if by < 0 else opens) else depth


def _ends_block(line: str, context: EditContext) -> bool:
    pattern = context.rules.outdent_before
    return pattern is not None and re.search(pattern, line) is not None
