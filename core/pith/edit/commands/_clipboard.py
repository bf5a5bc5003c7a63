"""Cut, copy and paste. These are the commands that do something besides: they use the clipboard."""

from __future__ import annotations

from pith.edit._changes import ChangeSet
from pith.edit._context import ClipboardContent, EditContext
from pith.edit._selection import Range, Selection
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import (
    Replacement,
    change_by_range,
    line_break_after,
    row_blocks,
    with_line_endings,
)
from pith.edit.commands._deletion import delete_lines
from pith.edit.commands._insertion import insert_plainly
from pith.text import Edit, line_bounds


def copy(state: EditorState, context: EditContext) -> Transaction | None:
    """What is selected; with nothing selected, the lines of the carets."""
    content = _content(state, context)
    if content is None:
        return None
    context.clipboard.write(content)
    return Transaction(ChangeSet.empty(len(state.text)), state.selection, "copy", reveal=False)


def cut(state: EditorState, context: EditContext) -> Transaction | None:
    """As copy(), and what was copied goes."""
    content = _content(state, context)
    if content is None:
        return None
    context.clipboard.write(content)
    if content.whole_line:
        deleted = delete_lines(state, context)
        if deleted is None:  # An empty document: there is a line, but nothing to delete.
            return Transaction(ChangeSet.empty(len(state.text)), state.selection, "cut")
        return deleted._replace(event="cut")
    return change_by_range(
        state,
        lambda each: Replacement(each.start, each.end, "") if not each.is_empty else None,
        "cut",
    )


def _content(state: EditorState, context: EditContext) -> ClipboardContent | None:
    text, line_ending = state.text, context.options.line_ending
    ranges = state.selection.ranges
    if all(each.is_empty for each in ranges):
        pieces = tuple(
            text.slice(text.line_start(row), text.line_end(row))
            + (line_break_after(text, row) or line_ending)
            for first, last in row_blocks(state)
            for row in range(first, last + 1)
        )
        return ClipboardContent("".join(pieces), pieces if len(pieces) > 1 else None, True)
    pieces = tuple(text.slice(each.start, each.end) for each in ranges if not each.is_empty)
    return ClipboardContent(line_ending.join(pieces), pieces if len(pieces) > 1 else None)


def paste(state: EditorState, context: EditContext) -> Transaction | None:
    """The clipboard in the place of every range.

    Several pieces, or several lines, that are as many as the carets go to one caret each. A
    whole line that was copied without being selected goes above the line of the caret. Lines
    that go to where a line begins are as deep there as they should be.
    """
    content = context.clipboard.read()
    if not content.text:
        return None
    line_ending = context.options.line_ending
    text = with_line_endings(content.text, line_ending)
    ranges = state.selection.ranges
    if len(ranges) > 1:
        pieces = _pieces(content, len(ranges))
        if pieces is not None:
            return _distributed(state, [with_line_endings(each, line_ending) for each in pieces])
    if content.whole_line and all(each.is_empty for each in ranges):
        return _above(state, text, context)
    if "\n" in text and context.options.auto_indent:
        return _fitted(state, text, context)
    return insert_plainly(state, text, "paste")


def _fitted(state: EditorState, text: str, context: EditContext) -> Transaction | None:
    from pith.edit.commands._depth_of_pasted import Depths
    from pith.edit.commands._pasting import fitted

    starts = [each.start for each in state.selection.ranges]
    depths = Depths(state.text, context, [start for start, _ in line_bounds(state.text, starts)])
    lines = text.replace("\r\n", "\n")

    def pasted(each: Range) -> Replacement:
        fit = fitted(state.text, each, lines, context, depths)
        insert = with_line_endings(fit, context.options.line_ending)
        return Replacement(each.start, each.end, insert)

    return change_by_range(state, pasted, "paste")


def _pieces(content: ClipboardContent, count: int) -> list[str] | None:
    """What goes to each of `count` carets; None when every caret gets all of it."""
    if content.pieces is not None and len(content.pieces) == count:
        if content.whole_line:
            return [piece.rstrip("\r\n") for piece in content.pieces]
        return list(content.pieces)
    lines = content.text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    return lines if len(lines) == count else None


def _distributed(state: EditorState, pieces: list[str]) -> Transaction | None:
    upcoming = iter(pieces)
    return change_by_range(
        state, lambda each: Replacement(each.start, each.end, next(upcoming)), "paste"
    )


def _above(state: EditorState, lines: str, context: EditContext) -> Transaction | None:
    """Whole lines go above the carets' lines, and the carets stay where they are in theirs."""
    from pith.edit.commands._depth_of_pasted import Depths
    from pith.edit.commands._pasting import fitted_lines

    text, line_ending = state.text, context.options.line_ending
    plain = lines.replace("\r\n", "\n")
    rows = sorted({text.row_at(each.head) for each in state.selection.ranges})
    starts = [text.line_start(row) for row in rows]
    depths = Depths(text, context, starts)
    edits = [
        Edit(
            at, at, with_line_endings(fitted_lines(text, row, plain, context, depths), line_ending)
        )
        for at, row in zip(starts, rows, strict=True)
    ]
    changes = ChangeSet.of(len(text), edits)
    carets = [Range.caret(changes.map(each.head, 1)) for each in state.selection.ranges]
    return Transaction(changes, Selection.of(carets, state.selection.primary_index), "paste")
