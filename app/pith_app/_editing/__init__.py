"""Between documents and the editor widgets that show them."""

from pith_app._editing._context import EditorContext, describe
from pith_app._editing._factory import WidgetFactory
from pith_app._editing._highlighters import Highlighters
from pith_app._editing._keys import KeyDispatcher
from pith_app._editing._options import editor_options
from pith_app._editing._status import EditorStatus

__all__ = [
    "EditorContext",
    "EditorStatus",
    "Highlighters",
    "KeyDispatcher",
    "WidgetFactory",
    "describe",
    "editor_options",
]
