"""The top edge of an editor: which lines stay there, and that no caret lies beneath them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pith.qt._canvas import Canvas
from pith.qt._viewport import ScrollAnchor, Viewport

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pith.qt._sticky_lines import StickyLines


class TopEdge:
    """Makes the widget of the lines that stay when there are some for the first time.

    `wanted` says whether there may be any, `chosen` is called with the row of one that was clicked.
    """

    def __init__(
        self,
        editor: QWidget,
        viewport: Viewport,
        canvas: Canvas,
        wanted: Callable[[], bool],
        chosen: Callable[[int], object],
    ) -> None:
        self._editor = editor
        self._viewport = viewport
        self._canvas = canvas
        self._wanted = wanted
        self._chosen = chosen
        self.lines: StickyLines | None = None

    def follow(self) -> None:
        """Show the lines that stay now; for a text that the viewport has got."""
        if self.lines is None:
            if not self._wanted() or self._viewport.first_row == 0:
                return
            from pith.qt._sticky_lines import StickyLines

            self.lines = StickyLines(self._editor, self._viewport, self._canvas.painter)
            self.lines.chosen.connect(self._chosen)
        self.lines.follow(self._wanted())

    def uncover(self, offset: int, before: ScrollAnchor) -> None:
        """Scroll until no line that stays lies over an offset that was revealed; `before` is
        where the viewport was scrolled to before that."""
        lines, viewport = self.lines, self._viewport
        if lines is None or not self._wanted():
            return
        unmoved = viewport.anchor == before
        for _ in range(3):  # scrolled up, there may be more of them, or less
            spot = viewport.spot_of(offset)
            if spot is None or spot.y >= lines.most * viewport.row_height:
                return
            if unmoved and spot.y >= lines.covered:
                return
            unmoved = False
            covered = len(lines.rows()) * viewport.row_height
            if spot.y >= covered:
                return
            viewport.scroll_by(spot.y - covered)
            viewport.fill()

    def forget(self) -> None:
        """Let go of all lines and of their text."""
        if self.lines is not None:
            self.lines.forget()
