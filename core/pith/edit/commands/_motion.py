"""Carets that move, and selections whose heads do.

Every motion is one function of a position; `motion_commands` makes two commands of it: one that
moves carets and one that extends selections.
"""

from __future__ import annotations

from collections.abc import Callable

from pith.edit._context import EditContext
from pith.edit._selection import Range, Selection
from pith.edit._transaction import EditorState, Transaction, selecting
from pith.edit.commands._common import brackets_around, line_indentation
from pith.text import next_grapheme, previous_grapheme, word_left, word_right

Motion = Callable[[EditorState, EditContext, int], int]
Command = Callable[[EditorState, EditContext], Transaction | None]


def _moved(
    state: EditorState, move: Callable[[Range], Range], event: str = "select"
) -> Transaction:
    selection = state.selection
    ranges = [move(each) for each in selection.ranges]
    return selecting(state, Selection.of(ranges, selection.primary_index), event)


def motion_commands(motion: Motion, name: str) -> tuple[Command, Command]:
    """The command that moves carets and the one that extends selections."""

    def move(state: EditorState, context: EditContext) -> Transaction | None:
        return _moved(state, lambda each: Range.caret(motion(state, context, each.head)))

    def extend(state: EditorState, context: EditContext) -> Transaction | None:
        return _moved(state, lambda each: Range(each.anchor, motion(state, context, each.head)))

    move.__name__ = f"caret_{name}"
    extend.__name__ = f"select_{name}"
    return move, extend


def _left(state: EditorState, context: EditContext, offset: int) -> int:
    return previous_grapheme(state.text, offset)


def _right(state: EditorState, context: EditContext, offset: int) -> int:
    return next_grapheme(state.text, offset)


def _word_left(state: EditorState, context: EditContext, offset: int) -> int:
    return word_left(state.text, offset, word_separators(context))


def _word_right(state: EditorState, context: EditContext, offset: int) -> int:
    return word_right(state.text, offset, word_separators(context))


def _line_start(state: EditorState, context: EditContext, each: Range) -> int:
    """Of a wrapped row its start; of a line its first character, then its column 0."""
    text, offset = state.text, each.head
    line_start = text.line_start(text.row_at(offset))
    row_start = context.layout.row_start(offset, each.goal)
    if row_start > line_start and offset != row_start:
        return row_start
    first = line_start + len(line_indentation(text, text.row_at(offset)))
    blank = first == text.line_end(text.row_at(offset))
    return line_start if blank or offset == first else first


def _line_end(state: EditorState, context: EditContext, each: Range) -> tuple[int, float | None]:
    """The end of a wrapped row, then that of its line; and the goal there."""
    to, goal = context.layout.end_of_row(each.head, each.goal)
    if to == each.head:
        return state.text.line_end(state.text.row_at(to)), None
    return to, goal


def _first_column(state: EditorState, context: EditContext, offset: int) -> int:
    return state.text.line_start(state.text.row_at(offset))


def _last_column(state: EditorState, context: EditContext, offset: int) -> int:
    return state.text.line_end(state.text.row_at(offset))


def _document_start(state: EditorState, context: EditContext, offset: int) -> int:
    return 0


def _document_end(state: EditorState, context: EditContext, offset: int) -> int:
    return len(state.text)


def word_separators(context: EditContext) -> str:
    """The separators that hold in this document's language."""
    separators = context.options.word_separators
    for character in context.rules.word_characters:
        separators = separators.replace(character, "")
    return separators


_move_left, select_left = motion_commands(_left, "left")
_move_right, select_right = motion_commands(_right, "right")
caret_word_left, select_word_left = motion_commands(_word_left, "word_left")
caret_word_right, select_word_right = motion_commands(_word_right, "word_right")
caret_first_column, select_first_column = motion_commands(_first_column, "first_column")
caret_last_column, select_last_column = motion_commands(_last_column, "last_column")
caret_document_start, select_document_start = motion_commands(_document_start, "document_start")
caret_document_end, select_document_end = motion_commands(_document_end, "document_end")


