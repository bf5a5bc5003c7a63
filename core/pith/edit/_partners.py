"""Which bracket closes one, remembered over the rows that were looked at."""

from __future__ import annotations

from collections import deque

from pith.edit._code_rows import Bracket, CodeRows, Unclosed

_FARTHEST = 200_000  # code points looked at for the bracket that closes one

_Place = tuple[int, int]  # row and column


class Partners:
    """Finds partners in the rows of one text. Rows are read once however many brackets are asked
    about, in whatever order: what is open above is closed by what is left over below."""

    def __init__(self, rows: CodeRows) -> None:
        self._rows = rows
        self.gave_up = False
        """Whether what closes a bracket was too far away, if anything does."""
        self._begin_at(-1)

    def _begin_at(self, row: int) -> None:
        self._first = self._end = row  # the rows that were read
        self._below = self._rows.lines(max(row, 0), self._rows.text.line_count)
        self._found: dict[_Place, _Place] = {}
        pairs = self._rows.pairs
        # What has no partner in these rows, in the order of the text; each pair for itself.
        self._openings: list[deque[_Place]] = [deque() for _ in pairs]
        self._closings: list[deque[_Place]] = [deque() for _ in pairs]

    def of(self, row: int, opening: Bracket, end: int) -> tuple[int, int] | None:
        """Row and column of what closes a bracket that has no partner in its row, if that is
        above row `end` and not too far away."""
        start = self._rows.text.line_start
        farthest = start(row) + _FARTHEST
        self._read_from(row)
        place = row, opening.column
        end = min(end, self._rows.text.line_count)
        while place not in self._found and self._end < end and start(self._end) <= farthest:
            self._add_below(*next(self._below))
        found = self._found.get(place)
        if found is not None and found[0] < end and start(found[0]) <= farthest:
            return found
        if found is not None or self._end < self._rows.text.line_count:
            self.gave_up = True
        return None

    def _read_from(self, row: int) -> None:
        """See to it that a row is among those that were read."""
        start = self._rows.text.line_start
        if self._first < 0:
            self._begin_at(row)
        elif row < self._first:
            if start(self._first) - start(row) <= _FARTHEST:
                for above, line in reversed(list(self._rows.lines(row, self._first))):
                    self.add_above(above, self._rows.unclosed(above, line))
            else:
                self._begin_at(row)
        elif row >= self._end:
            if start(row) - start(self._end) <= _FARTHEST:
                while self._end <= row:
                    self._add_below(*next(self._below))
            else:
                self._begin_at(row)

    def add_above(self, row: int, unclosed: Unclosed) -> None:
        """Take what somebody else has found in a row, if it is the next above those that were
        read."""
        if row != self._first - 1:
            return
        openings, closings = unclosed
        for column, pair in reversed(openings):
            if self._closings[pair]:
                self._found[row, column] = self._closings[pair].popleft()
            else:
                self._openings[pair].appendleft((row, column))
        for column, pair in reversed(closings):
            self._closings[pair].appendleft((row, column))
        self._first = row

    def _add_below(self, row: int, line: str) -> None:
        openings, closings = self._rows.unclosed(row, line)
        for column, pair in closings:
            if self._openings[pair]:
                self._found[self._openings[pair].pop()] = row, column
            else:
                self._closings[pair].append((row, column))
        for column, pair in openings:
            self._openings[pair].append((row, column))
        self._end = row + 1
