"""One tab: the document behind it, and what tells it from others."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from PySide6.QtWidgets import QWidget

from pith.base import Future, Scope
from pith.qt import EditorWidget
from pith.workspace import Document, View
from pith_app._window._tab_page import TabPage

if TYPE_CHECKING:
    from pith_app._window._group import EditorGroup
    from pith_app._window._opened import OpenedFile

_MOST_FOLDS = 500

_numbers = count(1)


class Place(NamedTuple):
    """Where in a document to go. Both count from 0; the column may be left out."""

    row: int
    column: int | None = None


class Tab:
    """One tab. Its document is opened, and its widget made, when it is first looked at."""

    def __init__(self, path: Path | None, document: Document | None = None) -> None:
        self.key = f"tab-{next(_numbers)}"
        self._path = path
        self.document = document
        self.group: EditorGroup | None = None
        """Where the tab is; None when it is gone."""
        self.preview = False
        self.view: View | None = None
        self.widget: EditorWidget | None = None
        self.state: dict[str, Any] = {}
        """Carets and scrolling to be restored, as plain data."""
        self.place: Place | None = None
        """Where to go when the document is there."""
        self.create = False
        """Whether a file that is not there is a new one."""
        self.opening: Future[Document] | None = None
        self.fault = ""
        """Why the document could not be opened."""
        self.binary: int | None = None
        """How many bytes the file has, if it was not opened because it is not text."""
        self.encoding: str | None = None
        """What to open the file with, if that was chosen."""
        self.page: TabPage | None = None
        """What the tab shows, if that is not one editor; `view` and `widget` are of the one in it
        that has the keyboard."""
        self.opened: OpenedFile | None = None
        """What an extension shows of a file that is not text."""
        self.title = ""
        self.icon = ""
        """The name of a tab with a page, and the file whose icon it has, or `$` and an icon."""
        self.scope = Scope(self.key)

    @property
    def path(self) -> Path | None:
        return self.document.file.path if self.document is not None else self._path

    @property
    def name(self) -> str:
        if self.page is not None:
            return self.title
        if self.document is not None:
            return self.document.name
        return self._path.name if self._path is not None else "Untitled"

    @property
    def shown(self) -> QWidget | None:
        """What stands in the area of the editors when the tab is active, if it is there yet."""
        return self.page or self.widget or (self.opened if self.binary is not None else None)

    @property
    def dirty(self) -> bool:
        return self.document is not None and self.document.dirty

    def save_state(self) -> dict[str, Any]:
        """Carets and scrolling, as plain data; what is still to be restored, if something is."""
        if self.view is None or self.widget is None or self.state:
            return dict(self.state)
        selection = self.view.state.selection
        ranges = [[each.anchor, each.head] for each in selection.ranges[:100]]
        primary = min(selection.primary_index, len(ranges) - 1)
        state = {"ranges": ranges, "primary": primary, "scroll": self.widget.scroll_state()}
        if self.view.folds:
            from pith.workspace import folds_to_keep

            state["folds"] = folds_to_keep(self.view, _MOST_FOLDS)
        return state


class EditorFactory(Protocol):
    """What makes a widget for a tab; the program implements it."""

    def make(self, tab: Tab, view: View, parent: QWidget) -> EditorWidget: ...


def told_apart(tab: Tab, tabs: Iterable[Tab]) -> str:
    """The least of a tab's folder that tells it from the others of its name."""
    path = tab.path
    if path is None:
        return ""
    others = [
        each.path
        for each in tabs
        if each is not tab and each.path is not None and each.name == tab.name
    ]
    parts = path.parent.parts
    for length in range(1, len(parts) + 1):
        tail = parts[-length:]
        if all(other.parent.parts[-length:] != tail for other in others):
            return ("…/" if length > 1 and length < len(parts) else "") + "/".join(tail)
    return str(path.parent)


def state_of(tab: Tab) -> str:
    """What a tab's tool tip says of it after its path; "" if there is nothing to say."""
    document = tab.document
    if tab.fault:
        return f"\n{tab.fault}"
    if document is not None and document.file.missing:
        return " • deleted on disk"
    return " • unsaved changes" if tab.dirty else ""
