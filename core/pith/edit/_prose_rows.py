"""Rows with headings: where the sections under those end, and blocks of several rows."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from pith.edit._headings import READERS, Heading

_FENCE = re.compile(
    r"[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)*+(`{3,}+(?=[^`]*$)|~{3,}+)[ \t]*+([^\s]?)"
).match
_HASHES = re.compile(r" {0,3}(#{1,6})(?=\s|$)").match
_UNDERLINE = re.compile(r" {0,3}(?:=++|-++)\s*+$").match
_DELIMITER = re.compile(
    r"\s*+(?:\|\s*+:?+-++:?+\s*+|:?+-++:?+\s*+(?=\|))++\|?+\s*+(?::?+-++:?+\s*+)?+$"
).match
_ITEM = re.compile(r"\s*+(?:[-*+]|\d{1,9}[.)])(?:\s|$)").match
_LOOKED_ABOVE = 60  # rows, for the list that a heading may be in


class Fence(NamedTuple):
    """Rows of code: its first and last one, and the row of what closes it (or the last one)."""

    first: int
    last: int
    closing: int


class ProseRows:
    """What some rows have whose headings are written so (LanguageRules.headings); they begin with
    row `first_row`.

    `ends`: by their first rows, the last ones of sections and blocks. `left_open`: the rows of
    headings whose sections do not end here.
    """

    def __init__(self, content: str, first_row: int, kind: str, *, ended: bool) -> None:
        """`ended`: nothing follows the content."""
        self._lines = content.split("\n")
        self.first_row = first_row
        self._headings: list[Heading] = []
        self._code: list[Fence] = []
        self._comments_are_endless = False
        self.ends: dict[int, int] = {}
        self.left_open: set[int] = set()
        if kind == "markdown":
            self._read_markdown()
        else:
            self._headings, blocks = READERS[kind](self._lines)
            for block in blocks:
                self._block(block.first, block.last)
        self._end_sections(ended)

    @property
    def last_row(self) -> int:
        return self.first_row + len(self._lines) - 1

    def code_of(self, row: int) -> Fence | None:
        """The code that a row is in, or closes."""
        at = bisect_right(self._code, row, key=lambda each: each.first) - 1
        found = self._code[at] if at >= 0 else None
        return found if found is not None and row <= found.closing else None

    # Rows are counted from the first one of the content, from here on

    def _block(self, row: int, last: int) -> None:
        if last > row:
            self.ends[self.first_row + row] = self.first_row + last

    def _fence(self, row: int, closing: int, *, closed: bool = True) -> int:
        """Code begins below a row; the row behind it."""
        first, end = self.first_row, closing if closed else closing + 1
        self._code.append(Fence(first + row + 1, first + end - 1, first + closing))
        self._block(row, closing if closed else self._last_text(closing))
        return closing + 1

    def _last_text(self, row: int) -> int:
        """The row, or the nearest one above that is not blank."""
        while row > 0 and not self._lines[row].strip():
            row -= 1
        return row

    def _end_sections(self, ended: bool) -> None:
        first = self.first_row
        opened: list[Heading] = []

        def end(level: int, above: int) -> None:
            while opened and opened[-1].level >= level:
                heading = opened.pop()
                last = self._last_text(above)
                if last > heading.last:
                    self._block(heading.row, last)

        for heading in self._headings:
            end(heading.level, heading.top - 1)
            opened.append(heading)
        if ended:
            end(0, len(self._lines) - 1)
        last = self._last_text(len(self._lines) - 1)
        self.left_open.update(first + each.row for each in opened if each.last < last)

    def _read_markdown(self) -> None:
        lines = self._lines
        count = len(lines)
        row = self._start()
        paragraph = -1  # where the paragraph begins that the row before is in
        while row < count:
            line = lines[row]
            body = line.lstrip()
            sign, indent = body[:1], len(line) - len(body)
            if not sign:
                paragraph = -1
                row += 1
                continue
            begun, paragraph = paragraph, -1
            if ("```" in line or "~~~" in line) and (opened := _FENCE(line)) is not None:
                row = self._read_code(row, opened[1])
                continue
            if sign == "#" and (hashes := _HASHES(line)) is not None:
                if not (indent and self._in_item(row, indent)):
                    self._headings.append(Heading(row, len(hashes[1]), row, row))
            elif sign in "=-" and begun >= 0 and _UNDERLINE(line) is not None:
                self._headings.append(Heading(begun, 1 if sign == "=" else 2, begun, row))
            elif sign == ">" or self._is_table(row):
                last = row
                while last + 1 < count and self._is_like(sign, lines[last + 1]):
                    last += 1
                self._block(row, last)
                row = last
            elif sign == "<" and indent < 4 and body.startswith("<!--"):
                row = self._end_of_comment(row)
            elif begun >= 0:
                paragraph = begun
            elif indent < 4 and not _ITEM(line) and not self._in_item(row, indent):
                paragraph = row
            row += 1

    def _start(self) -> int:
        """The row from which on it is known what is code: what stands in front of a file is, and
        else what is between fences, of which those that name a language begin it."""
        lines = self._lines
        if self.first_row == 0:
            sign = lines[0].rstrip()
            if sign in ("---", "+++") and len(lines) > 1 and lines[1].strip():
                ends = ("---", "...") if sign == "---" else (sign,)
                for row in range(1, len(lines)):
                    if lines[row].rstrip() in ends:
                        return self._fence(0, row)
            return 0
        bare: list[int] = []
        for row, line in enumerate(lines):
            if ("```" in line or "~~~" in line) and (fence := _FENCE(line)) is not None:
                if fence[2]:
                    return row if len(bare) % 2 == 0 else bare[0] + 1
                bare.append(row)
        return 0

    def _read_code(self, row: int, fence: str) -> int:
        """Code begins with such a fence; the row behind it."""
        lines, sign = self._lines, fence[0]
        for closing in range(row + 1, len(lines)):
            line = lines[closing]
            if fence in line:
                body = line.strip().lstrip("> \t")
                if len(body) >= len(fence) and not body.strip(sign):
                    return self._fence(row, closing)
        return self._fence(row, len(lines) - 1, closed=False)

    def _is_table(self, row: int) -> bool:
        lines = self._lines
        return (
            "|" in lines[row]
            and row + 1 < len(lines)
            and "|" in lines[row + 1]
            and _DELIMITER(lines[row + 1]) is not None
        )

    def _is_like(self, sign: str, line: str) -> bool:
        """Whether a line goes on with a quotation, or with a table."""
        return line.lstrip().startswith(">") if sign == ">" else "|" in line

    def _end_of_comment(self, row: int) -> int:
        """The row that ends a comment, or the same if nothing does."""
        if "-->" in self._lines[row].partition("<!--")[2] or self._comments_are_endless:
            return row
        for last in range(row + 1, len(self._lines)):
            if "-->" in self._lines[last]:
                return last
        self._comments_are_endless = True  # from here on nothing ends one
        return row

    def _in_item(self, row: int, indent: int) -> bool:
        """Whether what is indented so is a part of what stands in a list."""
        if not indent:
            return False
        for above in range(row - 1, max(row - _LOOKED_ABOVE, -1), -1):
            line = self._lines[above]
            body = line.lstrip()
            if body and len(line) - len(body) < indent:
                return _ITEM(line) is not None
        return False
