"""Qt's side of the editor: the widget that shows a view, and time on Qt's event loop."""

from typing import TYPE_CHECKING

from pith.qt._assistive import announce, offer_accessibles
from pith.qt._clipboard import QtClipboard, encodable
from pith.qt._decorations import Decorations
from pith.qt._guard import guarded, guarded_with
from pith.qt._keys import Press, read_key
from pith.qt._options import EditorOptions
from pith.qt._scheduler import QtScheduler
from pith.qt._widget import EditorWidget

if TYPE_CHECKING:
    from pith.qt._mark import Mark
    from pith.qt._wrapped_text import Lit, WrappedText

__all__ = [
    "Decorations",
    "EditorOptions",
    "EditorWidget",
    "Lit",
    "Mark",
    "Press",
    "QtClipboard",
    "QtScheduler",
    "WrappedText",
    "announce",
    "encodable",
    "guarded",
    "guarded_with",
    "offer_accessibles",
    "read_key",
]


def __getattr__(name: str) -> object:
    """What is not in the first paint: marks of extensions, and boxes with texts."""
    if name == "Mark":
        from pith.qt._mark import Mark

        return Mark
    if name in ("Lit", "WrappedText"):
        from pith.qt import _wrapped_text

        return getattr(_wrapped_text, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
