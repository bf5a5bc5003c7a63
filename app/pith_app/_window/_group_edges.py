"""The edges between groups of editors, which can be dragged; a double click evens them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pith_app._theming import Look
from pith_app._window._group_tree import Edge, dragged, edges, evened
from pith_app._window._sash import GRIP, Sash

if TYPE_CHECKING:
    from pith_app._window._group_area import GroupArea

_LEAST = (160, 90)
"""Pixels that a dragged edge leaves of a group."""


class GroupEdges:
    """A sash over each line between groups."""

    def __init__(self, area: GroupArea, look: Look) -> None:
        self._area = area
        self._look = look
        self._edges: list[Edge] = []
        self.sashes: list[Sash] = []

    def arrange(self) -> None:
        """Put the sashes where the lines are now."""
        found = edges(self._area.tree, self._area.area)
        if [edge[:3] for edge in found] != [edge[:3] for edge in self._edges]:
            for sash in self.sashes:
                sash.hide()
                sash.deleteLater()
            self.sashes = [self._sash(number, edge) for number, edge in enumerate(found)]
        self._edges = found
        for sash, edge in zip(self.sashes, found, strict=True):
            x, y, width, height = edge.area
            if edge.beside:
                sash.setGeometry(x - GRIP // 2, y, GRIP, height)
            else:
                sash.setGeometry(x, y - GRIP // 2, width, GRIP)
            sash.raise_()

    def _sash(self, number: int, edge: Edge) -> Sash:
        sash = Sash(
            self._look,
            self._area,
            vertical=edge.beside,
            on_drag=lambda by: self._drag(number, by),
            on_reset=lambda: self._area.set_tree(evened(self._area.tree, edge.path)),
            on_done=lambda: None,  # the session has heard of every step
        )
        sash.show()
        return sash

    def _drag(self, number: int, by: int) -> None:
        area = self._area
        area.set_tree(dragged(area.tree, area.area, self._edges[number], by, _LEAST))
