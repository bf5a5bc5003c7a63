"""Editing as values: changes, selections, history, and commands as pure functions."""

from pith.edit._changes import ChangeSet
from pith.edit._context import (
    Clipboard,
    ClipboardContent,
    EditContext,
    EditingCommand,
    LineLayout,
)
from pith.edit._history import History, HistoryStep
from pith.edit._options import EditOptions, LanguageRules
from pith.edit._plain import MemoryClipboard, PlainContext, PlainLayout
from pith.edit._selection import Range, Selection
from pith.edit._transaction import EditorState, Transaction

__all__ = [
    "ChangeSet",
    "Clipboard",
    "ClipboardContent",
    "EditContext",
    "EditOptions",
    "EditingCommand",
    "EditorState",
    "History",
    "HistoryStep",
    "LanguageRules",
    "LineLayout",
    "MemoryClipboard",
    "PlainContext",
    "PlainLayout",
    "Range",
    "Selection",
    "Transaction",
]
