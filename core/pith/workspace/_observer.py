# ruff: noqa: PTH112, PTH118, PTH120, PTH206
# Paths are strings here: there may be a hundred thousand of them.
"""Watching folders through watchdog's Observer, on systems without inotify."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from pith.base import Problem
from pith.workspace._file_events import Happening, RawEvent

# Neither opening nor closing: on large trees the reader itself would drown in those.
_EVENTS: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileDeletedEvent,
    FileMovedEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
]
_HAPPENINGS = {
    "created": Happening.CREATED,
    "modified": Happening.CHANGED,
    "deleted": Happening.DELETED,
}
_PATIENCE = 1.0  # seconds between looks for a folder that is missing


class ObserverBackend:
    """watchdog's own choice for the system. Ignored folders are watched, and not told of."""

    def __init__(self) -> None:
        self._observer: BaseObserver = Observer()
        self._observer.start()
        self._trees: set[_Tree] = set()
        self._uses: dict[ObservedWatch, int] = {}
        self._lock = threading.Lock()
        self._closing = False
        self._wake = threading.Event()
        self._looker = threading.Thread(target=self._look, name="file-watcher-missing", daemon=True)
        self._looker.start()

    def add(
        self,
        folder: str,
        recursive: bool,
        ignored: frozenset[str],
        tell: Callable[[RawEvent], None],
        complain: Callable[[Problem], None],
    ) -> Callable[[], None]:
        tree = _Tree(self, folder, recursive, ignored, tell)
        if not tree.attach():
            complain(
                Problem(
                    "the folder to watch does not exist",
                    source=folder,
                    advice="it is watched from when it is made",
                )
            )
        self._trees.add(tree)

        def remove() -> None:
            self._trees.discard(tree)
            tree.detach()

        return remove

    def schedule(
        self, handler: FileSystemEventHandler, folder: str, recursive: bool
    ) -> ObservedWatch:
        with self._lock:
            watch = self._observer.schedule(
                handler, folder, recursive=recursive, event_filter=_EVENTS
            )
            self._uses[watch] = self._uses.get(watch, 0) + 1
            return watch

    def unschedule(self, handler: FileSystemEventHandler, watch: ObservedWatch) -> None:
        """Handlers share what watches the same: it goes with the last of them."""
        with self._lock:
            self._uses[watch] -= 1
            if self._uses[watch]:
                self._observer.remove_handler_for_watch(handler, watch)
            else:
                del self._uses[watch]
                self._observer.unschedule(watch)

    def look_soon(self) -> None:
        self._wake.set()

    def _look(self) -> None:
        while not self._closing:
            self._wake.wait(_PATIENCE)
            self._wake.clear()
            for tree in list(self._trees):
                tree.look()

    def close(self) -> None:
        self._closing = True
        self._wake.set()
        self._observer.stop()
        self._observer.join()
        self._looker.join()


class _Tree(FileSystemEventHandler):
    def __init__(
        self,
        backend: ObserverBackend,
        folder: str,
        recursive: bool,
        ignored: frozenset[str],
        tell: Callable[[RawEvent], None],
    ) -> None:
        self._backend = backend
        self._root = folder
        self._recursive = recursive
        self._ignored = ignored
        self._tell = tell
        self._watch: ObservedWatch | None = None
        self._lock = threading.Lock()
        self._renames = 0
        self._lost = False

    def attach(self) -> bool:
        with self._lock:
            if self._watch is None and os.path.isdir(self._root):
                self._lost = False
                self._watch = self._backend.schedule(self, self._root, self._recursive)
            return self._watch is not None

    def detach(self) -> None:
        with self._lock:
            watch, self._watch = self._watch, None
            if watch is not None:
                self._backend.unschedule(self, watch)

    def look(self) -> None:
        """Whether the folder came back, or went without a word."""
        if self._watch is not None and (self._lost or not os.path.isdir(self._root)):
            self.detach()
            self._tell(RawEvent(Happening.DELETED, self._root))
        if self._watch is None and self.attach():
            self._tell(RawEvent(Happening.CREATED, self._root))
            for folder, folders, files in os.walk(self._root):
                folders[:] = [name for name in folders if name not in self._ignored]
                for name in (*folders, *files):
                    self._tell(RawEvent(Happening.CREATED, os.path.join(folder, name)))
                if not self._recursive:
                    break

    def dispatch(self, event: FileSystemEvent) -> None:
        path, target = os.fsdecode(event.src_path), os.fsdecode(event.dest_path)
        shown = self._is_shown(path)
        if event.event_type == "moved":
            self._renames += 1
            if shown:
                self._tell(RawEvent(Happening.LEFT, path, self._renames))
            if self._is_shown(target):
                self._tell(RawEvent(Happening.ARRIVED, target, self._renames))
        elif path == self._root:
            if event.event_type == "deleted":
                self._lost = True  # even if another one has its name by now
                self._backend.look_soon()
        elif shown:
            self._tell(RawEvent(_HAPPENINGS[event.event_type], path))

    def _is_shown(self, path: str) -> bool:
        relative = os.path.relpath(path, self._root)
        parents = os.path.dirname(relative).split(os.sep)
        return self._ignored.isdisjoint(parents)
