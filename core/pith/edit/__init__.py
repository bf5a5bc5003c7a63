"""Editing as values: changes, selections, history, and commands as pure functions."""

from typing import TYPE_CHECKING

from pith.edit._brackets import BracketSearch, enclosing_brackets, matching_bracket
from pith.edit._changes import ChangeSet
from pith.edit._context import (
    Clipboard,
    ClipboardContent,
    EditContext,
    EditingCommand,
    LineLayout,
)
from pith.edit._counting import counts_at_once, occurrences
from pith.edit._enclosing import EnclosingRows
from pith.edit._fold_blocks import Fold
from pith.edit._folds import NO_FOLDS, Folds
from pith.edit._history import UNDO_MEMORY, History
from pith.edit._history_node import HistoryRecord
from pith.edit._history_values import (
    HistorySnapshot,
    HistoryState,
    HistoryStep,
    HistoryTape,
    WholeTextError,
)
from pith.edit._limits import (
    Sight,
    is_within_reach,
    require_within_reach,
    sight_of,
    takes_long,
)
from pith.edit._line_kinds import ALL_CODE, LineKinds
from pith.edit._many_ranges import MOST_RANGES, few_ranges
from pith.edit._options import EditOptions, Labels, LanguageRules
from pith.edit._packed_changes import MANY_EDITS, Packed, PackedChanges
from pith.edit._plain import MemoryClipboard, PlainContext, PlainLayout
from pith.edit._reach import Reach
from pith.edit._regions import Regions, nesting
from pith.edit._regions_by_language import regions_for, regions_in
from pith.edit._replacing import replacement_edits
from pith.edit._search import Match, SearchQuery, check_query, find_matches, has_capitals
from pith.edit._selection import ROW_END, Range, Selection
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands import EDITING_COMMANDS

if TYPE_CHECKING:
    from pith.edit._bracket_pairs import BracketPair, PairSearch
    from pith.edit._jsx import JsxScan

__all__ = [
    "ALL_CODE",
    "EDITING_COMMANDS",
    "MANY_EDITS",
    "MOST_RANGES",
    "NO_FOLDS",
    "ROW_END",
    "UNDO_MEMORY",
    "BracketPair",
    "BracketSearch",
    "ChangeSet",
    "Clipboard",
    "ClipboardContent",
    "EditContext",
    "EditOptions",
    "EditingCommand",
    "EditorState",
    "EnclosingRows",
    "Fold",
    "Folds",
    "History",
    "HistoryRecord",
    "HistorySnapshot",
    "HistoryState",
    "HistoryStep",
    "HistoryTape",
    "JsxScan",
    "Labels",
    "LanguageRules",
    "LineKinds",
    "LineLayout",
    "Match",
    "MemoryClipboard",
    "Packed",
    "PackedChanges",
    "PairSearch",
    "PlainContext",
    "PlainLayout",
    "Range",
    "Reach",
    "Regions",
    "SearchQuery",
    "Selection",
    "Sight",
    "Transaction",
    "WholeTextError",
    "check_query",
    "counts_at_once",
    "enclosing_brackets",
    "few_ranges",
    "find_matches",
    "has_capitals",
    "is_within_reach",
    "matching_bracket",
    "nesting",
    "occurrences",
    "regions_for",
    "regions_in",
    "replacement_edits",
    "require_within_reach",
    "sight_of",
    "takes_long",
]


_LATER = {
    "BracketPair": "_bracket_pairs",
    "JsxScan": "_jsx",
    "PairSearch": "_bracket_pairs",
}


def __getattr__(name: str) -> object:
    """What is wanted only once there is something to look at, or when somebody edits JSX."""
    if name in _LATER:
        from importlib import import_module

        return getattr(import_module(f"pith.edit.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
