"""What happened to files in a short while, told once for each of them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pith.api import FileEvent


class Happening(Enum):
    """What the system tells of a name. A rename is a LEFT and then an ARRIVED with one cookie; only
    one of them is told where the other name is not watched."""

    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"
    LEFT = "left"
    ARRIVED = "arrived"


class RawEvent(NamedTuple):
    happening: Happening
    path: str
    cookie: int = 0


class _Name:
    """What is known of a name: before the while, and now."""

    __slots__ = ("changed", "existed", "exists", "origin")

    def __init__(self, existed: bool | None) -> None:
        self.existed = existed  # None: not known
        self.exists = bool(existed)
        self.changed = False
        self.origin: str | None = None
        """What it was called before the while, if it was called otherwise."""


_EXISTED = {
    Happening.CREATED: False,
    Happening.CHANGED: True,
    Happening.DELETED: True,
    Happening.LEFT: True,
    Happening.ARRIVED: None,
}


def coalesced(events: Iterable[RawEvent]) -> list[FileEvent]:
    """What is left to say of each name, in the order in which they were first mentioned.

    What came and went is "deleted" like everything else that is not there any more, for whoever
    was told of something else has looked meanwhile and may have seen it. What went and came is
    "changed". What a new file was renamed to is "created", as nobody can tell whether there was a
    file of that name before.
    """
    names: dict[str, _Name] = {}
    leaving: dict[int, tuple[str, _Name]] = {}
    for happening, path, cookie in events:
        name = names.get(path)
        if name is None:
            name = names[path] = _Name(_EXISTED[happening])
        if happening is Happening.ARRIVED:
            name.origin = None
            source, before = leaving.pop(cookie, (None, None))
            if before is not None:
                was_there = before.existed is not False and before.origin is None
                name.origin = source if was_there else before.origin
                name.changed = before.changed
        elif happening is Happening.LEFT:
            left = _Name(name.existed)
            left.origin, left.changed = name.origin, name.changed
            leaving[cookie] = (path, left)
        if happening in (Happening.LEFT, Happening.DELETED):
            name.exists, name.origin, name.changed = False, None, False
        else:
            name.exists = True
            name.changed |= happening is not Happening.ARRIVED
    return _told(names)


def _told(names: dict[str, _Name]) -> list[FileEvent]:
    from pith.api import FileEvent

    moved = {name.origin for name in names.values()}
    told = []
    for path, name in names.items():
        if not name.exists:
            if path not in moved:
                told.append(FileEvent("deleted", Path(path)))
        elif name.origin is not None and name.origin != path:
            told.append(FileEvent("moved", Path(name.origin), Path(path)))
            if name.changed:
                told.append(FileEvent("changed", Path(path)))
        else:
            told.append(FileEvent("changed" if name.existed else "created", Path(path)))
    return told
