# ruff: noqa: PTH112, PTH118, PTH120
# Paths are strings here: there may be a hundred thousand of them.
"""Watching folders on Linux, through watchdog's reader of inotify(7).

Its Observer is not used here: it has no way to leave out folders, starts a thread for each folder
that is watched, and holds back everything for half a second after the first half of a rename.
"""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from itertools import count

from watchdog.observers.inotify_c import (
    CallbackId,
    InotifyConstants,
    InotifyEvent,
    InotifyFD,
    Mask,
    WatchDescriptor,
)

from pith.base import Problem, report_exception
from pith.workspace._file_events import Happening, RawEvent

# Neither opening nor closing: on large trees the reader itself would drown in those.
_MASK = Mask(
    InotifyConstants.IN_CREATE
    | InotifyConstants.IN_MODIFY
    | InotifyConstants.IN_ATTRIB
    | InotifyConstants.IN_DELETE
    | InotifyConstants.IN_DELETE_SELF
    | InotifyConstants.IN_MOVED_FROM
    | InotifyConstants.IN_MOVED_TO
    | InotifyConstants.IN_MOVE_SELF
    | InotifyConstants.IN_ONLYDIR
)
_GONE = (
    InotifyConstants.IN_DELETE_SELF | InotifyConstants.IN_MOVE_SELF | InotifyConstants.IN_UNMOUNT
)

_numbers = count()  # of callbacks, so that no two of one folder have the same


class InotifyBackend:
    """One inotify instance and one thread that reads it, for all folders."""

    def __init__(self) -> None:
        self._reader = InotifyFD()
        self._reader.start()

    def add(
        self,
        folder: str,
        recursive: bool,
        ignored: frozenset[str],
        tell: Callable[[RawEvent], None],
        complain: Callable[[Problem], None],
    ) -> Callable[[], None]:
        tree = _Tree(self._reader, folder, recursive, ignored, tell, complain)
        tree.start()
        return tree.stop

    def close(self) -> None:
        self._reader.stop()
        self._reader.join()


