"""What is known of the tokens of a document, row by row, and where it must be worked out.

For every row there are its packed tokens and its *mark*: column and lexer state at the first
boundary between two tokens in that row. Rows inside a token that spans several have no mark, and
rows that were never lexed have neither. Marks hold columns and no offsets, so that an edit moves
rows and changes nothing in them.

From one mark on, the rows that follow are exactly what lexing from there gives, up to the next
*open* row: there, lexing has to go on from the row's mark, because the text or the state behind
it is new. Going on may stop as soon as it comes to a mark that is the stored one: everything
from there on is what lexing would give again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Any, NamedTuple

from pith.syntax._highlighter import TokenSpan
from pith.syntax._rows import cells_of, edited_row, joined, pack, spans_of

Mark = tuple[int, Any]  # column, state


class RowEdit(NamedTuple):
    """Rows `first` to `last` of the text before become rows `first` to `new_last` (each included,
    the last in rows of the text after, were this the only edit).

    `column` and `end_column` are where the edit starts in `first` and ends in `last`; `inserted`
    is the length of what it puts into the last row. `joins`: it goes on with the word before it.
    """

    first: int
    last: int
    new_last: int
    column: int
    end_column: int
    inserted: int
    joins: bool = False


class Chunk(NamedTuple):
    """Rows lexed in one go.

    `rows` start at row `first`. `marks[i]` is the mark of row `first + 1 + i`, and the last is
    where lexing stopped; `cells` are those found in that row so far. `ended`: lexing came to the
    end of the text, and `rows` are all of the rest.
    """

    first: int
    rows: list[bytes]
    marks: list[Mark | None]
    cells: list[int]
    ended: bool


class Merged(NamedTuple):
    """What taking in a chunk did: the rows that look different, as a range that includes `last`
    and is empty if `last < first`, and whether lexing met what is known (or the end)."""

    first: int
    last: int
    settled: bool


class RowStore:
    """Tokens, marks and open rows of one document."""

    def __init__(self) -> None:
        self.rows: list[bytes | None] = []
        self.marks: list[Mark | None] = []
        self.open: list[int] = []

    def reset(self, row_count: int) -> None:
        """Forget everything: the first row is open, with a mark still to be set."""
        self.rows = [None] * row_count
        self.marks = [None] * row_count
        self.open = [0]

    def open_row(self, row: int) -> None:
        at = bisect_left(self.open, row)
        if at == len(self.open) or self.open[at] != row:
            self.open.insert(at, row)

    def spans(self, row: int) -> tuple[TokenSpan, ...]:
        """The tokens of a row; none where none are known."""
        rows = self.rows
        packed = rows[row] if row < len(rows) else None
        return spans_of(packed) if packed else ()

    # Editing

    def edit(self, edits: list[RowEdit]) -> None:
        """Make room for edited rows. `edits` ascend and do not share rows.

        What their rows show until they are lexed is a guess. Opening them is left to reopen_all().
        """
        if len(edits) > 8 and any(edit.last != edit.new_last for edit in edits):
            self._edit_many(edits)
        else:
            for edit in reversed(edits):
                rows = self._guessed(edit)
                stop = edit.last + 1
                self.rows[edit.first : stop] = rows
                self.marks[edit.first + 1 : stop] = [None] * (len(rows) - 1)
        if self.open:
            self.open = sorted({_moved(row, edits) for row in self.open})

    def _edit_many(self, edits: list[RowEdit]) -> None:
        """The same in one pass over all rows instead of one for each edit."""
        rows: list[bytes | None] = []
        marks: list[Mark | None] = []
        at = 0
        for edit in edits:
            rows += self.rows[at : edit.first]
            marks += self.marks[at : edit.first + 1]
            guessed = self._guessed(edit)
            rows += guessed
            marks += [None] * (len(guessed) - 1)
            at = edit.last + 1
        self.rows = rows + self.rows[at:]
        self.marks = marks + self.marks[at:]

    def _guessed(self, edit: RowEdit) -> list[bytes | None]:
        first, last = self.rows[edit.first], self.rows[edit.last]
        count = edit.new_last - edit.first + 1
        if first is None or last is None:
            return [None] * count
        if count == 1:
            at = (first, edit.column, last, edit.end_column)
            return [edited_row(*at, edit.inserted, edit.joins)]
        head = edited_row(first, edit.column, b"", 0, 0)
        tail = edited_row(None, 0, last, edit.end_column, edit.inserted)
        return [head, *([b""] * (count - 2)), tail]

    def reopen_all(self, edits: list[RowEdit], back_off: int) -> list[int]:
        """Open the lexing of what edit() was told of; the rows that were opened.

        They are some marks, `back_off`, before each edit, because a rule may have looked ahead
        from there. Where nothing is known, nothing is opened.
        """
        opened: list[int] = []
        delta = 0
        rows = range(0)
        for edit in edits:
            last = edit.new_last + delta
            row = self.reopen(edit.first + delta, edit.column, last, back_off, rows)
            if row is not None:
                rows = range(row, last + 1)
                if row not in opened[-1:]:
                    opened.append(row)
            delta += edit.new_last - edit.last
        return opened

    def reopen(
        self, row: int, column: int, last: int, back_off: int, opened: range = range(0)
    ) -> int | None:
        """Open the lexing of an edit that starts at `row` and `column` and reaches to row `last`.

        Rows are those after the edit. Returns the row that was opened, None if nothing is known
        there. `opened` are the rows from which the edit before this one
        was opened to its last: there are no marks in them but the first, and a thousand carets
        must not go over them a thousand times.
        """
        rows, marks = self.rows, self.marks
        found = None
        at = row
        while at >= 0 and rows[at] is not None:
            if opened and at < opened.stop:
                found = opened.start
                break
            mark = marks[at]
            if mark is not None and (at < row or mark[0] <= column):
                found = at
                back_off -= 1
                if back_off <= 0:
                    break
            at -= 1
        if found is None:
            return None
        first = max(found + 1, opened.stop)
        marks[first : last + 1] = [None] * (last + 1 - first)
        del self.open[bisect_right(self.open, found) : bisect_right(self.open, last)]
        self.open_row(found)
        return found

    # Lexing

    def cells_before(self, row: int) -> list[int]:
        """The cells of a row up to its mark."""
        mark = self.marks[row]
        column = mark[0] if mark is not None else 0
        return joined(cells_of(self.rows[row]), column, []) if column else []

    def meets(self, row: int, mark: Mark) -> bool:
        """Whether what is known from `row` on is what lexing on from `mark` would give."""
        return self.marks[row] == mark

    def merge(self, chunk: Chunk, stop_where_met: bool = True) -> Merged:
        """Take in a chunk that was lexed from the mark of row `chunk.first`.

        With `stop_where_met` false, all of it is taken, though known marks were met on the way:
        that puts right what was lexed wrongly.
        """
        rows, marks = self.rows, self.marks
        row = chunk.first
        low, high = len(rows), -1
        settled = chunk.ended
        last = len(chunk.rows) - 1
        for index, packed in enumerate(chunk.rows):
            if rows[row] != packed:
                rows[row] = packed
                low = min(low, row)
                high = row
            row += 1
            if chunk.ended and index == last:
                break
            mark = chunk.marks[index]
            met = mark is not None and marks[row] == mark and (stop_where_met or index == last)
            if met or index == last:
                # Of this row only what stands before the mark is new.
                cells = chunk.cells if index == last else cells_of(chunk.rows[index + 1])
                packed = pack(joined(cells, mark[0], cells_of(rows[row]))) if mark else b""
                if mark and mark[0] and rows[row] != packed:
                    rows[row] = packed
                    low = min(low, row)
                    high = row
            marks[row] = mark
            if met:
                settled = True
                break
        # Open rows that were passed are dealt with. One where known marks were met stays open.
        del self.open[bisect_left(self.open, chunk.first) : bisect_left(self.open, row)]
        if not settled:
            self.open_row(row)
        return Merged(low, high, settled)


def _moved(row: int, edits: list[RowEdit]) -> int:
    """Where a row of the text before is after the edits; inside one of them, where it starts."""
    delta = 0
    for edit in edits:
        if row <= edit.first:
            break
        if row <= edit.last:
            return edit.first + delta
        delta += edit.new_last - edit.last
    return row + delta
