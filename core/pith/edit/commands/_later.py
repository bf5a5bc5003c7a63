"""Commands whose modules are imported when they are first used: no start waits for them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from pith.edit._context import EditContext, EditingCommand
from pith.edit._reach import APART, Reach
from pith.edit._transaction import EditorState, Transaction


class LaterFunction:
    """The function of that name in a module beside this one."""

    __slots__ = ("_module", "_name")

    def __init__(self, module: str, name: str) -> None:
        self._module = module
        self._name = name

    def find(self) -> Any:
        return getattr(import_module(f"pith.edit.commands.{self._module}"), self._name)

    def __call__(
        self, state: EditorState, context: EditContext, **arguments: Any
    ) -> Transaction | None:
        transaction: Transaction | None = self.find()(state, context, **arguments)
        return transaction


# Each: the module and the function, and what an EditingCommand has beside it.
_TABLE = (
    (
        "_carets",
        "select_lines_apart",
        "select.linesApart",
        "Split Selection into Lines",
        Reach.NEARBY,
    ),
    ("_carets", "caret_line_ends", "caret.addToLineEnds", "Add Carets to Line Ends", Reach.NEARBY),
    (
        "_carets",
        "select_previous_occurrence",
        "select.previousOccurrence",
        "Add Previous Occurrence",
        Reach.NEARBY,
    ),
    (
        "_carets",
        "skip_next_occurrence",
        "select.skipNextOccurrence",
        "Skip to Next Occurrence",
        Reach.NEARBY,
    ),
    (
        "_carets",
        "skip_previous_occurrence",
        "select.skipPreviousOccurrence",
        "Skip to Previous Occurrence",
        Reach.NEARBY,
    ),
    (
        "_carets",
        "caret_next_occurrence",
        "caret.nextOccurrence",
        "Go to the Next Occurrence of the Word",
        Reach.NEARBY,
    ),
    (
        "_carets",
        "caret_previous_occurrence",
        "caret.previousOccurrence",
        "Go to the Occurrence of the Word Before",
        Reach.NEARBY,
    ),
    ("_carets", "caret_add_to_top", "caret.addToTop", "Add Carets to the Top", Reach.NEARBY),
    (
        "_carets",
        "caret_add_to_bottom",
        "caret.addToBottom",
        "Add Carets to the Bottom",
        Reach.NEARBY,
    ),
    ("_carets", "select_next_range", "select.nextRange", "Go to the Next Caret", Reach.NEARBY),
    (
        "_carets",
        "select_previous_range",
        "select.previousRange",
        "Go to the Previous Caret",
        Reach.NEARBY,
    ),
    (
        "_motion",
        "caret_first_column",
        "caret.firstColumn",
        "Move to the First Column",
        Reach.NEARBY,
    ),
    ("_motion", "caret_last_column", "caret.lastColumn", "Move to the Last Column", Reach.NEARBY),
    (
        "_motion",
        "select_first_column",
        "select.firstColumn",
        "Select to the First Column",
        Reach.NEARBY,
    ),
    (
        "_motion",
        "select_last_column",
        "select.lastColumn",
        "Select to the Last Column",
        Reach.NEARBY,
    ),
    (
        "_word_edges",
        "caret_word_start_right",
        "caret.wordStartRight",
        "Move to the Start of the Next Word",
        Reach.NEARBY,
    ),
    (
        "_word_edges",
        "caret_word_end_left",
        "caret.wordEndLeft",
        "Move to the End of the Word Before",
        Reach.NEARBY,
    ),
    (
        "_word_edges",
        "select_word_start_right",
        "select.wordStartRight",
        "Select to the Start of the Next Word",
        Reach.NEARBY,
    ),
    (
        "_word_edges",
        "select_word_end_left",
        "select.wordEndLeft",
        "Select to the End of the Word Before",
        Reach.NEARBY,
    ),
    (
        "_word_edges",
        "delete_word_start_right",
        "edit.deleteWordStartRight",
        "Delete to the Start of the Next Word",
    ),
    (
        "_word_edges",
        "delete_word_end_left",
        "edit.deleteWordEndLeft",
        "Delete to the End of the Word Before",
    ),
    ("_word_edges", "delete_inside_word", "edit.deleteWord", "Delete Word"),
    ("_selected_text", "move_selected_left", "edit.moveSelectedLeft", "Move Selected Text Left"),
    ("_selected_text", "move_selected_right", "edit.moveSelectedRight", "Move Selected Text Right"),
    ("_values", "next_value", "edit.nextValue", "Next Value"),
    ("_values", "previous_value", "edit.previousValue", "Previous Value"),
    ("_line_breaking", "break_line", "edit.breakLine", "Break the Line after the Caret"),
    ("_columns", "select_column_up", "select.columnUp", "Column Select Up", Reach.NEARBY),
    ("_columns", "select_column_down", "select.columnDown", "Column Select Down", Reach.NEARBY),
    ("_columns", "select_column_left", "select.columnLeft", "Column Select Left", Reach.NEARBY),
    ("_columns", "select_column_right", "select.columnRight", "Column Select Right", Reach.NEARBY),
    (
        "_columns",
        "select_column_page_up",
        "select.columnPageUp",
        "Column Select One Page Up",
        Reach.NEARBY,
    ),
    (
        "_columns",
        "select_column_page_down",
        "select.columnPageDown",
        "Column Select One Page Down",
        Reach.NEARBY,
    ),
    ("_expanding", "select_expand", "select.expand", "Expand Selection", Reach.NEARBY),
    ("_expanding", "select_shrink", "select.shrink", "Shrink Selection", Reach.NEARBY),
    (
        "_word_parts",
        "caret_word_part_left",
        "caret.wordPartLeft",
        "Move to the Start of the Part",
        Reach.NEARBY,
    ),
    (
        "_word_parts",
        "caret_word_part_right",
        "caret.wordPartRight",
        "Move to the End of the Part",
        Reach.NEARBY,
    ),
    (
        "_word_parts",
        "select_word_part_left",
        "select.wordPartLeft",
        "Select to the Start of the Part",
        Reach.NEARBY,
    ),
    (
        "_word_parts",
        "select_word_part_right",
        "select.wordPartRight",
        "Select to the End of the Part",
        Reach.NEARBY,
    ),
    (
        "_word_parts",
        "delete_word_part_left",
        "edit.deleteWordPartLeft",
        "Delete to the Start of the Part",
    ),
    (
        "_word_parts",
        "delete_word_part_right",
        "edit.deleteWordPartRight",
        "Delete to the End of the Part",
    ),
    (
        "_line_order",
        "sort_lines_ascending",
        "edit.sortLinesAscending",
        "Sort Lines Ascending",
        Reach.ROWS_OR_TEXT,
        APART,
    ),
    (
        "_line_order",
        "sort_lines_descending",
        "edit.sortLinesDescending",
        "Sort Lines Descending",
        Reach.ROWS_OR_TEXT,
        APART,
    ),
    (
        "_line_order",
        "unique_lines",
        "edit.uniqueLines",
        "Delete Duplicate Lines",
        Reach.ROWS_OR_TEXT,
        APART,
    ),
    (
        "_line_order",
        "reverse_lines",
        "edit.reverseLines",
        "Reverse Lines",
        Reach.ROWS_OR_TEXT,
        APART,
    ),
    ("_transposing", "transpose_characters", "edit.transpose", "Transpose Characters"),
    ("_transposing", "transpose_words", "edit.transposeWords", "Transpose Words"),
    ("_transposing", "transpose_lines", "edit.transposeLines", "Transpose Lines"),
    (
        "_duplication",
        "duplicate_selection",
        "edit.duplicateSelection",
        "Duplicate Selection",
        Reach.ROWS,
        APART,
    ),
    ("_bracket_removal", "remove_brackets", "edit.removeBrackets", "Remove Brackets"),
    ("_reindentation", "reindent_lines", "edit.reindentLines", "Reindent Lines"),
    (
        "_reindentation",
        "indentation_to_spaces",
        "edit.indentationToSpaces",
        "Convert Indentation to Spaces",
        Reach.TEXT,
        APART,
    ),
    (
        "_reindentation",
        "indentation_to_tabs",
        "edit.indentationToTabs",
        "Convert Indentation to Tabs",
        Reach.TEXT,
        APART,
    ),
)

LATER_COMMANDS = tuple(
    EditingCommand(command_id, title, LaterFunction(module, name), *more)
    for module, name, command_id, title, *more in _TABLE
)

LATER_FUNCTIONS = {
    "overtype_text": LaterFunction("_overtyping", "overtype_text"),
    **{name: LaterFunction(module, name) for module, name, *_ in _TABLE},
}
