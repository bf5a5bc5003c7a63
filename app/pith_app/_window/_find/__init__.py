"""Finding and replacing in the open file."""

from pith_app._window._find._bar import FindBar
from pith_app._window._find._finder import Finder

__all__ = ["FindBar", "Finder"]
