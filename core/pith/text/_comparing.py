"""Whether two texts are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pith.text._text import Text


def same_content(one: Text, other: Text) -> bool:
    """Whether two texts of the same length are the same; what they share is not looked at."""
    ours, theirs = one.leaves(), other.leaves()
    mine, its = next(ours), next(theirs)
    at = place = 0  # how much of each leaf has been compared
    while True:
        size = min(mine.length - at, its.length - place)
        shared = mine is its or (mine.paged and its.paged and mine.is_same(its))
        shared = shared and at == place
        if not shared and mine.content[at : at + size] != its.content[place : place + size]:
            return False
        at, place = at + size, place + size
        if at == mine.length:
            following = next(ours, None)
            if following is None:
                return True
            mine, at = following, 0
        if place == its.length:
            following = next(theirs, None)
            if following is None:
                return True
            its, place = following, 0
