"""What a row lies in: the lines that begin the regions around it, by indentation and markers."""

from __future__ import annotations

import re

from pith.edit._code_rows import WIDEST, depth_of
from pith.edit._line_kinds import ALL_CODE, LineKinds
from pith.edit._options import LanguageRules
from pith.edit._region_markers import marker
from pith.text import Text

_KEPT = 50_000  # answers
_SEARCHED = 500_000  # code points in which markers of regions are looked for
_BLANKS = 60  # rows looked at for the next one with text

# What closes a bracket, or does nothing but open one, is no line that says where one is: the one
# above it is. And comments and directives stand at the margin wherever they are.
_SAYS_NOTHING = re.compile(r"\s*(?:[)\]}]|[(\[{]\s*$)").match
_AT_MARGIN = re.compile(r"(?:#|//|--)(?!.*[{(\[:]\s*$)").match


class EnclosingRows:
    """Finds the rows that begin what another row lies in, quickly if that is near the last one.

    They are those that folding by indentation and by markers (`#region`) would leave to be seen,
    but for lines that say nothing (a bracket alone), instead of which the line above is given.
    """

    REACH = 1500
    """How many rows are looked at above one about which nothing is known."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Let go of the text of the last question."""
        self._text = Text.EMPTY
        self._tab_size = self._first = 0
        self._rules, self._kinds = LanguageRules(), ALL_CODE
        self._known: dict[tuple[int, int], tuple[int, ...]] = {}
        """By a row and a depth: what is found above that row that is less deep."""

    def above(
        self,
        text: Text,
        row: int,
        tab_size: int,
        first: int = 0,
        rules: LanguageRules | None = None,
        kinds: LineKinds = ALL_CODE,
    ) -> tuple[int, ...]:
        """The rows that begin what a row lies in, the outermost first; not the row itself.

        A start that is very far away is not found, nor is what lies around it. No row before
        `first` is looked at. Where `kinds` comes to know more of a text, forget() is to be called.
        """
        self._kinds = kinds
        about = (tab_size, first, rules or LanguageRules())
        same = text is self._text and about == (self._tab_size, self._first, self._rules)
        if not same or len(self._known) > _KEPT:
            self._text = text
            self._tab_size, self._first, self._rules = about
            self._known = {}
        return self._less_deep(*self._with_text(row))

    def _with_text(self, row: int) -> tuple[int, int]:
        """The row, or one shortly behind it that is not blank, and how deep it is indented."""
        for below in range(row, min(row + _BLANKS, self._text.line_count)):
            depth = depth_of(self._start_of(below), self._tab_size)
            if depth is not None and not self._kinds.goes_on(below):
                return below, depth
        return row, 0

    def _less_deep(self, row: int, depth: int) -> tuple[int, ...]:
        """What is found above a row that is less deep."""
        known = self._known
        asked: list[tuple[int, int]] = []
        found: list[int] = []
        counts: list[int] = []  # how many of them were found before each question
        end = max(self._first - 1, row - self.REACH)
        around: tuple[int, ...] | None = ()
        marked = self._has_markers(end + 1, row)
        closed = 0  # regions that end above the row asked about, and start further above
        while row > end and (depth > 0 or marked):
            if not closed:
                around = known.get((row, depth))
                if around is not None:
                    break
                asked.append((row, depth))
                counts.append(len(found))
            row -= 1
            line = self._start_of(row) if row > end else ""
            mark = marker(line, self._rules) if marked else None
            if mark is not None:
                if not mark:
                    closed += 1
                elif closed:
                    closed -= 1
                else:
                    found.append(row)
                continue
            deep = depth_of(line, self._tab_size)
            if deep is None or deep >= depth or _AT_MARGIN(line) or self._kinds.goes_on(row):
                continue
            if _SAYS_NOTHING(line):
                depth = deep + 1
            else:
                found.append(row)
                depth = deep
        if around is None:
            around = ()
        if row == end and end >= 0:  # nearer to what was not looked at, more may be found
            del asked[len(asked) // 2 :]
        found.reverse()
        for question, count in zip(asked, counts, strict=False):
            known[question] = (*around, *found[: len(found) - count])
        return (*around, *found)

    def _has_markers(self, first: int, end: int) -> bool:
        """Whether regions may be marked in these rows."""
        if first >= end:
            return False
        text = self._text
        stop = text.line_start(end)
        return "egion" in text.slice(max(text.line_start(first), stop - _SEARCHED), stop)

    def _start_of(self, row: int) -> str:
        start = self._text.line_start(row)
        return self._text.slice(start, min(self._text.line_end(row), start + WIDEST))
