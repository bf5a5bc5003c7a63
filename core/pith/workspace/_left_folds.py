"""What was folded in the states of a document's history that a view has left: an edit may break
what a fold begins or ends with, and undo brings it back."""

from __future__ import annotations

from pith.edit import ChangeSet, Folds
from pith.text import Text

_MOST = 100  # states


class LeftFolds:
    """The folds of a view by the state that the history was in."""

    def __init__(self) -> None:
        self._by_state: dict[int, Folds] = {}

    def keep(self, state: int, folds: Folds) -> None:
        """The view leaves a state; `folds` are those of the text in it."""
        self._by_state.pop(state, None)
        self._by_state[state] = folds
        if len(self._by_state) > _MOST:
            del self._by_state[next(iter(self._by_state))]

    def at(self, state: int) -> Folds | None:
        """What was folded when a state was left."""
        return self._by_state.get(state)


def folds_again(folds: Folds, changes: ChangeSet, before: Text, after: Text, left: Folds) -> Folds:
    """The folds after `changes` of the text `before` have led to the text `after` again, in which
    `left` were folded: those that are moved there, and of the left ones those that were lost on
    the way from there and those that are folded still but would be lost on the way back."""
    moved = folds.map(changes, before)
    if before.has_pages or after.has_pages:
        return moved  # nothing is read of a huge file for this
    broken = {each for each, there in folds.near(changes, before) if there is None}
    near = left.near(changes.invert(before), after)
    lost = [each for each, there in near if there is None or there in broken]
    return moved.adding(lost).cut(after.line_count)
