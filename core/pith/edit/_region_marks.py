"""Regions that comments mark, by `#region` and `#endregion`."""

from __future__ import annotations

from pith.edit._code_rows import FAR, CodeRows
from pith.edit._region_markers import marker


class RegionMarks:
    """The marks in the rows of one text."""

    def __init__(self, rows: CodeRows) -> None:
        self._rows = rows
        self._ends: dict[int, int] | None = None

    def of(self, row: int, line: str) -> bool | None:
        """Whether a line marks where a region begins (True) or ends; None if it does neither."""
        found = marker(line, self._rows.rules)
        return None if found is None or self._rows.kinds.goes_on(row) else found

    def begins(self, row: int, line: str) -> bool:
        return self.of(row, line) is True

    def end(self, row: int, farthest: int) -> int | None:
        """Where the region ends that a row begins; None if that is not found, FAR if there are
        more rows than anybody looks at."""
        if self._ends is not None:
            return self._ends.get(row)
        depth = 0
        for below, line in self._rows.lines(row, row + farthest):
            mark = self.of(below, line)
            if mark is not None:
                depth += 1 if mark else -1
                if depth == 0:
                    return below
        return FAR if row + farthest < self._rows.text.line_count else None

    def know_all(self, marked: list[tuple[int, bool]]) -> None:
        """Take all marks of the text: rows, ascending, and whether each begins a region."""
        self._ends = {}
        open_: list[int] = []
        for row, begins in marked:
            if begins:
                open_.append(row)
            elif open_:
                self._ends[open_.pop()] = row
