"""Places in a text, and what is to be changed in one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple


class Point(NamedTuple):
    """A place for people: row and column from 0; the column counts code points of the line."""

    row: int
    column: int


class Edit(NamedTuple):
    """Replace `start` to `end` by `insert`; the offsets are those of the text before."""

    start: int
    end: int
    insert: str


_new_edit: Callable[[tuple[int, int, str]], Edit] = partial(tuple.__new__, Edit)


def many_edits(starts: Iterable[int], ends: Iterable[int], inserts: Iterable[str]) -> list[Edit]:
    """As many edits as there are starts; in less than half the time that one by one takes."""
    return list(map(_new_edit, zip(starts, ends, inserts, strict=False)))
