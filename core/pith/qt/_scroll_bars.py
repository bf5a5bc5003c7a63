"""The two scroll bars of an editor, over the edges of its text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from pith.qt._colors import EditorColors
from pith.qt._decorations import Decorations, Span
from pith.qt._scroll_bar import ScrollBar
from pith.qt._style import Style
from pith.qt._viewport import Viewport

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_COUNTED = 2000
_LARGE = 10_000_000  # code points


class ScrollBars:
    """Shows where a viewport is. What is done with the bars comes out of their `moved` signals:
    a row of the document with a fraction from the upright one, pixels from the one across."""

    THICKNESS = ScrollBar.THICKNESS

    def __init__(self, widget: QWidget, viewport: Viewport, decorations: Decorations) -> None:
        self._viewport = viewport
        self._widget = widget
        self._decorations = decorations
        self._layers: set[str] = set()
        self._widest = 0.0
        self.upright = ScrollBar(Qt.Orientation.Vertical, widget)
        self.across = ScrollBar(Qt.Orientation.Horizontal, widget)
        self.across.hide()

    def set_colors(self, colors: EditorColors) -> None:
        self.upright.set_colors(colors)
        self.across.set_colors(colors)

    def place(self, left: int, right: int) -> None:
        """Put the bars where they belong in the widget as large as it is, whose text has from
        `left` to `right`."""
        thick = self.THICKNESS
        width, height = self._widget.width(), self._widget.height()
        self.upright.setGeometry(width - thick, 0, thick, height)
        self.across.setGeometry(left, height - thick, max(0, right - left), thick)

    def follow(self, scrolled: bool) -> None:
        """Show where the viewport is; `scrolled`: it was. What is seen may have become wider."""
        viewport = self._viewport
        if not scrolled and viewport.sideways.widest == self._widest:
            return
        self._widest = viewport.sideways.widest
        self.upright.set_range(viewport.position, viewport.last_position, viewport.rows_seen)
        across = self.across
        across.set_range(viewport.x, max(viewport.sideways.last_x, viewport.x), viewport.width)
        if across.needed == across.isHidden():
            across.setVisible(across.needed)

    def concerned(self, layer: str, spans: Sequence[Span], style: Style) -> bool:
        """Whether a layer that has these spans now is shown here, or was: `mark` is due. There may
        be thousands in other layers, which need not be looked at for nothing."""
        shown = any(style.overview_color(kind) is not None for _, _, kind in spans)
        had = layer in self._layers
        if shown:
            self._layers.add(layer)
        else:
            self._layers.discard(layer)
        return shown or had

    def mark(self, style: Style) -> None:
        """Show where in the whole text there are decorations."""
        text = self._viewport.text
        color_of = style.overview_color
        found = [span for span in self._decorations.all() if color_of(span[2]) is not None]
        if len(found) <= _COUNTED and len(text) <= _LARGE:
            whole = text.line_count
            marks = {(round(text.row_at(span[0]) / whole, 3), span[2]) for span in found}
        else:  # so many, or so far apart, that where exactly each is cannot be seen
            whole = len(text)
            marks = {(round(span[0] / whole, 3), span[2]) for span in found}
        shown = [(part, color_of(kind)) for part, kind in sorted(marks, key=lambda mark: mark[0])]
        self.upright.set_marks([(part, color) for part, color in shown if color is not None])
