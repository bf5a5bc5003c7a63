"""Changes of what extensions there are and which run: one after the other, and told at the end."""

from __future__ import annotations

from collections.abc import Callable

from pith.base import Signal, report_exception


class ChangeQueue:
    """Runs changes on the window's thread, never one within another.

    An extension's code may run a loop of its own (a modal dialog does), in which more would happen
    in the middle of a change: that waits.
    """

    def __init__(self) -> None:
        self._busy = False
        self._queue: list[Callable[[], None]] = []
        self._afterwards: list[Callable[[], None]] = []
        self._touched: set[str] = set()
        #: Emitted after a change, with the ids of the extensions that are not what they were.
        self.changed: Signal[frozenset[str]] = Signal("extensions")

    def run(self, function: Callable[[], None]) -> None:
        """Run `function` now, or when the change that is under way is done."""
        self._queue.append(function)
        if self._busy:
            return
        self._busy = True
        try:
            self._run_all(self._queue)
        finally:
            self._busy = False
            self._emit()
        self._run_all(self._afterwards)

    def run_afterwards(self, function: Callable[[], None]) -> None:
        """Run `function` when no change is under way and `changed` has been emitted."""
        self._afterwards.append(function)

    def touch(self, extension_id: str) -> None:
        """Say that the change under way has made an extension another than it was."""
        self._touched.add(extension_id)

    @staticmethod
    def _run_all(functions: list[Callable[[], None]]) -> None:
        while functions:
            try:
                functions.pop(0)()
            except Exception as error:
                report_exception(error, "in the extension host")

    def _emit(self) -> None:
        touched, self._touched = self._touched, set()
        if touched:
            self.changed.emit(frozenset(touched))
