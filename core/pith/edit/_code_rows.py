"""The rows of a text as folding sees them: how deep each is, and which brackets it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pith.edit._line_kinds import LineKinds
from pith.edit._options import LanguageRules
from pith.edit._region_markers import marker
from pith.text import Text

WIDEST = 400  # columns of a line that are looked at for how it begins
_LONGEST_LINE = 10_000  # code points; of longer ones only the beginning is looked at
_BATCH = 256
_REMEMBERED = 4_000

ANGLES = ("<", ">")

FAR = -1
"""Instead of a row: it is so far away that nobody looks."""

# They stand at the margin, wherever they are.
_DIRECTIVE = re.compile(
    r"#\s*(?:if|ifdef|ifndef|elif|else|endif|define|undef|include|pragma|line|error|warning)\b",
    re.IGNORECASE,
).match


class Bracket(NamedTuple):
    """One that stands in code; `pair` is the place of its pair in CodeRows.pairs."""

    column: int
    pair: int


class Unclosed(NamedTuple):
    """Brackets of a line without a partner in it, each kind of brackets counted for itself."""

    openings: list[Bracket]
    closings: list[Bracket]


NOTHING_UNCLOSED = Unclosed([], [])


class CodeRows:
    """Reads rows of one text, of a language with those rules. What is in strings and comments is
    no code, as far as `kinds` knows of it."""

    def __init__(self, text: Text, rules: LanguageRules, tab_size: int, kinds: LineKinds) -> None:
        self.text = text
        self.rules = rules
        self.kinds = kinds
        self.tab_size = tab_size
        self.pairs = _pairs(rules)
        self._has_directives = not (rules.off_side or rules.tags)
        self._closings = tuple(closing for _, closing in self.pairs)
        comment, block = rules.line_comment, rules.block_comment
        self._line_comment = comment.rstrip() if comment else ""
        self._comments = tuple(filter(None, (self._line_comment, block[0] if block else "")))
        self._finder = _finder(self.pairs)
        self._goes_on: dict[int, bool] = {}
        """Whether rows go on with a directive, of those that end in a run of continued ones."""

    def start_of(self, row: int) -> str:
        """The beginning of a line."""
        text = self.text
        start = text.line_start(row)
        return text.slice(start, min(text.line_end(row), start + WIDEST))

    def line(self, row: int) -> str:
        """A line as far as anybody looks at it."""
        text = self.text
        start = text.line_start(row)
        return text.slice(start, min(text.line_end(row), start + _LONGEST_LINE))

    def lines(self, first: int, end: int) -> Iterator[tuple[int, str]]:
        """Rows from `first` up to `end`, with what line() says of them."""
        text = self.text
        end = min(end, text.line_count)
        for batch in range(first, end, _BATCH):
            stop = min(batch + _BATCH, end)
            if text.line_start(stop - 1) - text.line_start(batch) > _BATCH * WIDEST:
                yield from ((row, self.line(row)) for row in range(batch, stop))
            else:
                yield from enumerate(
                    (line[:_LONGEST_LINE] for line in text.lines(batch, stop)), batch
                )

    def lines_above(self, row: int, most: int) -> Iterator[tuple[int, str]]:
        """The rows above one, upwards, so many at most."""
        end, first = row, max(0, row - most)
        batch = 16  # what is looked for is near, mostly
        while end > first:
            start = max(first, end - batch)
            yield from reversed(list(self.lines(start, end)))
            end, batch = start, _BATCH

    def depth(self, row: int, line: str) -> int | None:
        """How deep a line is indented, in cells; None if it says nothing of that: it is blank,
        begins within a string or comment, or is a directive."""
        depth = depth_of(line, self.tab_size)
        if depth is None or self.is_directive(line) or self.kinds.goes_on(row):
            return None
        return depth

    def depth_of(self, line: str) -> int | None:
        """How deep a line is indented, whatever is in it; None if it is blank."""
        return depth_of(line, self.tab_size)

    def is_directive(self, line: str) -> bool:
        """Whether a line stands at the margin, wherever it is."""
        return "#" in line and _DIRECTIVE(line.lstrip()) is not None

    def goes_on_below(self, line: str) -> bool:
        """Whether a line that is a directive, or goes on with one, is not all of it."""
        return self._has_directives and line.rstrip().endswith("\\")

    def goes_on_with_directive(self, row: int) -> bool:
        """Whether a row goes on with a directive that began above it. What is found holds for all
        rows on the way, and is asked for each of them: it is kept."""
        known = self._goes_on
        passed = []
        found = False
        while row > 0 and row not in known and self.goes_on_below(self.line(row - 1)):
            passed.append(row)
            row -= 1
            if self.is_directive(self.start_of(row)):
                found = True
                break
        else:
            found = known.get(row, False)
        known.update(dict.fromkeys(passed, found))
        return found

    def is_blank(self, row: int) -> bool:
        return not self.start_of(row).strip()

    def is_comment(self, line: str) -> bool:
        """Whether a line of code begins with a comment, or marks a region."""
        if line.lstrip().startswith(self._comments):
            return True
        return "egion" in line and marker(line, self.rules) is not None

    def is_line_comment(self, row: int, line: str) -> bool:
        """Whether there is nothing but a comment to the line's end, which marks no region."""
        comment, block = self._line_comment, self.rules.block_comment
        if not comment or comment not in line:
            return False
        body = line.lstrip()
        return (
            body.startswith(comment)
            and not (block and body.startswith(block[0]))
            and marker(line, self.rules) is None
            and not self.kinds.goes_on(row)
        )

    def closes_first(self, line: str) -> bool:
        """Whether a line begins with a closing bracket."""
        return line.lstrip().startswith(self._closings)

    def unclosed(self, row: int, line: str) -> Unclosed:
        """The brackets of a line that have no partner in it."""
        if not self._finder.find(line):
            return NOTHING_UNCLOSED
        for start, end in self.kinds.spans(row):
            line = f"{line[:start]}{' ' * (end - start)}{line[end:]}"
        return self._finder.unclosed(line)