def caret_to_bracket(state: EditorState, context: EditContext) -> Transaction | None:
    """To the partner of the bracket, else out of those around, else on to the next one."""
    to_go_to = brackets_around(state, context).to_go_to

    def moved(each: Range) -> Range:
        to = to_go_to(each.head)
        return Range.caret(each.head if to is None else to)

    return _moved(state, moved)


def caret_line_start(state: EditorState, context: EditContext) -> Transaction | None:
    """To the start of the row or the first character of the line, then to the line's start."""
    return _moved(state, lambda each: Range.caret(_line_start(state, context, each)))


def select_line_start(state: EditorState, context: EditContext) -> Transaction | None:
    """Extend the selection to where caret_line_start goes."""
    return _moved(state, lambda each: Range(each.anchor, _line_start(state, context, each)))


def caret_line_end(state: EditorState, context: EditContext) -> Transaction | None:
    """To the end of the row, then to that of the line."""
    return _moved(state, lambda each: Range.caret(*_line_end(state, context, each)))


def select_line_end(state: EditorState, context: EditContext) -> Transaction | None:
    """Extend the selection to where caret_line_end goes."""
    return _moved(state, lambda each: Range(each.anchor, *_line_end(state, context, each)))


def caret_left(state: EditorState, context: EditContext) -> Transaction | None:
    """One character left; a selection collapses to its start."""
    text = state.text
    return _moved(
        state,
        lambda each: Range.caret(
            previous_grapheme(text, each.head) if each.is_empty else each.start
        ),
    )


def caret_right(state: EditorState, context: EditContext) -> Transaction | None:
    """One character right; a selection collapses to its end."""
    text = state.text
    return _moved(
        state,
        lambda each: Range.caret(next_grapheme(text, each.head) if each.is_empty else each.end),
    )


def _vertical(context: EditContext, each: Range, rows: int, extend: bool) -> Range:
    """Up (negative) or down by rows; past the first and last row to the document's ends."""
    layout = context.layout
    collapsed = each.start if rows < 0 else each.end
    offset = each.head if extend else collapsed
    to, goal = layout.move_rows(offset, each.goal, rows)
    if layout.row_start(to, goal) == layout.row_start(offset, each.goal):
        to = layout.row_start(offset) if rows < 0 else layout.row_end(offset)
    return Range(each.anchor if extend else to, to, goal)


def caret_up(state: EditorState, context: EditContext) -> Transaction | None:
    """One row up, in the column where going up and down began."""
    return _moved(state, lambda each: _vertical(context, each, -1, False))


def caret_down(state: EditorState, context: EditContext) -> Transaction | None:
    """One row down, in the column where going up and down began."""
    return _moved(state, lambda each: _vertical(context, each, 1, False))


def caret_page_up(state: EditorState, context: EditContext) -> Transaction | None:
    """One page up."""
    rows = max(context.layout.page_rows, 1)
    return _moved(state, lambda each: _vertical(context, each, -rows, False))


def caret_page_down(state: EditorState, context: EditContext) -> Transaction | None:
    """One page down."""
    rows = max(context.layout.page_rows, 1)
    return _moved(state, lambda each: _vertical(context, each, rows, False))


def select_up(state: EditorState, context: EditContext) -> Transaction | None:
    """Extend the selection one row up."""
    return _moved(state, lambda each: _vertical(context, each, -1, True))


def select_down(state: EditorState, context: EditContext) -> Transaction | None:
    """Extend the selection one row down."""
    return _moved(state, lambda each: _vertical(context, each, 1, True))


def select_page_up(state: EditorState, context: EditContext) -> Transaction | None:
    """Extend the selection one page up."""
    rows = max(context.layout.page_rows, 1)
    return _moved(state, lambda each: _vertical(context, each, -rows, True))


def select_page_down(state: EditorState, context: EditContext) -> Transaction | None:
    """Extend the selection one page down."""
    rows = max(context.layout.page_rows, 1)
    return _moved(state, lambda each: _vertical(context, each, rows, True))
