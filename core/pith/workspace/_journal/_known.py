"""What is known of a document while its journal is read."""

from __future__ import annotations

from typing import Any

from pith.edit import ChangeSet, History, Selection
from pith.text import Text
from pith.workspace._journal import _records as records
from pith.workspace._journal._unpacking import (
    DamagedError,
    facts_of,
    saved_of,
    saving_of,
    waiting_of,
)
from pith.workspace._journal._values import Facts, SavedState, Saving
from pith.workspace._line_ends import line_ending_of_event
from pith.workspace._waiting import Waiting

NO_LIMIT = 1 << 62
"""Bytes that a history may take which is read."""
ENDLESS = 1 << 40
"""Code points that a text has of which nobody knows how far its file was read."""


class Known:
    """A document in the making: as it was after the last record that was played."""

    def __init__(self, clock_offset: float) -> None:
        """`clock_offset` is taken from the times of the world."""
        self.clock_offset = clock_offset
        self.facts: Facts | None = None
        self.saved: SavedState | None = None
        #: The save that was announced last, if nothing says that it was done.
        self.saving: Saving | None = None
        self.waiting: tuple[Waiting, ...] = ()
        self.seen: dict[str, Any] = {}
        self.selection: Selection | None = None
        #: The selection after the last edit.
        self.last_after: Selection | None = None
        #: Of the last edit, as the world has it.
        self.time: float | None = None
        self.history = History(NO_LIMIT)
        #: None where only what is done to it is known.
        self.text: Text | None = None
        self.length = 0
        #: Whether there were states whose texts are in no file.
        self.forgot = False

    def take(self, record: records.Record) -> None:
        """Take what is said beside the text. Raises DamagedError for a record of something else."""
        match record:
            case records.Meta():
                self.facts = facts_of(record)
            case records.Saved():
                self.saved = saved_of(record)
                self.saving = None
            case records.Saving():
                self.saving = saving_of(record)
            case records.Seen(view):
                self.seen = view
            case records.Fingerprint():
                pass
            case records.Awaited():
                self.waiting = waiting_of(record)
            case _:
                raise DamagedError

    def facts_or_damaged(self) -> Facts:
        if self.facts is None:
            raise DamagedError
        return self.facts

    def saved_or_damaged(self) -> SavedState:
        if self.saved is None:
            raise DamagedError
        return self.saved

    def change(self, changes: ChangeSet) -> None:
        """The text is changed; the history knows already."""
        self.length = changes.length_after
        if self.text is not None:
            self.text = changes.apply(self.text)

    def text_at(self, state: int, text: Text, start: int | None = None) -> Text:
        """The text of a state, given the one of state `start` (None: the current one). Raises
        KeyError for a state that is not there or whose text cannot be known."""
        route = self.history.changes_to(state, start)
        return route.apply(text) if route is not None else text


def made_again(text: Text, event: str) -> Text | None:
    """The text that a step made of this one as a whole, made once more; None: that cannot be."""
    line_ending = line_ending_of_event(event)
    if line_ending is None:
        return None
    from pith.text import with_line_ending

    try:
        return with_line_ending(text, line_ending)
    except OSError:  # no room for it: what was typed is kept all the same
        return None
