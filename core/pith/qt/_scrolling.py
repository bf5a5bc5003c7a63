"""Bringing places of a text into sight: scrolled to, or revealed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pith.qt._awaited_pages import showing
from pith.qt._display import Display
from pith.qt._scroll_anchor import ScrollAnchor
from pith.qt._smooth_scroll import SmoothScroll

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_REVEAL_MARGIN = 1  # rows kept between the caret and the edges


class Scrolling:
    """Scrolls a display. Distances are in pixels."""

    def __init__(self, editor: QWidget, display: Display) -> None:
        self._display = display
        self._viewport = display.viewport
        self._pages = display.pages
        self._when_sized: int | None = None
        """What is to be revealed as soon as there is room for it."""
        self._smooth = SmoothScroll(lambda pixels: self.by(0.0, pixels), editor)
        display.bars.across.moved.connect(lambda x: self.by(x - self._viewport.x, 0.0))

    @showing
    def reveal(self, offset: int, centre: bool) -> None:
        """Scroll until an offset is seen; one that is far away goes to the middle."""
        self.bring_into_sight(offset, centre)
        self._display.refresh()

    def bring_into_sight(self, offset: int, centre: bool) -> None:
        """As reveal, but that refreshing the display is left to the caller."""
        self._smooth.stop()
        anchor = self._viewport.anchor
        if self._viewport.height <= 0:  # it has no size yet: later, when it has
            self._when_sized = offset
        elif self._viewport.reveal(offset, centre, _REVEAL_MARGIN):
            self._viewport.fill()
        self._display.top_edge.uncover(offset, anchor)
        self._display.covered.uncover(self._display, offset)
        self._pages.revealed(offset, centre)

    def sized(self) -> None:
        """The viewport may have got a size: what had to wait for that is revealed, but for
        refreshing the display."""
        offset = self._when_sized
        if offset is not None and self._viewport.height > 0:
            self._when_sized = None
            self.bring_into_sight(min(offset, len(self._viewport.text)), True)

    @showing
    def by(self, right: float, down: float) -> bool:
        """Scroll by pixels; False if that was as far as it goes already."""
        viewport = self._viewport
        before = (viewport.anchor, viewport.x)
        if right:
            viewport.sideways.scroll_to(viewport.x + right)
        if down:
            viewport.scroll_by(down)
        if (viewport.anchor, viewport.x) == before:
            return False
        self._pages.scrolled()
        viewport.fill()
        self._display.refresh()
        return True

    @showing
    def to_position(self, position: float) -> None:
        """Put a row of the document, with a fraction, at the top edge: see Viewport.position."""
        self._smooth.stop()
        self._pages.scrolled()
        self._viewport.scroll_to_position(position)
        self._viewport.fill()
        self._display.refresh()

    def glide(self, down: float) -> None:
        """Scroll down by pixels, in frames."""
        self._smooth.add(down, 1 / self._display.style.ratio)

    def stop(self) -> None:
        """Stay where it is."""
        self._smooth.stop()

    def state(self) -> dict[str, float]:
        """Where the text is scrolled to, as plain data for restore."""
        row, sub_row, pixels = self._viewport.anchor
        return {"row": row, "sub_row": sub_row, "pixels": pixels, "x": self._viewport.x}

    @showing
    def restore(self, state: Mapping[str, float]) -> None:
        """Scroll to where `state` was taken."""
        self._when_sized = None
        self._pages.scrolled()
        viewport, style = self._viewport, self._display.style
        row, sub_row = int(state.get("row", 0)), int(state.get("sub_row", 0))
        # It may have been left with a larger font, in which more pixels were one row.
        pixels = style.snap(min(state.get("pixels", 0.0), style.row_height - 1))
        viewport.scroll_to(ScrollAnchor(row, sub_row, pixels))
        viewport.fill()
        viewport.sideways.put(state.get("x", 0.0))
        self._display.refresh()
