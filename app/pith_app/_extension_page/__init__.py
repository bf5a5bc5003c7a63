"""What the window shows of extensions: cards in the side bar, and a page of each in a tab."""

from pith_app._extension_page._cards import CardDelegate
from pith_app._extension_page._icons import ExtensionIcons
from pith_app._extension_page._pages import ExtensionPages
from pith_app._extension_page._words import cost_of, state_of

__all__ = ["CardDelegate", "ExtensionIcons", "ExtensionPages", "cost_of", "state_of"]
