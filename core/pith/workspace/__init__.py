"""Open documents, the folders they lie in, and what happens to both on the disk."""

from typing import TYPE_CHECKING

from pith.workspace._applied import Applied
from pith.workspace._conversion import Conversion
from pith.workspace._difference import edits_between
from pith.workspace._document import Document
from pith.workspace._document_values import DocumentChange, SavePoint, ViewUpdate
from pith.workspace._drift import Drift
from pith.workspace._indentation import Indentation, detect_indentation
from pith.workspace._journal import Journal
from pith.workspace._view import View
from pith.workspace._workspace import Workspace

if TYPE_CHECKING:
    from pith.workspace._anchors import Anchor, Anchors
    from pith.workspace._changed_rows import ChangedRows, changed_rows
    from pith.workspace._comparison import Comparison, Side, compare, compare_parts
    from pith.workspace._file_index import FileIndex
    from pith.workspace._folding import (
        fold,
        fold_all,
        fold_level,
        fold_recursively,
        regions_finder,
        regions_near,
        regions_of,
        toggle_fold,
        unfold,
        unfold_all,
        unfold_recursively,
    )
    from pith.workspace._folding_some import (
        fold_block_comments,
        fold_except,
        fold_imports,
        fold_marked,
        fold_selections,
        go_to_next_fold,
        go_to_parent_fold,
        go_to_previous_fold,
        toggle_fold_recursively,
        unfold_except,
        unfold_marked,
    )
    from pith.workspace._kept_folds import folds_to_keep, restore_folds
    from pith.workspace._long_work import LongWork
    from pith.workspace._matching import FileMatch
    from pith.workspace._moved_lines import may_move_lines
    from pith.workspace._restoring import Restored, RestoredDocument
    from pith.workspace._watcher import FileWatcher

__all__ = [
    "Anchor",
    "Anchors",
    "Applied",
    "ChangedRows",
    "Comparison",
    "Conversion",
    "Document",
    "DocumentChange",
    "Drift",
    "FileIndex",
    "FileMatch",
    "FileWatcher",
    "Indentation",
    "Journal",
    "LongWork",
    "Restored",
    "RestoredDocument",
    "SavePoint",
    "Side",
    "View",
    "ViewUpdate",
    "Workspace",
    "changed_rows",
    "compare",
    "compare_parts",
    "detect_indentation",
    "edits_between",
    "fold",
    "fold_all",
    "fold_block_comments",
    "fold_except",
    "fold_imports",
    "fold_level",
    "fold_marked",
    "fold_recursively",
    "fold_selections",
    "folds_to_keep",
    "go_to_next_fold",
    "go_to_parent_fold",
    "go_to_previous_fold",
    "may_move_lines",
    "regions_finder",
    "regions_near",
    "regions_of",
    "restore_folds",
    "toggle_fold",
    "toggle_fold_recursively",
    "unfold",
    "unfold_all",
    "unfold_except",
    "unfold_marked",
    "unfold_recursively",
]

_LATER = {
    "Anchor": "_anchors",
    "Anchors": "_anchors",
    "ChangedRows": "_changed_rows",
    "changed_rows": "_changed_rows",
    "Comparison": "_comparison",
    "FileIndex": "_file_index",
    "FileMatch": "_matching",
    "FileWatcher": "_watcher",
    "may_move_lines": "_moved_lines",
    "folds_to_keep": "_kept_folds",
    "restore_folds": "_kept_folds",
    "LongWork": "_long_work",
    "Restored": "_restoring",
    "RestoredDocument": "_restoring",
    "Side": "_comparison",
    "compare": "_comparison",
    "compare_parts": "_comparison",
    **dict.fromkeys(
        (
            "fold",
            "fold_all",
            "fold_level",
            "fold_recursively",
            "regions_finder",
            "regions_near",
            "regions_of",
            "toggle_fold",
            "unfold",
            "unfold_all",
            "unfold_recursively",
        ),
        "_folding",
    ),
    **dict.fromkeys(
        (
            "fold_block_comments",
            "fold_except",
            "fold_imports",
            "fold_marked",
            "fold_selections",
            "go_to_next_fold",
            "go_to_parent_fold",
            "go_to_previous_fold",
            "toggle_fold_recursively",
            "unfold_except",
            "unfold_marked",
        ),
        "_folding_some",
    ),
}


def __getattr__(name: str) -> object:
    """What a program needs only after it has shown its first text is imported then."""
    module = _LATER.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value
