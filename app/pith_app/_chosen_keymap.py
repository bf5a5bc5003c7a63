"""The keymap that the settings choose: read by a worker, and anew when its file changes."""

from __future__ import annotations

from pith.base import CancelToken, Disposable, Future, OnDispose, Problem, Scope, Severity
from pith.commands import Binding, DeclaredKeymap, KeymapLayer
from pith_app._kernel import Kernel

SETTING = "window.keymap"

Loaded = tuple[list[Binding], list[Problem]]


class ChosenKeymap:
    """Keeps the keys of the chosen keymap in the layer they belong to."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self._scope = Scope("the chosen keymap")
        self._bindings: Disposable = OnDispose()
        self._shown: DeclaredKeymap | None = None
        self._reading: Future[Loaded] | None = None
        self._scheduled: Disposable | None = None
        self._scope.add(kernel.settings.observe(SETTING, lambda name: self._follow_soon()))
        self._scope.add(kernel.keymaps.changed.connect(self._follow_soon))

    def dispose(self) -> None:
        self._scope.dispose()
        if self._scheduled is not None:
            self._scheduled.dispose()
        self._take(None, [])

    def _follow_soon(self) -> None:
        # Not at once: when its extension changes, a keymap goes and comes in one turn.
        if self._scheduled is None:
            self._scheduled = self._kernel.scheduler.call_soon(self._follow)

    def _follow(self) -> None:
        """Make the keys those of the keymap that is wanted now, if that is another one."""
        self._scheduled = None
        wanted = self._kernel.keymaps.get(str(self._kernel.settings.get(SETTING)))
        if wanted == self._shown:
            return
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        if wanted is None:
            self._take(None, [])
            return
        # Until it is read, what was there stays: a file that is saved changes hands at once.
        self._shown = wanted

        def read(token: CancelToken) -> Loaded:
            try:
                return wanted.load()
            except OSError as error:
                problem = Problem(f"cannot be read: {error.strerror}", str(wanted.path))
            except UnicodeDecodeError:
                problem = Problem("is not UTF-8", str(wanted.path), advice="save it as UTF-8")
            return [], [problem]

        reading = self._reading = self._kernel.worker.submit(read, f"keymap {wanted.name}")
        reading.on_done(lambda done: self._read(wanted, done))

    def _read(self, keymap: DeclaredKeymap, done: Future[Loaded]) -> None:
        if done is not self._reading:
            return
        self._reading = None
        if done.exception() is None:
            bindings, problems = done.result()
            for problem in problems:
                self._kernel.log.error(str(problem._replace(severity=Severity.ERROR)))
            if bindings or not problems:
                self._take(keymap, bindings)

    def _take(self, keymap: DeclaredKeymap | None, bindings: list[Binding]) -> None:
        self._shown = keymap
        before, self._bindings = self._bindings, OnDispose()
        if bindings:
            self._bindings = self._kernel.keymap.add(bindings, KeymapLayer.CHOSEN)
        before.dispose()
