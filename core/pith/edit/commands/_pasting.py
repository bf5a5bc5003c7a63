"""Making the indentation of pasted lines fit where they go."""

from __future__ import annotations

from pith.edit._context import EditContext
from pith.edit._selection import Range
from pith.edit.commands._common import indentation, indentation_of
from pith.edit.commands._depth_of_pasted import Depths
from pith.edit.commands._insertion import opens_block
from pith.text import Text, cell_width

_LARGEST = 200_000  # code points that are gone over for it


def fitted(text: Text, each: Range, content: str, context: EditContext, depths: Depths) -> str:
    """`content` with its lines as deep as they should be in the place of a range.

    Only where several lines go to the start of a line or into the white space there, and not
    into a string or comment. In white space, they become as deep as the caret is, and keep what
    they have among themselves; the first of them may have been copied without its own
    indentation. At the margin a caret says nothing about depth: there the lines are as deep as the
    language's rules want them, as `depths` of the same text says, and stay as they are in doubt.
    """
    if not _fits_in(each.start, content, context):
        return content
    row = text.row_at(each.start)
    before = text.slice(text.line_start(row), each.start)
    if before.strip(" \t"):
        return content
    if not before:
        below = text.row_at(each.end)
        behind = text.slice(text.line_start(below), each.end)
        return _at_margin(row, None if behind.strip() else below, content, context, depths)
    first, *rest = content.split("\n")
    if not first.strip():
        return content
    white = indentation_of(first)
    size = context.options.tab_size
    origin = cell_width(white, size) if white else _depth_of_first(first, rest, context)
    if origin is not None:
        rest = _moved(rest, cell_width(before, size) - origin, context)
    if not rest[-1] and text.slice(each.end, text.line_end(text.row_at(each.end))).strip():
        rest[-1] = before  # What stood behind the caret begins a line, and is as deep as it was.
    return "\n".join([first[len(white) :], *rest])


def fitted_lines(text: Text, row: int, content: str, context: EditContext, depths: Depths) -> str:
    """`content`, whole lines, as deep as the rules want them above row `row`.

    Where indentation has a meaning of its own, or the rules leave a doubt, they stay as they are.
    """
    if not _fits_in(text.line_start(row), content, context):
        return content
    return _by_rules(row, row, content, context, depths)


def _at_margin(
    row: int, below: int | None, content: str, context: EditContext, depths: Depths
) -> str:
    first, *rest = content.split("\n")
    if not first.strip() or indentation_of(first):
        return _by_rules(row, below, content, context, depths)
    size = context.options.tab_size
    origin = _depth_of_first(first, rest, context)
    if not context.rules.off_side and context.rules.indent_after is not None:
        # The lines as they were among themselves, before the first lost its white space.
        whole = indentation(origin or 0, context.options) + content
        moved = _by_rules(row, below, whole, context, depths)
        return content if moved == whole else moved
    # A header of a block that lost it, as nothing is more than a level deeper than its header;
    # but what follows an open bracket may be.
    code = first.rstrip(" \t")
    bracket = any(code.endswith(opening) for opening, _ in context.rules.brackets)
    if origin is None or bracket or not opens_block(first, context):
        return content
    least = min(cell_width(indentation_of(line), size) for line in rest if line.strip())
    return "\n".join([first, *_moved(rest, -min(origin, least), context)])


def _by_rules(
    row: int, below: int | None, content: str, context: EditContext, depths: Depths
) -> str:
    """The lines as deep as they have to be above row `row`, by the first that is not blank."""
    lines = content.split("\n")
    first = next((line for line in lines if line.strip()), None)
    wanted = None if first is None else depths.wanted(row, first, below)
    if first is None or wanted is None:
        return content
    has = cell_width(indentation_of(first), context.options.tab_size)
    return "\n".join(_moved(lines, wanted - has, context))


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
    if rest[-1] and not rest[-1].strip(" \t"):
        return cell_width(rest[-1], size)  # From where a line begins to where another does.
    depths = [cell_width(indentation_of(line), size) for line in rest if line.strip()]
    if not depths:
        return None
    if opens_block(first, context):
        # What comes behind the block, first of all its closing bracket, is no deeper than this.
        behind = next((depth for depth in depths if depth < depths[0]), 0)
        return max(behind, depths[0] - size, 0)
    if not rest[-1] and context.rules.indent_after is None:
        return 0  # Whole lines of prose, it seems.
    return min(depths)


def _moved(lines: list[str], cells: int, context: EditContext) -> list[str]:
    """The lines that many cells deeper, none less than at the start of its line. Blank ones stay,
    but for the last, behind which something may stand."""
    if not cells:
        return lines
    moved = []
    for index, line in enumerate(lines):
        white = indentation_of(line)
        if not line.strip() and (index < len(lines) - 1 or not line):
            moved.append(line)
            continue
        depth = max(0, cell_width(white, context.options.tab_size) + cells)
        moved.append(indentation(depth, context.options) + line[len(white) :])
    return moved
