"""How deep brackets are nested, for their colours."""

from __future__ import annotations

import re
from collections.abc import Callable
from time import monotonic
from typing import NamedTuple

from pith.edit import ChangeSet, LanguageRules
from pith.qt._shaped_line import Tokens
from pith.syntax import kind_of
from pith.text import Text

SCOPES = ("bracket.pair.1", "bracket.pair.2", "bracket.pair.3")
UNEXPECTED = "bracket.unexpected"

_AT_ONCE = 400
"""Rows that are gone through when a row is asked for; more are left to `go_on`."""
_MANY_EDITS = 5_000
"""Edits of which nobody looks at each: what is known behind the first of them is forgotten."""
_LONGEST_LINE = 10_000
"""Code points: longer lines are taken for having no brackets."""
_DEEPEST = 500


class _Touched(NamedTuple):
    """Rows that an edit touched: from which to which before it, and how many they are now."""

    first: int
    last: int
    rows: int


class BracketDepths:
    """Knows which brackets are open before each row, from the first row as far as it has come.

    An edit goes through the rows it touched. Where as much is open behind them as before, nothing
    is different up to the next; otherwise what comes after the last of them is forgotten, and gone
    through when it is wanted.
    Brackets in strings and comments count for nothing.
    """

    def __init__(
        self, text: Text, rules: LanguageRules, tokens_of: Callable[[int], Tokens]
    ) -> None:
        self._text = text
        self._tokens_of = tokens_of
        pairs = [pair for pair in rules.brackets if pair[0] and pair[1] and pair[0] != pair[1]]
        # What is open is a string with a character for each bracket.
        self._opening = {opening: chr(48 + n) for n, (opening, _) in enumerate(pairs)}
        self._closing = {closing: chr(48 + n) for n, (_, closing) in enumerate(pairs)}
        words = sorted({*self._opening, *self._closing}, key=len, reverse=True)
        pattern = "|".join(
            rf"\b{re.escape(word)}\b" if word.isalpha() else re.escape(word) for word in words
        )
        self._find = re.compile(pattern or r"(?!)").finditer
        self._open_before: list[str] = [""]

    def start_over(self, text: Text) -> None:
        """Nothing that is known holds."""
        self._text = text
        self._open_before = [""]

    def take_text(self, text: Text) -> None:
        """The text has become longer at its end, or lies elsewhere."""
        self._text = text

    def scopes(self, row: int, tokens: Tokens, most: int = _AT_ONCE) -> Tokens | None:
        """The brackets of a row as tokens; None if that takes going through more than `most` rows,
        which has to wait for go_on()."""
        if row >= len(self._open_before) and not self._reach(row, most):
            return None
        line = self._line(row)
        found: list[tuple[int, int, str]] = []
        if line:
            self._walk(self._open_before[row], line, lambda: tokens, found)
        return tuple(found)

    def go_on(self, row: int, seconds: float) -> bool:
        """Go through rows up to one, for so long; whether it has been reached."""
        end = monotonic() + seconds
        while not self._reach(row, _AT_ONCE):
            if monotonic() > end:
                return False
        return True

    def edited(self, changes: ChangeSet, before: Text, after: Text) -> int | None:
        """Follow an edit; the row from which on other brackets are open than before, or None.

        Of the rows that it touched nothing is said.
        """
        self._text = after
        if len(changes.edits) > _MANY_EDITS:
            begin = before.row_at(changes.edits[0].start) + 1
            if begin > len(self._open_before):
                return None
            del self._open_before[begin:]
            return begin
        touched: list[_Touched] = []
        for start, end, insert in changes.edits:
            first, last = before.row_at(start), before.row_at(end)
            rows = 1 + insert.count("\n")
            if touched and first <= touched[-1].last:
                first, known_last, known_rows = touched.pop()
                rows += known_rows - 1  # the row where both are is one of either
                last = max(last, known_last)
            touched.append(_Touched(first, last, rows))
        return self._again(touched)

    def renewed(self, first: int, last: int) -> int | None:
        """These rows have other tokens; returns what edited() does."""
        last = min(last, len(self._open_before) - 2)
        return self._again([_Touched(first, last, last - first + 1)]) if first <= last else None

    def _again(self, touched: list[_Touched]) -> int | None:
        """Go through rows that are others, and those behind them as long as they differ."""
        known = self._open_before
        if not touched or touched[0].first >= len(known):
            return None
        begin = at = touched[0].first  # the row before the edit that is to be looked at next
        states = [known[begin]]  # what is open before each row after the edit, from `begin` on
        different: int | None = None
        left = _AT_ONCE
        for first, last, rows in touched:
            if at < len(known) and states[-1] == known[at]:
                states += known[at + 1 : first + 1]
                if first >= len(known):
                    known[begin:] = states
                    return different
            else:
                if different is None and at < len(known):
                    different = begin + len(states) - 1
                rows += first - at
            left -= rows
            if left < 0:
                known[begin:] = states
                return different if different is not None else begin + len(states)
            for _ in range(rows):
                states.append(self._after(begin + len(states) - 1, states[-1]))
            at = last + 1
        if at < len(known) and states[-1] != known[at]:
            if different is None:
                different = begin + len(states) - 1
            del known[at + 1 :]
        known[begin : at + 1] = states
        return different

    def _reach(self, row: int, most: int) -> bool:
        known = self._open_before
        end = min(row, self._text.line_count - 1)
        for _ in range(most):
            at = len(known) - 1
            if at >= end:
                break
            known.append(self._after(at, known[at]))
        return len(known) > end

    def _line(self, row: int) -> str:
        text = self._text
        if row >= text.line_count:
            return ""
        start, end = text.line_start(row), text.line_end(row)
        return text.slice(start, end) if end - start <= _LONGEST_LINE else ""

    def _after(self, row: int, opened: str) -> str:
        line = self._line(row)
        return self._walk(opened, line, lambda: self._tokens_of(row)) if line else opened

    def _walk(
        self,
        opened: str,
        line: str,
        tokens_of: Callable[[], Tokens],
        found: list[tuple[int, int, str]] | None = None,
    ) -> str:
        """What is open behind a line; its brackets go into `found`."""
        tokens: Tokens | None = None
        at = 0
        for hit in self._find(line):
            start, word = hit.start(), hit.group()
            if tokens is None:
                tokens = tokens_of()
            while at < len(tokens) and tokens[at][1] <= start:
                at += 1
            if at < len(tokens) and tokens[at][0] <= start:
                scope = tokens[at][2]
                if isinstance(scope, str) and kind_of(scope) != "code":
                    continue
            sign = self._opening.get(word)
            if sign is not None:
                scope = SCOPES[len(opened) % len(SCOPES)]
                if len(opened) < _DEEPEST:
                    opened += sign
            elif opened and opened[-1] == self._closing[word]:
                opened = opened[:-1]
                scope = SCOPES[len(opened) % len(SCOPES)]
            else:
                scope = UNEXPECTED
            if found is not None:
                found.append((start, hit.end(), scope))
        return opened
