"""A value that is not there yet."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar, overload

from pith.base._cancel import CancelToken
from pith.base._disposable import OnDispose
from pith.base._reporting import report_exception

T = TypeVar("T")
U = TypeVar("U")


class Pending(Exception):
    """The Future was asked for its result before it had one."""


class Future(Generic[T]):
    """The result of work under way: settled once, with a value or an exception.

    Callbacks run on the thread that settles it, in the order they were added. A Worker settles
    its Futures on the window's thread, so callbacks of those may touch the window.
    """

    __slots__ = ("_callbacks", "_error", "_lock", "_settled", "_value", "token")

    def __init__(self, token: CancelToken | None = None) -> None:
        self.token = token or CancelToken()
        self._lock = Lock()
        self._settled = False
        self._value: T | None = None
        self._error: BaseException | None = None
        self._callbacks: list[Callable[[Future[T]], object]] = []

    @classmethod
    def of(cls, value: T) -> Future[T]:
        """A Future that has its value already."""
        future = cls()
        future.set_result(value)
        return future

    @classmethod
    def failed(cls, error: BaseException) -> Future[T]:
        """A Future that has failed already."""
        future = cls()
        future.set_exception(error)
        return future

    @property
    def done(self) -> bool:
        return self._settled

    def result(self) -> T:
        """The value. Never waits: raises Pending before it is there, or the job's exception."""
        if not self._settled:
            raise Pending
        if self._error is not None:
            raise self._error
        return self._value  # type: ignore[return-value]

    def exception(self) -> BaseException | None:
        """The exception the job ended with, or None. Raises Pending before it has ended."""
        if not self._settled:
            raise Pending
        return self._error

    def cancel(self) -> None:
        """Ask whoever settles it to stop, who does so with Cancelled unless a result came first."""
        self.token.cancel()

    def set_result(self, value: T) -> bool:
        """Settle with a value; False if it was settled before."""
        return self._settle(value, None)

    def set_exception(self, error: BaseException) -> bool:
        """Settle with an exception; False if it was settled before."""
        return self._settle(None, error)

    def _settle(self, value: T | None, error: BaseException | None) -> bool:
        with self._lock:
            if self._settled:
                return False
            self._value, self._error, self._settled = value, error, True
            callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            self._call(callback)
        return True

    def _call(self, callback: Callable[[Future[T]], object]) -> None:
        try:
            callback(self)
        except Exception as error:
            report_exception(error, "in a callback of a future")

    def on_done(self, callback: Callable[[Future[T]], object]) -> OnDispose:
        """Call `callback(self)` when settled; at once if that has happened."""
        with self._lock:
            if not self._settled:
                self._callbacks.append(callback)
                return OnDispose(lambda: self._forget(callback))
        self._call(callback)
        return OnDispose()

    def _forget(self, callback: Callable[[Future[T]], object]) -> None:
        with self._lock:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

    # From the union alone no type checker finds U when `function` always gives a Future.
    @overload
    def then(self, function: Callable[[T], Future[U]]) -> Future[U]: ...
    @overload
    def then(self, function: Callable[[T], U | Future[U]]) -> Future[U]: ...

    def then(self, function: Callable[[T], U | Future[U]]) -> Future[U]:
        """The Future of `function(value)`, run where this one settles. Failures pass through.

        Cancelling it cancels this one, or the Future that `function` gave.
        """
        after: Future[U] = Future(self.token)

        def settle(before: Future[T]) -> None:
            # A job may have ended with more than an Exception, and that must not be raised here.
            failure = before.exception()
            if failure is not None:
                after.set_exception(failure)
                return
            try:
                outcome = function(before.result())
            except Exception as error:
                after.set_exception(error)
                return
            if isinstance(outcome, Future):
                listening = after.token.on_cancel(outcome.cancel)
                outcome.on_done(after.follow)
                outcome.on_done(lambda _: listening.dispose())
            else:
                after.set_result(outcome)

        self.on_done(settle)
        return after

    def follow(self, other: Future[T]) -> None:
        """Settle as `other`, which is settled, did."""
        error = other.exception()
        if error is not None:
            self.set_exception(error)
        else:
            self.set_result(other.result())
