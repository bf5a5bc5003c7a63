"""Pairs of brackets of several rows: the one around a place, or all in a stretch of text."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator
from time import perf_counter
from typing import NamedTuple

from pith.edit._brackets import LIMIT, InStringOrComment, bracket_hits, nowhere
from pith.edit._code_rows import ANGLES
from pith.edit._options import LanguageRules
from pith.text import Text


class BracketPair(NamedTuple):
    """Offsets of both brackets; `closing` is None for one that is too far away."""

    opening: int
    closing: int | None


class PairSearch:
    """Looks, bit by bit, for the pairs of brackets in code that reach over several rows.

    `found` has, of those that begin or end between `start` and `end` or hold both, the innermost
    first; with `innermost` only the first that holds both. Each kind of brackets is paired for
    itself. What is more than `limit` code points away is not looked at.
    """

    def __init__(
        self,
        text: Text,
        start: int,
        end: int,
        rules: LanguageRules,
        in_string_or_comment: InStringOrComment = nowhere,
        *,
        innermost: bool = False,
        limit: int = LIMIT,
    ) -> None:
        self.found: list[BracketPair] = []
        self._text = text
        self._start, self._end = start, end
        self._is_other = in_string_or_comment
        self._innermost = innermost
        self._limit = limit
        self._pairs = [
            pair
            for pair in rules.brackets
            if pair[0] and pair[1] and pair[0] != pair[1] and pair != ANGLES
        ]
        self._words = tuple(word for pair in self._pairs for word in pair)
        self._kind_of = {
            word: (kind, word == pair[0]) for kind, pair in enumerate(self._pairs) for word in pair
        }
        self._behind: dict[int, Iterator[int | None]] = {}
        self._steps = self._search() if self._pairs else iter(())

    def go_on(self, seconds: float) -> bool:
        """Look for so long at least; whether the search has come to its end."""
        until = perf_counter() + seconds
        return all(perf_counter() <= until for _ in self._steps)

    def _search(self) -> Iterator[None]:
        """Yields after every bracket that it looked at."""
        opened: list[list[int]] = [[] for _ in self._pairs]
        left_over: list[deque[int]] = [deque() for _ in self._pairs]
        for at, kind, opens in self._hits(self._start, self._end):
            yield
            if kind < 0:
                continue
            if opens:
                opened[kind].append(at)
            elif opened[kind]:
                self._take(opened[kind].pop(), at)
            else:
                left_over[kind].append(at)
        for kind, openings in enumerate(opened):
            for at in reversed(openings):
                self._take_if_closed(at, (yield from self._next_behind(kind)))
        waiting = [0] * len(self._pairs)
        first = max(self._start - self._limit, 0)
        for at, kind, opens in self._hits(first, self._start, backward=True):
            yield
            if kind < 0:
                continue
            if not opens:
                waiting[kind] += 1
            elif waiting[kind]:
                waiting[kind] -= 1
            else:
                if left_over[kind]:
                    self._take(at, left_over[kind].popleft())
                else:
                    self._take_if_closed(at, (yield from self._next_behind(kind)))
                if self._innermost and self.found:
                    return

    def _take(self, opening: int, closing: int | None) -> None:
        row_at = self._text.row_at
        if closing is None or row_at(opening) != row_at(closing):
            self.found.append(BracketPair(opening, closing))

    def _take_if_closed(self, opening: int, closing: int) -> None:
        """Where nothing closes a bracket to the end of the text, it is no pair."""
        if closing >= 0:
            self._take(opening, closing)
        elif self._end + self._limit < len(self._text):
            self._take(opening, None)

    def _next_behind(self, kind: int) -> Generator[None, None, int]:
        """The next closing bracket behind the end that nothing there opens; -1 if none is near."""
        if kind not in self._behind:
            self._behind[kind] = self._left_over_behind(kind)
        for at in self._behind[kind]:
            if at is not None:
                return at
            yield
        return -1

    def _left_over_behind(self, kind: int) -> Iterator[int | None]:
        depth = 0
        last = min(self._end + self._limit, len(self._text))
        for at, found, opens in self._hits(self._end, last, words=self._pairs[kind]):
            if found != kind:
                yield None
            elif opens:
                depth += 1
                yield None
            elif depth:
                depth -= 1
                yield None
            else:
                yield at

    def _hits(
        self,
        start: int,
        end: int,
        *,
        backward: bool = False,
        words: tuple[str, ...] = (),
    ) -> Iterator[tuple[int, int, bool]]:
        """Offset, kind, and whether it opens, of each bracket; the kind is -1 where it is none."""
        text, is_other = self._text, self._is_other
        for at, word in bracket_hits(text, words or self._words, start, end, backward):
            kind, opens = self._kind_of[word]
            if word.isalpha() and _is_part(text, at, word):
                kind = -1
            yield at, -1 if kind < 0 or is_other(at) else kind, opens


def _is_part(text: Text, at: int, word: str) -> bool:
    """Whether a word is only a part of one."""
    around = text.slice(at - 1, at), text.slice(at + len(word), at + len(word) + 1)
    return any(each.isalnum() or each == "_" for each in around)
