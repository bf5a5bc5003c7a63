"""The rows that are in sight: their shapes, and where each is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pith.qt._shaped_line import Shape, Tokens


class SeenRows:
    """`shapes[i]` is row `rows[i]` of a text, whose top is at `tops[i]`, in pixels from the top
    edge, and `tokens[i]` what it is coloured by."""

    def __init__(self) -> None:
        self.first_row = 0
        self.rows: Sequence[int] = range(0)
        """A range, if none of the rows between them is folded away."""
        self.shapes: list[Shape] = []
        self.tokens: list[Tokens] = []
        self.tops: list[float] = []

    @property
    def last_row(self) -> int:
        """The last row of which something is seen."""
        return self.rows[-1] if self.rows else self.first_row - 1

    def see(
        self,
        rows: Sequence[int],
        shapes: list[Shape],
        tokens: list[Tokens],
        tops: list[float],
    ) -> None:
        """Let these be in sight, and no others: one at least."""
        self.first_row = rows[0]
        dense = type(rows) is range or rows[-1] - rows[0] < len(rows)
        self.rows = range(rows[0], rows[-1] + 1) if dense else rows
        self.shapes = shapes
        self.tokens = tokens
        self.tops = tops

    def see_nothing(self) -> None:
        self.shapes, self.tokens, self.tops, self.rows = [], [], [], range(0)

    def seen(self) -> dict[int, tuple[Shape, Tokens]]:
        """The seen rows' shapes and tokens by row."""
        return dict(zip(self.rows, zip(self.shapes, self.tokens, strict=True), strict=True))

    def index_of(self, row: int) -> int | None:
        """Where among the seen rows a row is, None if it is not."""
        rows = self.rows
        if type(rows) is range:  # nearly always
            index = row - self.first_row
            return index if 0 <= index < len(rows) else None
        index = bisect_left(rows, row)
        return index if index < len(rows) and rows[index] == row else None

    def top_of(self, row: int) -> float | None:
        """Where a row starts, None if it is not seen."""
        index = self.index_of(row)
        return None if index is None else self.tops[index]

    def index_at(self, y: float) -> int:
        """The index of the seen row at a height, the nearest when there is none."""
        return max(0, bisect_right(self.tops, y) - 1)
