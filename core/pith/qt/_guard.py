"""What stands between Qt and our overrides: no exception goes back into Qt.

PySide prints an exception that leaves an override and goes on in an undefined way, and some of
them end the process. A guarded override hands it to report_exception, named after the class and
the method, and answers Qt with a value it can live with.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pith.base import report_exception

Override = TypeVar("Override", bound=Callable[..., Any])


def guarded(method: Override) -> Override:
    """Make an override of Qt's report its exceptions and then return None."""
    return _guard(method, None)


def guarded_with(fallback: object) -> Callable[[Override], Override]:
    """As guarded, for overrides that return something: `fallback` is what Qt gets instead."""

    def decorate(method: Override) -> Override:
        return _guard(method, fallback)

    return decorate


def _guard(method: Override, fallback: object) -> Override:
    during = f"in {method.__qualname__}"

    def override(self: object, *arguments: object) -> object:
        try:
            return method(self, *arguments)
        except Exception as error:
            report_exception(error, during)
            return fallback

    # Not functools.wraps: PySide looks at the name and nothing else, and a __wrapped__ would
    # make every override's signature be searched for at class creation.
    override.__name__ = method.__name__
    override.__qualname__ = method.__qualname__
    override.__doc__ = method.__doc__
    return override  # type: ignore[return-value]
