"""Motion over the rows a person sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pith.edit import NO_FOLDS, ROW_END, Folds
from pith.qt._row_ends import place_of, wrapped_at
from pith.qt._shaped_line import Shape
from pith.text import Text

if TYPE_CHECKING:
    from pith.qt._display import Display


class RowLayout:
    """The LineLayout of an editor: rows as its font and its wrapping make them.

    A goal is an x, in pixels from the left edge of the text. It is about one text, the one of
    the state that a command works on, and shapes only the rows that motion touches.
    """

    def __init__(
        self,
        text: Text,
        shape_of: Callable[[int], Shape],
        wrapped: bool,
        page_rows: int,
        folds: Folds = NO_FOLDS,
        inlay_rows: bool = False,
    ) -> None:
        self._inlay_rows = inlay_rows
        self._folds = folds
        self._text = text
        self._wrapped = wrapped
        self._shape_of = shape_of
        self._page_rows = page_rows

    @property
    def page_rows(self) -> int:
        return self._page_rows

    def move_rows(self, offset: int, goal: float | None, rows: int) -> tuple[int, float]:
        text, folds = self._text, self._folds
        row = text.row_at(offset)
        shape = self._shape_of(row)
        sub_row, x = place_of(shape, offset - text.line_start(row), goal)
        at_end = goal == ROW_END
        if goal is None or at_end:
            goal = x
        if not self._wrapped:
            count = folds.count_of(text.line_count)
            index = min(max(folds.index_of(row) + rows, 0), count - 1)
            row = folds.row_of(index)
            sub_row = 0
            shape = self._shape_of(row)
        else:
            sub_row += rows
            while sub_row < 0 and row > 0:
                row = folds.seen_row(row - 1)
                shape = self._shape_of(row)
                sub_row += shape.sub_rows
            while sub_row >= shape.sub_rows and folds.next_row(row) < text.line_count:
                sub_row -= shape.sub_rows
                row = folds.next_row(row)
                shape = self._shape_of(row)
            sub_row = min(max(sub_row, 0), shape.sub_rows - 1)
            if self._inlay_rows and shape.sub_rows > 1:
                row, sub_row = self._beside_inlay_rows(row, sub_row, goal, 1 if rows > 0 else -1)
                shape = self._shape_of(row)
        if at_end and goal >= shape.sub_row_edges(sub_row)[1] - 0.5:
            end = wrapped_at(text, row, shape, sub_row)
            if end is not None:
                return end, ROW_END
        return text.line_start(row) + shape.column_at(sub_row, goal), goal

    def _beside_inlay_rows(self, row: int, sub_row: int, goal: float, step: int) -> tuple[int, int]:
        """The nearest sub-row from one on, in a direction or else in the other, in which there is
        something of the document."""
        folds, end = self._folds, self._text.line_count
        found = row, sub_row
        for direction in (step, -step):
            row, sub_row = found
            shape = self._shape_of(row)
            while shape.place(shape.column_at(sub_row, goal)).sub_row != sub_row:
                sub_row += direction
                if not 0 <= sub_row < shape.sub_rows:
                    row = folds.next_row(row) if direction > 0 else folds.seen_row(row - 1)
                    if not 0 <= row < end:
                        break
                    shape = self._shape_of(row)
                    sub_row = 0 if direction > 0 else shape.sub_rows - 1
            else:
                return row, sub_row
        return found

    def row_start(self, offset: int, goal: float | None = None) -> int:
        row = self._text.row_at(offset)
        start = self._text.line_start(row)
        if not self._wrapped:
            return start
        shape = self._shape_of(row)
        return start + shape.sub_row_start(place_of(shape, offset - start, goal).sub_row)

    def row_end(self, offset: int) -> int:
        row = self._text.row_at(offset)
        if not self._wrapped:
            return self._text.line_end(row)
        start = self._text.line_start(row)
        shape = self._shape_of(row)
        sub_row = shape.place(offset - start).sub_row
        if sub_row == shape.sub_rows - 1:
            return self._text.line_end(row)
        # The offset after the last character is where the next sub-row starts.
        return start + shape.column_at(sub_row, shape.sub_row_edges(sub_row)[1] + 1)

    def end_of_row(self, offset: int, goal: float | None) -> tuple[int, float | None]:
        row = self._text.row_at(offset)
        if self._wrapped:
            start = self._text.line_start(row)
            shape = self._shape_of(row)
            sub_row = place_of(shape, offset - start, goal).sub_row
            end = wrapped_at(self._text, row, shape, sub_row)
            if end is not None:
                return end, ROW_END
            if sub_row < shape.sub_rows - 1:
                return self.row_end(start + shape.sub_row_start(sub_row)), None
        return self._text.line_end(row), None


def row_layout(display: Display) -> RowLayout:
    """The layout of the text that the display's view has, be it shown already or not."""
    text = display.view.state.text
    viewport = display.viewport
    shape_of = viewport.shape_of
    if viewport.text is not text:  # the view is ahead of what has been shown of it
        shaper, tokens = viewport.shaper, display.tokens

        def shape_of(row: int) -> Shape:
            return shaper.shape_row(text, row, tokens(row))

    folds = display.view.folds
    rows = viewport.inlay_rows
    return RowLayout(text, shape_of, viewport.wrapped, viewport.page_rows, folds, rows)
