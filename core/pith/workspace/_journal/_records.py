"""What a journal says, as MessagePack. Imported by the journal's thread alone: msgspec takes time.

Texts are bytes in UTF-8 that may have surrogates in it, since those stand for bytes of files that
are not valid. Offsets are code points, times are seconds since 1970.
"""

from __future__ import annotations

from typing import Any

import msgspec

from pith.edit import ChangeSet, PackedChanges, Selection
from pith.edit import Range as EditRange
from pith.text import Edit


class _Record(msgspec.Struct, array_like=True, gc=False):
    """A record is an array that begins with its kind."""


# (start, end, insert) each.
Edits = list[tuple[int, int, bytes]]
# The primary's index, and (anchor, head, goal) of each range.
Ranges = tuple[int, list[tuple[int, int, float | None]]]
Changes = tuple[int, Edits, int]
"""A ChangeSet: the length before, its edits, the length after."""


class Meta(_Record, tag=1):
    """What is known about the document beside its text; the latest one counts."""

    path: bytes | None
    name: bytes
    language: str
    language_chosen: bool
    encoding: str
    bom: bool
    line_ending: str
    mixed: bool
    indentation: tuple[bool, int] | None


class Piece(_Record, tag=2):
    """The next part of the text that the journal keeps whole, in the state of the Tree."""

    content: bytes


class Base(_Record, tag=3):
    """The text that the journal does not keep: what a file held, in the state of the Tree. The
    fingerprint is empty where it was not known yet: a record of its own has it."""

    length: int
    fingerprint: bytes


class Node(_Record, tag=4):
    """A state of the history; its parent was there before it."""

    state: int
    parent: int | None
    children: list[int]
    forward: list[Changes]
    backward: list[Changes]
    selection_before: Ranges
    selection_after: Ranges
    event: str
    group: str | None
    time: float
    whole: bool = False
    """Whether what leads back is not kept: it is the text of the parent, where that is known."""


class Saved(_Record, tag=5):
    """The state that the file holds, and the file's stamp: device, inode, size, mtime, mode."""

    state: int
    stamp: tuple[int, int, int, int, int] | None
    encoding: str
    bom: bool


class Tree(_Record, tag=6):
    """The end of a checkpoint: with all before it, a document. `anchor`: the state whose text
    the pieces, or the base, are."""

    current: int
    latest_state: int
    is_open: bool
    anchor: int


class Edited(_Record, tag=7):
    """Changes were entered in the history. `removed` is what each edit took out; None: so much
    that nobody keeps it."""

    edits: Edits
    removed: list[bytes] | None
    selection_before: Ranges | None
    """None: the one after the edit before."""
    selection_after: Ranges
    event: str
    group: str | None
    time: float
    joined: bool


class Reselected(_Record, tag=8):
    """The current step ends with another selection."""

    selection: Ranges


class Moved(_Record, tag=9):
    """Undo, redo or the like: the document is in another state of the tree."""

    state: int
    remember: bool


class Seen(_Record, tag=10):
    """How the document was looked at last: plain data of the window."""

    view: dict[str, Any]


class Grown(_Record, tag=11):
    """The text got this at its end, which was no step of the history. Of a text that the journal
    does not keep, nothing is said: its file has it."""

    content: bytes


class Saving(_Record, tag=12):
    """A file is about to be changed by a save: when that was done, it holds `state`, and has this
    stamp, if it could be known before. `left`: what lies beside it until then."""

    path: bytes
    state: int
    stamp: tuple[int, int, int, int, int] | None
    encoding: str
    bom: bool
    left: list[bytes]


class Exchanged(_Record, tag=13):
    """The text became another as a whole, of which nothing is kept."""

    selection_after: Ranges
    event: str
    time: float


class Fingerprint(_Record, tag=14):
    """The fingerprint of the Base."""

    fingerprint: bytes


class Awaited(_Record, tag=15):
    """What is still to be done to the document; the latest one counts. Each is a command, its
    arguments, and what is selected for it."""

    waiting: list[tuple[str, dict[str, Any], Ranges | None]]


Record = (
    Awaited
    | Exchanged
    | Fingerprint
    | Grown
    | Meta
    | Piece
    | Base
    | Node
    | Saved
    | Saving
    | Tree
    | Edited
    | Reselected
    | Moved
    | Seen
)

encode = msgspec.msgpack.Encoder().encode
_decoder = msgspec.msgpack.Decoder(Record)


def decode(payload: bytes) -> Record:
    """Raises ValueError for what is no record (msgspec's errors are ValueErrors)."""
    record: Record = _decoder.decode(payload)
    return record


def pack_text(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def unpack_text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def pack_edits(changes: ChangeSet | PackedChanges) -> Edits:
    return [(start, end, pack_text(insert)) for start, end, insert in changes.edits]


def unpack_edits(edits: Edits) -> tuple[Edit, ...]:
    return tuple(Edit(start, end, unpack_text(insert)) for start, end, insert in edits)


def pack_changes(changes: ChangeSet | PackedChanges) -> Changes:
    return changes.length_before, pack_edits(changes), changes.length_after


def unpack_changes(changes: Changes) -> ChangeSet:
    """Raises ValueError for edits that do not fit."""
    before, edits, after = changes
    unpacked = ChangeSet.of_ordered(before, unpack_edits(edits))
    if unpacked.length_after != after:
        raise ValueError(f"changes lead to {unpacked.length_after} code points, not {after}")
    return unpacked


def pack_selection(selection: Selection) -> Ranges:
    return selection.primary_index, [
        (anchor, head, goal) for anchor, head, goal in selection.ranges
    ]


def unpack_selection(ranges: Ranges) -> Selection:
    """Raises ValueError for one without ranges."""
    primary, all_ranges = ranges
    if not 0 <= primary < len(all_ranges):
        raise ValueError(f"a selection of {len(all_ranges)} ranges has no primary {primary}")
    return Selection.of([EditRange(*each) for each in all_ranges], primary)
