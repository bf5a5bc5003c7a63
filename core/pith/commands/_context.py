"""What is the case right now: the facts that when-expressions ask about."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Any

from pith.base import Signal
from pith.commands._when import Context

_ABSENT = object()


class ContextOverlay:
    """A context in front of another: what it does not hold is looked up behind it."""

    __slots__ = ("_behind", "_values")

    def __init__(self, behind: Context, values: Mapping[str, object]) -> None:
        self._behind = behind
        self._values = values

    def get(self, key: str, /) -> Any:
        value = self._values.get(key, _ABSENT)
        return self._behind.get(key) if value is _ABSENT else value

    def with_overlay(self, values: Mapping[str, object]) -> ContextOverlay:
        return ContextOverlay(self, values)


class ContextKeys:
    """The context keys of a window and their values: bool, int, float, str, list or dict.

    `changed` gives the keys whose value differs, once for each call that changes something, or
    once for all that happens inside `with keys.batch():`.
    """

    __slots__ = ("_batches", "_before", "_values", "changed", "get")

    def __init__(self, values: Mapping[str, object] | None = None) -> None:
        self._values: dict[str, Any] = dict(values or {})
        self._before: dict[str, object] = {}
        self._batches = 0
        self.changed: Signal[frozenset[str]] = Signal("context keys")
        # The dictionary's own method: a when-expression is asked at every key press.
        self.get = self._values.get

    def set(self, key: str, value: object) -> None:
        self.update({key: value})

    def update(self, values: Mapping[str, object]) -> None:
        """Set several keys, with one notification."""
        held = self._values
        for key, value in values.items():
            before = held.get(key, _ABSENT)
            if before is value or (type(before) is type(value) and before == value):
                continue
            self._before.setdefault(key, before)
            held[key] = value
        if self._before and not self._batches:
            self._notify()

    def keys(self) -> tuple[str, ...]:
        """The keys that are set."""
        return tuple(self._values)

    def remove(self, key: str) -> None:
        """Unset `key`; it is as if it had never been set."""
        before = self._values.pop(key, _ABSENT)
        if before is not _ABSENT:
            self._before.setdefault(key, before)
            if not self._batches:
                self._notify()

    def with_overlay(self, values: Mapping[str, object]) -> ContextOverlay:
        """This context with `values` in front: for one entry of a tree, for one editor's menu."""
        return ContextOverlay(self, values)

    def batch(self) -> Batch:
        """Hold notifications back until the with-statement ends."""
        return Batch(self)

    def _enter(self) -> None:
        self._batches += 1

    def _exit(self) -> None:
        self._batches -= 1
        if self._before and not self._batches:
            self._notify()

    def _notify(self) -> None:
        before, self._before = self._before, {}
        get = self._values.get
        changed = [key for key, value in before.items() if not _same(get(key, _ABSENT), value)]
        if changed:
            self.changed.emit(frozenset(changed))


def _same(one: object, other: object) -> bool:
    return one is other or (type(one) is type(other) and one == other)


class Batch:
    """What ContextKeys.batch gives; batches may stand inside each other."""

    __slots__ = ("_keys",)

    def __init__(self, keys: ContextKeys) -> None:
        self._keys = keys

    def __enter__(self) -> None:
        self._keys._enter()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._keys._exit()
