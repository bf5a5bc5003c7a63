"""What the core has done by child processes. It imports nothing of ours: a child starts quickly."""

from pith.child._pages import (
    RECORD,
    PageNotes,
    boundary,
    cut,
    note_pages,
    notes_of,
    pages_of,
)

__all__ = ["RECORD", "PageNotes", "boundary", "cut", "note_pages", "notes_of", "pages_of"]
