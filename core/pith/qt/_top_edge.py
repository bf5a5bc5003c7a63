"""The top edge of an editor: which lines stay there, and that no caret lies beneath them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pith.base import Disposable, OnDispose
from pith.edit import EnclosingRows, LanguageRules, LineKinds
from pith.qt._awaited_pages import AwaitedPages
from pith.qt._canvas import Canvas
from pith.qt._in_memory import in_memory
from pith.qt._scroll_anchor import ScrollAnchor
from pith.qt._viewport import Viewport

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pith.qt._sticky_lines import StickyLines


class TopEdge:
    """Makes the widget of the lines that stay when there are some for the first time.

    Of a huge file no page is read for them: they are found in those that are in memory, and
    `came` is called when there are others. `chosen` is called with the row of a line that was
    clicked at. `known` gives the rules of the language, and what is string or comment.
    """

    def __init__(
        self,
        editor: QWidget,
        viewport: Viewport,
        canvas: Canvas,
        pages: AwaitedPages,
        came: Callable[[], object],
        chosen: Callable[[int], object],
        known: Callable[[], tuple[LanguageRules, LineKinds]],
    ) -> None:
        self._editor = editor
        self._viewport = viewport
        self._canvas = canvas
        self._pages = pages
        self._came = came
        self._chosen = chosen
        self._known = known
        self._listening: Disposable = OnDispose()
        self.lines: StickyLines | None = None

    def follow(self) -> None:
        """Show the lines that stay now; for a text that the viewport has got."""
        if self.lines is None:
            wanted = self._canvas.scene.style.options.sticky_lines > 0
            if not wanted or self._viewport.first_row == 0:
                return
            from pith.qt._sticky_lines import StickyLines

            scene = self._canvas.scene
            self.lines = StickyLines(self._editor, self._viewport, scene, self._known)
            self.lines.chosen.connect(self._chosen)
        self.lines.follow(self._first_row())

    def _first_row(self) -> int:
        """The first row that may be looked at."""
        self._listening.dispose()
        reader, top = self._pages.reader, self._viewport.first_row
        if reader is None or top == 0:
            return 0
        wanted = max(0, top - EnclosingRows.REACH)
        runs = list(in_memory(self._viewport.text, wanted, top + 1))
        first = runs[-1][0] if runs and runs[-1][1] == top + 1 else top + 1
        if first == wanted:
            return 0  # what is further away is not looked at anyway
        self._listening = reader.arrived.connect(self._came)
        return first

    def uncover(self, offset: int, before: ScrollAnchor) -> None:
        """Scroll until no line that stays lies over an offset that was revealed; `before` is
        where the viewport was scrolled to before that."""
        lines, viewport = self.lines, self._viewport
        if lines is None:
            return
        unmoved = viewport.anchor == before
        for _ in range(3):  # scrolled up, there may be more of them, or less
            spot = viewport.spot_of(offset)
            if spot is None or spot.y >= lines.most * viewport.row_height:
                return
            if unmoved and spot.y >= lines.covered:
                return
            unmoved = False
            covered = len(lines.rows(self._first_row())) * viewport.row_height
            if spot.y >= covered:
                return
            viewport.scroll_by(spot.y - covered)
            viewport.fill()

    def retokened(self, first_row: int) -> None:
        """The tokens from a row on are others."""
        if self.lines is not None and first_row < self._viewport.first_row:
            self.lines.retokened()

    def forget(self) -> None:
        """Let go of all lines and of their text."""
        self._listening.dispose()
        if self.lines is not None:
            self.lines.forget()
