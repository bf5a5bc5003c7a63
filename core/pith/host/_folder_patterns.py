"""Extensions that wait for a file in the folders of the window: `workspaceContains:<pattern>`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Final

from pith.api import compile_globs
from pith.base import CancelToken, Future, Worker, report_exception
from pith.settings import Settings

EVENT: Final = "workspaceContains:"
_WILD: Final = frozenset("*?[{")


class FolderPatterns:
    """Looks for the patterns that somebody waits for, once for each set of folders.

    A pattern without wildcards is asked of the disk; the others, of a list of the folders' files
    without what is ignored, which is made only when there are such. All of it is done by `worker`.
    """

    def __init__(
        self,
        worker: Worker,
        settings: Settings,
        waiting: Callable[[], Iterable[str]],
        fire: Callable[[str], object],
    ) -> None:
        self._worker = worker
        self._settings = settings
        self._waiting = waiting
        self._fire = fire
        self._folders: tuple[Path, ...] = ()
        self._known: dict[str, bool] = {}
        self._events: frozenset[str] = frozenset()
        self._asked: Future[set[str]] | None = None
        self._begun = False

    def begin(self) -> None:
        """Look from now on: the window shows."""
        self._begun = True
        self.look()

    def set_folders(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._known.clear()
        self._cancel()
        self.look()

    def dispose(self) -> None:
        self._begun = False
        self._cancel()

    def _cancel(self) -> None:
        asked, self._asked = self._asked, None
        if asked is not None:
            asked.cancel()

    def look(self) -> None:
        """Activate who waits for a file that is there. Waiting extensions may be others."""
        if not self._begun or not self._folders or self._asked is not None:
            return
        events = frozenset(event for event in self._waiting() if event.startswith(EVENT))
        if not events <= self._events:
            # Somebody waits who did not: a file may have been made since others asked for it.
            self._known = {pattern: True for pattern, is_there in self._known.items() if is_there}
        self._events = events
        waiting = {event.removeprefix(EVENT) for event in events}
        for pattern in sorted(waiting):
            if self._known.get(pattern):
                self._fire(EVENT + pattern)
        unknown = waiting - self._known.keys()
        if not unknown:
            return
        asked = self._asked = self._find(unknown)

        def take(done: Future[set[str]]) -> None:
            if self._asked is not asked:
                return  # of other folders, or ended
            self._asked = None
            error = done.exception()
            if error is not None:
                report_exception(error, "while looking for files that extensions wait for")
            found = done.result() if error is None else set()
            self._known.update({pattern: pattern in found for pattern in unknown})
            self.look()

        asked.on_done(take)

    def _find(self, patterns: Collection[str]) -> Future[set[str]]:
        folders = self._folders
        wild = {pattern for pattern in patterns if not _WILD.isdisjoint(pattern)}
        plain = set(patterns) - wild

        def ask_disk(token: CancelToken) -> set[str]:
            return {each for each in plain if any((folder / each).exists() for folder in folders)}

        if not wild:
            return self._worker.submit(ask_disk, "files that extensions wait for")

        from pith.workspace import FileIndex

        declared = (
            self._settings.find("files.exclude") is not None
        )  # a host without a window has none
        index = FileIndex(self._worker, self._settings if declared else None)
        index.set_folders(folders)

        def match(files: list[Path]) -> Future[set[str]]:
            def run(token: CancelToken) -> set[str]:
                return ask_disk(token) | matching(wild, files, folders, token)

            return self._worker.submit(run, "files that extensions wait for")

        finding = index.files().then(match)
        finding.on_done(lambda _: index.dispose())
        return finding


def matching(
    patterns: Iterable[str], files: Iterable[Path], folders: Sequence[Path], token: CancelToken
) -> set[str]:
    """Those of `patterns` that a file's path below its folder matches. `/` parts the names."""
    left = {pattern: compile_globs([pattern]) for pattern in patterns}
    found: set[str] = set()
    for number, file in enumerate(files):
        if number % 1000 == 0:
            token.raise_if_cancelled()
        if not left:
            break
        for folder in folders:
            if not file.is_relative_to(folder):
                continue
            relative = file.relative_to(folder).as_posix()
            hits = {each for each, expression in left.items() if expression.fullmatch(relative)}
            found |= hits
            for each in hits:
                del left[each]
    return found
