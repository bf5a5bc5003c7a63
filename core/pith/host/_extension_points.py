"""What extensions contribute to each other's points: checked, and told to whom the point belongs.

A contribution may be there before the point and stay after it: it waits. Entries that do not fit
the point's fields are left out, and their extension is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from types import MappingProxyType
from typing import Any

from pith.api import PointEntry
from pith.base import Disposable, OnDispose, Problem, Scheduler
from pith.host._contributions import Contributions, without
from pith.host._manifest import MANIFEST_NAME
from pith.host._places import Places
from pith.host._points import Contribution, ExtensionPointContribution

#: Called with the entries that came and those that went.
Listener = Callable[[Sequence[PointEntry], Sequence[PointEntry]], object]


class Follower:
    """Who follows a point, and what it was told of."""

    def __init__(self, point_id: str, listener: Listener) -> None:
        self.point_id = point_id
        self._listener = listener
        self._told: tuple[PointEntry, ...] = ()

    def tell(self, present: tuple[PointEntry, ...]) -> None:
        """Tell of what has changed since the last time."""
        came, went = without(present, self._told), without(self._told, present)
        self._told = present
        if came or went:
            self._listener(tuple(came), tuple(went))


class ExtensionPoints:
    """The points of extensions. Called with the contributions to `extensionPoints`."""

    def __init__(
        self,
        contributions: Contributions,
        scheduler: Scheduler,
        declined: Callable[[str, tuple[Problem, ...]], object],
    ) -> None:
        """`declined(extension id, problems)` is told of what an extension contributes that does
        not fit, and with no problems when that is over."""
        self._contributions = contributions
        self._scheduler = scheduler
        self._declined = declined
        self._points: dict[str, Contribution[ExtensionPointContribution]] = {}
        self._present: dict[str, tuple[PointEntry, ...]] = {}
        self._faults: dict[str, dict[str, tuple[Problem, ...]]] = {}
        self._followers: list[Follower] = []
        self._scheduled = False
        contributions.foreign_changed = self._changed

    def __call__(
        self,
        added: Sequence[Contribution[ExtensionPointContribution]],
        removed: Sequence[Contribution[ExtensionPointContribution]],
    ) -> None:
        for gone in removed:
            self._points.pop(gone.item.id, None)
        for come in added:
            self._points[come.item.id] = come
        self._changed({each.item.id for each in (*removed, *added)})

    def follow(self, follower: Follower) -> Disposable:
        """Tell `follower`, in a later turn, of all there is, and then of what changes."""
        self._followers.append(follower)
        self._tell_soon()
        return OnDispose(lambda: self._followers.remove(follower))

    def tell(self, follower: Follower) -> None:
        """Tell `follower` now, if it still follows."""
        if follower in self._followers:
            follower.tell(self._present.get(follower.point_id, ()))

    def _changed(self, point_ids: Iterable[str]) -> None:
        """Something may be contributed to these points, or they may be others."""
        for point_id in point_ids:
            point = self._points.get(point_id)
            faults: dict[str, tuple[Problem, ...]] = {}
            present: list[PointEntry] = []
            if point is not None:
                for extension_id, contributed in self._contributions.foreign(point_id):
                    wrong: list[Problem] = []
                    for index, each in enumerate(contributed):
                        problems = list(_problems(point.item, each, index))
                        wrong += problems
                        if not problems:
                            present.append(_entry(point.item, each))
                    if wrong:
                        faults[extension_id] = tuple(wrong)
            self._present[point_id] = tuple(present)
            self._take_faults(point_id, faults)
        self._tell_soon()

    def _take_faults(self, point_id: str, faults: dict[str, tuple[Problem, ...]]) -> None:
        before, self._faults[point_id] = self._faults.get(point_id, {}), faults
        for extension_id in before.keys() | faults.keys():
            if before.get(extension_id) != faults.get(extension_id):
                problems = (each.get(extension_id, ()) for each in self._faults.values())
                self._declined(extension_id, tuple(one for each in problems for one in each))

    def _tell_soon(self) -> None:
        # Not within the change that is under way: these are calls of extensions' code.
        if not self._scheduled:
            self._scheduled = True
            self._scheduler.call_soon(self._tell)

    def _tell(self) -> None:
        self._scheduled = False
        for follower in list(self._followers):
            self.tell(follower)


def _problems(
    point: ExtensionPointContribution, contribution: Contribution[Any], index: int
) -> Iterable[Problem]:
    manifest = contribution.folder / MANIFEST_NAME
    for fault in point.entry_faults(contribution.item):
        path = ("contributes", point.id, index, *((fault.field,) if fault.field else ()))
        message = f'{fault.message} in `contributes."{point.id}"`'
        yield Problem(message, str(manifest), Places(manifest).line(path), advice=fault.advice)


def _entry(point: ExtensionPointContribution, contribution: Contribution[Any]) -> PointEntry:
    return PointEntry(
        contribution.extension_id,
        contribution.extension_name,
        contribution.folder,
        MappingProxyType(point.complete(contribution.item)),
    )
