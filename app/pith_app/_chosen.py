"""What the settings choose among what extensions declare: read by a worker, and anew when it
changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from pith.base import CancelToken, Disposable, Future, Problem, ProblemError, Scope, Signal
from pith_app._kernel import Kernel

Declared = TypeVar("Declared")
Loaded = TypeVar("Loaded")


class Chosen(Generic[Declared, Loaded]):
    """Keeps what a setting names as it is declared now."""

    def __init__(
        self,
        kernel: Kernel,
        setting: str,
        changed: Signal[()],
        find: Callable[[str], Declared | None],
        load: Callable[[Declared], Loaded],
        take: Callable[[Loaded | None], object],
    ) -> None:
        """`find` gives what is declared by that name, `load` reads it (on a worker; it may raise
        ProblemError, OSError), and `take` is given that, or None while nothing is chosen. What
        cannot be read is logged, and what was there stays."""
        self._kernel = kernel
        self._setting = setting
        self._find = find
        self._load = load
        self._take = take
        self._shown: Declared | None = None
        self._reading: Future[Loaded] | None = None
        self._scheduled: Disposable | None = None
        self._scope = Scope(f"what {setting} chooses")
        self._scope.add(kernel.settings.observe(setting, lambda name: self._follow_soon()))
        self._scope.add(changed.connect(self._follow_soon))

    def dispose(self) -> None:
        self._scope.dispose()
        if self._scheduled is not None:
            self._scheduled.dispose()
        self._take(None)

    def _follow_soon(self) -> None:
        # Not at once: when its extension changes, what it declares goes and comes in one turn.
        if self._scheduled is None:
            self._scheduled = self._kernel.scheduler.call_soon(self._follow)

    def _follow(self) -> None:
        """Take what is wanted now, if that is something else."""
        self._scheduled = None
        wanted = self._find(str(self._kernel.settings.get(self._setting)))
        if wanted == self._shown:
            return
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        # Until it is read, what was there stays: what is saved changes hands at once.
        self._shown = wanted
        if wanted is None:
            self._take(None)
            return

        def read(token: CancelToken) -> Loaded:
            return self._load(wanted)

        self._reading = self._kernel.worker.submit(read, f"what {self._setting} chooses")
        self._reading.on_done(self._read)

    def _read(self, done: Future[Loaded]) -> None:
        if done is not self._reading:
            return
        self._reading = None
        error = done.exception()
        if error is None:
            self._take(done.result())
        elif isinstance(error, OSError):
            problem = Problem(f"cannot be read: {error.strerror}", str(error.filename or ""))
            self._kernel.log.error(str(problem))
        elif isinstance(error, ProblemError):
            for problem in error.problems:
                self._kernel.log.error(str(problem))
