"""Carets that stay in their rows when all around them is replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pith.edit import Range, Selection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pith.text import Edit, Point
    from pith.workspace._document import Document
    from pith.workspace._view import View


class KeptRows:
    """The rows and columns of what is selected in views that have a caret inside one of `edits`,
    which are to the document's text as it is."""

    def __init__(self, document: Document, edits: Sequence[Edit]) -> None:
        point_at = document.text.point_at
        self._places: dict[View, list[tuple[Point, Point]]] = {}
        for view in document.views:
            ranges = view.selection.ranges
            if any(each.start < one.head < each.end for each in edits for one in ranges):
                self._places[view] = [(point_at(one.anchor), point_at(one.head)) for one in ranges]

    def select(self, event: str) -> None:
        """Select there, as far as the text as it is now goes."""
        for view, places in self._places.items():
            offset_at = view.state.text.offset_at
            ranges = [Range(offset_at(anchor), offset_at(head)) for anchor, head in places]
            primary = min(view.selection.primary_index, len(ranges) - 1)
            view.select(Selection.of(ranges, primary), event, reveal=False)
