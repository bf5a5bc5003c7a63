"""Folds that an edit opened because it broke what they begin or end with: undo brings them back."""

from __future__ import annotations

from collections.abc import Sequence

from pith.edit import Fold

_MOST = 100  # states of the history


class LostFolds:
    """Knows of each state of a document's history which folds were lost on the way from there."""

    def __init__(self) -> None:
        self._by_state: dict[int, Sequence[Fold]] = {}

    def keep(self, state: int, folds: Sequence[Fold]) -> None:
        """`folds` are those of the text in that state."""
        self._by_state.pop(state, None)
        self._by_state[state] = folds
        if len(self._by_state) > _MOST:
            del self._by_state[next(iter(self._by_state))]

    def take(self, state: int) -> Sequence[Fold]:
        """What was lost on the way from this state, which is reached again; once."""
        return self._by_state.pop(state, ())
