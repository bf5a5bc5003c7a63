"""`context.workspace`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pith.api import DocumentInfo, FileEvent, SelectionInfo, TextSnapshot
from pith.base import Disposable, Future, OnDispose
from pith.host._instance import Instance


class InstanceWorkspace:
    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._workspace = instance.environment.services.workspace

    @property
    def folders(self) -> tuple[Path, ...]:
        return tuple(self._workspace.folders())

    def documents(self) -> tuple[DocumentInfo, ...]:
        return tuple(self._workspace.documents())

    def active_document(self) -> DocumentInfo | None:
        return self._workspace.active_document()

    def active_selection(self) -> SelectionInfo | None:
        return self._workspace.active_selection()

    def snapshot(self, uri: str) -> Future[TextSnapshot]:
        snapshot = self._workspace.snapshot(uri)
        if snapshot is None:
            return self._instance.adopt(Future.failed(LookupError(f"no document `{uri}` is open")))
        return self._instance.adopt(Future.of(snapshot))

    def open(
        self, path: Path, row: int | None = None, column: int | None = None, preview: bool = False
    ) -> Future[DocumentInfo]:
        return self._instance.start(lambda: self._workspace.open(path, row, column, preview))

    def watch(
        self,
        folder: Path,
        function: Callable[[Sequence[FileEvent]], object],
        recursive: bool = True,
    ) -> Disposable:
        guarded = self._instance.guarded(f"watch of {folder}", function)
        watcher = self._instance.environment.watcher

        def connect() -> Disposable:
            return watcher.watch(folder, guarded, recursive) if watcher else OnDispose()

        return self._instance.register(f"watch of {folder}", connect)
