"""Ownership: who registers something holds the means to take it back."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self, TypeVar, runtime_checkable


@runtime_checkable
class Disposable(Protocol):
    """Something that can be taken back. Disposing it a second time does nothing."""

    def dispose(self) -> None: ...


D = TypeVar("D", bound=Disposable)


class OnDispose:
    """A Disposable made of a function, which is called at most once."""

    __slots__ = ("_function",)

    def __init__(self, function: Callable[[], object] | None = None) -> None:
        self._function = function

    @property
    def disposed(self) -> bool:
        return self._function is None

    def dispose(self) -> None:
        function, self._function = self._function, None
        if function is not None:
            function()


class DisposalError(ExceptionGroup[Exception]):
    """Some of a Scope's entries failed while they were disposed; every entry was tried."""


class Scope:
    """A ledger of what an owner holds, disposed last in, first out.

    An entry that raises does not keep the others from being disposed: the errors are
    collected and raised together as a DisposalError. What is added to a Scope that has been
    disposed already is disposed at once, so that a late arrival leaks nothing.
    """

    def __init__(self, name: str = "") -> None:
        self.name = name
        self._parent: Scope | None = None
        self._entries: list[tuple[Disposable, str]] = []
        self._disposed = False

    def __repr__(self) -> str:
        state = "disposed" if self._disposed else f"{len(self._entries)} entries"
        return f"<Scope {self.name!r}: {state}>"

    @property
    def disposed(self) -> bool:
        return self._disposed

    def add(self, disposable: D, what: str = "") -> D:
        """Enter `disposable`, described by `what`, and return it."""
        if self._disposed:
            disposable.dispose()
        else:
            self._entries.append((disposable, what or type(disposable).__name__))
        return disposable

    def on_dispose(self, function: Callable[[], object], what: str = "") -> OnDispose:
        """Enter a function to be called when the Scope is disposed."""
        return self.add(OnDispose(function), what or getattr(function, "__qualname__", "function"))

    def child(self, name: str) -> Scope:
        """Enter a Scope of its own. One that is disposed earlier than this one leaves it."""
        scope = Scope(name)
        scope._parent = self
        return self.add(scope, name)

    def discard(self, disposable: Disposable) -> None:
        """Forget an entry without disposing it. Unknown entries are ignored."""
        self._entries = [entry for entry in self._entries if entry[0] is not disposable]

    def entries(self) -> list[str]:
        """What the Scope holds, oldest first, one description an entry."""
        return [what for _, what in self._entries]

    def dispose(self) -> None:
        self._disposed = True
        parent, self._parent = self._parent, None
        if parent is not None and not parent._disposed:
            parent.discard(self)
        errors: list[Exception] = []
        while self._entries:
            disposable, _ = self._entries.pop()
            try:
                disposable.dispose()
            except Exception as error:
                errors.append(error)
        if errors:
            raise DisposalError(f"while disposing {self.name or 'a scope'}", errors)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.dispose()
