"""The two scroll bars of an editor, over the edges of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from pith.qt._colors import EditorColors
from pith.qt._decorations import Decorations
from pith.qt._scroll_bar import ScrollBar
from pith.qt._viewport import Viewport

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class ScrollBars:
    """Shows where a viewport is. What is done with the bars comes out of their `moved` signals:
    a row of the document with a fraction from the upright one, pixels from the one across."""

    THICKNESS = ScrollBar.THICKNESS

    def __init__(self, widget: QWidget, viewport: Viewport) -> None:
        self._viewport = viewport
        self._widget = widget
        self._widest = 0.0
        self.upright = ScrollBar(Qt.Orientation.Vertical, widget)
        self.across = ScrollBar(Qt.Orientation.Horizontal, widget)
        self.across.hide()

    def set_colors(self, colors: EditorColors) -> None:
        self.upright.set_colors(colors)
        self.across.set_colors(colors)

    def covered(self) -> int:
        """How many pixels at the bottom of the text a bar lies over."""
        return self.THICKNESS if self.across.isVisible() else 0

    def place(self, gutter_width: int) -> None:
        """Put the bars where they belong in the widget as large as it is."""
        thick = self.THICKNESS
        width, height = self._widget.width(), self._widget.height()
        self.upright.setGeometry(width - thick, 0, thick, height)
        across = max(0, width - thick - gutter_width)
        self.across.setGeometry(gutter_width, height - thick, across, thick)

    def follow(self, scrolled: bool) -> None:
        """Show where the viewport is; `scrolled`: it was. What is seen may have become wider."""
        viewport = self._viewport
        if not scrolled and viewport.widest == self._widest:
            return
        self._widest = viewport.widest
        self.upright.set_range(viewport.position, viewport.last_position, viewport.rows_seen)
        across = self.across
        across.set_range(viewport.x, max(viewport.last_x, viewport.x), viewport.width)
        if across.needed == across.isHidden():
            across.setVisible(across.needed)

    def mark(self, decorations: Decorations, colors: EditorColors) -> None:
        """Show where in the whole text there are decorations."""
        text = self._viewport.text
        count = text.line_count
        marks = {
            (round(text.row_at(start) / count, 3), kind)
            for start, _, kind in decorations.all()
            if kind in colors.overview
        }
        self.upright.set_marks([(part, colors.overview[kind]) for part, kind in sorted(marks)])
