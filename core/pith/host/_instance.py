"""A version of an extension that was activated, with everything it obtained."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar, overload

from pith.base import Cancelled, Disposable, DisposalError, Future, OnDispose, Scope, Signal
from pith.host._environment import Environment
from pith.host._errors import ExtensionFailure
from pith.host._exports import Lender
from pith.host._generation import Generation
from pith.host._guard import Guard
from pith.host._manifest import Manifest

T = TypeVar("T")
U = TypeVar("U")


class Registration:
    """Something an extension registers: made live by `connect`, taken back by what it returns.

    It can be made live again: a reload that fails in its last step puts back what it took away.
    """

    def __init__(self, connect: Callable[[], Disposable]) -> None:
        self._connect = connect
        self._connection: Disposable | None = None
        self._disposed = False

    def connect(self) -> None:
        if self._connection is None and not self._disposed:
            self._connection = self._connect()

    def disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.dispose()

    def dispose(self) -> None:
        self._disposed = True
        self.disconnect()


class Instance:
    """One generation with its ledger. It is made silent, and speaks when it goes live.

    Until `go_live`, registrations are noted and what takes effect waits. `suspend` takes
    registrations back without forgetting them. `dispose` ends it.
    """

    def __init__(
        self,
        manifest: Manifest,
        folder: Path,
        storage: Path,
        generation: Generation,
        guard: Guard,
        environment: Environment,
    ) -> None:
        self.manifest = manifest
        self.folder = folder
        self.storage = storage
        self.generation = generation
        self.guard = guard
        self.environment = environment
        self.module: ModuleType | None = None
        self.scope = Scope(f"{manifest.id} g{generation.number}")
        self.live = False
        self.on_trial = False
        """Whether it goes live in the place of a version that could serve on: what turns out to be
        broken now raises RefusedError."""
        self.disposed = False
        self.ended: Signal[()] = Signal("the end of an extension's version")
        self._registrations: list[Registration] = []
        self._waiting: list[Callable[[], object]] = []
        self._pending: set[Future[Any]] = set()
        self.lender = Lender(manifest.id, guard)
        #: What it exports, for those that require it, in a list that is empty while it is nothing.
        self.exported: list[object] = []

    def function(self, name: str) -> Callable[..., Any] | None:
        """A function of its module by name, if there is one."""
        # Not getattr: a module may have a __getattr__, which may do anything.
        value = vars(self.module).get(name) if self.module is not None else None
        return value if callable(value) else None

    # -- what its context asks for

    def register(self, what: str, connect: Callable[[], Disposable]) -> Disposable:
        """Enter a registration, which is live whenever this is."""
        registration = Registration(connect)
        if self.live:
            registration.connect()
        self._registrations.append(registration)
        return self._own(registration, what)

    def _own(self, registration: Registration, what: str) -> Disposable:
        self.scope.add(registration, what)

        def give_back() -> None:
            self.scope.discard(registration)
            if registration in self._registrations:
                self._registrations.remove(registration)
            registration.dispose()

        return OnDispose(give_back)

    def when_live(self, function: Callable[[], object]) -> None:
        """Call `function` now, or when this goes live, or never if it does not."""
        if self.live:
            function()
        elif not self.disposed:
            self._waiting.append(function)

    def start(self, begin: Callable[[], Future[T]]) -> Future[T]:
        """Begin something that takes effect; its Future belongs to the extension."""
        owned: OwnedFuture[T] = OwnedFuture(self)
        self._keep(owned)

        def go() -> None:
            if owned.done:
                return
            try:
                source = begin()
            except Exception as error:
                owned.set_exception(error)
                return
            owned.token.on_cancel(source.cancel)
            source.on_done(owned.follow)

        owned.token.on_cancel(lambda: None if self.live else owned.set_exception(Cancelled()))
        self.when_live(go)
        return owned

    def adopt(self, source: Future[T]) -> Future[T]:
        """A Future of the kernel's, as one of the extension's."""
        owned: OwnedFuture[T] = OwnedFuture(self)
        self._keep(owned)
        owned.token.on_cancel(source.cancel)
        source.on_done(owned.follow)
        return owned

    def guarded(self, what: str, function: Callable[..., T]) -> Callable[..., T | None]:
        """`function`, to be given to the kernel: never raises, and does nothing after the end."""

        def call(*positional: Any, **named: Any) -> T | None:
            if self.disposed:
                return None
            return self.guard.attempt(what, function, *positional, **named)

        return call

    def outward(self, what: str, result: Future[T]) -> Future[T]:
        """A Future from the extension's code, for somebody else: it settles in any case.

        A failure is reported and becomes an ExtensionFailure; the end of the extension cancels.
        """
        plain: Future[T] = Future()
        self._keep(plain)
        plain.token.on_cancel(result.cancel)

        def settle(settled: Future[T]) -> None:
            error = settled.exception()
            if error is None:
                plain.set_result(settled.result())
            elif isinstance(error, Cancelled):
                plain.set_exception(error)
            else:
                plain.set_exception(self.guard.failed(what, error))

        Future.on_done(result, settle)
        return plain

    def _keep(self, future: Future[Any]) -> None:
        """Cancel `future` at the end, unless it has settled."""
        if self.disposed:
            future.set_exception(Cancelled())
            return
        self._pending.add(future)
        Future.on_done(future, self._pending.discard)

    def pending(self) -> list[str]:
        """What it waits for, or others wait for it."""
        return ["an answer that is to come"] * len(self._pending)

    # -- its life

    def go_live(self, *, on_trial: bool = False) -> None:
        """Make all registrations live, or none. What waits is released by `release`."""
        self.live, self.on_trial = True, on_trial
        try:
            for registration in list(self._registrations):
                registration.connect()
        except BaseException:
            self.suspend()
            raise
        finally:
            self.on_trial = False

    def release(self) -> None:
        """Begin what waited for this to be live."""
        while self._waiting and self.live:
            self._waiting.pop(0)()

    def suspend(self) -> None:
        """Take registrations back, the last first, so that go_live can bring them again."""
        self.live = False
        for registration in reversed(list(self._registrations)):
            try:
                registration.disconnect()
            except Exception as error:
                self.guard.failed("taking back a registration", error)

    def dispose(self) -> None:
        """End it: `deactivate()`, then everything it holds, last in, first out. Never raises."""
        if self.disposed:
            return
        try:
            self.suspend()
            deactivate = self.function("deactivate")
            if deactivate is not None:
                self.guard.attempt("deactivate", deactivate)
        finally:
            self._end()

    def discard(self) -> None:
        """End one that never was live: what it holds is disposed, and that is all."""
        if not self.disposed:
            self._end()

    def _end(self) -> None:
        steps: tuple[Callable[[], object], ...] = (
            self.suspend,
            lambda: setattr(self, "disposed", True),
            self._waiting.clear,
            self._end_scope,
            self._end_pending,
            self._registrations.clear,
            self.exported.clear,
            self.lender.end,
            lambda: setattr(self, "module", None),
            self.generation.unload,
            self.ended.emit,
        )
        for step in steps:
            try:
                step()
            except BaseException as error:  # of what was given to it: the rest ends all the same
                self.guard.failed("ending", error)

    def _end_scope(self) -> None:
        try:
            self.scope.dispose()
        except DisposalError as errors:
            for error in errors.exceptions:
                self.guard.failed("ending what it holds", error)

    def _end_pending(self) -> None:
        for future in list(self._pending):
            future.cancel()
            future.set_exception(Cancelled())


class OwnedFuture(Future[T]):
    """A Future that an extension was given: its callbacks are the extension's code."""

    __slots__ = ("_instance",)

    def __init__(self, instance: Instance) -> None:
        super().__init__()
        self._instance = instance

    def on_done(self, callback: Callable[[Future[T]], object]) -> OnDispose:
        return super().on_done(self._instance.guarded("a callback", callback))

    @overload
    def then(self, function: Callable[[T], Future[U]]) -> Future[U]: ...
    @overload
    def then(self, function: Callable[[T], U | Future[U]]) -> Future[U]: ...

    def then(self, function: Callable[[T], U | Future[U]]) -> Future[U]:
        instance = self._instance
        after: OwnedFuture[U] = OwnedFuture(instance)
        after.token = self.token
        instance._keep(after)

        def settle(before: Future[T]) -> None:
            if instance.disposed:
                return
            failure = before.exception()
            if failure is not None:
                after.set_exception(failure)
                return
            try:
                outcome = instance.guard.call("a callback", function, before.result())
            except (ExtensionFailure, Cancelled) as error:
                after.set_exception(error)
                return
            if isinstance(outcome, Future):
                listening = after.token.on_cancel(outcome.cancel)
                Future.on_done(outcome, after.follow)
                Future.on_done(outcome, lambda _: listening.dispose())
            else:
                after.set_result(outcome)

        Future.on_done(self, settle)
        return after
