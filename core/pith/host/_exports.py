"""What an extension exports, lent to others until it ends."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import PurePath
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from pith.api import ExtensionGone, Future

if TYPE_CHECKING:
    from pith.host._guard import Guard
    from pith.host._instance import Instance

#: What crosses as it is: it never changes, and its class is nobody's.
_PLAIN: Final = (bool, int, float, complex, str, bytes, type(None), range)

#: Finds the version of an extension that serves the one that asks; None while it runs no code.
Provider = Callable[[str, "Instance"], "Instance | None"]


class Lender:
    """What one version of an extension has lent. It is all called back when that version ends."""

    def __init__(self, extension_id: str, guard: Guard) -> None:
        self._extension_id = extension_id
        self._guard = guard
        self._loans: weakref.WeakSet[Loan] = weakref.WeakSet()

    def lend(self, value: Any, what: str) -> Any:
        """`value` for another extension: data as a copy, anything else as a Borrowed."""
        kind = type(value)
        if kind in _PLAIN or isinstance(value, (PurePath, Future, Borrowed)):
            return value
        if kind in (list, tuple, set, frozenset):
            return kind(self.lend(each, what) for each in value)
        if kind is dict:
            return {key: self.lend(each, what) for key, each in value.items()}
        if kind.__module__.startswith("pith.") and not isinstance(value, Enum):
            return value
        loan = Loan(self._extension_id, self, value, what)
        self._loans.add(loan)
        return Borrowed(loan)

    def use(self, what: str, function: Callable[[], Any]) -> Any:
        """Run the lending extension's code; it is charged, and what it raises is the caller's."""
        start = perf_counter()
        try:
            return self.lend(function(), what)
        finally:
            self._guard.charge(f"export {what}", perf_counter() - start)

    def end(self) -> None:
        for loan in list(self._loans):
            loan.lender = loan.target = None


class Loan:
    """The one reference to something that is lent."""

    __slots__ = ("__weakref__", "extension_id", "lender", "target", "what")

    def __init__(self, extension_id: str, lender: Lender, target: object, what: str) -> None:
        self.extension_id = extension_id
        self.lender: Lender | None = lender
        self.target: Any = target
        self.what = what

    def use(self, function: Callable[[Any], Any], name: str = "") -> Any:
        if self.lender is None:
            raise ExtensionGone(self.extension_id)
        what = ".".join(part for part in (self.what, name) if part)
        target = self.target
        return self.lender.use(what, lambda: function(target))


class Borrowed:
    """Stands for an object of another extension: its attributes, calls and items.

    Names that start with an underscore are not lent, and nothing can be set.
    """

    __slots__ = ("__weakref__", "_loan")
    _loan: Loan

    def __init__(self, loan: Loan) -> None:
        object.__setattr__(self, "_loan", loan)

    def __repr__(self) -> str:
        return f"<{self._loan.what or 'what'} {self._loan.extension_id} exports>"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(f"{self._loan.extension_id} does not lend `{name}`")
        return self._loan.use(lambda value: getattr(value, name), name)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"`{name}` belongs to {self._loan.extension_id}: it cannot be set")

    def __call__(self, *positional: Any, **named: Any) -> Any:
        return self._loan.use(lambda function: function(*positional, **named))

    def __getitem__(self, key: Any) -> Any:
        return self._loan.use(lambda value: value[key])

    def __len__(self) -> int:
        return int(self._loan.use(len))

    def __bool__(self) -> bool:
        return True

    def __contains__(self, item: object) -> bool:
        return bool(self._loan.use(lambda value: item in value))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._loan.use(list))

    def __dir__(self) -> list[str]:
        if self._loan.lender is None:
            return []
        return [name for name in dir(self._loan.target) if not name.startswith("_")]
