"""Hearing of what happens in folders, without ever waiting for the disk."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from pith.base import OnDispose, Problem, Scheduler, Signal, report_exception
from pith.text import TEMPORARY_PREFIX, TEMPORARY_SUFFIX
from pith.workspace._file_events import Happening, RawEvent, coalesced

if TYPE_CHECKING:
    from pith.api import FileEvent
    from pith.workspace._services import WatchBackend

FileListener = Callable[["list[FileEvent]"], object]

DEBOUNCE = 0.05  # seconds in which what a program does when it saves is over
IGNORED_FOLDERS = frozenset(
    {".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", ".mypy_cache", ".ruff_cache"}
)
"""Names of folders below a watched one whose content is not watched, unless told otherwise."""


class _Watch:
    """One listener, and what happened since it was last told."""

    def __init__(self, listener: FileListener, debounce: float, tells_start: bool) -> None:
        self.listener = listener
        self.debounce = debounce
        self.tells_start = tells_start
        self.disposed = False
        self._lock = threading.Lock()
        self._events: list[RawEvent] = []

    def add(self, event: RawEvent) -> bool:
        """From any thread; whether it is the first since take()."""
        with self._lock:
            self._events.append(event)
            return len(self._events) == 1

    def take(self) -> list[RawEvent]:
        with self._lock:
            events, self._events = self._events, []
            return events


_Key = tuple[str, bool, frozenset[str]]


class _Root:
    """One folder that is watched in one way, for as many as want that."""

    def __init__(self, key: _Key) -> None:
        self.path, self.recursive, self.ignored = key
        self.watches: tuple[_Watch, ...] = ()
        self.remove: Callable[[], None] | None = None
        """Set and called on the watcher's thread."""
        self.is_watched = False
        """Set on the watcher's thread."""


