"""The order of lines: sorted, turned round, each only once."""

from __future__ import annotations

from collections.abc import Callable
from unicodedata import combining, normalize

from pith.base import Problem, ProblemError
from pith.edit._changes import ChangeSet
from pith.edit._context import EditContext
from pith.edit._selection import Range, Selection
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import line_break_after, rows_of
from pith.text import Edit, Text

_LARGEST = 16_000_000  # code points whose lines are put into another order at once

_Reorder = Callable[[list[str]], list[str]]


def sort_lines_ascending(state: EditorState, context: EditContext) -> Transaction | None:
    """The lines of every range from A to Z, whatever the case of their letters and the marks
    on them."""
    return _reordered(state, lambda lines: sorted(lines, key=_alphabetical))


def sort_lines_descending(state: EditorState, context: EditContext) -> Transaction | None:
    """The lines of every range from Z to A, whatever the case of their letters and the marks
    on them."""
    return _reordered(state, lambda lines: sorted(lines, key=_alphabetical, reverse=True))


def unique_lines(state: EditorState, context: EditContext) -> Transaction | None:
    """Of equal lines in a range the first stays."""
    return _reordered(state, lambda lines: list(dict.fromkeys(lines)))


def reverse_lines(state: EditorState, context: EditContext) -> Transaction | None:
    """The last line of every range first."""
    return _reordered(state, lambda lines: lines[::-1])


# Of what is no letter and no digit, signs come first, in the order of the Unicode collation.
_SIGNS = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_ORDER = {ord(sign): 14 + place for place, sign in enumerate(_SIGNS)}


def _alphabetical(line: str) -> tuple[str, str, str]:
    """What a line is sorted by: its letters, then the marks on them, then their case.

    Small letters come before capitals. It is the root collation of Unicode as far as the tables
    of Python's library go: no language's own rules, and letters that are not composed of others
    (æ, ł) keep the order of their code points.
    """
    folded = line.casefold()
    letters = marked = folded
    if not line.isascii():
        marked = normalize("NFKD", folded)
        letters = "".join([sign for sign in marked if not combining(sign)])
    return letters.translate(_ORDER), marked, line.swapcase()


def _blocks(state: EditorState) -> list[tuple[int, int]]:
    """First and last rows; one caret alone means the whole document, without the empty line
    after the last line break."""
    text = state.text
    if state.selection.is_caret:
        last = text.line_count - 1
        if last and text.line_start(last) == len(text):
            last -= 1
        return [(0, last)]
    blocks: list[tuple[int, int]] = []
    for each in state.selection.ranges:
        first, last = rows_of(text, each)
        if blocks and first <= blocks[-1][1]:
            blocks[-1] = (blocks[-1][0], max(last, blocks[-1][1]))
        else:
            blocks.append((first, last))
    return blocks


def _reordered(state: EditorState, reorder: _Reorder) -> Transaction | None:
    """Line breaks stay where they are: only what is between them changes places.

    Raises ProblemError for more text than can be gone over at once.
    """
    text = state.text
    blocks = _blocks(state)
    size = sum(text.line_end(last) - text.line_start(first) for first, last in blocks)
    if size > _LARGEST:
        raise ProblemError(
            Problem(
                f"{size:,} characters are too many to put their lines into another order",
                advice="select fewer lines, or use a program such as sort",
            )
        )
    edits = [edit for first, last in blocks for edit in _edits(text, first, last, reorder)]
    changes = ChangeSet.of(len(text), edits)
    if changes.is_empty:
        return None
    ranges = []
    for each in state.selection.ranges:
        if each.is_empty:
            ranges.append(Range.caret(changes.map(each.head)))
        else:
            first, last = rows_of(text, each)
            start = changes.map(text.line_start(first))
            end = changes.map(text.line_end(last), 1)
            ranges.append(Range(end, start) if each.is_reversed else Range(start, end))
    selection = Selection.of(ranges, state.selection.primary_index)
    return Transaction(changes, selection, "edit.lineOrder")


def _edits(text: Text, first: int, last: int, reorder: _Reorder) -> list[Edit]:
    before = text.lines(first, last + 1)
    after = reorder(before)
    if after == before:
        return []
    breaks = [line_break_after(text, row) for row in range(first, last)]
    wanted = "".join(line + end for line, end in zip(after, breaks, strict=False))
    if len(after) == len(before):
        wanted += after[-1]
    else:
        wanted = wanted[: len(wanted) - len(breaks[len(after) - 1])]
    start, end = text.line_start(first), text.line_end(last)
    return [Edit(start, end, wanted)]
