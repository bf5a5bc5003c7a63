"""The minimap: the text around what is seen, in miniature, beside it."""

from pith.qt._minimap._widget import Minimap

__all__ = ["Minimap"]
