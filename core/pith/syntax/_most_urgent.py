"""From where lexing has to go on first: so that what is on the screen becomes right."""

from __future__ import annotations

from typing import Final

from pith.syntax._source import likely_start
from pith.syntax._store import Mark, RowStore
from pith.text import Text

# Where nothing is known near the screen, lexing starts this far above it, with a guess.
_NEAR: Final = 48_000  # code points
_GUESS_ROWS: Final = 300


def most_urgent_row(
    store: RowStore, text: Text, first: int, last: int, start: Mark | None
) -> int | None:
    """The open row to go on from for rows `first` to `last`; None if they are right or as good as
    they can quickly be.

    One is opened, with a guess, if none is near: where a lexer may start from scratch it gets the
    mark `start`, if that is known.
    """
    last = min(last, len(store.rows) - 1)
    first = min(first, last)
    before = [row for row in store.open if row <= last]
    nearest = before[-1] if before else None
    if nearest is not None:
        distance = text.line_start(first) - text.line_start(min(nearest, first))
        if distance <= _NEAR:
            return nearest
    if None not in store.rows[first : last + 1]:
        return None
    first = first + store.rows[first : last + 1].index(None)
    # Something known above, without an open row between: go on from its last mark.
    guess = likely_start(text, first, _GUESS_ROWS)
    for row in range(first - 1, max(-1, first - _GUESS_ROWS), -1):
        if store.rows[row] is not None and store.marks[row] is not None:
            guess = row
            break
    store.open_row(guess)
    if store.marks[guess] is None:
        store.marks[guess] = start
    return guess
