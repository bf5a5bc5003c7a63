"""The side of an editor where its minimap is, if a person wants one."""

from __future__ import annotations

from collections.abc import Callable
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
    from pith.text import Text


class MinimapSide:
    """Makes the minimap when it is first wanted, and tells it what happens to the text that the
    viewport shows. `moved` is called with a position to scroll to."""

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
        self.minimap: Minimap | None = None

    def width_in(self, available: float) -> int:
        """How many of the pixels that text and minimap have together are the minimap's."""
        style = self._canvas.painter.style
        if not style.options.minimap:
            return 0
        if self.minimap is None:
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
        return self.minimap.width_in(style, available)

    def place(self, left: int, width: int) -> None:
        """Put it there, from top to bottom."""
        if self.minimap is not None:
            self.minimap.place(left, width, self._editor.height())

    def forget(self) -> None:
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

    def rest(self) -> None:
        if self.minimap is not None:
            self.minimap.rest()
