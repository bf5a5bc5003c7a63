"""Documents and selections as extensions see them, and when they are told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pith.api import DocumentInfo, Point, SelectionInfo, TextRange, TextSnapshot
from pith.base import Future, Scope
from pith.host import HostEvents
from pith.settings import Settings
from pith.workspace import Document, DocumentChange, View, Workspace
from pith_app._documents import Documents
from pith_app._extensions._being_saved import BeingSaved
from pith_app._extensions._snapshots import Snapshot, document_info
from pith_app._window._editors import Editors
from pith_app._window._tab import Place, Tab


def selection_info(view: View) -> SelectionInfo:
    text, selection = view.state

    def point(offset: int) -> Point:
        return Point(*text.point_at(offset))

    ranges = tuple(TextRange(point(each.start), point(each.end)) for each in selection.ranges)
    return SelectionInfo(view.document.uri, ranges, selection.primary_index)


class WorkspaceAdapter:
    """WorkspaceServices over the editors."""

    def __init__(self, workspace: Workspace, editors: Editors, documents: Documents) -> None:
        self._workspace = workspace
        self._editors = editors
        self._documents = documents

    def folders(self) -> Sequence[Path]:
        return self._workspace.folders

    def documents(self) -> Sequence[DocumentInfo]:
        return [document_info(document) for document in self._workspace.documents]

    def active_document(self) -> DocumentInfo | None:
        tab = self._editors.active
        if tab is None or tab.document is None:
            return None
        return document_info(tab.document)

    def active_selection(self) -> SelectionInfo | None:
        tab = self._editors.active
        if tab is None or tab.document is None or tab.view is None:
            return None
        return selection_info(tab.view)

    def snapshot(self, uri: str) -> TextSnapshot | None:
        for document in self._workspace.documents:
            if document.uri == uri:
                return Snapshot(document.text, document.version)
        return None

    def open(
        self, path: Path, row: int | None, column: int | None, preview: bool
    ) -> Future[DocumentInfo]:
        place = Place(row, column) if row is not None else None

        def info(tab: Tab) -> DocumentInfo:
            assert tab.document is not None
            return document_info(tab.document)

        return self._documents.open(path, place, preview=preview).then(info)


class DocumentEvents:
    """Tells the host what happens to documents, once it is there."""

    def __init__(
        self, events: HostEvents, workspace: Workspace, editors: Editors, settings: Settings
    ) -> None:
        self._events = events
        self._editors = editors
        self._scope = Scope("document events")
        self._following: dict[Document, Scope] = {}
        add = self._scope.add
        add(workspace.opened.connect(self._opened))
        add(workspace.closed.connect(self._closed))
        add(workspace.saves.saved.connect(lambda each: events.document_saved(document_info(each))))
        add(workspace.folders_changed.connect(events.folders_changed))
        add(settings.changed.connect(events.settings_changed))
        add(editors.active_changed.connect(self._active))
        for document in workspace.documents:
            self._opened(document)
        self._active(editors.active)
        workspace.saves.before_save = self._before_save
        self._scope.on_dispose(lambda: _ask_nobody(workspace), "asking before saving")

    def _opened(self, document: Document) -> None:
        scope = self._following[document] = self._scope.child(document.name)
        scope.add(document.changed.connect(self._changed))
        scope.add(document.grown.connect(self._became_another))
        scope.add(document.replaced.connect(self._became_another))
        scope.add(
            document.language_changed.connect(
                lambda each: self._events.language_changed(document_info(each))
            )
        )
        self._events.document_opened(document_info(document))

    def _changed(self, change: DocumentChange) -> None:
        if self._events.wants("document_changed"):
            self._events.document_changed(document_info(change.document))

    def _before_save(self, document: Document) -> Future[None] | None:
        if not self._events.wants("will_save"):
            return None
        return self._events.will_save(BeingSaved(document))

    def _became_another(self, document: Document) -> None:
        # Of a file that is being read, extensions hear when all of it is there.
        if document.growth is None and self._events.wants("document_changed"):
            self._events.document_changed(document_info(document))

    def _closed(self, document: Document) -> None:
        scope = self._following.pop(document, None)
        if scope is not None:
            self._scope.discard(scope)
            scope.dispose()
        self._events.document_closed(document_info(document))

    def _active(self, tab: Tab | None) -> None:
        document = tab.document if tab is not None else None
        self._events.active_document_changed(
            document_info(document) if document is not None else None
        )

    def selection_changed(self, view: View) -> None:
        active = self._editors.active
        if active is None or active.document is not view.document:
            return
        if self._events.wants("selection_changed") and view is active.view:
            self._events.selection_changed(selection_info(view))

    def dispose(self) -> None:
        self._scope.dispose()


def _ask_nobody(workspace: Workspace) -> None:
    workspace.saves.before_save = lambda document: None
