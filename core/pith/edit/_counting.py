"""Counting what is found, without looking at each of it."""

from __future__ import annotations

from collections.abc import Iterator

from pith.edit._search import SearchQuery, literal_expression
from pith.text import Text

_WINDOW = 65_536  # code points that are looked through before somebody may stop it


def counts_at_once(query: SearchQuery) -> bool:
    """Whether occurrences() knows how: of a string that cannot overlap itself, all that there are
    are matches, wherever one begins."""
    pattern = query.pattern.lower()
    if not pattern or query.regex or query.whole_word or "\n" in pattern or "\r" in pattern:
        return False
    if not query.case_sensitive and not pattern.isascii():
        return False
    return not any(pattern.startswith(pattern[at:]) for at in range(1, len(pattern)))


def occurrences(text: Text, query: SearchQuery, start: int, end: int) -> Iterator[tuple[int, int]]:
    """How many matches there are from `start` to `end`, bit by bit: the number of them in the next
    stretch, and where that ends. For a query of which counts_at_once() holds."""
    pattern = query.pattern
    reach = len(pattern) - 1
    find_all = literal_expression(query).findall
    while start < end:
        stop = min(start + _WINDOW, end)
        window = text.slice(start, min(stop + reach, end))
        found = window.count(pattern) if query.case_sensitive else len(find_all(window))
        yield found, stop
        start = stop
