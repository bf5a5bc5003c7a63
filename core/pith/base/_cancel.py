"""Asking a job to stop."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from pith.base._disposable import OnDispose
from pith.base._reporting import report_exception


class Cancelled(Exception):
    """A job was asked to stop and did."""


class CancelToken:
    """A flag that one side raises and the other looks at. Safe to use from any thread."""

    __slots__ = ("_cancelled", "_listeners", "_lock")

    def __init__(self) -> None:
        self._cancelled = False
        self._listeners: list[Callable[[], object]] = []
        self._lock = Lock()

    @property
    def cancelled(self) -> bool:
        return self._cancelled

    def raise_if_cancelled(self) -> None:
        """Raise Cancelled if cancel() was called: for loops that take long."""
        if self._cancelled:
            raise Cancelled

    def on_cancel(self, listener: Callable[[], object]) -> OnDispose:
        """Call `listener` once, on the thread that cancels; at once if that has happened."""
        with self._lock:
            if not self._cancelled:
                self._listeners.append(listener)
                return OnDispose(lambda: self._forget(listener))
        self._call(listener)
        return OnDispose()

    def _forget(self, listener: Callable[[], object]) -> None:
        with self._lock:
            if listener in self._listeners:
                self._listeners.remove(listener)

    def cancel(self) -> None:
        with self._lock:
            if self._cancelled:
                return
            self._cancelled = True
            listeners, self._listeners = self._listeners, []
        for listener in listeners:
            self._call(listener)

    def _call(self, listener: Callable[[], object]) -> None:
        try:
            listener()
        except Exception as error:
            report_exception(error, "in a listener of a cancellation")
