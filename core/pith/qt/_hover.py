"""What marks have to say when the pointer rests on them, or when somebody asks at the caret."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from pith.qt._decorations import Decorations
from pith.qt._viewport import Viewport


def hover_text(
    viewport: Viewport, decorations: Decorations, gutter_width: float, point: QPointF
) -> str:
    """The texts of the marks at a point of the widget, each once; in the gutter, of the marks
    that have an icon there."""
    style, text = viewport.shaper.style, viewport.text
    row = viewport.rows[viewport.index_at(point.y())]
    start, end = text.line_start(row), text.line_end(row)
    in_gutter = point.x() < gutter_width - style.column_width
    inside = QPointF(point.x() - gutter_width, point.y())
    found: dict[str, None] = {}
    for first, last, mark in decorations.marks_between(start, end):
        if not mark.hover:
            continue
        if in_gutter:
            shown = bool(mark.gutter) and start <= first
        else:
            shown = _covers(viewport, first, last, inside)
            shown = shown or (
                bool(mark.line_end) and last <= end and _behind(viewport, row, inside)
            )
        if shown:
            found[mark.hover] = None
    return "\n\n".join(found)


def hover_text_of(viewport: Viewport, decorations: Decorations, offset: int) -> str:
    """The texts of the marks at an offset of the text, of those that have an icon beside its row
    and of those that show something behind it, each once."""
    text = viewport.text
    row = text.row_at(offset)
    start, end = text.line_start(row), text.line_end(row)
    found: dict[str, None] = {}
    for first, last, mark in decorations.marks_between(start, end):
        of_row = (mark.gutter and start <= first) or (mark.line_end and last <= end)
        if mark.hover and (first <= offset <= last or of_row):
            found[mark.hover] = None
    return "\n\n".join(found)


def _covers(viewport: Viewport, start: int, end: int, point: QPointF) -> bool:
    """Whether a stretch is under a point of the text area; an empty one is a column wide."""
    height, column = viewport.row_height, viewport.shaper.style.column_width
    first, last = viewport.spot_of(start), viewport.spot_of(end)
    if first is not None and (
        point.y() < first.y or (point.y() < first.y + height and point.x() < first.x)
    ):
        return False
    if last is None:
        return True
    right = last.x + (column if start == end else 0.0)
    if point.y() >= last.y + height:
        return False
    return point.y() < last.y or point.x() <= right


def _behind(viewport: Viewport, row: int, point: QPointF) -> bool:
    """Whether a point of the text area is behind the end of a row's text."""
    shape = viewport.shape_of(row)
    return point.x() + viewport.x > shape.sub_row_edges(shape.sub_rows - 1)[1]
