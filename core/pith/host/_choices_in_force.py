"""What the person chose of extensions, as it holds in a running window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pith.api import FileEvent
from pith.base import CancelToken, Future, Problem, ProblemError, Scope, Worker
from pith.host._choices import NOTHING_CHOSEN, Choices, change_choices, read_choices
from pith.host._folders import HostFolders

if TYPE_CHECKING:
    from pith.workspace import FileWatcher


class ChoicesInForce:
    """Which extensions may run: those that are enabled where the window's folders are, but for
    what is left out of this run. Follows its file, which other processes may change.
    """

    def __init__(
        self,
        paths: HostFolders,
        worker: Worker,
        say: Callable[[Problem], object],
        unwanted_changed: Callable[[], object],
        taken: Callable[[Choices], object],
    ) -> None:
        """`say(problem)` is told what is wrong with the file. `unwanted_changed()` is called when
        others may run, for another reason than that of `taken(choices before)`, which is called
        when the choices are others."""
        self._paths = paths
        self._worker = worker
        self._say = say
        self._unwanted_changed = unwanted_changed
        self._taken = taken
        self._choices = NOTHING_CHOSEN
        self._problems: tuple[Problem, ...] = ()
        self._left_out: frozenset[str] = frozenset()
        self._scope = Scope("choices of extensions")
        #: Those that the window shows.
        self.folders: tuple[Path, ...] = ()

    @property
    def unwanted(self) -> frozenset[str]:
        """Ids that may not run now, whether or not there are such."""
        return self._choices.disabled_in(self.folders) | self._left_out

    def links(self) -> tuple[Path, ...]:
        """Folders of extensions that are used where they are."""
        return self._choices.links()

    def is_enabled_everywhere(self, extension_id: str) -> bool:
        """Whether it may run where nothing else was chosen."""
        return extension_id not in self._choices.disabled

    def set_enabled(
        self, extension_id: str, enabled: bool, folder: Path | None = None
    ) -> Future[None]:
        """Enable or disable an extension, also for the next time: everywhere, or while the window
        shows `folder`. Fails with ProblemError."""

        def change(choices: Choices) -> Choices:
            return choices.with_enabled(extension_id, enabled, folder)

        def write(token: CancelToken) -> Choices:
            return change_choices(self._paths.state, self._paths.lock, change)

        return self._worker.submit(write, "enabling extensions").then(self._take)

    def leave_out(self, extension_ids: frozenset[str]) -> None:
        """Run without these until this is called again, whatever is enabled. It is not kept."""
        if extension_ids != self._left_out:
            self._left_out = extension_ids
            self._unwanted_changed()

    def set_folders(self, folders: Sequence[Path]) -> None:
        """The window shows other folders, in which other extensions may run."""
        before, self.folders = self.unwanted, tuple(folders)
        if self.unwanted != before:
            self._unwanted_changed()

    def begin(self, choices: Choices, problems: tuple[Problem, ...]) -> None:
        """Start with what was read: nobody is told."""
        self._choices, self._problems = choices, problems
        for problem in problems:
            self._say(problem)

    def watch(self, watcher: FileWatcher) -> None:
        """Take what changes in the file from now on, and what has changed since it was read."""
        folder = self._paths.state.parent
        watch = watcher.watch(folder, self._file_changed, recursive=False, tells_start=True)
        self._scope.add(watch, "watch of what is disabled")

    def dispose(self) -> None:
        self._scope.dispose()

    def _file_changed(self, events: Sequence[FileEvent]) -> None:
        state = self._paths.state
        if any(
            state in (event.path, event.target) or event.path == state.parent for event in events
        ):

            def read(token: CancelToken) -> Choices:
                return read_choices(state)

            self._worker.submit(read, "reading what is disabled").on_done(self._read)

    def _read(self, settled: Future[Choices]) -> None:
        error = settled.exception()
        if error is None:
            self._problems = ()
            self._take(settled.result())
        elif isinstance(error, ProblemError) and error.problems != self._problems:
            self._problems = error.problems
            for problem in error.problems:
                self._say(problem)

    def _take(self, choices: Choices) -> None:
        if choices != self._choices:
            before, self._choices = self._choices, choices
            self._taken(before)
