"""How many places may be selected at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from pith.base import Problem, ProblemError

T = TypeVar("T")

MOST_RANGES = 50_000
"""Of more of them, every key would hold up the window for longer than anybody should wait."""


def require_few_ranges(count: int, most: int | None = None) -> None:
    """Raise ProblemError for more than `most` (None: MOST_RANGES)."""
    most = MOST_RANGES if most is None else most
    if count > most:
        raise _too_many(most)


def few_ranges(found: Iterable[T]) -> Iterator[T]:
    """What is found, to make a range of each. Raises ProblemError when it is too many."""
    found = iter(found)
    yield from islice(found, MOST_RANGES)
    if next(found, None) is not None:
        raise _too_many(MOST_RANGES)


def _too_many(most: int) -> ProblemError:
    return ProblemError(
        Problem(
            f"these are more than {most:,} places, which are too many to select at once",
            advice="select a part of the text first; Replace All has no such limit",
        )
    )
