"""What of an editor is painted when: as little as differs from what is on the screen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QWidget

from pith.edit import Selection
from pith.qt._decorations import Decorations
from pith.qt._frame import Band, Frame, damage, scrolled
from pith.qt._indent_guides import GuideLine
from pith.qt._overlay import RowOverlay, overlays, signs_of
from pith.qt._painting import EditorPainter, Scene
from pith.qt._style import Style
from pith.qt._viewport import Viewport

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from pith.qt._pair_guides import PairGuide


class Canvas:
    """Keeps what was painted last, compares it with what is to be seen, and paints the rest.

    Damage is handed to Qt at once, to be painted in its own time, or, while it is held, gathered
    for paint_now.
    """

    def __init__(self, widget: QWidget, viewport: Viewport, style: Style) -> None:
        self.scene = Scene(style, viewport)
        self.painter = EditorPainter(self.scene)
        self.decorations = Decorations()
        self.brackets: tuple[int, ...] = ()
        """Offsets of brackets that match."""
        self.pair_guides: tuple[PairGuide, ...] = ()
        """The guides of pairs of brackets, by rows of the text."""
        self._widget = widget
        self._viewport = viewport
        self._frame = Frame.of(viewport, {})
        self._damaged: list[QRect] = []
        self._held = False

    def fit(self, width: int) -> None:
        """Measure the gutter; the text has `width` pixels and the gutter together."""
        self.scene.gutter_width = self._fitting_gutter()
        self.scene.content_width = width

    def set_style(self, style: Style) -> None:
        """Paint like this from now on; measuring anew and damage are left to the caller."""
        self.scene.style = style
        self.painter.restyle()

    @property
    def gutter_fits(self) -> bool:
        """Whether the gutter is as wide as line numbers, and signs that were seen, want it."""
        return self.scene.gutter_width == self._fitting_gutter()

    def _fitting_gutter(self) -> float:
        return self.painter.gutter_width_for(self._viewport.text.line_count)

    # Comparing

    def forget(self) -> None:
        """Let go of what was painted last, and of its text."""
        self._frame = Frame.of(self._viewport, {})

    def refresh(self, selection: Selection) -> bool:
        """Have painted what is not on the screen as it should be; True if that was scrolled."""
        viewport = self._viewport
        scene = self.scene
        options = scene.style.options
        before = self._frame
        found = overlays(
            viewport.text,
            viewport.rows,
            selection,
            self.brackets,
            self.decorations,
            options.current_line,
        )
        signs = [len(signs_of(each)) for each in found.values() if each.marks]
        scene.most_signs = max(scene.most_signs, *signs) if signs else scene.most_signs
        caret_row = viewport.text.row_at(selection.primary.head)
        numbers = caret_row if options.line_numbers == "relative" else 0
        block_row = caret_row if options.indent_guides else None
        pair_guides = self.pair_guides
        after = Frame.of(viewport, found, numbers, block_row, before, pair_guides)
        self._frame = after
        scene.overlays = found
        scene.current_row = numbers
        scene.levels = after.levels
        scene.block_guide = after.guide
        scene.pair_guides = pair_guides
        moved = scrolled(before, after)
        if moved and not self._shift(before, after, moved):
            self.damage_all()
        else:
            row_height = viewport.row_height
            for band in damage(before, after, moved, row_height, self._widget.height()):
                self._damage_band(band)
            if after.guide != before.guide:
                self._damage_guide(before.guide)
                self._damage_guide(after.guide)
            if pair_guides != before.pair_guides:
                for guide in {*pair_guides}.symmetric_difference(before.pair_guides):
                    self._damage_line(scene.cells_x(guide.cells), guide.first, guide.last)
        self._flush()
        return bool(moved) or before.x != after.x or before.first_row != after.first_row

    def refresh_row(self, row: int, column: int) -> bool:
        """As refresh, when `row` is all of the text that changed and has the one caret, at
        `column`; False if there is more to compare than that, and nothing was done.

        What most keys do, without looking at all the other rows.
        """
        viewport = self._viewport
        frame = self._frame
        index = viewport.index_of(row)
        known = frame.overlays.get(row)
        if (
            known is None
            or index is None
            or frame.rows != viewport.rows
            or frame.folds is not viewport.folds
            or known.band != self.scene.style.options.current_line
            or known.selected
            or known.brackets
            or known.marks
            or (len(frame.overlays) > 1 and not _only_marks(frame.overlays, row))
            or frame.first_row != viewport.first_row
            or frame.tops[0] != viewport.tops[0]
            or frame.x != viewport.x
            or len(frame.shapes) != len(viewport.shapes)
        ):
            return False
        if self.decorations:
            start = viewport.text.line_start(row)
            if self.decorations.touch(start, viewport.text.line_end(row)):
                return False
        shape = viewport.shapes[index]
        if shape.sub_rows > 1 or shape.indent != frame.shapes[index].indent:
            return False
        frame.shapes[index] = shape
        found = {**frame.overlays, row: RowOverlay(True, known.band, (column,))}
        self._frame = frame._replace(overlays=found, text=viewport.text)
        self.scene.overlays = found
        top = viewport.tops[index]
        self._damage_band(Band(top, top + viewport.row_height, False))
        self._flush()
        return True

    def _shift(self, before: Frame, after: Frame, moved: float) -> bool:
        """Move the pixels that stay instead of painting them again, if that can be done."""
        widget = self._widget
        if moved != int(moved) or abs(moved) >= widget.height() or before.x != after.x:
            return False
        area = QRect(0, 0, self.scene.content_width, widget.height())
        widget.scroll(0, int(moved), area)
        # What has still to be painted moved as well; what reaches out of the area did not.
        self._damaged += [rect.translated(0, int(moved)) for rect in self._damaged]
        for child in widget.children():
            # Qt moves the pixels of what lies over the text as well.
            if isinstance(child, QWidget) and child.isVisible():
                over = child.geometry().intersected(area)
                if not over.isEmpty():
                    self._damaged += (over, over.translated(0, int(moved)))
        return True

    # Damage

    def damage_all(self) -> None:
        self._damaged.append(self._widget.rect())
        self._flush()

    def damage_gutter(self) -> None:
        self._damaged.append(QRect(0, 0, ceil(self.scene.gutter_width), self._widget.height()))
        self._flush()

    def damage_overlays(self) -> None:
        """Paint the rows again on which there is more than text."""
        viewport = self._viewport
        for row in self._frame.overlays:
            top = viewport.top_of(row)
            if top is not None:
                height = viewport.shape_of(row).sub_rows * viewport.row_height
                self._damage_band(Band(top, top + height))
        self._flush()

    def damage_carets(self) -> None:
        """Paint the carets, which show or do not, and no more."""
        for row, overlay in self._frame.overlays.items():
            index = self._viewport.index_of(row)
            if index is not None:
                for column in overlay.carets:
                    rect = self.scene.caret_rect(index, column)
                    self._damaged.append(rect.toAlignedRect())
        self._flush()

    def _damage_band(self, band: Band) -> None:
        scene = self.scene
        # The scroll bar's strip is left out, so that it is not painted with every row; and so is
        # the gutter.
        left = 0 if band.gutter else ceil(scene.gutter_edge)
        self._damaged.append(band.rect(left, scene.content_width))

    def _damage_guide(self, guide: GuideLine | None) -> None:
        if guide is not None:
            self._damage_line(self.scene.guide_x(guide.level), guide.first, guide.last)

    def _damage_line(self, x: float, first_row: int, last_row: int) -> None:
        """Paint a line beside some rows anew."""
        viewport = self._viewport
        first = bisect_left(viewport.rows, first_row)
        last = bisect_right(viewport.rows, last_row) - 1
        if first <= last:
            bottom = viewport.tops[last] + viewport.shapes[last].sub_rows * viewport.row_height
            self._damaged.append(Band(viewport.tops[first], bottom).rect(int(x), int(x) + 2))

    # Painting

    @property
    def held(self) -> bool:
        """Whether damage is being gathered: somebody waits for the pixels."""
        return self._held

    def hold(self) -> None:
        """Gather damage until paint_now."""
        self._held = True

    def paint_now(self) -> None:
        """Paint what was gathered before anything else happens."""
        self._held = False
        damaged, self._damaged = self._damaged, []
        if len(damaged) == 1:
            self._widget.repaint(damaged[0])
        elif damaged:
            self._widget.repaint(_region(damaged))

    def _flush(self) -> None:
        if not self._held:
            for rect in self._damaged:
                self._widget.update(rect)
            self._damaged.clear()

    def paint(self, event: QPaintEvent) -> None:
        painter = QPainter(self._widget)
        try:
            region = event.region()
            if region.rectCount() == 1:
                self.painter.paint(painter, region.boundingRect())
                return
            for rect in region:  # type: ignore[attr-defined]
                # A row may lie in two of them: painted twice, its soft edges would be hard.
                painter.setClipRect(rect)
                self.painter.paint(painter, rect)
        finally:
            painter.end()  # a painter left open takes the whole window with it

    def caret_area(self, offset: int) -> QRectF:
        """Where a caret at an offset is painted; empty if that is far out of sight."""
        row, column = self._viewport.text.point_at(offset)
        index = self._viewport.index_of(row)
        return QRectF() if index is None else self.scene.caret_rect(index, column)


def _only_marks(overlays: dict[int, RowOverlay], row: int) -> bool:
    """Whether on all other rows there is nothing but marks."""
    return all(
        each == row or not (known.current or known.selected or known.brackets)
        for each, known in overlays.items()
    )


def _region(rects: Iterable[QRect]) -> QRegion:
    region = QRegion()
    for rect in rects:
        region += rect
    return region
