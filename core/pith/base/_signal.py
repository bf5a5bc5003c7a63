"""Typed notification of what happened, inside the kernel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVarTuple

from pith.base._disposable import OnDispose
from pith.base._reporting import report_exception

Arguments = TypeVarTuple("Arguments")


class Signal(Generic[*Arguments]):
    """A list of listeners, called in the order they connected, on the thread that emits.

    A listener that raises is reported and stops neither the others nor the emitter. One that
    connects during an emission is first called by the next; one that is disposed during an
    emission is not called any more.
    """

    __slots__ = ("_listeners", "_name")

    def __init__(self, name: str = "") -> None:
        self._name = name
        self._listeners: tuple[Callable[[*Arguments], object], ...] = ()

    def __len__(self) -> int:
        return len(self._listeners)

    def connect(self, listener: Callable[[*Arguments], object]) -> OnDispose:
        self._listeners = (*self._listeners, listener)
        return OnDispose(lambda: self._disconnect(listener))

    def _disconnect(self, listener: Callable[[*Arguments], object]) -> None:
        remaining = list(self._listeners)
        if listener in remaining:
            remaining.remove(listener)
            self._listeners = tuple(remaining)

    def emit(self, *arguments: *Arguments) -> None:
        for listener in self._listeners:
            if listener not in self._listeners:
                continue
            try:
                listener(*arguments)
            except Exception as error:
                report_exception(error, f"in a listener of {self._name or 'a signal'}")
