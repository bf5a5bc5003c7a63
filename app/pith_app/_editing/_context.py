"""The context keys that tell of the active editor."""

from __future__ import annotations

from pathlib import Path

from pith.commands import ContextKeys
from pith.workspace import Document, View
from pith_app._window._editors import Editors
from pith_app._window._tab import Tab


class EditorContext:
    """Keeps the keys true. What can change with a letter costs two comparisons a letter."""

    def __init__(self, context: ContextKeys, editors: Editors) -> None:
        self._context = context
        self._editors = editors
        self._selection = (False, False)
        self._connections = (
            editors.active_changed.connect(self._active),
            editors.changed.connect(self._tabs),
        )

    def dispose(self) -> None:
        for connection in self._connections:
            connection.dispose()

    def selection_changed(self, view: View) -> None:
        """The selection of a view is another one."""
        if view is not self._editors.active_view:
            return
        selection = view.state.selection
        now = (
            any(not each.is_empty for each in selection.ranges),
            len(selection.ranges) > 1,
        )
        if now != self._selection:
            self._selection = now
            self._context.update(
                {"editorHasSelection": now[0], "editorHasMultipleSelections": now[1]}
            )

    def _active(self, tab: Tab | None) -> None:
        document = tab.document if tab is not None else None
        path = tab.path if tab is not None else None
        self._context.update(
            {
                "editorIsOpen": document is not None or (tab is not None and tab.page is not None),
                "comparing": tab is not None and tab.page is not None,
                "resourceIsBinary": tab is not None and tab.binary is not None,
                **describe(document, path),
                "editorReadonly": tab is not None and tab.page is not None,
            }
        )
        if tab is not None and tab.view is not None:
            self.selection_changed(tab.view)

    def refresh(self) -> None:
        """The active document has another name, language or state."""
        self._active(self._editors.active)

    def _tabs(self) -> None:
        active, groups = self._editors.active, self._editors.groups
        self._context.update(
            {
                "openEditors": len(self._editors.tabs),
                "editorGroups": len(groups),
                "activeEditorGroup": groups.index(self._editors.group) + 1,
                "canReopenClosed": self._editors.can_reopen,
                "editorDirty": active is not None and active.dirty,
            }
        )


def describe(document: Document | None, path: Path | None = None) -> dict[str, object]:
    """The keys that tell what a document is; `path` is that of one that is not opened yet."""
    if document is not None:
        path = document.file.path
    return {
        "editorLangId": document.language_id if document is not None else "",
        "editorReadonly": False,
        "resourceScheme": "file" if path else "untitled" if document is not None else "",
        "resourcePath": str(path or ""),
        "resourceFilename": path.name if path else document.name if document else "",
        "resourceExtname": path.suffix if path is not None else "",
        "resourceIsFolder": False,
    }
