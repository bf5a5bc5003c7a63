"""From records back to values: what the journal's thread packed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pith.edit import ChangeSet, HistoryRecord, Selection
from pith.text import Edit, FileStamp
from pith.workspace._journal import _records as records
from pith.workspace._journal._values import Facts, SavedState, Saving
from pith.workspace._waiting import Waiting


class DamagedError(Exception):
    """What the records say does not fit together."""


class Decoded:
    """The records, up to one that is none. Going over them again goes on where it was left."""

    def __init__(self, payloads: list[bytes]) -> None:
        self.damaged = False
        self._payloads = iter(payloads)

    def __iter__(self) -> Iterator[records.Record]:
        for payload in self._payloads:
            try:
                record = records.decode(payload)
            except ValueError:
                self.damaged = True
                return
            yield record


def text_of(content: bytes) -> str:
    """A piece of text. This and what follows raise DamagedError."""
    try:
        return records.unpack_text(content)
    except ValueError:
        raise DamagedError from None


def selection_of(ranges: records.Ranges) -> Selection:
    try:
        return records.unpack_selection(ranges)
    except ValueError:
        raise DamagedError from None


def node_of(node: records.Node, clock_offset: float) -> HistoryRecord:
    """A state of the history; `clock_offset` is taken from the times of the world."""
    try:
        return HistoryRecord(
            node.state,
            node.parent,
            tuple(node.children),
            tuple([records.unpack_changes(each) for each in node.forward]),
            tuple([records.unpack_changes(each) for each in node.backward]),
            records.unpack_selection(node.selection_before),
            records.unpack_selection(node.selection_after),
            node.event,
            node.group,
            node.time - clock_offset,
            node.whole,
        )
    except ValueError:
        raise DamagedError from None


def changes_of(record: records.Edited, length: int) -> tuple[ChangeSet, ChangeSet | None]:
    """What was edited in a text of `length` code points, and what takes it back, if it is known."""
    try:
        changes = ChangeSet.of_ordered(length, records.unpack_edits(record.edits))
        if record.removed is None:
            return changes, None
        return changes, _inverse(changes, [records.unpack_text(each) for each in record.removed])
    except ValueError:
        raise DamagedError from None


def facts_of(record: records.Meta) -> Facts:
    return Facts(
        Path(os.fsdecode(record.path)) if record.path is not None else None,
        text_of(record.name),
        record.language,
        record.language_chosen,
        record.encoding,
        record.bom,
        record.line_ending,
        record.mixed,
        record.indentation,
    )


def saved_of(record: records.Saved) -> SavedState:
    return SavedState(record.state, _stamp(record.stamp), record.encoding, record.bom)


def saving_of(record: records.Saving) -> Saving:
    return Saving(
        Path(os.fsdecode(record.path)),
        record.state,
        _stamp(record.stamp),
        record.encoding,
        record.bom,
        tuple([Path(os.fsdecode(each)) for each in record.left]),
    )


def waiting_of(record: records.Awaited) -> tuple[Waiting, ...]:
    return tuple(
        [
            Waiting(command, arguments, selection_of(selected) if selected else None)
            for command, arguments, selected in record.waiting
        ]
    )


def _stamp(stamp: tuple[int, int, int, int, int] | None) -> FileStamp | None:
    return FileStamp(*stamp) if stamp is not None else None


def _inverse(changes: ChangeSet, removed: list[str]) -> ChangeSet:
    """The changes that take `changes` back, which took out what is `removed`."""
    edits = []
    growth = 0
    if len(removed) != len(changes.edits):
        raise ValueError("every edit takes something out, be it nothing")
    for (start, end, insert), gone in zip(changes.edits, removed, strict=True):
        if len(gone) != end - start:
            raise ValueError(f"an edit of {end - start} took out {len(gone)}")
        edits.append(Edit(start + growth, start + growth + len(insert), gone))
        growth += len(insert) - len(gone)
    return ChangeSet.of_ordered(changes.length_after, tuple(edits))
