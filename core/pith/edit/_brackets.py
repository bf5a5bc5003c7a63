"""Finding the bracket that belongs to another."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from functools import lru_cache
from math import inf
from time import perf_counter

from pith.edit._options import LanguageRules
from pith.text import Text

LIMIT = 200_000  # code points looked through before giving up
_WINDOW = 4096

#: Yields after every bracket that it looked at, and returns what was looked for.
_Steps = Generator[None, None, int | None]

InStringOrComment = Callable[[int], bool]


def nowhere(offset: int) -> bool:
    """What is in a string or comment where nobody knows of any."""
    return False


@lru_cache(maxsize=64)
def _pattern(strings: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(strings, key=len, reverse=True)
    return re.compile("|".join(re.escape(string) for string in longest_first))


def bracket_hits(
    text: Text, strings: tuple[str, ...], start: int, end: int, backward: bool = False
) -> Iterator[tuple[int, str]]:
    """Where the strings are from `start` to `end`, in the direction of travel."""
    finditer = _pattern(strings).finditer
    overlap = max(map(len, strings)) - 1
    if backward:
        while end > start:
            begin = max(end - _WINDOW, start)
            window = text.slice(begin, end + overlap)
            found = [(begin + hit.start(), hit.group()) for hit in finditer(window)]
            yield from (hit for hit in reversed(found) if hit[0] < end)
            end = begin
    else:
        while start < end:
            stop = min(start + _WINDOW, end)
            window = text.slice(start, stop + overlap)
            for hit in finditer(window):
                if start + hit.start() < stop:
                    yield start + hit.start(), hit.group()
            start = stop


def _bracket_at(text: Text, offset: int, rules: LanguageRules) -> tuple[str, str, bool] | None:
    """The pair of which a bracket starts at `offset`, and whether that is the opening one."""
    for opening, closing in rules.brackets:
        for string in (opening, closing):
            if string and text.slice(offset, offset + len(string)) == string:
                return opening, closing, string == opening
    return None


def brackets_beside(
    text: Text, offset: int, rules: LanguageRules
) -> Iterator[tuple[int, tuple[str, str, bool]]]:
    """Where brackets start that a caret at `offset` is in front of or behind, the one after it
    first; each with its pair, and whether it is the opening one."""
    longest = max((len(string) for pair in rules.brackets for string in pair), default=0)
    for at in range(offset, max(offset - longest, 0) - 1, -1):
        pair = _bracket_at(text, at, rules)
        if pair is not None and at + len(pair[0] if pair[2] else pair[1]) >= offset:
            yield at, pair


def _partner_steps(
    text: Text,
    offset: int,
    pair: tuple[str, str, bool],
    in_string_or_comment: InStringOrComment,
    limit: int,
) -> _Steps:
    """Where the bracket is that belongs to the one at `offset`.

    Code is matched with code only, and what is in strings and comments with its like.
    """
    opening, closing, is_opening = pair
    inside = in_string_or_comment(offset)
    if is_opening:
        start = offset + len(opening)
        hits = bracket_hits(text, (opening, closing), start, min(start + limit, len(text)))
    else:
        hits = bracket_hits(text, (opening, closing), max(offset - limit, 0), offset, backward=True)
    deeper = opening if is_opening else closing
    depth = 1
    for at, string in hits:
        if in_string_or_comment(at) == inside:
            depth += 1 if string == deeper else -1
            if depth == 0:
                return at
        yield
    return None


def partner_of(
    text: Text,
    offset: int,
    pair: tuple[str, str, bool],
    in_string_or_comment: InStringOrComment,
    limit: int,
) -> int | None:
    """All steps of _partner_steps at once."""
    steps = _partner_steps(text, offset, pair, in_string_or_comment, limit)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: int | None = end.value
            return found


class BracketSearch:
    """Looks for the partner of the bracket next to the caret at `offset`, bit by bit.

    The bracket after the caret counts before the one in front of it. `found` is where it starts
    and where its partner does: None when there is no bracket, when it has no partner, or when
    `limit` code points were looked through in vain.
    """

    def __init__(
        self,
        text: Text,
        offset: int,
        rules: LanguageRules,
        in_string_or_comment: InStringOrComment = nowhere,
        limit: int = LIMIT,
    ) -> None:
        self.found: tuple[int, int] | None = None
        self._steps = self._search(text, offset, rules, in_string_or_comment, limit)

    def _search(
        self,
        text: Text,
        offset: int,
        rules: LanguageRules,
        in_string_or_comment: InStringOrComment,
        limit: int,
    ) -> Iterator[None]:
        for at, pair in brackets_beside(text, offset, rules):
            partner = yield from _partner_steps(text, at, pair, in_string_or_comment, limit)
            if partner is not None:
                self.found = at, partner
                return

    def go_on(self, seconds: float) -> bool:
        """Look for so long at least; whether the search has come to its end."""
        until = perf_counter() + seconds
        return all(perf_counter() <= until for _ in self._steps)


def matching_bracket(
    text: Text,
    offset: int,
    rules: LanguageRules,
    in_string_or_comment: InStringOrComment = nowhere,
    limit: int = LIMIT,
) -> tuple[int, int] | None:
    """What a BracketSearch finds, at once."""
    search = BracketSearch(text, offset, rules, in_string_or_comment, limit)
    search.go_on(inf)
    return search.found


def opening_bracket_before(
    text: Text,
    offset: int,
    closing: str,
    rules: LanguageRules,
    in_string_or_comment: InStringOrComment = nowhere,
    limit: int = LIMIT,
) -> int | None:
    """Where the bracket is that `closing`, were it put at `offset`, would close; or None."""
    for pair in rules.brackets:
        if pair[1] == closing:
            return partner_of(text, offset, (*pair, False), in_string_or_comment, limit)
    return None


def enclosing_brackets(
    text: Text,
    start: int,
    end: int,
    rules: LanguageRules,
    in_string_or_comment: InStringOrComment = nowhere,
    limit: int = LIMIT,
) -> tuple[int, int] | None:
    """The span, brackets included, of the innermost pair around `start` to `end`; or None."""
    return enclosing_within(text, start, end, rules, in_string_or_comment, limit)[0]


def enclosing_within(
    text: Text,
    start: int,
    end: int,
    rules: LanguageRules,
    in_string_or_comment: InStringOrComment,
    limit: int,
) -> tuple[tuple[int, int] | None, bool]:
    """The span of the innermost pair, and whether a larger `limit` could find no other one."""
    if not rules.brackets:
        return None, True
    certain = True
    inside = in_string_or_comment(start)
    strings = tuple(string for pair in rules.brackets for string in pair)
    pair_of = {opening: (opening, closing) for opening, closing in rules.brackets}
    opening_of = {closing: opening for opening, closing in rules.brackets}
    waiting: dict[str, int] = {}
    left_over: dict[str, Iterator[int]] = {}
    for at, string in bracket_hits(text, strings, max(start - limit, 0), start, backward=True):
        if in_string_or_comment(at) != inside:
            continue
        if string not in pair_of:
            opening = opening_of[string]
            waiting[opening] = waiting.get(opening, 0) + 1
        elif waiting.get(string):
            waiting[string] -= 1
        else:
            # What is open here is closed by the next bracket that nothing closes from `start` on:
            # each is looked for behind the one before, not from every opening one again.
            pair = pair_of[string]
            begin = max(start, at + len(string))
            if string not in left_over:
                left_over[string] = _left_over(
                    text, begin, pair, in_string_or_comment, inside, limit
                )
            partner = next(left_over[string], None)
            far = partner is not None and partner >= at + len(string) + limit
            if partner is not None and not far and partner >= end:
                return (at, partner + len(pair[1])), certain
            certain = certain and partner is not None and not far
    return None, False


def _left_over(
    text: Text,
    start: int,
    pair: tuple[str, str],
    in_string_or_comment: InStringOrComment,
    inside: bool,
    limit: int,
) -> Iterator[int]:
    """Where the closing brackets are that nothing from `start` on opens; all in code, or all in
    strings and comments."""
    depth = 0
    for at, string in bracket_hits(text, pair, start, min(start + limit, len(text))):
        if in_string_or_comment(at) != inside:
            continue
        if string == pair[0]:
            depth += 1
        elif depth:
            depth -= 1
        else:
            yield at