def depth_of(line: str, tab_size: int) -> int | None:
    """How deep a line is indented, in cells; None if nothing else is in it."""
    body = line.lstrip(" \t")
    if not body or body == "\r":
        return None
    width = len(line) - len(body)
    if not width or "\t" not in line:
        return width
    width = 0
    for character in line[: len(line) - len(body)]:
        width += tab_size - width % tab_size if character == "\t" else 1
    return width


def _pairs(rules: LanguageRules) -> tuple[tuple[str, str], ...]:
    """The pairs that blocks are written with; tags of markup have other ends."""
    return tuple(
        pair
        for pair in rules.brackets
        if pair[0] and pair[1] and pair[0] != pair[1] and pair != ANGLES
    )


class _Finder:
    """Finds the brackets of those pairs in lines of code."""

    def __init__(self, pairs: tuple[tuple[str, str], ...]) -> None:
        self._bracket_of: dict[str, tuple[int, bool]] = {}
        for number, (opening, closing) in enumerate(pairs):
            self._bracket_of[opening] = number, True
            self._bracket_of[closing] = number, False
        pattern = re.compile(
            "|".join(
                rf"\b{re.escape(word)}\b" if word.isalpha() else re.escape(word)
                for word in sorted(self._bracket_of, key=len, reverse=True)
            )
            or r"(?!)"
        )
        self.find = pattern.findall
        self._hits = pattern.finditer
        self._even: dict[tuple[str, ...], bool] = {}
        """Of what is found in lines, whether nothing of it is left without a partner."""

    def unclosed(self, code: str) -> Unclosed:
        words = tuple(self.find(code))
        even = self._even.get(words)
        if even:
            return NOTHING_UNCLOSED
        openings: list[Bracket] = []
        closings: list[Bracket] = []
        for hit in self._hits(code):
            pair, opens = self._bracket_of[hit.group()]
            if opens:
                openings.append(Bracket(hit.start(), pair))
                continue
            for at in range(len(openings) - 1, -1, -1):
                if openings[at].pair == pair:
                    del openings[at]
                    break
            else:
                closings.append(Bracket(hit.start(), pair))
        if even is None:
            if len(self._even) > _REMEMBERED:
                self._even.clear()
            self._even[words] = not openings and not closings
        return Unclosed(openings, closings)


_finder = lru_cache(maxsize=64)(_Finder)
