"""What an extension holds of the world outside the contract: `context.own` and its like."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from inspect import Parameter, signature
from typing import Any, TypeVar

from pith.base import Disposable, OnDispose
from pith.host._instance import Instance
from pith.host._keeping import ending_of

T = TypeVar("T")
_MISSING = object()


def own(instance: Instance, thing: T) -> T:
    ending = ending_of(thing, instance.environment.keepers)
    guard = instance.guard
    instance.scope.add(OnDispose(lambda: guard.call("at the end", ending.end)), ending.what)
    return thing


def connect(instance: Instance, sender: Any, function: Callable[..., object]) -> Disposable:
    what = f"connection of {getattr(function, '__qualname__', 'a function')}"
    guarded = instance.guarded(what, function)
    takes = _positional(function)

    def slot(*given: Any) -> object:
        return guarded(*given[:takes])

    def begin() -> Disposable:
        connection = sender.connect(slot)
        if callable(getattr(connection, "dispose", None)):
            return OnDispose(connection.dispose)

        def end() -> None:
            # Qt says so when the sender is gone, and its connections with it.
            with contextlib.suppress(RuntimeError, TypeError):
                sender.disconnect(slot)

        return OnDispose(end)

    return instance.register(what, begin)


def filter_events(instance: Instance, target: Any, event_filter: Any) -> Disposable:
    def begin() -> Disposable:
        target.installEventFilter(event_filter)

        def end() -> None:
            with contextlib.suppress(RuntimeError):  # one of the two is gone
                target.removeEventFilter(event_filter)

        return OnDispose(end)

    return instance.register(f"event filter {type(event_filter).__name__}", begin)


def patch(instance: Instance, owner: Any, name: str, value: object) -> Disposable:
    if not hasattr(owner, name):
        raise AttributeError(f"{_called(owner)} has no `{name}` to be replaced")
    what = f"replacement of {_called(owner)}.{name}"

    def begin() -> Disposable:
        before = vars(owner).get(name, _MISSING)
        setattr(owner, name, value)

        def end() -> None:
            if vars(owner).get(name, _MISSING) is not value:
                raise RuntimeError(f"{what}: somebody replaced it since, and it stays")
            if before is _MISSING:
                delattr(owner, name)
            else:
                setattr(owner, name, before)

        return OnDispose(end)

    return instance.register(what, begin)


def _positional(function: Callable[..., object]) -> int | None:
    """How many positional arguments a function takes; None: any number."""
    try:
        parameters = signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    if any(each.kind is Parameter.VAR_POSITIONAL for each in parameters):
        return None
    kinds = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
    return sum(each.kind in kinds for each in parameters)


def _called(owner: Any) -> str:
    return str(getattr(owner, "__qualname__", None) or getattr(owner, "__name__", owner))
