"""Open documents and the folders they lie in."""

from pith.workspace._document import Document, DocumentChange, SavePoint, ViewUpdate
from pith.workspace._indentation import Indentation, detect_indentation
from pith.workspace._view import ScrollPosition, View

__all__ = [
    "Document",
    "DocumentChange",
    "Indentation",
    "SavePoint",
    "ScrollPosition",
    "View",
    "ViewUpdate",
    "detect_indentation",
]
