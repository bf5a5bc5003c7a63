"""The side of an editor where its minimap is, if a person wants one."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING

from pith.edit import Selection
from pith.qt._awaited_pages import AwaitedPages
from pith.qt._canvas import Canvas
from pith.qt._row_tokens import RowTokens
from pith.qt._viewport import Viewport

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pith.edit import ChangeSet
    from pith.qt._minimap import Minimap
    from pith.qt._style import Style
    from pith.text import Text

MARGIN = 6
"""Cells left of its letters, for what differs from the file."""
_FEWEST_COLUMNS = 16


def scale_of(style: Style) -> int:
    """How many of the device's pixels one of its letters is wide."""
    return max(1, round(style.ratio))


class MinimapSide:
    """Makes the minimap at the first rest after it is wanted, so that no text waits for it, and
    tells it what happens to the text that the viewport shows. `moved` is called with a position to
    scroll to."""

    def __init__(
        self,
        editor: QWidget,
        viewport: Viewport,
        canvas: Canvas,
        pages: AwaitedPages,
        tokens: RowTokens,
        selection: Callable[[], Selection],
        moved: Callable[[float], object],
    ) -> None:
        self._editor = editor
        self._viewport = viewport
        self._canvas = canvas
        self._pages = pages
        self._tokens = tokens
        self._selection = selection
        self._moved = moved
        self._place = (0, 0)
        self._forgotten = False
        self.minimap: Minimap | None = None

    def width_in(self, available: float) -> int:
        """How many of the pixels that text and minimap have together are the minimap's: as many as
        show all the columns that are in sight beside it, and 0 where that is not worth the while.
        """
        style = self._canvas.scene.style
        if not style.options.minimap or self._forgotten:
            return 0
        cell = scale_of(style) / style.ratio
        beside = int((available - MARGIN * cell) / (style.column_width + cell))
        columns = min(style.options.minimap_columns, beside)
        return ceil((columns + MARGIN) * cell) if columns >= _FEWEST_COLUMNS else 0

    def place(self, left: int, width: int) -> None:
        """Put it there, from top to bottom."""
        self._place = (left, width)
        if self.minimap is not None:
            self.minimap.place(left, width, self._editor.height())

    @property
    def width(self) -> int:
        """How many pixels it has."""
        return self._place[1]

    @property
    def due(self) -> bool:
        """Whether it is to be made: `rest` does that."""
        return self.minimap is None and self._place[1] > 0

    def rest(self) -> None:
        """See Minimap."""
        if self.due:
            from pith.qt._minimap import Minimap

            self.minimap = Minimap(
                self._editor,
                self._viewport,
                self._canvas,
                self._pages,
                self._tokens.of_syntax,
                self._selection,
            )
            self.minimap.moved.connect(self._moved)
            self.place(*self._place)
        if self.minimap is not None:
            self.minimap.rest()

    def forget(self) -> None:
        """Stop, and have none any more."""
        self._place, self._forgotten = (0, 0), True
        if self.minimap is not None:
            self.minimap.forget()

    # See Minimap

    def start_over(self) -> None:
        if self.minimap is not None:
            self.minimap.start_over()

    def edited(self, changes: ChangeSet, before: Text) -> None:
        if self.minimap is not None:
            self.minimap.edited(changes, before)

    def renewed(self, first_row: int, last_row: int) -> None:
        if self.minimap is not None:
            self.minimap.renewed(first_row, last_row)

    def marked(self) -> None:
        if self.minimap is not None:
            self.minimap.marked()

    def follow(self) -> None:
        if self.minimap is not None:
            self.minimap.follow()