class FileWatcher:
    """Tells listeners, on the window's thread, what happened to files in their folders.

    Events are gathered for `debounce` seconds after the first, and told in one list. The library
    behind is imported, and folders are walked, on a thread of the watcher's, which exists while
    anything is watched. One that is `held` keeps what it is asked for until `start()`: importing
    the library takes more than the text of a window that is about to be painted.
    """

    def __init__(
        self,
        scheduler: Scheduler,
        debounce: float = DEBOUNCE,
        backend: Callable[[], WatchBackend] | None = None,
        *,
        held: bool = False,
    ) -> None:
        self._scheduler = scheduler
        self._debounce = debounce
        self._make_backend = backend or _usual_backend
        self._roots: dict[_Key, _Root] = {}
        self._work: SimpleQueue[Callable[[_Thread], None] | None] | None = None
        self._threads: list[threading.Thread] = []
        self._held = held
        self._disposed = False
        self.problem: Signal[Problem] = Signal("FileWatcher.problem")
        """A folder cannot be watched (now), and what to do; on the window's thread."""

    def start(self) -> None:
        """Begin with what was asked for, if this was held until now."""
        held, self._held = self._held, False
        if held and self._work is not None:
            self._start_thread(self._work)

    def watch(
        self,
        folder: Path,
        listener: FileListener,
        recursive: bool = True,
        *,
        debounce: float | None = None,
        ignored: frozenset[str] = IGNORED_FOLDERS,
        tells_start: bool = False,
    ) -> OnDispose:
        """Call `listener(events)` when something happens in `folder` until disposed.

        The folder may be missing, or be deleted and come back: its appearing is an event of its
        own path. Where events were lost, "changed" is told of the folder: look at all of it.
        With `tells_start` that is also told when watching has begun, or cannot: of what happened
        until then, since the listener looked, nobody tells.
        Folders named in `ignored` are not looked into. From the window's thread only.
        """
        if self._disposed:
            return OnDispose()
        debounce = self._debounce if debounce is None else debounce
        watch = _Watch(listener, debounce, tells_start)
        # Without looking at the disk, as Path.resolve would.
        key = (os.path.abspath(folder), recursive, ignored)  # noqa: PTH100
        root = self._roots.get(key)
        if root is None:
            root = self._roots[key] = _Root(key)
            root.watches = (watch,)  # before the thread sees it
            self._do(lambda thread: thread.add(root))
        else:
            root.watches = (*root.watches, watch)
            if tells_start and root.is_watched:
                self._tell_start(watch, root)
        return OnDispose(lambda: self._unwatch(key, root, watch))

    def _unwatch(self, key: _Key, root: _Root, watch: _Watch) -> None:
        watch.disposed = True
        root.watches = tuple(each for each in root.watches if each is not watch)
        if root.watches or self._disposed:
            return
        del self._roots[key]
        self._do(lambda thread: thread.remove(root))
        if not self._roots:
            self._end()

    @property
    def count(self) -> int:
        """How many folders are watched."""
        return len(self._roots)

    def settled(self) -> threading.Event:
        """Set as soon as every folder asked for until now is being watched."""
        done = threading.Event()
        if self._work is None:
            done.set()
        else:
            self._do(lambda thread: done.set())
        return done

    def _do(self, work: Callable[[_Thread], None]) -> None:
        if self._work is None:
            self._work = SimpleQueue()
            if not self._held:
                self._start_thread(self._work)
        self._work.put(work)

    def _start_thread(self, work: SimpleQueue[Callable[[_Thread], None] | None]) -> None:
        thread = _Thread(self, self._make_backend, work)
        self._threads = [each for each in self._threads if each.is_alive()]
        self._threads.append(thread)
        thread.start()

    def _end(self) -> None:
        if self._work is not None:
            self._work.put(None)
            self._work = None

    def heard(self, root: _Root, event: RawEvent) -> None:
        """From any thread."""
        name = event.path.rpartition(os.sep)[2]
        if name.startswith(TEMPORARY_PREFIX) and name.endswith(TEMPORARY_SUFFIX):
            return  # ours, and about to take the name of what is saved
        for watch in root.watches:
            self._note(watch, event)

    def started(self, root: _Root) -> None:
        """On the watcher's thread."""
        root.is_watched = True  # first: who comes between is told twice
        for watch in root.watches:
            if watch.tells_start:
                self._tell_start(watch, root)

    def _tell_start(self, watch: _Watch, root: _Root) -> None:
        # With what is being gathered: who is told of it looks only once.
        self._note(watch, RawEvent(Happening.CHANGED, root.path))

    def _note(self, watch: _Watch, event: RawEvent) -> None:
        if watch.add(event):
            self._scheduler.call_soon(partial(self._tell_later, watch))

    def _tell_later(self, watch: _Watch) -> None:
        self._scheduler.call_later(watch.debounce, lambda: self._tell(watch))

    def _tell(self, watch: _Watch) -> None:
        raw = watch.take()
        if watch.disposed:
            return
        events = coalesced(raw)
        if events:
            try:
                watch.listener(events)
            except Exception as error:
                report_exception(error, "in a listener of file events")

    def complain(self, problem: Problem) -> None:
        """From any thread."""
        self._scheduler.call_soon(lambda: self.problem.emit(problem))

    def dispose(self, wait: float = 0.0) -> None:
        """Watch nothing any more. `wait`: for up to so many seconds, until the thread has ended."""
        self._disposed = True
        for root in self._roots.values():
            for watch in root.watches:
                watch.disposed = True
        self._roots.clear()
        self._end()
        if wait:
            for thread in self._threads:
                thread.join(wait)


class _Thread(threading.Thread):
    """Where the library is imported and folders are walked."""

    def __init__(
        self,
        watcher: FileWatcher,
        make_backend: Callable[[], WatchBackend],
        work: SimpleQueue[Callable[[_Thread], None] | None],
    ) -> None:
        super().__init__(name="file-watcher", daemon=True)
        self._watcher = watcher
        self._make_backend = make_backend
        self._work = work
        self._backend: WatchBackend | None = None

    def run(self) -> None:
        try:
            while (work := self._work.get()) is not None:
                try:
                    work(self)
                except Exception as error:
                    report_exception(error, "while watching files")
        finally:
            if self._backend is not None:
                self._backend.close()

    def add(self, root: _Root) -> None:
        if not root.watches:
            return  # nobody wants it any more
        watcher = self._watcher
        try:
            if self._backend is None:
                self._backend = self._make_backend()
            root.remove = self._backend.add(
                root.path,
                root.recursive,
                root.ignored,
                lambda event: watcher.heard(root, event),
                watcher.complain,
            )
        except OSError as error:
            said = error.strerror or str(error)
            watcher.complain(
                Problem(
                    f"the folder cannot be watched: {said.lower()}",
                    source=root.path,
                    advice="changes by other programs will not be noticed there",
                )
            )
        finally:
            watcher.started(root)

    def remove(self, root: _Root) -> None:
        if root.remove is not None:
            root.remove()
            root.remove = None


def _usual_backend() -> WatchBackend:
    try:
        from pith.workspace._inotify import InotifyBackend
    except ImportError:  # another system
        from pith.workspace._observer import ObserverBackend

        return ObserverBackend()
    return InotifyBackend()
