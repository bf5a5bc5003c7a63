"""The indentation of lines that are moved into a block, or out of one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pith.edit._changes import ChangeSet
from pith.edit._context import EditContext
from pith.edit._line_kinds import LineKinds
from pith.edit._options import LanguageRules
from pith.edit._selection import Selection
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import indentation, indentation_of
from pith.edit.commands._indentation import kept_after_shift
from pith.edit.commands._insertion import opens_block
from pith.text import Edit, Text, cell_width

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
    kinds = context.line_kinds()
    edits: list[Edit] = []
    for first, last in blocks:
        rows = range(first + by, last + by + 1)
        lines = text.lines(rows.start, rows.stop)
        apart = _rows_of_strings(range(first, last + 1), lines, kinds, context.rules)
        head = next((at for at, line in enumerate(lines) if line.strip()), None)
        if head is None or apart[head] or _ends_block(lines[head], context):
            continue
        wanted = _depth_beyond(state.text, first - 1 if by < 0 else last + 1, by, kinds, context)
        if wanted is None:
            continue
        shift = wanted - cell_width(indentation_of(lines[head]), size)
        for row, line, stays in zip(rows, lines, apart, strict=True):
            white = indentation_of(line)
            if shift and not stays and len(white) < len(line):
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


def _rows_of_strings(
    rows: range, lines: list[str], kinds: LineKinds, rules: LanguageRules
) -> list[bool]:
    """Which of the rows are within a string that began above them: their white space is its own.
    Where a comment that begins one of them goes on, it goes with it."""
    token = rules.block_comment[0] if rules.block_comment is not None else None
    found: list[bool] = []
    in_comment = False
    for row, line in zip(rows, lines, strict=True):
        goes_on = kinds.goes_on(row)
        if not goes_on:
            in_comment = token is not None and line.lstrip().startswith(token)
        found.append(goes_on and not in_comment)
    return found


def _depth_beyond(
    text: Text, row: int, by: int, kinds: LineKinds, context: EditContext
) -> int | None:
    """How many cells deep is what comes before (`by` is -1) or behind row `row`, which begins or
    ends a block; None if it does neither, or if nobody can tell."""
    over = _code_of(text, row, kinds)
    if over is None or not over.strip():
        return None
    size = context.options.tab_size
    depth = cell_width(indentation_of(over), size)
    opens, ends = opens_block(over, context), _ends_block(over, context)
    if not (opens or ends):
        return None
    if by < 0 and over.rstrip().endswith(":") and row:
        # A label ends what the one above it begins: what goes there is as deep as it was.
        above = _code_of(text, row - 1, kinds) or ""
        return depth if opens_block(above, context) and above.rstrip()[-1:] != ":" else None
    return depth + size if (ends if by < 0 else opens) else depth


def _code_of(text: Text, row: int, kinds: LineKinds) -> str | None:
    """A line without a comment (or a string) at its end; None if it begins within one."""
    start = text.line_start(row)
    if text.line_end(row) - start > _LONG_LINE or kinds.goes_on(row):
        return None
    line, spans = text.line(row), kinds.spans(row)
    if spans and spans[-1][1] >= len(line.rstrip()):
        line = line[: spans[-1][0]]
    return line


def _ends_block(line: str, context: EditContext) -> bool:
    pattern = context.rules.outdent_before
    return pattern is not None and re.search(pattern, line) is not None
