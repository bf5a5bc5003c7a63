"""The contract of extensions: hook specifications, the context, and the values that cross.

Nothing here reaches into the kernel, so that a process that runs an extension imports this and
little else.
"""

from typing import TYPE_CHECKING

from pith.api._context import (
    Clipboard,
    Commands,
    ExtensionContext,
    Output,
    Points,
    Settings,
    Status,
    Tasks,
    TreeHandle,
    TreeProvider,
    ViewHandle,
    Views,
    Window,
    Workspace,
)
from pith.api._decorations import Decoration, Decorations
from pith.api._extension import LIFECYCLE
from pith.api._globs import compile_globs
from pith.api._sharing import ExtensionGone
from pith.api._values import (
    Collapsible,
    Completion,
    DocumentInfo,
    FileEvent,
    FileEventKind,
    MessageAction,
    Parameter,
    Point,
    PointEntry,
    QuickPickItem,
    SelectionInfo,
    Severity,
    Signature,
    SignatureHelp,
    TextEdit,
    TextRange,
    TextSnapshot,
    TreeItem,
)
from pith.api._version import API_VERSION, PROJECT
from pith.base import Cancelled, CancelToken, Disposable, Future, OnDispose

if TYPE_CHECKING:
    from pith.api._hooks import SPECIFICATIONS, hook

__all__ = [
    "API_VERSION",
    "LIFECYCLE",
    "PROJECT",
    "SPECIFICATIONS",
    "CancelToken",
    "Cancelled",
    "Clipboard",
    "Collapsible",
    "Commands",
    "Completion",
    "Decoration",
    "Decorations",
    "Disposable",
    "DocumentInfo",
    "ExtensionContext",
    "ExtensionGone",
    "FileEvent",
    "FileEventKind",
    "Future",
    "MessageAction",
    "OnDispose",
    "Output",
    "Parameter",
    "Point",
    "PointEntry",
    "Points",
    "QuickPickItem",
    "SelectionInfo",
    "Settings",
    "Severity",
    "Signature",
    "SignatureHelp",
    "Status",
    "Tasks",
    "TextEdit",
    "TextRange",
    "TextSnapshot",
    "TreeHandle",
    "TreeItem",
    "TreeProvider",
    "ViewHandle",
    "Views",
    "Window",
    "Workspace",
    "compile_globs",
    "hook",
]


def __getattr__(name: str) -> object:
    """Hooks come with pluggy, which takes a while: the window shows before it is needed."""
    if name in ("SPECIFICATIONS", "hook"):
        from pith.api import _hooks

        return getattr(_hooks, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
