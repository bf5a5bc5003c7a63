"""Rows that belong together without a bracket: comments, imports, strings of several rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from pith.edit._code_rows import FAR, CodeRows

_FARTHEST = 20_000  # rows
_LEAST = 1_000  # rows looked at for the end of a comment when only few are
_FARTHEST_ABOVE = 200  # rows looked at for an import before one
_DELIMITERS = "\"'`"


class RegionRuns:
    """Finds them in the rows of one text. Ends are last rows, None where nothing of it begins, and
    FAR where fewer than usual were looked at and it may end below those."""

    def __init__(self, rows: CodeRows) -> None:
        self._rows = rows
        self._import = _matcher(rows.rules.imports)
        self._asked = self._looked = 0
        self._closed: int | None = None
        """The first row behind row `_asked` and above row `_looked` that ends a block comment."""

    def may_start(self, row: int, line: str) -> bool:
        """Whether a row is worth asking for what begins with it."""
        rows, body = self._rows, line.lstrip()
        block = rows.rules.block_comment
        if block and body.startswith(block[0]) and block[1] not in body[len(block[0]) :]:
            return True
        if body.startswith("#") and rows.goes_on_below(line) and rows.is_directive(line):
            return True
        return bool(self._import(line))

    # Comments

    def is_line_comment(self, row: int, line: str) -> bool:
        return self._rows.is_line_comment(row, line)

    def comment_end(self, row: int, line: str, farthest: int = _FARTHEST) -> int | None:
        """The end of a comment that begins a row, or of several of a line each."""
        rows = self._rows
        block, body = rows.rules.block_comment, line.lstrip()
        if block and body.startswith(block[0]):
            if rows.kinds.goes_on(row) or block[1] in body[len(block[0]) :]:
                return None
            return self._block_end(row, block[1], farthest)
        if not rows.is_line_comment(row, line):
            return None
        if row > 0 and rows.is_line_comment(row - 1, rows.start_of(row - 1)):
            return None
        last = row
        for below, following in rows.lines(row + 1, row + min(farthest, _FARTHEST)):
            if not rows.is_line_comment(below, following):
                break
            last = below
        return last if last > row else None

    def _block_end(self, row: int, closing: str, farthest: int) -> int | None:
        rows = self._rows
        count = rows.text.line_count
        if not self._asked <= row < self._looked:
            self._asked, self._looked, self._closed = row, row + 1, None
        elif self._closed is not None and self._closed <= row:
            self._asked, self._closed = row, None
        end = min(count, row + max(_LEAST, min(farthest, _FARTHEST)))
        if self._closed is None:
            for below, line in rows.lines(self._looked, end):
                self._looked = below + 1
                if closing in line:
                    self._closed = below
                    break
        if self._closed is None or self._closed >= end:
            return FAR if farthest < _FARTHEST and end < count else None
        return self._closed

    # Directives

    def directive_end(self, row: int, line: str, farthest: int = _FARTHEST) -> int | None:
        """The end of a directive of several rows, such as the definition of a macro."""
        rows = self._rows
        if not rows.goes_on_below(line) or not rows.is_directive(line) or rows.kinds.goes_on(row):
            return None
        last = row
        for below, following in rows.lines(row + 1, row + min(farthest, _FARTHEST)):
            last = below
            if not rows.goes_on_below(following):
                break
        return last if last > row else None

    # Imports

    def begins_imports(self, row: int, line: str) -> bool:
        """Whether an import is in a row, and none right before it."""
        if not self._import(line) or self._rows.kinds.goes_on(row):
            return False
        return not self._follows_import(row, _indentation(line))

    def imports_end(self, row: int, line: str, farthest: int = _FARTHEST) -> int | None:
        """The end of the imports of which the first is in a row, if there are several."""
        rows = self._rows
        if not self.begins_imports(row, line):
            return None
        depth = _indentation(line)
        last, count, within = row, 1, True
        for below, following in rows.lines(row + 1, row + min(farthest, _FARTHEST)):
            body = following.lstrip()
            if not body:
                continue
            if len(following) - len(body) > depth or rows.closes_first(following):
                if within:
                    last = below  # the rest of an import of several lines
                continue
            if self._import(following) and len(following) - len(body) == depth:
                last, within = below, True
                count += 1
            elif rows.is_comment(following):
                within = False
            else:
                break
        return last if count > 1 else None

    def _follows_import(self, row: int, depth: int) -> bool:
        rows = self._rows
        for above in range(row - 1, max(-1, row - _FARTHEST_ABOVE), -1):
            line = rows.start_of(above)
            body = line.lstrip()
            deeper = len(line) - len(body) > depth
            if body and not (deeper or rows.closes_first(line) or rows.is_comment(line)):
                return bool(self._import(line)) and len(line) - len(body) == depth
        return False

    # Strings

    def string_end(self, row: int, farthest: int = _FARTHEST) -> int | None:
        """The end of a string that begins in a row and goes on below it. Left in sight is a row
        that begins with what closes it, or in which something comes behind that."""
        rows, count = self._rows, self._rows.text.line_count
        goes_on = rows.kinds.goes_on
        if row + 1 >= count or not goes_on(row + 1) or goes_on(row):
            return None
        last = row + 1
        end = min(count, row + min(farthest, _FARTHEST))
        while last + 1 < end and goes_on(last + 1):
            last += 1
        line, spans = rows.line(last), rows.kinds.spans(last)
        rest = line[spans[0][1] :] if spans and spans[0][0] == 0 else ""
        if line.lstrip()[:1] in tuple(_DELIMITERS) or rest.strip().strip(")]};,.>"):
            last -= 1
        return last if last > row else None


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


@lru_cache(maxsize=64)
def _matcher(pattern: str | None) -> Callable[[str], re.Match[str] | None]:
    return re.compile(pattern or r"(?!)").match
