"""What the window's thread hands to the journal's: values that nobody changes any more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pith.edit import ChangeSet, HistorySnapshot, Selection
from pith.text import FileStamp, Text

if TYPE_CHECKING:
    from pith.workspace._waiting import Waiting


class Facts(NamedTuple):
    """What is known about a document beside its text."""

    path: Path | None
    name: str
    language: str
    language_chosen: bool
    encoding: str
    bom: bool
    line_ending: str
    mixed_line_endings: bool
    indentation: tuple[bool, int] | None


class SavedState(NamedTuple):
    """The state that the document's file holds; `stamp` None: there was no file."""

    state: int
    stamp: FileStamp | None
    encoding: str
    bom: bool


Load = Callable[[Facts, SavedState], Text | None]
"""Gives the text of the file that a document belongs to; None if that cannot be had."""


class Saving(NamedTuple):
    """A save that is about to change its file: what that holds and what its stamp is if it was
    done; `stamp` None: not known before. `left`: files beside it that only a kill leaves there."""

    path: Path
    state: int
    stamp: FileStamp | None
    encoding: str
    bom: bool
    left: tuple[Path, ...] = ()


class Checkpoint(NamedTuple):
    """A document as a whole. `text` is the one of state `anchor`; unless `keeps_text`, only what
    tells it from others is kept of it: it is what the file holds. `fingerprint_later`: finding
    that takes a disk, and somebody else does it."""

    facts: Facts
    saved: SavedState
    history: HistorySnapshot
    anchor: int
    text: Text
    keeps_text: bool
    seen: dict[str, Any]
    fingerprint_later: bool = False
    waiting: tuple[Waiting, ...] = ()


class Edited(NamedTuple):
    """As HistoryTape.recorded() has it."""

    changes: ChangeSet
    inverse: ChangeSet | None
    selection_before: Selection
    selection_after: Selection
    event: str
    time: float
    undo_group: str | None
    joined: bool


class Exchanged(NamedTuple):
    """As HistoryTape.exchanged() has it."""

    selection_after: Selection
    event: str
    time: float


class Reselected(NamedTuple):
    selection: Selection


class Moved(NamedTuple):
    state: int
    remember: bool


class Grown(NamedTuple):
    """The text has got this at its end, which is no step of the history."""

    text: Text
    length: int


class Fingerprint(NamedTuple):
    """What tells the text of the checkpoint from others."""

    fingerprint: bytes


class Awaited(NamedTuple):
    """What is still to be done to the document: all of it, each time."""

    waiting: tuple[Waiting, ...]


class Seen(NamedTuple):
    """How the document is looked at, as plain data."""

    view: dict[str, Any]


Entry = (
    Awaited
    | Edited
    | Exchanged
    | Fingerprint
    | Grown
    | Reselected
    | Moved
    | Seen
    | Facts
    | Saving
    | SavedState
)
