"""What of the text lies beneath something that floats over the upper edge of an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

if TYPE_CHECKING:
    from pith.qt._display import Display

_MOST = 0.7  # of an editor's height
_GAP = 4.0  # pixels between what floats and what was scrolled from beneath it


class Covered:
    """Scrolls what is to be seen from beneath an area, for which there is room above the text."""

    def __init__(self) -> None:
        self.area: QRectF | None = None
        """In pixels of the widget; None: nothing floats over it."""

    def room(self, height: float, row_height: float) -> float:
        """How far the text may be scrolled down from the upper edge of so high an editor. None, if
        little would be left of it, or less than a row."""
        if self.area is None or self.area.bottom() > height * _MOST:
            return 0.0
        room = self.area.bottom() + _GAP
        return room if room + row_height <= height else 0.0

    def uncover(self, display: Display, offset: int) -> None:
        """Scroll up if an offset is beneath the area, or what is selected there."""
        area, viewport = self.area, display.viewport
        room = self.room(viewport.height, viewport.row_height)
        if area is None or not room:
            return
        spot = viewport.spot_of(offset)
        if spot is None or spot.y >= area.bottom() or spot.y + viewport.row_height <= area.top():
            return
        xs = [spot.x]
        primary = display.state.selection.primary
        if primary.start <= offset <= primary.end <= len(viewport.text):
            for each in (primary.start, primary.end):
                other = viewport.spot_of(each)
                if other is not None:
                    xs.append(other.x if other.y == spot.y else viewport.width)
        left = area.left() - display.canvas.scene.gutter_width
        if max(xs) >= left and min(xs) <= left + area.width():
            viewport.scroll_by(spot.y - room)
            viewport.fill()
