"""Everything that is contributed now, and bringing changes of it to the points' handlers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pith.base import Problem, report_exception
from pith.host._discovery import Found
from pith.host._points import POINTS, CommandContribution, Contribution, PointHandler

T = TypeVar("T")

#: What one extension contributes, by point.
Contributed = Mapping[str, tuple[Contribution[Any], ...]]

NOTHING: Contributed = {}


def contributed_by(found: Found) -> Contributed:
    """What a manifest contributes, as it is handed to handlers."""
    if found.manifest is None:
        return NOTHING
    return {
        point: tuple(
            Contribution(found.id, found.name, found.folder, item, found.revision) for item in items
        )
        for point, items in found.manifest.contributes.items()
        if isinstance(items, (list, tuple))
    }


class Contributions:
    """The contributions of all extensions, and the handlers that were told of them."""

    def __init__(self) -> None:
        self._handlers: dict[str, PointHandler] = {}
        self._current: dict[str, Contributed] = {}
        self._owners: dict[tuple[str, str], str] = {}
        #: Told of the points of extensions, declared or not, to which something else is
        #: contributed now. Must not raise.
        self.foreign_changed: Callable[[set[str]], object] = lambda point_ids: None

    def add_point(self, key: str, handler: PointHandler) -> None:
        """Have `handler` told of the contributions to `key`: now, and of all changes."""
        if key in self._handlers:
            raise ValueError(f"the contribution point `{key}` has a handler already")
        self._handlers[key] = handler
        present = [each for owned in self._current.values() for each in owned.get(key, ())]
        if present:
            handler(present, ())

    def of(self, extension_id: str) -> Contributed:
        return self._current.get(extension_id, NOTHING)

    def foreign(self, point: str) -> Iterator[tuple[str, tuple[Contribution[Any], ...]]]:
        """(extension, what it contributes to the point of another), in the order of ids."""
        for extension_id in sorted(self._current):
            entries = self._current[extension_id].get(point)
            if entries:
                yield extension_id, entries

    def conflicts(self, found: Found) -> Iterator[Problem]:
        """Identities of `found` that another extension has taken already."""
        return (problem for _, problem in self.conflicts_among([found]))

    def conflicts_among(self, founds: Sequence[Found]) -> Iterator[tuple[str, Problem]]:
        """(extension, problem) for identities of `founds`, which are to be contributed together,
        that another extension has taken already."""
        changing = {found.id for found in founds}
        given: dict[tuple[str, str], str] = {}
        for found in founds:
            for point, index, field, identity in _identities(found):
                owner = self._owners.get((point, identity))
                owner = given.setdefault(
                    (point, identity), found.id if owner is None or owner in changing else owner
                )
                if owner != found.id:
                    yield (
                        found.id,
                        found.problem(
                            ("contributes", point, index, field),
                            f"`{identity}` in `contributes.{point}` is taken: {owner} declares it",
                            "start ids with a name of your own",
                        ),
                    )

    def gives_up(self, found: Found, changing: Mapping[str, Found]) -> Iterator[str]:
        """Which of the changing extensions has now what `found` is to have, and will not."""
        for point, _, _, identity in _identities(found):
            owner = self._owners.get((point, identity))
            if owner is None or owner == found.id or owner not in changing:
                continue
            kept = {(each[0], each[3]) for each in _identities(changing[owner])}
            if (point, identity) not in kept:
                yield owner

    def apply(self, changes: Mapping[str, Contributed]) -> None:
        """Replace what these extensions contribute, as one delta for each point.

        If a handler raises, every handler is brought back to what was before, and the exception
        raised again.
        """
        deltas = self._deltas(changes)
        done: list[tuple[str, list[Contribution[Any]], list[Contribution[Any]]]] = []
        try:
            for key, added, removed in deltas:
                done.append((key, added, removed))
                self._handlers[key](added, removed)
        except BaseException:
            for key, added, removed in reversed(done):
                try:
                    self._handlers[key](removed, added)
                except Exception as error:
                    report_exception(error, f"while bringing back contributions to {key}")
            raise
        foreign: set[str] = set()
        for extension_id, contributed in changes.items():
            before = self.of(extension_id)
            foreign.update(
                key
                for key in before.keys() | contributed.keys()
                if "." in key and before.get(key) != contributed.get(key)
            )
            self._forget(extension_id)
            if contributed:
                self._current[extension_id] = contributed
                for point, identity in _identities_of(contributed):
                    self._owners[point, identity] = extension_id
        if foreign:
            self.foreign_changed(foreign)

    def _forget(self, extension_id: str) -> None:
        for key in _identities_of(self._current.pop(extension_id, NOTHING)):
            if self._owners.get(key) == extension_id:
                del self._owners[key]

    def _deltas(
        self, changes: Mapping[str, Contributed]
    ) -> list[tuple[str, list[Contribution[Any]], list[Contribution[Any]]]]:
        """What changes for whom. Those that only lose come first, and in the opposite order, so
        that what refers to something goes before it."""
        gaining, losing = [], []
        for key in [*POINTS, *sorted(self._handlers.keys() - POINTS.keys())]:
            if key not in self._handlers:
                continue
            added: list[Contribution[Any]] = []
            removed: list[Contribution[Any]] = []
            for extension_id, contributed in changes.items():
                before = self.of(extension_id).get(key, ())
                after = contributed.get(key, ())
                if before != after:
                    removed += without(before, after)
                    added += without(after, before)
            if added:
                gaining.append((key, added, removed))
            elif removed:
                losing.append((key, added, removed))
        return [*reversed(losing), *gaining]


def without(these: Iterable[T], those: Iterable[T]) -> list[T]:
    """`these` without as many equal ones as there are in `those`. Entries are not hashable."""
    remaining = list(those)
    kept = []
    for each in these:
        if each in remaining:
            remaining.remove(each)
        else:
            kept.append(each)
    return kept


def _identities(found: Found) -> Iterator[tuple[str, int, str, str]]:
    """(point, index, field, identity) of everything that must be there only once."""
    if found.manifest is None:
        return
    for point in found.manifest.contributes:
        schema = POINTS.get(point)
        if schema is None or not schema.unique_field:
            continue
        for index, item in enumerate(found.manifest.items(point)):
            if not (isinstance(item, CommandContribution) and item.overrides):
                yield point, index, schema.unique_field, getattr(item, schema.unique_field)


def _identities_of(contributed: Contributed) -> Iterator[tuple[str, str]]:
    for point, entries in contributed.items():
        schema = POINTS.get(point)
        if schema is not None and schema.unique_field:
            for entry in entries:
                item = entry.item
                if not (isinstance(item, CommandContribution) and item.overrides):
                    yield point, getattr(item, schema.unique_field)
