"""All brackets of a stretch of text, found in one pass, for whoever asks about many places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import itemgetter

from pith.edit._brackets import LIMIT, InStringOrComment, bracket_hits
from pith.edit._options import LanguageRules
from pith.text import Text

_NONE = -1


class _Chain:
    """The brackets of one pair, all in code or all in strings and comments, ascending.

    Each is known by its number. `partner` is the number of what belongs to it, `over` that of the
    innermost opening one with a partner in which lies what comes behind it, and `open` that of the
    innermost opening one, be it ever closed or not.
    """

    def __init__(self) -> None:
        self.at: list[int] = []
        self.opens: list[bool] = []
        self.partner: list[int] = []
        self.over: list[int] = []
        self.open: list[int] = []

    def add(self, at: int, opens: bool) -> None:
        self.at.append(at)
        self.opens.append(opens)

    def close(self) -> None:
        """All are there: find who belongs to whom."""
        self.partner = [_NONE] * len(self.at)
        opened: list[int] = []
        for number, opens in enumerate(self.opens):
            if opens:
                opened.append(number)
            elif opened:
                other = opened.pop()
                self.partner[other], self.partner[number] = number, other
            self.open.append(opened[-1] if opened else _NONE)
        around = [_NONE]
        for number, opens in enumerate(self.opens):
            if self.partner[number] != _NONE:
                around.append(number) if opens else around.pop()
            self.over.append(around[-1])

    def around(self, start: int, end: int, limit: int, length: int) -> tuple[int, int] | None:
        """Where the brackets of the innermost pair around `start` to `end` are."""
        number = bisect_left(self.at, start) - 1
        number = self.over[number] if number >= 0 else _NONE
        while number != _NONE and self.at[number] >= start - limit:
            opening, closing = self.at[number], self.at[self.partner[number]]
            if end <= closing < opening + length + limit:
                return opening, closing
            number = self.over[number - 1] if number else _NONE
        return None

    def partner_of(self, at: int) -> int | None:
        """Where the bracket is that belongs to the one at an offset."""
        number = bisect_left(self.at, at)
        if number == len(self.at) or self.at[number] != at or self.partner[number] == _NONE:
            return None
        return self.at[self.partner[number]]

    def open_before(self, at: int) -> int | None:
        """Where the innermost bracket is that is open at an offset."""
        number = bisect_left(self.at, at) - 1
        number = self.open[number] if number >= 0 else _NONE
        return None if number == _NONE else self.at[number]

    def next_from(self, at: int) -> int | None:
        """Where the first bracket is from an offset on."""
        number = bisect_left(self.at, at)
        return self.at[number] if number < len(self.at) else None


class BracketIndex:
    """Knows about places from `first` to `last` what the functions of _brackets find, which look
    at no more than LIMIT code points to either side."""

    def __init__(
        self,
        text: Text,
        first: int,
        last: int,
        rules: LanguageRules,
        in_string_or_comment: InStringOrComment,
    ) -> None:
        self.first, self.last = first, last
        self._pairs = rules.brackets
        self._inside = in_string_or_comment
        kind_of: dict[str, tuple[int, bool]] = {}
        for kind, (opening, closing) in enumerate(rules.brackets):
            kind_of[closing] = kind, False
            kind_of[opening] = kind, True
        self._chains = {inside: [_Chain() for _ in rules.brackets] for inside in (False, True)}
        begin, end = max(first - LIMIT, 0), min(last + LIMIT, len(text))
        for at, string in bracket_hits(text, tuple(kind_of), begin, end):
            kind, opens = kind_of[string]
            self._chains[in_string_or_comment(at)][kind].add(at, opens)
        for chains in self._chains.values():
            for chain in chains:
                chain.close()

    def enclosing(self, start: int, end: int) -> tuple[int, int] | None:
        """As enclosing_brackets()."""
        found = [
            (*around, closing)
            for (opening, closing), chain in self._by_pair(start)
            if (around := chain.around(start, end, LIMIT, len(opening))) is not None
        ]
        if not found:
            return None
        at, partner, closing = max(found, key=itemgetter(0))
        return at, partner + len(closing)

    def partner(self, offset: int, pair: tuple[str, str, bool]) -> int | None:
        """Where the bracket is that belongs to the one at `offset`, a `pair` of
        brackets_beside()."""
        opening, closing, opens = pair
        for other, chain in self._by_pair(offset):
            if other == (opening, closing):
                found = chain.partner_of(offset)
                if found is None:
                    return None
                near = found < offset + len(opening) + LIMIT if opens else found >= offset - LIMIT
                return found if near else None
        return None

    def opening_before(self, offset: int, closing: str) -> int | None:
        """As opening_bracket_before()."""
        for pair, chain in self._by_pair(offset):
            if pair[1] == closing:
                found = chain.open_before(offset)
                return found if found is not None and found >= offset - LIMIT else None
        return None

    def next_from(self, offset: int) -> int | None:
        """Where the next bracket is; in code if the offset is, else in strings and comments."""
        found = [chain.next_from(offset) for _, chain in self._by_pair(offset)]
        near = [at for at in found if at is not None and at < offset + LIMIT]
        return min(near, default=None)

    def _by_pair(self, offset: int) -> Iterator[tuple[tuple[str, str], _Chain]]:
        return zip(self._pairs, self._chains[self._inside(offset)], strict=True)
