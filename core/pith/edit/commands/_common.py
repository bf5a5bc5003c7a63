"""What several families of commands share: one edit a range, rows, indentation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import accumulate, islice, repeat
from operator import add, lt, sub
from typing import TYPE_CHECKING, NamedTuple

from pith.edit._changes import ChangeSet
from pith.edit._context import EditContext
from pith.edit._options import EditOptions
from pith.edit._selection import Range, Selection, many_carets
from pith.edit._transaction import EditorState, Transaction
from pith.text import Edit, Text, cell_width, many_edits

if TYPE_CHECKING:
    from pith.edit._many_brackets import ManyBrackets


class Replacement(NamedTuple):
    """What becomes of one range: `start` to `end` of the text before is replaced by `insert`.

    `anchor` and `head` say where the range is then, counted from the start of `insert`; None is
    its end.
    """

    start: int
    end: int
    insert: str
    anchor: int | None = None
    head: int | None = None


def change_by_range(
    state: EditorState,
    replace: Callable[[Range], Replacement | None],
    event: str,
) -> Transaction | None:
    """One transaction in which every range is treated as if it were alone.

    A range for which `replace` gives None stays as it is. An edit that reaches into the
    neighbouring range's is cut off there. None if nothing changes and nothing moves.
    """
    edits: list[Edit] = []
    ranges: list[Range] = []
    given = state.selection.ranges
    last = len(given) - 1
    reached = growth = 0
    for index, each in enumerate(given):
        replacement = replace(each)
        if replacement is None:
            ranges.append(Range(each.anchor + growth, each.head + growth))
            reached = max(reached, each.end)
            continue
        start, end, insert, anchor, head = replacement
        start = max(start, reached)
        end = max(start, end if index == last else min(end, given[index + 1].start))
        reached = end
        edits.append(Edit(start, end, insert))
        at = start + growth
        whole = len(insert)
        ranges.append(
            Range(
                at + (whole if anchor is None else anchor), at + (whole if head is None else head)
            )
        )
        growth += whole - (end - start)
    changes = ChangeSet.of(len(state.text), edits)
    selection = Selection.of(ranges, state.selection.primary_index)
    if changes.is_empty and selection == state.selection:
        return None
    return Transaction(changes, selection, event)


def replace_spans(
    state: EditorState, starts: list[int], ends: list[int], inserts: list[str], event: str
) -> Transaction:
    """Put each insert in the place of the span beside it, one for every range, which is a caret
    after it then. The same as change_by_range(), for thousands of carets in a third of the time."""
    if not all(map(lt, ends, islice(starts, 1, None))):
        spans = iter(zip(starts, ends, inserts, strict=True))
        transaction = change_by_range(state, lambda _: Replacement(*next(spans)), event)
        assert transaction is not None
        return transaction
    lengths = list(map(len, inserts))
    growths = list(accumulate(map(sub, lengths, map(sub, ends, starts)), initial=0))
    carets = many_carets(list(map(add, map(add, starts, growths), lengths)))
    length = len(state.text)
    changes = ChangeSet(length, tuple(many_edits(starts, ends, inserts)), length + growths[-1])
    return Transaction(changes, Selection(carets, state.selection.primary_index), event)


def delete_spans(
    state: EditorState, spans: Iterable[tuple[int, int]], event: str
) -> Transaction | None:
    """Delete the spans, which may overlap; None if there is nothing in them.

    Each range collapses to where it was deleted.
    """
    spans = sorted(spans)
    starts: list[int] = []
    ends: list[int] = []
    last = -1
    for start, end in spans:
        if start < last:
            if end > last:
                ends[-1] = last = end
        elif end > start:
            starts.append(start)
            ends.append(end)
            last = end
    if not starts:
        return None
    edits = tuple(many_edits(starts, ends, repeat("")))
    length = len(state.text)
    changes = ChangeSet(length, edits, length - sum(ends) + sum(starts))
    heads = changes.map_all([each.head for each in state.selection.ranges])
    selection = Selection.of(many_carets(heads), state.selection.primary_index)
    return Transaction(changes, selection, event)


def delete_at_carets(
    state: EditorState, starts: list[int], ends: list[int], event: str
) -> Transaction | None:
    """Delete from each start to the end beside it, for carets of which each is in or at the span
    at its place. The same as delete_spans(), for thousands of carets in half the time."""
    if not all(map(lt, starts, ends)) or not all(map(lt, ends, islice(starts, 1, None))):
        return delete_spans(state, zip(starts, ends, strict=True), event)
    edits = tuple(many_edits(starts, ends, repeat("")))
    gone = list(accumulate(map(sub, ends, starts), initial=0))
    length = len(state.text)
    changes = ChangeSet(length, edits, length - gone[-1])
    carets = many_carets(list(map(sub, starts, gone)))
    return Transaction(changes, Selection(carets, state.selection.primary_index), event)


def edits_transaction(
    state: EditorState,
    edits: Iterable[Edit],
    event: str,
    map_range: Callable[[Range, ChangeSet], Range] | None = None,
) -> Transaction | None:
    """A transaction of edits that belong to no range in particular; None if nothing changes."""
    changes = ChangeSet.of(len(state.text), edits)
    if changes.is_empty:
        return None
    if map_range is None:
        return Transaction(changes, state.selection.map(changes), event)
    ranges = [map_range(each, changes) for each in state.selection.ranges]
    return Transaction(changes, Selection.of(ranges, state.selection.primary_index), event)


# Brackets


def brackets_around(state: EditorState, context: EditContext) -> ManyBrackets:
    """What finds brackets at the ranges of a state."""
    from pith.edit._many_brackets import ManyBrackets  # no start waits for it

    places = (place for each in state.selection.ranges for place in (each.start, each.end))
    return ManyBrackets(state.text, context.rules, context.in_string_or_comment, places)


# Rows


def rows_of(text: Text, each: Range) -> tuple[int, int]:
    """The first and the last row of a range; a row that it only reaches the start of is out."""
    first = text.row_at(each.start)
    if each.is_empty:
        return first, first
    last = text.row_at(each.end)
    if last > first and each.end == text.line_start(last):
        last -= 1
    return first, last


def row_blocks(state: EditorState) -> list[tuple[int, int]]:
    """The rows of all ranges as blocks (first, last); blocks that meet are one."""
    blocks: list[tuple[int, int]] = []
    for each in state.selection.ranges:
        first, last = rows_of(state.text, each)
        if blocks and first <= blocks[-1][1] + 1:
            blocks[-1] = (blocks[-1][0], max(last, blocks[-1][1]))
        else:
            blocks.append((first, last))
    return blocks


def line_break_after(text: Text, row: int) -> str:
    """The line break that ends a row, "" for the last row."""
    if row + 1 >= text.line_count:
        return ""
    return text.slice(text.line_end(row), text.line_start(row + 1))


def with_line_endings(content: str, line_ending: str) -> str:
    """The content with all its line breaks made of `line_ending`."""
    if "\r" in content:
        content = content.replace("\r\n", "\n").replace("\r", "\n")
    return content if line_ending == "\n" else content.replace("\n", line_ending)


# Indentation


def indentation_of(line: str) -> str:
    """The spaces and tabs a line begins with."""
    return line[: len(line) - len(line.lstrip(" \t"))]


def line_indentation(text: Text, row: int) -> str:
    """The spaces and tabs that row `row` begins with, without reading a long line."""
    start, end = text.line_start(row), text.line_end(row)
    size = 256
    while True:
        head = text.slice(start, min(start + size, end))
        white = indentation_of(head)
        if len(white) < len(head) or start + size >= end:
            return white
        size *= 8


def indentation(cells: int, options: EditOptions) -> str:
    """White space that is `cells` wide, of tabs and spaces as the options say."""
    if options.insert_spaces:
        return " " * cells
    return "\t" * (cells // options.tab_size) + " " * (cells % options.tab_size)


def shifted_indentation(white: str, levels: int, options: EditOptions) -> str:
    """Indentation that is `levels` tab stops deeper than `white`; it ends on a tab stop."""
    size = options.tab_size
    cells = cell_width(white, size)
    stop = cells // size if levels > 0 else -(-cells // size)
    return indentation(max(stop + levels, 0) * size, options)
