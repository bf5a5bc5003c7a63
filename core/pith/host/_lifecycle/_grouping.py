"""Which changes of extensions belong together: all of a group happen, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from pith.host._discovery import Found
from pith.host._requirements import in_order

if TYPE_CHECKING:
    from pith.host._lifecycle._slot import Slot
    from pith.host._sources import Sources


class Wanted(NamedTuple):
    """What an extension is to become."""

    slot: Slot
    found: Found
    sources: Sources | None
    #: Whether its folder changed; otherwise it only follows one that it requires.
    is_own: bool = True


def with_dependents(wanted: Mapping[str, Wanted], slots: Mapping[str, Slot]) -> dict[str, Wanted]:
    """`wanted`, and what runs and requires something of it that runs: it is loaded anew with it,
    as it is."""
    found = {**{name: slot.found for name, slot in slots.items()}, **_founds(wanted)}
    complete = dict(wanted)
    changing = {name for name, each in wanted.items() if each.slot.instance is not None}
    for name in in_order(found) if changing else ():
        slot = slots[name]
        instance = slot.instance
        if instance is not None and not changing.isdisjoint(instance.manifest.requires):
            changing.add(name)
            if name not in complete:
                complete[name] = Wanted(slot, slot.found, instance.generation.sources, False)
    return complete


def groups(
    wanted: Mapping[str, Wanted], gives_up: Callable[[Found, Mapping[str, Found]], Iterable[str]]
) -> list[list[Wanted]]:
    """The changes, in groups that are bound by what requires what, and by commands and the like
    that move from one to another. Each group is in order, what is required first.

    `gives_up(found, all)` says which of all has now what `found` is to have, and will not.
    """
    leader = {name: name for name in wanted}
    founds = _founds(wanted)

    def find(name: str) -> str:
        while leader[name] != name:
            leader[name] = name = leader[leader[name]]
        return name

    for name, each in wanted.items():
        manifest = each.found.manifest
        for required in manifest.requires if manifest is not None else ():
            if required in wanted:
                leader[find(name)] = find(required)
        for owner in gives_up(each.found, founds):
            leader[find(name)] = find(owner)
    grouped: dict[str, list[Wanted]] = {}
    for name in in_order(founds):
        grouped.setdefault(find(name), []).append(wanted[name])
    return list(grouped.values())


def _founds(wanted: Mapping[str, Wanted]) -> dict[str, Found]:
    return {name: each.found for name, each in wanted.items()}
