"""Marked stretches of a document: matches, diagnostics, whatever somebody wants seen."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from pith.edit import ChangeSet

if TYPE_CHECKING:
    from pith.qt._mark import Kind, Mark

Span: TypeAlias = "tuple[int, int, Kind]"
"""Start and end offsets and a kind."""

_PENDING = 50


class _Layer:
    """Spans sorted by start, as of some text, and the changes made since.

    Ten thousand matches are not moved at every key: what is asked for is mapped when it is
    asked for, and all of them once in a while.
    """

    __slots__ = ("_longest", "_pending", "_spans", "_starts")

    def __init__(self, spans: Sequence[Span]) -> None:
        self._set(sorted(spans, key=_place))

    def _set(self, spans: list[Span]) -> None:
        self._spans = spans
        self._starts = [span[0] for span in spans]
        self._longest = max((end - start for start, end, _ in spans), default=0)
        self._pending: list[ChangeSet] = []

    def edited(self, changes: ChangeSet) -> None:
        self._pending.append(changes)
        if len(self._pending) > _PENDING:
            self._set(sorted(map(self._map, self._spans), key=_place))

    def _map(self, span: Span) -> Span:
        start, end, kind = span
        for changes in self._pending:
            start, end = changes.map(start, 1), changes.map(end, -1)
            end = max(start, end)
        return start, end, kind

    def between(self, start: int, end: int) -> Iterator[Span]:
        """The spans that touch the stretch, in offsets of the text as it is."""
        if not self._spans:
            return
        old_start, old_end = start, end
        for changes in reversed(self._pending):
            old_start = _before(changes, old_start, -1)
            old_end = _before(changes, old_end, 1)
        first = bisect_left(self._starts, old_start - self._longest)
        for index in range(first, len(self._spans)):
            if self._starts[index] > old_end:
                return
            found = self._map(self._spans[index])
            # What was deleted whole is no match any more; one made empty on purpose is kept.
            collapsed = found[0] == found[1] and self._spans[index][0] != self._spans[index][1]
            if found[0] <= end and found[1] >= start and not collapsed:
                yield found

    def all(self) -> list[Span]:
        if not self._pending:
            return self._spans
        return [self._map(span) for span in self._spans]


class Decorations:
    """Layers of spans by name, painted in the order the layers were first set in."""

    def __init__(self) -> None:
        self._layers: dict[str, _Layer] = {}

    def __bool__(self) -> bool:
        return bool(self._layers)

    def set(self, layer: str, spans: Sequence[Span]) -> None:
        """Replace a layer; offsets are those of the text as it is now. No spans: no layer."""
        if spans:
            self._layers[layer] = _Layer(spans)
        else:
            self._layers.pop(layer, None)

    def clear(self) -> None:
        self._layers.clear()

    def touch(self, start: int, end: int) -> bool:
        """Whether anything touches a stretch."""
        return any(True for _ in self.between(start, end))

    def marks_between(self, start: int, end: int) -> Iterator[tuple[int, int, Mark]]:
        """Those of the spans that touch a stretch whose kind is a Mark."""
        for first, last, kind in self.between(start, end):
            if not isinstance(kind, str):
                yield first, last, kind

    def edited(self, changes: ChangeSet) -> None:
        for layer in self._layers.values():
            layer.edited(changes)

    def between(self, start: int, end: int) -> Iterator[Span]:
        for layer in self._layers.values():
            yield from layer.between(start, end)

    def all(self) -> Iterator[Span]:
        for layer in self._layers.values():
            yield from layer.all()


def _place(span: Span) -> tuple[int, int]:
    return span[0], span[1]


def _before(changes: ChangeSet, offset: int, side: int) -> int:
    """Where an offset of the text after the changes was in the text before, widened to `side`."""
    growth = 0
    for start, end, insert in changes.edits:
        if start + growth > offset:
            break
        after_end = start + growth + len(insert)
        if offset <= after_end:
            return start if side < 0 else end
        growth += len(insert) - (end - start)
    return offset - growth
