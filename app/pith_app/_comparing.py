"""Comparing a document with its file: the tab that shows it, kept up to date."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget

from pith.base import (
    Cancelled,
    CancelToken,
    Disposable,
    Future,
    Problem,
    ProblemError,
    Scheduler,
    Scope,
    Worker,
)
from pith.qt import EditorWidget
from pith.text import PAGED_FROM, FileMissingError, Text, read_all, read_file, stamp_of
from pith.workspace import Comparison, Document, View, Workspace, compare, compare_parts
from pith_app._documents import Documents
from pith_app._editing import WidgetFactory
from pith_app._theming import Look
from pith_app._window._compare import ComparePage
from pith_app._window._compare._page import Half
from pith_app._window._editors import Editors
from pith_app._window._tab import Tab

_PAUSE = 0.3  # seconds without an edit, after which the comparison is made anew


class _Shown(NamedTuple):
    tab: Tab
    page: ComparePage


class Comparisons:
    """One tab for each document that is compared."""

    def __init__(
        self,
        workspace: Workspace,
        editors: Editors,
        documents: Documents,
        factory: WidgetFactory,
        look: Look,
        scheduler: Scheduler,
        worker: Worker,
    ) -> None:
        self._workspace = workspace
        self._editors = editors
        self._documents = documents
        self._factory = factory
        self._look = look
        self._scheduler = scheduler
        self._worker = worker
        self._scope = Scope("comparisons")
        self._shown: dict[Document, _Shown] = {}
        self._later: dict[Document, Disposable] = {}
        add = self._scope.add
        for changed in (
            workspace.disk.conflicted,
            workspace.reloads.reloaded,
            workspace.saves.saved,
        ):
            add(changed.connect(self._again_soon))
        add(workspace.closed.connect(self._closed))

    def dispose(self) -> None:
        for waiting in self._later.values():
            waiting.dispose()
        self._later.clear()
        self._scope.dispose()

    def open(self, document: Document) -> Future[Tab]:
        """Show how a document differs from its file. Fails with ProblemError."""
        shown = self._shown.get(document)
        if shown is not None:
            self._editors.activate(shown.tab)
        return self._compare(document).then(lambda found: self._show(document, found))

    def _compare(self, document: Document) -> Future[Comparison]:
        path, text = document.file.path, document.text
        if not document.file.whole:
            fault = Problem(
                f"only a part of {document.name} was read",
                advice="wait until all of it is there, or reload it",
            )
            return Future.failed(ProblemError(fault))
        large = document.large
        encoding = document.save_points.last.encoding

        def work(token: CancelToken) -> Comparison:
            on_disk, stamp = Text.EMPTY, stamp_of(path) if path is not None else None
            huge = large or (stamp is not None and stamp.size > PAGED_FROM)
            if path is not None and stamp is not None:
                with suppress(FileMissingError):
                    found = read_all(path, encoding) if huge else read_file(path, encoding)
                    on_disk = found.text
            return compare_parts(on_disk, text, token) if huge else compare(on_disk, text)

        return self._worker.submit(work, f"compare {document.name}")

    def _show(self, document: Document, found: Comparison) -> Tab:
        if document not in self._workspace.documents:
            raise Cancelled
        shown = self._shown.get(document) or self._make(document)
        state = "not saved" if document.dirty else "saved"
        there = document.file.path is not None and not document.file.missing
        shown.page.show_comparison(
            found,
            document.language_id,
            f"{document.name} on the disk" if there else f"{document.name} has no file",
            f"{document.name} in this window ({state})",
        )
        return shown.tab

    def _make(self, document: Document) -> _Shown:
        page = ComparePage(self._look, self._make_editor, self._editors)
        tab = self._editors.show_page(page, f"{document.name} (compared)", document.name)
        shown = self._shown[document] = _Shown(tab, page)
        scope = tab.scope
        scope.add(page.focused.connect(lambda half: self._focused(tab, half)))
        scope.add(document.changed.connect(lambda change: self._again_soon(change.document)))
        scope.on_dispose(lambda: self._forget(document), "comparison")
        page.header.take_left = lambda: self._take(document, self._documents.revert)
        page.header.take_right = lambda: self._take(
            document, lambda own: self._documents.save(own, overwrite=True)
        )
        return shown

    def _make_editor(self, scope: Scope, view: View, parent: QWidget) -> EditorWidget:
        # A row stands against a row only where none is wrapped.
        overrides, number = self._factory.wrap_overrides, view.document.id
        overrides[number] = "off"
        scope.on_dispose(lambda: overrides.pop(number, None), "wrapping")
        return self._factory.make_in(scope, view, parent)

    def _focused(self, tab: Tab, half: Half) -> None:
        self._editors.show_half(tab, half.view, half.widget)

    def _take(self, document: Document, settle: Callable[[Tab], Future[Any]]) -> None:
        """One of both versions is to stay: then there is nothing to compare any more."""
        own = self._editors.tab_of(document)
        shown = self._shown.get(document)
        if own is None or shown is None:
            return

        def settled(done: Future[Any]) -> None:
            if done.exception() is None and done.result() and document in self._shown:
                self._editors.remove(shown.tab, remember=False)
                self._editors.activate(own)

        settle(own).on_done(settled)

    def _again_soon(self, document: Document) -> None:
        if document not in self._shown:
            return
        waiting = self._later.pop(document, None)
        if waiting is not None:
            waiting.dispose()
        self._later[document] = self._scheduler.call_later(_PAUSE, lambda: self._again(document))

    def _again(self, document: Document) -> None:
        self._later.pop(document, None)

        def again(done: Future[Comparison]) -> None:
            if done.exception() is None and document in self._shown:
                self._show(document, done.result())

        self._compare(document).on_done(again)

    def _closed(self, document: Document) -> None:
        shown = self._shown.get(document)
        if shown is not None:
            self._editors.remove(shown.tab, remember=False)

    def _forget(self, document: Document) -> None:
        self._shown.pop(document, None)
        waiting = self._later.pop(document, None)
        if waiting is not None:
            waiting.dispose()

    def step(self, by: int) -> bool:
        """Go to the next difference of the tab in front; False if that shows none."""
        for tab, page in self._shown.values():
            if tab is self._editors.active:
                page.step(by)
                return True
        return False
