"""What a worker does to find: all matches, the one that is next, what replaces them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic
from typing import NamedTuple

from pith.base import CancelToken, release_memory
from pith.edit import (
    Match,
    SearchQuery,
    counts_at_once,
    few_ranges,
    find_matches,
    occurrences,
    replacement_edits,
)
from pith.text import Edit, Text

MOST = 20_000
"""Matches that are listed and marked. All are counted, gone to and replaced."""

_LARGE = 32_000_000  # code points
_REPORT_SECONDS = 0.15
_BACKWARD = 262_144  # code points that are looked through at a time on the way back

Span = tuple[int, int]
Scope = tuple[Span, ...]
"""Where to look: sorted, disjoint stretches of a text. Empty: everywhere."""


class Found(NamedTuple):
    """Sorted, disjoint spans (start, end), and how many there are: more than were listed, maybe."""

    spans: tuple[Span, ...] = ()
    total: int = 0

    @property
    def truncated(self) -> bool:
        return self.total > len(self.spans)


def find_all(
    text: Text,
    query: SearchQuery,
    scope: Scope = (),
    token: CancelToken | None = None,
    report: Callable[[Found, float], object] | None = None,
) -> Found:
    """Every match counted, and the first MOST of them.

    `report` is told now and then what was found so far, and how much of the text that was (from 0
    to 1). Raises ProblemError, and Cancelled.
    """
    spans: list[Span] = []
    total = 0
    length = max(len(text), 1)
    due = monotonic() + _REPORT_SECONDS

    def pause(offset: int) -> bool:
        nonlocal due
        if report is not None and monotonic() > due:
            report(Found(tuple(spans), total), offset / length)
            due = monotonic() + _REPORT_SECONDS
        return token is not None and token.cancelled

    for match in _matches(text, query, scope, 0, pause):
        total += 1
        if total <= MOST:
            spans.append((match.start, match.end))
        if total == MOST and counts_at_once(query):
            for more, offset in _occurrences(text, query, scope, match.end):
                total += more
                if pause(offset):
                    break
            break
    if token is not None:
        token.raise_if_cancelled()
    if length > _LARGE:
        release_memory()
    return Found(tuple(spans), total)


def find_few_spans(text: Text, query: SearchQuery, scope: Scope, token: CancelToken) -> list[Span]:
    """Every match, to select them. Raises ProblemError, for too many as well, and Cancelled."""
    matches = few_ranges(_matches(text, query, scope, 0, lambda _: token.cancelled))
    spans = [(match.start, match.end) for match in matches]
    token.raise_if_cancelled()
    return spans


def find_next(
    text: Text, query: SearchQuery, scope: Scope, offset: int, token: CancelToken
) -> Span | None:
    """The first match that starts at `offset` or after it; from the start if there is none."""
    for start in (offset, 0):
        for match in _matches(text, query, scope, start, lambda _: token.cancelled):
            return match.start, match.end
        token.raise_if_cancelled()
        if start == 0:
            break
    return None


def find_previous(
    text: Text, query: SearchQuery, scope: Scope, offset: int, token: CancelToken
) -> Span | None:
    """The last match that starts before `offset`; from the end if there is none."""
    for end in (offset, len(text) + 1):
        for first, last in reversed(scope or ((0, len(text)),)):
            found = _last(text, query, first, min(last, end), last, token)
            if found is not None:
                return found
    return None


def find_at(text: Text, query: SearchQuery, scope: Scope, span: Span) -> Match | None:
    """The match that is exactly `span`, with its groups."""
    for first, last in scope or ((0, len(text)),):
        if first <= span[0] and span[1] <= last:
            for match in find_matches(text, query, span[0], last):
                return match if (match.start, match.end) == span else None
    return None


def replacements(
    text: Text,
    query: SearchQuery,
    scope: Scope,
    template: str,
    line_ending: str,
    token: CancelToken,
) -> list[Edit]:
    """The edits that replace every match. Raises ProblemError, and Cancelled."""
    matches = list(_matches(text, query, scope, 0, lambda _: token.cancelled))
    token.raise_if_cancelled()
    return replacement_edits(matches, template, query, line_ending)


def _matches(
    text: Text, query: SearchQuery, scope: Scope, start: int, pause: Callable[[int], bool]
) -> Iterator[Match]:
    for first, last in scope or ((0, len(text)),):
        if start <= last:
            yield from find_matches(text, query, max(first, start), last, should_stop=pause)


def _occurrences(
    text: Text, query: SearchQuery, scope: Scope, start: int
) -> Iterator[tuple[int, int]]:
    for first, last in scope or ((0, len(text)),):
        yield from occurrences(text, query, max(first, start), last)


def _last(
    text: Text, query: SearchQuery, first: int, end: int, last: int, token: CancelToken
) -> Span | None:
    """The last match from `first` to `last` that starts before `end`."""
    stop = end
    while stop > first:
        # By whole lines, and every match that starts in them.
        start = max(first, text.line_start(text.row_at(max(stop - _BACKWARD, 0))))
        found: Span | None = None
        for match in find_matches(text, query, start, last, should_stop=lambda _: token.cancelled):
            if match.start >= stop:
                break
            found = (match.start, match.end)
        token.raise_if_cancelled()
        if found is not None:
            return found
        stop = start
    return None
