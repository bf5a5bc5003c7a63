"""What trusted extensions may use of the editor's Qt side.

Everything here runs in the window's process and on the window's thread: a widget made by an
extension belongs in its Scope, and overrides of Qt's methods are to be guarded.
"""

from pith.qt._guard import guarded, guarded_with
from pith.qt._options import EditorOptions
from pith.qt._widget import EditorWidget

__all__ = ["EditorOptions", "EditorWidget", "guarded", "guarded_with"]
