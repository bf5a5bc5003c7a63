"""Time, as Protocols: who runs what on the window's thread, and who runs it elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from pith.base._cancel import CancelToken
from pith.base._disposable import Disposable
from pith.base._future import Future

T = TypeVar("T")


class Scheduler(Protocol):
    """The window's thread, seen from anywhere."""

    def call_soon(self, function: Callable[[], object]) -> Disposable:
        """Call `function` in a later turn of the event loop. May be used from any thread."""
        ...

    def call_later(self, seconds: float, function: Callable[[], object]) -> Disposable:
        """Call `function` once after `seconds`. From the window's thread only."""
        ...

    @property
    def on_window_thread(self) -> bool:
        """Whether the caller runs on the window's thread."""
        ...


class Progress(Protocol):
    """What a long job tells the person who waits for it. May be used from any thread."""

    def report(self, fraction: float | None, message: str = "") -> None:
        """Say how much is done, from 0 to 1, or None while that cannot be known."""
        ...


class SilentProgress:
    """A Progress that nobody sees."""

    def report(self, fraction: float | None, message: str = "") -> None:
        pass


class Worker(Protocol):
    """Runs functions away from the window's thread and settles their Futures on it."""

    def submit(self, function: Callable[[CancelToken], T], name: str = "") -> Future[T]:
        """Run `function(token)` elsewhere. It should look at the token now and then."""
        ...
