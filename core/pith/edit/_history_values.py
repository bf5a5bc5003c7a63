"""What a history hands out: steps, states, all of it as a value, and who hears of its changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from pith.edit._changes import ChangeSet
from pith.edit._history_node import HistoryRecord
from pith.edit._selection import Selection
from pith.text import Text


class HistoryStep:
    """What undo or redo does: `changes` to the text as it is, or (`text`) another one in its
    place, and the selection after that."""

    __slots__ = ("_changes", "_find", "event", "selection", "text")

    def __init__(
        self,
        changes: Callable[[], ChangeSet],
        selection: Selection,
        event: str,
        text: Text | None = None,
    ) -> None:
        self._find = changes
        self._changes: ChangeSet | None = None
        self.text = text
        self.selection = selection
        self.event = event

    @property
    def changes(self) -> ChangeSet:
        """Without edits where there is a `text`. To be asked for before the history is changed: of
        very many edits they are made only then."""
        if self._changes is None:
            self._changes = self._find()
        return self._changes

    def apply(self, text: Text) -> Text:
        """What becomes of the text as it is. Raises ValueError for one of another length."""
        return self.changes.apply(text) if self.text is None else self.text


class WholeTextError(KeyError):
    """There are no changes that lead from one state to another: a text between them is kept as a
    whole."""


class HistoryState(NamedTuple):
    """A state that can be gone to, for people to choose from.

    It was reached from `parent` (None: the oldest one that is known) at `time`, of the history's
    clock, by an event that put in and took out so many code points. `typed` begins with what was
    put in, or with what was taken out if that is all. `on_path`: undo leads to it from here.
    """

    state: int
    parent: int | None
    time: float
    event: str
    inserted: int
    deleted: int
    typed: str
    is_current: bool
    on_path: bool


class HistorySnapshot(NamedTuple):
    """The whole tree as a value. Every record comes after that of its parent."""

    records: tuple[HistoryRecord, ...]
    current: int
    latest_state: int
    """The highest number that was given to any state, forgotten ones too."""
    is_open: bool


class HistoryTape(Protocol):
    """Hears of everything that changes a history, in order, as values that stay as they are."""

    def recorded(
        self,
        changes: ChangeSet,
        inverse: ChangeSet | None,
        selection_before: Selection,
        selection_after: Selection,
        event: str,
        time: float,
        undo_group: str | None,
        joined: bool,
    ) -> None:
        """Changes were entered; `joined`: into the step that was growing."""
        ...

    def exchanged(self, selection_after: Selection, event: str, time: float) -> None:
        """The text was exchanged for another one, which no changes lead to."""
        ...

    def reselected(self, selection_after: Selection) -> None:
        """The current step ends with another selection."""
        ...

    def grown(self, length: int) -> None:
        """All states have become longer by so many code points: grow() was called."""
        ...

    def moved(self, state: int, remember: bool) -> None:
        """The document is in another state of the tree: go_to() was called, or the like."""
        ...
