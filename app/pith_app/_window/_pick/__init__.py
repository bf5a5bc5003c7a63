"""The one list everything is picked from: commands, files, lines, languages, themes."""

from pith_app._window._pick._fuzzy import FuzzyMatch, fuzzy_match
from pith_app._window._pick._items import PickItem, PickSource, StaticSource
from pith_app._window._pick._quick_pick import QuickPick

__all__ = ["FuzzyMatch", "PickItem", "PickSource", "QuickPick", "StaticSource", "fuzzy_match"]
