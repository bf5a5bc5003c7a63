"""Making the indentation of pasted lines fit where they go."""

from __future__ import annotations

import re

from pith.edit._context import EditContext
from pith.edit._selection import Range
from pith.edit.commands._common import indentation, indentation_of, line_indentation
from pith.edit.commands._insertion import opens_block
from pith.text import Text, cell_width

_LARGEST = 200_000  # code points that are gone over for it


def fitted(text: Text, each: Range, content: str, context: EditContext) -> str:
    """`content` with its lines as deep as the caret is, and what they have among themselves.

    Only where several lines go into white space at the start of a line, and not into a string
    or comment. The first of them may have been copied without its own indentation.
    """
    if not _fits_in(each.start, content, context):
        return content
    row = text.row_at(each.start)
    before = text.slice(text.line_start(row), each.start)
    if before.strip(" \t"):
        return content
    first, *rest = content.split("\n")
    white = indentation_of(first)
    if not first.strip():
        return content
    size = context.options.tab_size
    origin = cell_width(white, size) if white else _depth_of_first(first, rest, context)
    if origin is None:
        return content
    moved = _moved(rest, cell_width(before, size) - origin, context)
    return "\n".join([first[len(white) :], *moved])


def fitted_lines(text: Text, row: int, content: str, context: EditContext) -> str:
    """`content`, whole lines, as deep as the rules want them above row `row`.

    Where indentation has a meaning of its own they stay as they are.
    """
    at = text.line_start(row)
    if context.rules.off_side or not _fits_in(at, content, context):
        return content
    over = row - 1
    while over >= 0 and not text.line(over).strip():
        over -= 1
    lines = content.split("\n")
    first = next((line for line in lines if line.strip()), None)
    if over < 0 or first is None:
        return content
    size = context.options.tab_size
    depth = cell_width(line_indentation(text, over), size)
    if opens_block(text.line(over), context):
        depth += size
    outdents = context.rules.outdent_before
    if outdents and re.search(outdents, first):
        depth = max(0, depth - size)
    return "\n".join(_moved(lines, depth - cell_width(indentation_of(first), size), context))


def _fits_in(at: int, content: str, context: EditContext) -> bool:
    return (
        context.options.auto_indent
        and "\n" in content
        and len(content) <= _LARGEST
        and not context.in_string_or_comment(at)
    )


def _depth_of_first(first: str, rest: list[str], context: EditContext) -> int | None:
    """How deep a line was that came without its indentation, by the lines that follow it."""
    size = context.options.tab_size
    depths = [cell_width(indentation_of(line), size) for line in rest if line.strip()]
    if not depths:
        return None
    if opens_block(first, context):
        return max(0, depths[0] - size)
    return min(depths)


def _moved(lines: list[str], cells: int, context: EditContext) -> list[str]:
    """The lines that many cells deeper, none less than at the start of its line."""
    if not cells:
        return lines
    moved = []
    for line in lines:
        white = indentation_of(line)
        if not line.strip():
            moved.append(line)
            continue
        depth = max(0, cell_width(white, context.options.tab_size) + cells)
        moved.append(indentation(depth, context.options) + line[len(white) :])
    return moved
