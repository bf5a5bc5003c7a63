"""All files of the folders one works in, for opening them by a few letters."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pith.base import Cancelled, CancelToken, Future, Scope, Signal, Worker
from pith.workspace._watcher import IGNORED_FOLDERS

if TYPE_CHECKING:
    from pith.api import FileEvent
    from pith.workspace._catalogue import Catalogue
    from pith.workspace._matching import FileList, FileMatch
    from pith.workspace._services import SettingsReader
    from pith.workspace._watcher import FileWatcher

LIMIT = 500_000
_PATIENCE = 5.0  # seconds for folders to be watched before they are looked at nonetheless


class FileIndex:
    """Knows the files below some folders, without those that are ignored.

    Nothing is read before something is asked for. With a `watcher`, only the folders in which
    something happened are looked at again, when the next question comes; without one, refresh()
    looks at everything again. Everything is done by `worker`. For the window's thread only.
    """

    def __init__(
        self,
        worker: Worker,
        settings: SettingsReader | None = None,
        watcher: FileWatcher | None = None,
        limit: int = LIMIT,
    ) -> None:
        self._worker = worker
        self._settings = settings
        self._watcher = watcher
        self._limit = limit
        self._folders: tuple[Path, ...] = ()
        self._watches = Scope("watched folders")
        self._scope = Scope("file index")
        self._catalogue: Catalogue | None = None
        self._files: FileList | None = None
        self._running: Future[None] | None = None
        self._outdated = True
        self._touched: set[str] = set()
        self._rules_changed: set[str] = set()
        self._superseded: Future[None] | None = None
        self.changed: Signal[int] = Signal("FileIndex.changed")
        """The files were looked at again; how many there are."""
        if settings is not None:
            self._scope.add(settings.changed.connect(self._settings_changed))

    @property
    def truncated(self) -> bool:
        """Whether there are more files than the limit, of which some are left out."""
        return self._catalogue is not None and self._catalogue.truncated

    @property
    def count(self) -> int:
        """How many files were found; 0 before anything was asked for."""
        return len(self._files.paths) if self._files is not None else 0

    def set_folders(self, folders: Iterable[Path]) -> None:
        """Know the files of these folders from now on."""
        # Without looking at the disk, as Path.resolve would.
        absolute = (Path(os.path.abspath(folder)) for folder in folders)  # noqa: PTH100
        wanted = tuple(dict.fromkeys(absolute))
        if wanted != self._folders:
            self._folders = wanted
            self._watches.dispose()
            self._watches = Scope("watched folders")
            self._outdate()

    def refresh(self) -> Future[int]:
        """Look at everything again, now; how many files there are. For a button and for tests."""
        self._outdate()
        return self._up_to_date().then(lambda _: self.count)

    def files(self) -> Future[list[Path]]:
        """All files."""
        return self._up_to_date().then(
            lambda _: [Path(path) for path in self._files.paths] if self._files else []
        )

    def search(self, query: str, limit: int = 200) -> Future[list[FileMatch]]:
        """The files that match best; see best_matches. Cancel it when the next letter is typed."""
        return self._up_to_date().then(lambda _: self._search(query, limit))

    def _search(self, query: str, limit: int) -> Future[list[FileMatch]]:
        files = self._files
        if files is None:
            return Future.of([])

        def search(token: CancelToken) -> list[FileMatch]:
            from pith.workspace._matching import best_matches

            token.raise_if_cancelled()
            return best_matches(files, query, limit)

        return self._worker.submit(search, "search files")

    def _settings_changed(self, keys: frozenset[str]) -> None:
        if not keys.isdisjoint(("files.exclude", "files.respectGitignore")):
            self._outdate()

    def _outdate(self) -> None:
        self._outdated = True
        if self._running is not None:
            self._superseded = self._running
            self._running.cancel()

    def _happened(self, events: list[FileEvent]) -> None:
        for kind, path, target in events:
            if path in self._folders or target in self._folders:
                self._outdate()
            for each in (path, target):
                if each is None:
                    continue
                if each.name == ".gitignore":
                    self._rules_changed.add(str(each.parent))
                elif kind != "changed":
                    self._touched.add(str(each.parent))

    def _up_to_date(self) -> Future[None]:
        """Settles when the index is as things are now; the caller's own, to be cancelled."""
        if self._scope.disposed:
            return Future.failed(Cancelled())
        future: Future[None] = Future()
        if self._running is None and (self._outdated or self._touched or self._rules_changed):
            self._start()
        if self._running is None:
            future.set_result(None)
        else:
            self._running.on_done(lambda done: self._pass_on(done, future))
        return future

    def _pass_on(self, done: Future[None], future: Future[None]) -> None:
        if future.token.cancelled:
            future.set_exception(Cancelled())
        elif done is self._superseded and not self._scope.disposed:
            self._up_to_date().on_done(future.follow)
        else:
            future.follow(done)

    def _start(self) -> None:
        touched, self._touched = self._touched, set()
        rules_changed, self._rules_changed = self._rules_changed, set()
        catalogue = self._catalogue
        if self._outdated or catalogue is None:
            self._outdated = False
            catalogue = self._new_catalogue()
            self._watch()
        watching = self._watcher.settled() if self._watcher is not None else None
        tops = catalogue.tops
        several = len(tops) > 1
        labels_of_tops = {top: f"{Path(top).name}/" if several else "" for top in tops}
        new = catalogue is not self._catalogue

        def look(token: CancelToken) -> FileList:
            from pith.workspace._matching import file_list

            if new:
                if watching is not None:
                    # What happens after a folder was looked at has to be heard of.
                    watching.wait(_PATIENCE)
                catalogue.scan(token)
            else:
                catalogue.update(touched, token, rules_changed)
            return file_list(*catalogue.labels(labels_of_tops))

        looking = self._worker.submit(look, "look for files")
        running: Future[None] = Future(looking.token)
        self._running = running
        looking.on_done(lambda done: self._looked(done, catalogue, running))

    def _looked(self, done: Future[FileList], catalogue: Catalogue, running: Future[None]) -> None:
        self._running = None
        error = done.exception()
        if error is not None:
            # Half of an update may be done.
            self._outdated = True
            running.set_exception(error)
            return
        self._catalogue = catalogue
        self._files = done.result()
        running.set_result(None)
        self.changed.emit(self.count)

    def _new_catalogue(self) -> Catalogue:
        from pith.workspace._catalogue import Catalogue

        excluded: list[str] = []
        respect_gitignore = True
        if self._settings is not None:
            patterns = self._settings.get("files.exclude")
            excluded = [pattern for pattern, wanted in patterns.items() if wanted]
            respect_gitignore = bool(self._settings.get("files.respectGitignore"))
        return Catalogue(
            map(str, self._folders),
            excluded,
            respect_gitignore=respect_gitignore,
            ignored_folders=IGNORED_FOLDERS,
            limit=self._limit,
        )

    def _watch(self) -> None:
        if self._watcher is not None and not self._watches.entries():
            for folder in self._folders:
                self._watches.add(self._watcher.watch(folder, self._happened))

    def dispose(self) -> None:
        """Forget everything; what is asked for is cancelled."""
        self._scope.dispose()
        self._watches.dispose()
        if self._running is not None:
            self._running.cancel()
