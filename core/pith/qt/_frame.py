"""What was painted, and what of it is wrong now."""

from __future__ import annotations

from math import ceil, floor
from typing import NamedTuple

from PySide6.QtCore import QRect

from pith.qt._overlay import PLAIN, RowOverlay
from pith.qt._shaped_line import Shape
from pith.qt._viewport import Viewport


class Frame(NamedTuple):
    """One picture of the text, row by row, as values that can be compared."""

    first_row: int
    shapes: list[Shape]
    tops: list[float]
    overlays: dict[int, RowOverlay]
    x: float
    numbers: int
    """What the line numbers count from, if they are relative; else 0."""

    @staticmethod
    def of(viewport: Viewport, overlays: dict[int, RowOverlay], numbers: int) -> Frame:
        return Frame(
            viewport.first_row,
            viewport.shapes.copy(),
            viewport.tops.copy(),
            overlays,
            viewport.x,
            numbers,
        )


class Band(NamedTuple):
    """Rows of pixels, the whole width of the widget."""

    top: float
    bottom: float

    def rect(self, width: int) -> QRect:
        """All device pixels that are touched."""
        top = floor(self.top)
        return QRect(0, top, width, ceil(self.bottom) - top)


def scrolled(before: Frame, after: Frame) -> float:
    """How far down the rows that are in both have moved; 0 if there are none."""
    row = max(before.first_row, after.first_row)
    old, new = row - before.first_row, row - after.first_row
    if old < len(before.tops) and new < len(after.tops):
        return after.tops[new] - before.tops[old]
    return 0.0


def damage(
    before: Frame, after: Frame, moved: float, row_height: float, height: float
) -> list[Band]:
    """What has to be painted again when the pixels of `before` were moved down by `moved`.

    What such a move uncovers is not part of it. Bands are sorted and disjoint.
    """
    if before.x != after.x or before.numbers != after.numbers:
        return [Band(0.0, height)]
    bands: list[Band] = []
    first_row, shapes, tops, overlays = after[:4]
    offset = first_row - before.first_row
    old_count = len(before.shapes)
    same_overlays = before.overlays == overlays
    for index, shape in enumerate(shapes):
        old = index + offset
        if (
            0 <= old < old_count
            and before.shapes[old] is shape
            and before.tops[old] + moved == tops[index]
        ):
            if same_overlays:
                continue
            row = first_row + index
            was, now = before.overlays.get(row, PLAIN), overlays.get(row, PLAIN)
            if was == now:
                continue
            # The corners of a selection depend on what is selected above and below.
            around = row_height if was.selected != now.selected else 0.0
        else:
            around = 0.0
        top = tops[index]
        _add(bands, top - around, top + shape.sub_rows * row_height + around)
    end = _end(after, row_height)
    old_end = _end(before, row_height) + moved
    if end < old_end and end < height:
        _add(bands, end, min(old_end, height))
    return bands


def _end(frame: Frame, row_height: float) -> float:
    if not frame.shapes:
        return 0.0
    return frame.tops[-1] + frame.shapes[-1].sub_rows * row_height


def _add(bands: list[Band], top: float, bottom: float) -> None:
    if bands and top <= bands[-1].bottom:
        last = bands[-1]
        bands[-1] = Band(min(last.top, top), max(last.bottom, bottom))
    else:
        bands.append(Band(top, bottom))
