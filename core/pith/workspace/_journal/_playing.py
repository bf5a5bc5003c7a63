"""Doing again what a journal says was done after its checkpoint."""

from __future__ import annotations

from collections.abc import Iterator

from pith.text import Text
from pith.workspace._journal import _records as records
from pith.workspace._journal._known import ENDLESS, Known, made_again
from pith.workspace._journal._unpacking import DamagedError, changes_of, selection_of, text_of


class Player:
    """Enters in `known` what was done to the document."""

    def __init__(self, known: Known) -> None:
        self._known = known
        #: What was typed into a text of which nothing is known.
        self.typed: list[str] = []

    def play(self, entries: Iterator[records.Record]) -> None:
        """Do again what was done, as far as it fits; raises DamagedError where it does not."""
        known = self._known
        for record in entries:
            match record:
                case records.Edited():
                    self._edit(record)
                case records.Exchanged():
                    self._exchange(record)
                case records.Grown(content):
                    tail = Text.of(text_of(content))
                    if known.text is not None:
                        known.text = known.text.grown(tail)
                    known.length += len(tail)
                    known.history.grow(len(tail), tail)
                case records.Moved(state, remember):
                    if known.forgot and state not in known.history:
                        self._gather(entries)
                        return
                    self._move(state, remember)
                case records.Reselected(selection):
                    known.history.reselect(selection_of(selection))
                    known.selection = selection_of(selection)
                case _:
                    known.take(record)

    def _edit(self, record: records.Edited) -> None:
        known = self._known
        changes, inverse = changes_of(record, known.length)
        selection = selection_of(record.selection_after)
        before = known.last_after
        if record.selection_before is not None:
            before = selection_of(record.selection_before)
        if before is None or (record.joined and not known.history.can_undo):
            raise DamagedError
        known.history.record(
            changes,
            inverse,
            before,
            selection,
            record.event,
            record.time - known.clock_offset,
            record.group,
            record.joined,
            known.text if inverse is None else None,
        )
        known.change(changes)
        known.selection = known.last_after = selection
        known.time = record.time
        known.seen = {}

    def _exchange(self, record: records.Exchanged) -> None:
        known = self._known
        after = selection_of(record.selection_after)
        before = known.last_after or after
        time = record.time - known.clock_offset
        text = made_again(known.text, record.event) if known.text is not None else None
        before_text = known.text if text is not None else None
        known.history.exchange(before_text, text, before, after, record.event, time)
        known.text, known.length = text, len(text) if text is not None else ENDLESS
        known.selection = known.last_after = after

    def _gather(self, entries: Iterator[records.Record]) -> None:
        """The document went to a text of which nothing is known, as it was taken out of the file
        and is in no other: of what comes after it there is only what was typed."""
        for record in entries:
            if isinstance(record, records.Edited):
                self.typed += [text_of(insert) for _, _, insert in record.edits]
                self._known.time = record.time

    def _move(self, state: int, remember: bool) -> None:
        known = self._known
        try:
            steps = known.history.go_to(state, remember=remember)
            for step in steps:
                if step.text is None:
                    known.change(step.changes)
                else:
                    known.length, known.text = len(step.text), step.text
        except (KeyError, ValueError):
            raise DamagedError from None
        if steps:
            known.selection = steps[-1].selection
        known.seen = {}
