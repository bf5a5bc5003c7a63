"""Brackets at many places of one text, as commands with many carets ask for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from pith.edit._bracket_index import BracketIndex
from pith.edit._brackets import (
    LIMIT,
    InStringOrComment,
    bracket_hits,
    brackets_beside,
    enclosing_within,
    nowhere,
    opening_bracket_before,
    partner_of,
)
from pith.edit._options import LanguageRules
from pith.text import Text

T = TypeVar("T")

_FEW = 4  # places at which it may be looked far away, each for itself
_NEAR = 1_000  # code points looked through around each place before all are found in one pass
_LOOKED_AT = 2_000  # brackets
_LARGEST = 2_000_000  # code points between places that are gone through in one pass


class ManyBrackets:
    """Answers what enclosing_brackets() and its like do, for places in ascending order.

    What is near each place is found there. When that takes long in all, or does not suffice, the
    text around all places is gone through once instead, however many they are.
    """

    def __init__(
        self,
        text: Text,
        rules: LanguageRules,
        in_string_or_comment: InStringOrComment = nowhere,
        places: Iterable[int] = (),
    ) -> None:
        """`places` are ascending offsets around which it will be asked."""
        self._text = text
        self._rules = rules
        self._inside = in_string_or_comment
        self._looked_at = 0
        self._far = 0  # answers that were not to be found near the place
        self._groups = _groups(places)
        self._few = sum(count for _, _, count in self._groups) <= _FEW
        self._index: BracketIndex | None = None

    def enclosing(self, start: int, end: int) -> tuple[int, int] | None:
        """The span, brackets included, of the innermost pair around `start` to `end`; or None."""
        about = self._text, start, end, self._rules, self._counted
        return self._ask(
            start,
            lambda limit: enclosing_within(*about, limit),
            lambda index: index.enclosing(start, end),
        )

    def matching(self, offset: int) -> tuple[int, int] | None:
        """Where the bracket next to a caret is, and its partner; or None."""
        for at, pair in brackets_beside(self._text, offset, self._rules):
            partner = self._partner(offset, at, pair)
            if partner is not None:
                return at, partner
        return None

    def pair_at(self, offset: int) -> tuple[int, int] | None:
        """The span, brackets included, of the pair of which a bracket is next to a caret."""
        match = self.matching(offset)
        if match is None:
            return None
        first, last = sorted(match)
        for opening, closing in self._rules.brackets:
            if self._text.slice(first, first + len(opening)) == opening:
                return first, last + len(closing)
        return None

    def _partner(self, offset: int, at: int, pair: tuple[str, str, bool]) -> int | None:
        def directly(limit: int) -> tuple[int | None, bool]:
            found = partner_of(self._text, at, pair, self._counted, limit)
            return found, found is not None

        return self._ask(offset, directly, lambda index: index.partner(at, pair))

    def opening_before(self, offset: int, closing: str) -> int | None:
        """Where the bracket is that `closing`, were it put at `offset`, would close; or None."""
        about = self._text, offset, closing, self._rules, self._counted

        def directly(limit: int) -> tuple[int | None, bool]:
            found = opening_bracket_before(*about, limit)
            return found, found is not None

        return self._ask(offset, directly, lambda index: index.opening_before(offset, closing))

    def to_go_to(self, offset: int) -> int | None:
        """Where "go to bracket" leads: to the partner, else out of the brackets around, else on
        to the next bracket."""
        match = self.matching(offset)
        if match is not None:
            return match[1]
        around = self.enclosing(offset, offset)
        if around is not None:
            return self.closing_of(around)
        index = self._index_for(offset)
        return self._next_from(offset) if index is None else index.next_from(offset)

    def closing_of(self, span: tuple[int, int]) -> int:
        """Where the closing bracket of a span begins."""
        text, end = self._text, span[1]
        for _, closing in self._rules.brackets:
            if text.slice(end - len(closing), end) == closing:
                return end - len(closing)
        return end

    def _ask(
        self,
        offset: int,
        directly: Callable[[int], tuple[T | None, bool]],
        known: Callable[[BracketIndex], T | None],
    ) -> T | None:
        """What is found about a place: `directly` looks at so many code points around it, and says
        whether more of them could change its answer."""
        index = self._index_for(offset)
        if index is None:
            found, certain = directly(LIMIT if self._few else _NEAR)
            if certain or self._few:
                return found
            self._far += 1
            index = self._index_for(offset)
            if index is None:
                return directly(LIMIT)[0]
        return known(index)

    def _next_from(self, offset: int) -> int | None:
        if not self._rules.brackets:
            return None
        inside = self._inside(offset)
        strings = tuple(string for pair in self._rules.brackets for string in pair)
        end = min(offset + LIMIT, len(self._text))
        hits = bracket_hits(self._text, strings, offset, end)
        return next((at for at, _ in hits if self._inside(at) == inside), None)

    def _counted(self, offset: int) -> bool:
        self._looked_at += 1
        return self._inside(offset)

    def _index_for(self, offset: int) -> BracketIndex | None:
        """What knows all about a place, once it is worth its while."""
        if self._few or (self._looked_at < _LOOKED_AT and self._far < _FEW):
            return None
        index = self._index
        if index is not None and index.first <= offset <= index.last:
            return index
        for first, last, count in self._groups:
            if first <= offset <= last:
                if count <= _FEW:
                    return None
                about = self._rules, self._inside
                self._index = BracketIndex(self._text, first, last, *about)
                return self._index
        return None


def _groups(places: Iterable[int]) -> list[tuple[int, int, int]]:
    """The first and the last of places that are near to each other, and how many these are."""
    groups: list[tuple[int, int, int]] = []
    for place in places:
        if groups:
            first, last, count = groups[-1]
            if place - last <= LIMIT and place - first <= _LARGEST:
                groups[-1] = first, max(place, last), count + 1
                continue
        groups.append((place, place, 1))
    return groups
