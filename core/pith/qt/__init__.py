"""Qt's side of the editor: the widget that shows a view, and time on Qt's event loop."""

from pith.qt._assistive import announce, offer_accessibles
from pith.qt._clipboard import QtClipboard
from pith.qt._decorations import Decorations
from pith.qt._guard import guarded, guarded_with
from pith.qt._keys import Press, read_key
from pith.qt._mark import Mark
from pith.qt._options import EditorOptions
from pith.qt._scheduler import QtScheduler
from pith.qt._widget import EditorWidget

__all__ = [
    "Decorations",
    "EditorOptions",
    "EditorWidget",
    "Mark",
    "Press",
    "QtClipboard",
    "QtScheduler",
    "announce",
    "guarded",
    "guarded_with",
    "offer_accessibles",
    "read_key",
]
