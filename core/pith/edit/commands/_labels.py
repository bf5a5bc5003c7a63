"""How deep a line is that labels a part of a block: `case 1:`, `default:`."""

from __future__ import annotations

import re

from pith.edit._context import EditContext
from pith.edit.commands._common import indentation, indentation_of
from pith.text import Text, cell_width

_ROWS_ABOVE = 2000  # looked through for the label before
_LONG_LINE = 10_000


def label_indentation(text: Text, row: int, white: str, context: EditContext) -> str | None:
    """The indentation of a label in row `row`, which has `white`: that of the label before it in
    its block, or what the header of the block wants; None where neither is found, or it has that.
    """
    labels = context.rules.labels
    if labels is None:
        return None
    size = context.options.tab_size
    cells = limit = cell_width(white, size)
    for above in range(row - 1, max(-1, row - 1 - _ROWS_ABOVE), -1):
        start = text.line_start(above)
        line = text.slice(start, min(start + _LONG_LINE, text.line_end(above)))
        found = indentation_of(line)
        depth = cell_width(found, size)
        if len(found) == len(line) or depth > limit:
            continue
        if re.search(labels.label, line):
            return None if depth == cells else found
        if depth == limit:
            continue
        limit = depth
        header = line
        if line.strip() == "{" and above:
            header = text.slice(text.line_start(above - 1), text.line_end(above - 1))
        if re.search(labels.header, header):
            wanted = depth if labels.at_header else depth + size
            return None if wanted == cells else indentation(wanted, context.options)
        if not context.rules.off_side:
            return None  # It is in another block.
    return None


def is_label(line: str, context: EditContext) -> bool:
    labels = context.rules.labels
    return labels is not None and re.search(labels.label, line) is not None
