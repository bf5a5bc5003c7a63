"""The rows of a minimap that have been drawn, kept while their text is edited."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from pith.qt._in_memory import in_memory
from pith.qt._minimap._cells import colors_of, letters_of

if TYPE_CHECKING:
    from pith.edit import ChangeSet
    from pith.qt._minimap._colors import MinimapColors
    from pith.qt._minimap._glyphs import Glyphs
    from pith.syntax import TokenSpan
    from pith.text import Text

_BATCH = 32  # rows between two looks at the clock
_MOST_EDITS = 64  # in rows that are cached: with more of them everything is drawn again
_MOST = 6_000


class DrawnRow(NamedTuple):
    """A row in miniature, as wide as the minimap."""

    ink: bytes
    """How much of each pixel is the letter's colour, line by line."""
    colors: bytes
    """The number of the colour of each cell."""


class DrawnRows:
    """Rows of the document by number. None of it is true of another style, width or tab size:
    whoever changes those makes another."""

    def __init__(self, glyphs: Glyphs, colors: MinimapColors, columns: int, tab_size: int) -> None:
        self.columns = columns
        self._blank = DrawnRow(glyphs.inked(b" " * columns), bytes(columns))
        self._glyphs = glyphs
        self._colors = colors
        self._tab_size = tab_size
        self._rows: dict[int, DrawnRow] = {}
        self._edits: list[list[tuple[int, int, int]]] = []
        self._edit_count = 0

    def clear(self) -> None:
        self._rows.clear()
        self._edits.clear()
        self._edit_count = 0

    def get(self, rows: Sequence[int]) -> list[DrawnRow]:
        """What was drawn of these that still holds, and blank rows for the others."""
        if self._edits:
            self._move()
        known, blank = self._rows, self._blank
        return [known.get(row, blank) for row in rows]

    # What happens to the text. A key waits for these, so they note it and no more.

    def edited(self, changes: ChangeSet, before: Text) -> None:
        if not self._rows:
            return
        self._edit_count += len(changes.edits)
        if self._edit_count > _MOST_EDITS:
            self.clear()
            return
        edits = []
        for start, end, insert in changes.edits:
            first = before.row_at(start)
            last = before.row_at(end) if end > start else first
            edits.append((first, last, insert.count("\n")))
        self._edits.append(edits)

    def forget(self, first: int, last: int) -> None:
        """These rows look different now, or may."""
        if self._edits:
            self._move()
        if last - first < len(self._rows):
            for row in range(first, last + 1):
                self._rows.pop(row, None)
        else:
            for row in [row for row in self._rows if first <= row <= last]:
                del self._rows[row]

    def _move(self) -> None:
        """Give the rows the numbers that they have after the edits that were noted."""
        for edits in self._edits:
            if not any(first != last or added for first, last, added in edits):
                for first, _, _ in edits:
                    self._rows.pop(first, None)
                continue
            moved: dict[int, DrawnRow] = {}
            shift = at = 0
            for row in sorted(self._rows):
                while at < len(edits) and edits[at][1] < row:
                    first, last, added = edits[at]
                    shift += added - (last - first)
                    at += 1
                if at == len(edits) or row < edits[at][0]:
                    moved[row + shift] = self._rows[row]
            self._rows = moved
        self._edits.clear()
        self._edit_count = 0

    # Drawing

    def draw(
        self,
        text: Text,
        rows: Sequence[int],
        first: range,
        tokens_of: Callable[[int], Sequence[TokenSpan]],
        seconds: float,
        *,
        paged: bool,
    ) -> Drawn:
        """Draw those of some rows, which ascend, that are not, for as long as that: those in
        `first` before the others. A page that is not in memory (`paged`: there may be such) is not
        read, and its rows are not drawn."""
        if self._edits:
            self._move()
        known = self._rows
        if len(known) > _MOST:
            wanted = set(rows)
            known = self._rows = {row: known[row] for row in known if row in wanted}
        missing = [row for row in rows if row not in known]
        sooner = [row for row in missing if row in first]
        later = [row for row in missing if row not in first]
        until = monotonic() + seconds
        absent = False
        for number, batch in enumerate((*_batches(sooner), *_batches(later))):
            if number and monotonic() > until:
                return Drawn(False, absent)
            start, end = batch[0], batch[-1] + 1
            runs = list(in_memory(text, start, end)) if paged else [(start, end)]
            absent = absent or runs != [(start, end)]
            for begin, stop in runs:
                within = [row for row in batch if begin <= row < stop]
                if within:
                    self._draw(text, within, tokens_of)
        return Drawn(True, absent)

    def _draw(
        self, text: Text, rows: Sequence[int], tokens_of: Callable[[int], Sequence[TokenSpan]]
    ) -> None:
        columns, number_of = self.columns, self._colors.number_of
        for row, line in zip(rows, self._lines(text, rows), strict=True):
            letters, starts = letters_of(line, self._tab_size, columns)
            colors = colors_of(tokens_of(row), number_of, starts, columns)
            self._rows[row] = DrawnRow(self._glyphs.inked(letters.ljust(columns)), colors)

    def _lines(self, text: Text, rows: Sequence[int]) -> list[str]:
        """The beginnings of these rows."""
        first, end = rows[0], rows[-1] + 1
        length = text.line_end(end - 1) - text.line_start(first)
        if end - first == len(rows) and length <= len(rows) * 4 * self.columns:
            return text.lines(first, end)
        lines = []
        for row in rows:
            start = text.line_start(row)
            lines.append(text.slice(start, min(text.line_end(row), start + self.columns)))
        return lines


class Drawn(NamedTuple):
    """What came of drawing."""

    all: bool
    """Whether there was time for all."""
    absent: bool
    """Whether some rows lie in pages that have still to be read."""


def _batches(rows: list[int]) -> Iterator[list[int]]:
    return (rows[at : at + _BATCH] for at in range(0, len(rows), _BATCH))
