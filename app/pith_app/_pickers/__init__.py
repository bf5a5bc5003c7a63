"""What the list to pick from can show."""

from pith_app._pickers._ask import AskText, PickOne
from pith_app._pickers._files import GoToLine, QuickOpen
from pith_app._pickers._palette import CommandPalette

__all__ = ["AskText", "CommandPalette", "GoToLine", "PickOne", "QuickOpen"]
