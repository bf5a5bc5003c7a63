"""What was painted, and what of it is wrong now."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import zip_longest
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect

from pith.edit import Folds
from pith.qt._indent_guides import GuideLine, guide_of_block, indent_levels
from pith.qt._overlay import PLAIN, RowOverlay
from pith.qt._shaped_line import Shape
from pith.qt._viewport import Viewport
from pith.text import Text

if TYPE_CHECKING:
    from pith.qt._mark import Kind
    from pith.qt._pair_guides import PairGuide


class Frame(NamedTuple):
    """One picture of the text, row by row, as values that can be compared."""

    first_row: int
    shapes: list[Shape]
    tops: list[float]
    overlays: dict[int, RowOverlay]
    x: float
    numbers: int
    """What the line numbers count from, if they are relative; else 0."""
    levels: list[int]
    """How many indent guides each row has; empty if none are shown."""
    guide: GuideLine | None
    """The guide of the block the caret is in, by rows."""
    text: Text
    rows: Sequence[int]
    folds: Folds
    pair_guides: tuple[PairGuide, ...] = ()

    def index_of(self, row: int) -> int | None:
        """Where among the rows a row is, None if it is not."""
        index = bisect_left(self.rows, row)
        return index if index < len(self.rows) and self.rows[index] == row else None

    @staticmethod
    def of(
        viewport: Viewport,
        overlays: dict[int, RowOverlay],
        numbers: int = 0,
        caret_row: int | None = None,
        before: Frame | None = None,
        pair_guides: tuple[PairGuide, ...] = (),
    ) -> Frame:
        """What is to be seen; `before` is what was, from which some may be taken over.

        `caret_row` is the one whose block is set off by its guide; None: no guides at all.
        """
        levels = _levels(viewport, before) if caret_row is not None else []
        guide = None
        if caret_row is not None:
            guide = guide_of_block(viewport.rows, levels, caret_row)
        return Frame(
            viewport.first_row,
            viewport.shapes.copy(),
            viewport.tops.copy(),
            overlays,
            viewport.x,
            numbers,
            levels,
            guide,
            viewport.text,
            viewport.rows,
            viewport.folds,
            pair_guides,
        )


def _levels(viewport: Viewport, before: Frame | None) -> list[int]:
    """The guides of the seen rows, counted only if rows are indented otherwise than before."""
    shapes = viewport.shapes
    if before is not None and before.levels and before.first_row == viewport.first_row:
        if before.text is viewport.text and before.shapes == shapes:
            return before.levels
        if (
            len(before.shapes) == len(shapes)
            and before.folds is viewport.folds
            # A blank row at the edge has its guides from rows that are not seen.
            and shapes[0].indent is not None
            and shapes[-1].indent is not None
            and all(
                was is now or was.indent == now.indent
                for was, now in zip(before.shapes, shapes, strict=True)
            )
        ):
            return before.levels
    return indent_levels(viewport)


class Band(NamedTuple):
    """Rows of pixels: of text and gutter, or of the text alone."""

    top: float
    bottom: float
    gutter: bool = True

    def rect(self, left: int, right: int) -> QRect:
        """All device pixels that are touched, between two x."""
        top = floor(self.top)
        return QRect(left, top, right - left, ceil(self.bottom) - top)


def scrolled(before: Frame, after: Frame) -> float:
    """How far down the rows that are in both have moved; 0 if there are none."""
    if before.folds is not after.folds:
        return 0.0
    shift = _shift(before, after)
    old, new = max(shift, 0), max(-shift, 0)
    if old < len(before.tops) and new < len(after.tops):
        return after.tops[new] - before.tops[old]
    return 0.0


def _shift(before: Frame, after: Frame) -> int:
    """By how much what is on a row has gone up: an index of `after` and it make one of `before`.

    Both have the same folds.
    """
    folds = after.folds
    if folds:
        return folds.index_of(after.first_row) - folds.index_of(before.first_row)
    return after.first_row - before.first_row


def damage(
    before: Frame, after: Frame, moved: float, row_height: float, height: float
) -> list[Band]:
    """What has to be painted again when the pixels of `before` were moved down by `moved`.

    What such a move uncovers is not part of it. Bands come from top to bottom.
    """
    if before.x != after.x or before.numbers != after.numbers or before.folds is not after.folds:
        return [Band(0.0, height)]
    shift = _shift(before, after)
    bands: list[Band] = []
    if after.tops[:1] != before.tops[:1] and after.tops and after.tops[0] > 0:
        bands.append(Band(0.0, after.tops[0]))
    for index in _different_rows(before, after, moved):
        row = after.rows[index]
        was, now = before.overlays.get(row, PLAIN), after.overlays.get(row, PLAIN)
        top = after.tops[index]
        bottom = top + after.shapes[index].sub_rows * row_height
        old = index + shift
        stays = (
            0 <= old < len(before.tops)
            and before.tops[old] + moved == after.tops[index]
            and before.shapes[old].sub_rows == after.shapes[index].sub_rows
        )
        gutter = not stays or was.current != now.current or was.band != now.band
        if was.marks != now.marks and any(map(_in_gutter, was.marks + now.marks)):
            gutter = True
        if now.band and after.shapes[index].sub_rows > 1 and _carets(was) != _carets(now):
            gutter = True  # another sub-row may be highlighted
        if was.selected or now.selected:
            # The corners of a selection depend on how far it goes above and below.
            top -= row_height
            bottom += row_height
        _add(bands, Band(top, bottom, gutter))
    end = _end(after, row_height)
    old_end = _end(before, row_height) + moved
    if end < old_end and end < height:
        _add(bands, Band(end, min(old_end, height)))
    return bands


def _different_rows(before: Frame, after: Frame, moved: float) -> list[int]:
    """The indexes in `after` of the rows that do not look as they did, in order."""
    first_row, shapes, tops, overlays = after[:4]
    old_shapes, old_tops = before.shapes, before.tops
    levels, old_levels = after.levels, before.levels
    shift = _shift(before, after)
    if not shift and tops == old_tops:
        # The way of nearly every key: comparing in C what is the same but for a row or two.
        pairs = zip(shapes, old_shapes, strict=True)
        different = [index for index, (now, was) in enumerate(pairs) if now is not was]
        if levels is not old_levels:
            pairs_of_levels = zip_longest(levels, old_levels)  # of a frame without guides: none
            others = {at for at, (now, was) in enumerate(pairs_of_levels) if now != was}
            different = sorted(others.union(different))
    else:
        different = [
            index
            for index, shape in enumerate(shapes)
            if not 0 <= index + shift < len(old_shapes)
            or old_shapes[index + shift] is not shape
            or old_tops[index + shift] + moved != tops[index]
            or (levels and levels[index] != old_levels[index + shift])
        ]
    if (moved or shift) and shapes:
        # At an edge the corners of a selection are drawn as if it went on outside as it is.
        edges = {first_row, after.rows[-1], before.first_row, *before.rows[-1:]}
        edges = edges.intersection(overlays)
        found = (after.index_of(row) for row in edges if overlays[row].selected)
        different = sorted({*different, *(index for index in found if index is not None)})
    if before.overlays != overlays:
        rows = {*before.overlays, *overlays}
        changed = {
            after.index_of(row) for row in rows if before.overlays.get(row) != overlays.get(row)
        }
        changed.discard(None)
        if changed:
            different = sorted({*different, *(index for index in changed if index is not None)})
    return different


def _carets(overlay: RowOverlay) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return overlay.carets, overlay.at_ends


def _in_gutter(mark: tuple[int, int, Kind]) -> bool:
    kind = mark[2]
    if isinstance(kind, str):
        return kind == "bookmark"
    return bool(kind.gutter or (kind.whole_line and kind.background))


def _end(frame: Frame, row_height: float) -> float:
    if not frame.shapes:
        return 0.0
    return frame.tops[-1] + frame.shapes[-1].sub_rows * row_height


def _add(bands: list[Band], band: Band) -> None:
    last = bands[-1] if bands else None
    if last is not None and band.top <= last.bottom and band.gutter == last.gutter:
        bands[-1] = Band(min(last.top, band.top), max(last.bottom, band.bottom), band.gutter)
    else:
        bands.append(band)
