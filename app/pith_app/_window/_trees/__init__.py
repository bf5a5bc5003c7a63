"""Trees in the side bar, filled from data."""

from pith_app._window._trees._model import TreeModel
from pith_app._window._trees._view import TreeView

__all__ = ["TreeModel", "TreeView"]
