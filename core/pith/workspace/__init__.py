"""Open documents, the folders they lie in, and what happens to both on the disk."""

from pith.workspace._difference import edits_between
from pith.workspace._document import Document, DocumentChange, SavePoint, ViewUpdate
from pith.workspace._file_index import FileIndex
from pith.workspace._indentation import Indentation, detect_indentation
from pith.workspace._matching import FileMatch
from pith.workspace._view import View
from pith.workspace._watcher import FileWatcher
from pith.workspace._workspace import Workspace

__all__ = [
    "Document",
    "DocumentChange",
    "FileIndex",
    "FileMatch",
    "FileWatcher",
    "Indentation",
    "SavePoint",
    "View",
    "ViewUpdate",
    "Workspace",
    "detect_indentation",
    "edits_between",
]
