"""Where in a minimap which row is, and where its slider: arithmetic alone."""

from __future__ import annotations

from typing import NamedTuple


class Track(NamedTuple):
    """A minimap `height` pixels high whose rows are `row` pixels high.

    Rows are counted as they are seen, without those that are folded away. `position`, of 0 to
    `last`, is the one at the editor's top edge, `page` how many fit into the editor. A text that
    is longer than the minimap slides through it: its start is at the top edge while the editor is
    scrolled to its start, and its end at the bottom edge while it is scrolled to its end.
    """

    height: float
    row: float
    position: float
    last: float
    page: float

    @property
    def slides(self) -> bool:
        return (self.last + self.page) * self.row > self.height

    @property
    def slider_height(self) -> float:
        return self.page * self.row

    @property
    def free(self) -> float:
        """How far the slider can move, in pixels."""
        if self.slides:
            return max(0.0, self.height - self.slider_height)
        return self.last * self.row

    @property
    def slider_top(self) -> float:
        return self.free * self.position / self.last if self.last > 0 else 0.0

    @property
    def start(self) -> float:
        """The row at the top edge of the minimap, with a fraction."""
        return max(0.0, self.position - self.slider_top / self.row) if self.slides else 0.0

    @property
    def end(self) -> float:
        """The row at its bottom edge."""
        return self.start + self.height / self.row

    def dragged(self, grabbed_at: float, pixels: float) -> float:
        """The position once the slider, taken at a position, has been moved by some pixels."""
        free = self.free
        return self._clamped(grabbed_at + pixels * self.last / free if free > 0 else grabbed_at)

    def centred(self, y: float) -> float:
        """The position that has the row at a height of the minimap in the editor's middle."""
        return self._clamped(self.start + y / self.row - self.page / 2)

    def _clamped(self, position: float) -> float:
        return min(max(position, 0.0), self.last)
