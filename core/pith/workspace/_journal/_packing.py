"""From values to records: what the journal's thread does before it writes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pith.workspace._journal import _records as records
from pith.workspace._journal import _values as values
from pith.workspace._journal._fingerprint import fingerprint

if TYPE_CHECKING:
    from pith.workspace._waiting import Waiting

_PIECE = 1 << 20  # code points


class Packer:
    """Packs what is said of one document. `clock_offset` makes its clock's times those of the
    world."""

    def __init__(self, clock_offset: float) -> None:
        self._offset = clock_offset
        self._last_selection: object = None

    def checkpoint(self, checkpoint: values.Checkpoint) -> Iterator[bytes]:
        """The payloads of a checkpoint, which is complete with the last of them."""
        self._last_selection = None
        encode = records.encode
        yield encode(_meta(checkpoint.facts))
        yield encode(_saved(checkpoint.saved))
        if checkpoint.seen:
            yield encode(records.Seen(checkpoint.seen))
        if checkpoint.waiting:
            yield encode(_awaited(checkpoint.waiting))
        text = checkpoint.text
        if checkpoint.keeps_text:
            for start in range(0, max(len(text), 1), _PIECE):
                yield encode(records.Piece(records.pack_text(text.slice(start, start + _PIECE))))
        else:
            found = b"" if checkpoint.fingerprint_later else fingerprint(text)
            yield encode(records.Base(len(text), found))
        for each in checkpoint.history.records:
            yield encode(
                records.Node(
                    each.state,
                    each.parent,
                    list(each.children),
                    [records.pack_changes(changes) for changes in each.forward],
                    [records.pack_changes(changes) for changes in each.backward],
                    records.pack_selection(each.selection_before),
                    records.pack_selection(each.selection_after),
                    each.event,
                    each.group,
                    each.time + self._offset,
                    each.whole,
                )
            )
        history = checkpoint.history
        yield encode(
            records.Tree(history.current, history.latest_state, history.is_open, checkpoint.anchor)
        )

    def entry(self, entry: values.Entry) -> bytes:
        """The payload of what happened."""
        record: records.Record
        match entry:
            case values.Edited():
                before: records.Ranges | None = None
                if entry.selection_before is not self._last_selection:
                    before = records.pack_selection(entry.selection_before)
                self._last_selection = entry.selection_after
                removed: list[bytes] | None = None
                if entry.inverse is not None:
                    removed = [records.pack_text(edit.insert) for edit in entry.inverse.edits]
                record = records.Edited(
                    records.pack_edits(entry.changes),
                    removed,
                    before,
                    records.pack_selection(entry.selection_after),
                    entry.event,
                    entry.undo_group,
                    entry.time + self._offset,
                    entry.joined,
                )
            case values.Exchanged():
                self._last_selection = entry.selection_after
                record = records.Exchanged(
                    records.pack_selection(entry.selection_after),
                    entry.event,
                    entry.time + self._offset,
                )
            case values.Grown(text, length):
                end = len(text)
                record = records.Grown(records.pack_text(text.slice(end - length, end)))
            case values.Awaited():
                record = _awaited(entry.waiting)
            case values.Fingerprint():
                record = records.Fingerprint(entry.fingerprint)
            case values.Moved():
                record = records.Moved(*entry)
            case values.Reselected():
                record = records.Reselected(records.pack_selection(entry.selection))
            case values.Seen():
                record = records.Seen(entry.view)
            case values.Facts():
                record = _meta(entry)
            case values.Saving():
                left = [os.fsencode(each) for each in entry.left]
                record = records.Saving(os.fsencode(entry.path), *entry[1:5], left)
            case values.SavedState():
                record = _saved(entry)
        return records.encode(record)


def _meta(facts: values.Facts) -> records.Meta:
    path = os.fsencode(facts.path) if facts.path is not None else None
    return records.Meta(path, records.pack_text(facts.name), *facts[2:])


def _awaited(waiting: Iterable[Waiting]) -> records.Awaited:
    return records.Awaited(
        [
            (command, arguments, records.pack_selection(selection) if selection else None)
            for command, arguments, selection in waiting
        ]
    )


def _saved(saved: values.SavedState) -> records.Saved:
    return records.Saved(*saved)