class _Tree:
    """A folder, with those below it if `recursive`: a watchdog WatchCallback.

    While the folder does not exist, the nearest folder above it that does, the anchor, is
    watched for its coming.
    """

    def __init__(
        self,
        reader: InotifyFD,
        folder: str,
        recursive: bool,
        ignored: frozenset[str],
        tell: Callable[[RawEvent], None],
        complain: Callable[[Problem], None],
    ) -> None:
        self._reader = reader
        self._root = folder
        self._recursive = recursive
        self._ignored = ignored
        self._tell = tell
        self._complain = complain
        self._ids: dict[WatchDescriptor, CallbackId] = {}
        self._lock = threading.RLock()
        self._stopped = False
        self._paths: dict[WatchDescriptor, str] = {}
        self._descriptors: dict[str, WatchDescriptor] = {}
        self._anchor: WatchDescriptor | None = None
        self._anchor_path = ""
        self._leaving: tuple[int, str] | None = None
        """The cookie and path of a folder that was renamed, until it is known to where."""
        self._full = False

    def start(self) -> None:
        with self._lock:
            if not self._attach(announce=False):
                self._complain(
                    Problem(
                        "the folder to watch does not exist",
                        source=self._root,
                        advice="it is watched from when it is made",
                    )
                )

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            self._let_go()

    # What watchdog calls, on the thread that reads

    def on_event(self, event: InotifyEvent) -> None:
        self._guarded(lambda: self._heard(event))

    def on_watch_deleted(self, wd: WatchDescriptor) -> None:
        self._guarded(lambda: self._forget(wd))

    def on_queue_overflow(self) -> None:
        self._guarded(self._start_again)

    def _guarded(self, function: Callable[[], None]) -> None:
        """An exception would end the thread that reads for everybody."""
        try:
            with self._lock:
                if not self._stopped:
                    function()
        except Exception as error:
            report_exception(error, f"while watching {self._root}")

    # With the lock held

    def _heard(self, event: InotifyEvent) -> None:
        if event.wd == self._anchor:
            if event.mask & _GONE:
                self._release_anchor()
            self._attach(announce=True)
            return
        folder = self._paths.get(event.wd)
        if folder is not None:
            self._handle(event, folder)

    def _forget(self, descriptor: WatchDescriptor) -> None:
        self._ids.pop(descriptor, None)
        path = self._paths.pop(descriptor, None)
        if path is not None and self._descriptors.get(path) == descriptor:
            del self._descriptors[path]
        if descriptor == self._anchor:
            self._anchor = None
        if not self._paths and self._anchor is None:
            self._attach(announce=True)

    def _start_again(self) -> None:
        self._let_go()
        self._attach(announce=False)
        self._tell(RawEvent(Happening.CHANGED, self._root))

    def _handle(self, event: InotifyEvent, folder: str) -> None:
        mask, cookie = event.mask, event.cookie
        if self._leaving is not None and not (event.is_moved_to and cookie == self._leaving[0]):
            self._drop(self._leaving[1])  # it went where nobody watches
            self._leaving = None
        if mask & _GONE:
            if folder == self._root:
                self._lose_root()
            return
        is_folder = bool(mask & InotifyConstants.IN_ISDIR)
        if not event.name:
            return  # the mode of a folder
        name = os.fsdecode(event.name)
        path = os.path.join(folder, name)
        watched = is_folder and self._recursive and name not in self._ignored
        if event.is_create:
            self._tell(RawEvent(Happening.CREATED, path))
            if watched:
                self._add_tree(path, announce=True)
        elif event.is_moved_from:
            self._tell(RawEvent(Happening.LEFT, path, cookie))
            if is_folder:
                self._leaving = (cookie, path)
        elif event.is_moved_to:
            self._tell(RawEvent(Happening.ARRIVED, path, cookie))
            origin = self._leaving[1] if self._leaving is not None else None
            self._leaving = None
            if origin is not None and not watched:
                self._drop(origin)
            elif origin in self._descriptors:
                self._rename(origin, path)
                # Folders made in it just before could not be found under the name before.
                self._add_missed(path)
            elif watched:
                self._add_tree(path, announce=True)
        elif event.is_delete:
            self._tell(RawEvent(Happening.DELETED, path))
        elif not is_folder:
            self._tell(RawEvent(Happening.CHANGED, path))

    def _attach(self, announce: bool) -> bool:
        """Watch the folder, or else the anchor; whether the folder is there."""
        while True:
            if os.path.isdir(self._root):
                self._release_anchor()
                if announce:
                    self._tell(RawEvent(Happening.CREATED, self._root))
                self._add_tree(self._root, announce)
                return True
            above = os.path.dirname(self._root)
            while not os.path.isdir(above) and above != os.path.dirname(above):
                above = os.path.dirname(above)
            if self._anchor is not None and above == self._anchor_path:
                return False
            self._release_anchor()
            try:
                anchor = self._listen(above)
            except OSError:
                continue  # it has just gone too
            self._anchor, self._anchor_path = anchor, above
            # Another turn: what is waited for may have come before the anchor held.

    def _release_anchor(self) -> None:
        if self._anchor is not None:
            anchor, self._anchor = self._anchor, None
            self._unlisten([anchor])

    def _lose_root(self) -> None:
        self._let_go()
        self._tell(RawEvent(Happening.DELETED, self._root))
        self._attach(announce=True)

    def _let_go(self) -> None:
        held = list(self._paths)
        self._paths.clear()
        self._descriptors.clear()
        self._leaving = None
        self._unlisten(held)
        self._release_anchor()

    def _add_tree(self, top: str, announce: bool) -> None:
        """Watch a folder and what is below it; `announce` says of its content that it is new."""
        folders = [top]
        while folders:
            folder = folders.pop()
            if not self._add_folder(folder) or not (self._recursive or announce):
                continue
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        if announce:
                            self._tell(RawEvent(Happening.CREATED, entry.path))
                        if (
                            self._recursive
                            and entry.name not in self._ignored
                            and entry.is_dir(follow_symlinks=False)
                        ):
                            folders.append(entry.path)
            except OSError:
                continue  # gone again, or not ours to read

    def _add_missed(self, top: str) -> None:
        """Watch what is below a watched folder and is not watched yet, as something new."""
        folders = [top]
        while folders:
            try:
                with os.scandir(folders.pop()) as entries:
                    for entry in entries:
                        if entry.name in self._ignored or not entry.is_dir(follow_symlinks=False):
                            continue
                        if entry.path in self._descriptors:
                            folders.append(entry.path)
                        else:
                            self._tell(RawEvent(Happening.CREATED, entry.path))
                            self._add_tree(entry.path, announce=True)
            except OSError:
                continue  # gone again, or not ours to read

    def _add_folder(self, folder: str) -> bool:
        if folder in self._descriptors:
            return True
        if not os.access(folder, os.R_OK):
            if folder == self._root:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), folder)
            return False
        try:
            descriptor = self._listen(folder)
        except OSError as error:
            if error.errno == errno.ENOSPC and not self._full:
                self._full = True
                self._complain(
                    Problem(
                        "not all folders can be watched: the system's limit is reached",
                        source=self._root,
                        advice="raise it, for instance: sysctl fs.inotify.max_user_watches=524288",
                    )
                )
            return False
        before = self._paths.get(descriptor)
        if before is not None:
            # It was renamed, and the news of that is still to come: a folder has one descriptor.
            self._rename(before, folder)
            return True
        self._paths[descriptor] = folder
        self._descriptors[folder] = descriptor
        return True

    def _listen(self, folder: str) -> WatchDescriptor:
        """Watch one folder. Raises OSError."""
        # A new id each time: the reader warns when one comes again for the same folder.
        fresh = CallbackId(next(_numbers))
        descriptor = self._reader.add_callback(os.fsencode(folder), _MASK, self, fresh)
        stale = self._ids.get(descriptor)
        self._ids[descriptor] = fresh
        if stale is not None:
            self._reader.remove_callbacks([(descriptor, stale)])
        return descriptor

    def _unlisten(self, descriptors: list[WatchDescriptor]) -> None:
        self._reader.remove_callbacks(
            [(each, self._ids.pop(each)) for each in descriptors if each in self._ids]
        )

    def _below(self, top: str) -> list[str]:
        prefix = top + os.sep
        return [path for path in self._descriptors if path == top or path.startswith(prefix)]

    def _drop(self, top: str) -> None:
        dropped = [self._descriptors.pop(path) for path in self._below(top)]
        for descriptor in dropped:
            del self._paths[descriptor]
        self._unlisten(dropped)

    def _rename(self, origin: str, target: str) -> None:
        for path in self._below(origin):
            descriptor = self._descriptors.pop(path)
            moved = target + path[len(origin) :]
            self._paths[descriptor] = moved
            self._descriptors[moved] = descriptor
