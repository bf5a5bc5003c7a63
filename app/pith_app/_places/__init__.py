"""Where carets were, and places that somebody wants to come back to."""

from pith_app._places._bookmarks import Bookmarks
from pith_app._places._caret_history import CaretHistory
from pith_app._places._places import Places
from pith_app._places._trails import SelectionTrails

__all__ = ["Bookmarks", "CaretHistory", "Places", "SelectionTrails"]
