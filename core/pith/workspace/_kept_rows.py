"""Carets that stay in their rows when all around them is replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pith.edit import Range, Selection
from pith.text import Point, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pith.text import Edit
    from pith.workspace._document import Document
    from pith.workspace._view import View

Points = list[tuple[Point, Point]]
"""Anchor and head of each range of a selection."""


def points_of(selection: Selection, text: Text) -> Points:
    """Where the ranges of a selection of the text are."""
    return [(text.point_at(each.anchor), text.point_at(each.head)) for each in selection.ranges]


def selection_at(points: Points, primary: int, text: Text) -> Selection:
    """The selection there, as far as the text goes."""
    ranges = [Range(text.offset_at(anchor), text.offset_at(head)) for anchor, head in points]
    return Selection.of(ranges, primary)


class KeptRows:
    """The rows and columns of what is selected in views that have a caret inside one of `edits`,
    which are to the document's text as it is."""

    def __init__(self, document: Document, edits: Sequence[Edit]) -> None:
        self._points: dict[View, tuple[Points, int]] = {}
        for view in document.views:
            selection = view.selection
            heads = [each.head for each in selection.ranges]
            if any(each.start < head < each.end for each in edits for head in heads):
                points = points_of(selection, document.text)
                self._points[view] = (points, selection.primary_index)

    def select(self, event: str) -> None:
        """Select there, as far as the text as it is now goes."""
        for view, (points, primary) in self._points.items():
            view.select(selection_at(points, primary, view.state.text), event, reveal=False)
