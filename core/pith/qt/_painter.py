"""Putting the seen rows on the screen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from pith.qt._fold_marks import paint_fold_arrow, paint_fold_box
from pith.qt._gutter import Gutter
from pith.qt._indent_guides import GuideLine, guide_lines
from pith.qt._overlay import RowOverlay, Stretch
from pith.qt._selection_path import Bar, selection_path
from pith.qt._shaped_line import Colored, ShapedLine
from pith.qt._style import Style
from pith.qt._viewport import Viewport

if TYPE_CHECKING:
    from pith.qt._mark import Kind, Mark
    from pith.workspace import ChangedRows

_STRONG_MARK = "find.current"
_MARK_RADIUS = 2.5
_SELECTION_RADIUS = 4.0
_NARROW = 8.0  # pixels
_LINE_BREAK = 0.6  # how wide a selected line break is, in columns


class EditorPainter:
    """Paints one editor. What to paint is set as attributes; `paint` asks nothing else.

    Every pixel of a damaged rectangle is painted, so that Qt has nothing to erase. A row's text
    is one call to Qt; calls from Python, not pixels, are what time goes into.
    """

    def __init__(self, style: Style, viewport: Viewport) -> None:
        self.style = style
        self.viewport = viewport
        self.levels: list[int] = []
        """How many indent guides each seen row has; empty: none are shown."""
        self.overlays: dict[int, RowOverlay] = {}
        self.gutter_width = 0.0
        self.content_width = 0
        """The widget's, without the scroll bar's strip, over which no text is painted."""
        self.caret_on = False
        self.focused = False
        self.current_row = 0
        self.changes: list[ChangedRows] = []
        """What differs from the file, from the first row to the last."""
        self.drop_offset: int | None = None
        """Where text would be put that is held over the editor."""
        self.arrows_shown = False
        self.can_fold: Callable[[int], bool] = lambda row: False
        """Whether a row has something to fold; asked for rows whose arrows are shown."""
        self.paint_icon: Callable[[QPainter, str, QRectF, QColor], object] = _dot
        """Paints the icon of a name into a square, in a colour."""
        self.numbers: Sequence[int | None] | None = None
        """For each row the one whose number it shows; None: none. All: their own."""
        self.block_guide: GuideLine | None = None
        """The guide of the block the caret is in, by rows."""
        self.rows_painted = 0
        """Counts up: for tests and benchmarks of how much is painted."""
        self.set_style(style)

    def set_style(self, style: Style) -> None:
        self.style = style
        self._gutter = Gutter(style)
        colors = style.colors
        self._foreground_pen = QPen(colors.foreground)
        self._strong_pen = QPen(colors.find_border)
        self._strong_pen.setWidthF(style.hairline)
        self._bracket_pen = QPen(colors.bracket_border)
        self._bracket_pen.setWidthF(style.hairline)
        self._box_pen = QPen(colors.placeholder)
        self._box_pen.setWidthF(style.hairline)
        self._whitespace_pen = QPen(colors.whitespace)
        self._whitespace_pen.setWidthF(max(1.5, style.column_width / 5))
        self._whitespace_pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        self._arrow_pen = QPen(colors.whitespace)
        # Thin lines are painted by a way of Qt's whose pixels depend on where they are cut off.
        self._arrow_pen.setWidthF(max(1.1, style.hairline))
        self._squiggle_pens = {kind: QPen(color) for kind, color in colors.squiggles.items()}
        for kind, pen in self._squiggle_pens.items():
            pen.setWidthF(1.2)
            if kind == "hint":
                pen.setStyle(Qt.PenStyle.DotLine)

    def gutter_width_for(self, line_count: int) -> float:
        """How wide the gutter of a text is, with the space that sets it off."""
        if self.numbers is not None:
            line_count = 1 + max((each for each in self.numbers if each is not None), default=0)
        return self._gutter.width_for(line_count)

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Paint a damaged rectangle of the widget."""
        viewport = self.viewport
        style = self.style
        clip = QRectF(rect)
        painter.fillRect(rect, style.colors.background)
        if not viewport.shapes or clip.left() >= self.content_width:
            return
        if clip.right() > self.content_width:
            # Only when more than text is damaged: Qt's own clip does for the rows.
            clip.setRight(self.content_width)
            painter.save()
            painter.setClipRect(clip, Qt.ClipOperation.IntersectClip)
            self._paint(painter, clip)
            painter.restore()
        else:
            self._paint(painter, clip)

    def _paint(self, painter: QPainter, clip: QRectF) -> None:
        viewport = self.viewport
        style = self.style
        height = style.row_height
        first = viewport.index_at(clip.top())
        last = viewport.index_at(clip.bottom() - 0.01)
        if viewport.tops[last] + viewport.shapes[last].sub_rows * height < clip.top():
            self._rulers(painter, clip)
            return
        left = self.gutter_width - viewport.x
        overlays = self.overlays
        rows = viewport.rows
        decorated = [index for index in range(first, last + 1) if rows[index] in overlays]
        for index in decorated:
            overlay = overlays[rows[index]]
            if overlay.band:
                self._band(painter, index, overlay, self.content_width)
            self._filled(painter, index, overlay, self.content_width)
        self._rulers(painter, clip)
        if self.levels:
            self._guides(painter, first, last)
        if decorated:
            self._under_text(painter, left, first, last, decorated)
        painter.setPen(self._foreground_pen)
        tops = viewport.tops
        shapes = viewport.shapes
        colored = self._colored(decorated) if decorated else {}
        narrow = clip.width() < _NARROW
        for index in range(first, last + 1):
            shape = shapes[index]
            if narrow:  # the guide of a block, in front of all the text there is
                indent = shape.indent
                if indent is None or (shape.sub_rows == 1 and left + indent > clip.right()):
                    continue  # wrapped, it may go on further to the left
            if colored and index in colored:
                shape.draw_colored(painter, left, tops[index], clip, colored[index])
            else:
                shape.draw(painter, left, tops[index], clip)
            self.rows_painted += 1
        self._over_text(painter, left, clip, first, last, decorated)
        if clip.left() < self.gutter_width - style.caret_width:
            self._paint_gutter(painter, clip, first, last)

    # Beneath the text

    def _filled(self, painter: QPainter, index: int, overlay: RowOverlay, right: float) -> None:
        """Fill a row that is marked as a whole, up to `right`."""
        for _, _, kind in overlay.marks:
            if isinstance(kind, str):
                color = self.style.colors.lines.get(kind)
            else:
                color = self.style.color(kind.background) if kind.whole_line else None
            if color is not None:
                height = self.viewport.shapes[index].sub_rows * self.style.row_height
                painter.fillRect(QRectF(0, self.viewport.tops[index], right, height), color)

    def _band(self, painter: QPainter, index: int, overlay: RowOverlay, right: float) -> None:
        """Highlight the sub-rows with carets, up to `right`."""
        style = self.style
        shape = self.viewport.shapes[index]
        height = style.row_height
        sub_rows = {0}
        if shape.sub_rows > 1:
            sub_rows = {shape.place(column).sub_row for column in overlay.carets}
        for sub_row in sub_rows:
            top = self.viewport.tops[index] + sub_row * height
            painter.fillRect(QRectF(0, top, right, height), style.colors.current_line)
            border = style.colors.current_line_border
            if border is not None:
                line = style.hairline
                painter.fillRect(QRectF(0, top, right, line), border)
                painter.fillRect(QRectF(0, top + height - line, right, line), border)

    def _rulers(self, painter: QPainter, clip: QRectF) -> None:
        style = self.style
        for column in style.options.rulers:
            x = style.snap(self.gutter_width - self.viewport.x + column * style.column_width)
            if x >= self.gutter_width:
                line = QRectF(x, clip.top(), style.hairline, clip.height())
                painter.fillRect(line, style.colors.ruler)

    def _guides(self, painter: QPainter, first: int, last: int) -> None:
        colors = self.style.colors
        if first == last:  # nearly always
            for level in range(self.levels[first]):
                self._guide(painter, level, first, last, colors.indent_guide)
        else:
            for line in guide_lines(self.levels, first, last):
                self._guide(painter, *line, colors.indent_guide)
        block = self.block_guide
        if block is not None:
            rows = self.viewport.rows
            first = max(first, bisect_left(rows, block.first))
            last = min(last, bisect_right(rows, block.last) - 1)
            if first <= last:
                self._guide(painter, block.level, first, last, colors.active_indent_guide)

    def guide_x(self, level: int) -> float:
        """Where the guides of a level are painted, one hairline wide."""
        return self.style.snap(self.gutter_width - self.viewport.x + level * self.style.tab_width)

    def _guide(self, painter: QPainter, level: int, first: int, last: int, color: QColor) -> None:
        """A guide at a level over seen rows, from index `first` to `last`."""
        style = self.style
        viewport = self.viewport
        x = self.guide_x(level)
        if x < self.gutter_width:
            return
        top = viewport.tops[first]
        bottom = viewport.tops[last] + viewport.shapes[last].sub_rows * style.row_height
        painter.fillRect(QRectF(x, top, style.hairline, bottom - top), color)

    def _under_text(
        self, painter: QPainter, left: float, first: int, last: int, decorated: list[int]
    ) -> None:
        selected = False
        strong = False
        for index in decorated:
            overlay = self.overlays[self.viewport.rows[index]]
            selected = selected or bool(overlay.selected)
            for start, end, kind in overlay.marks:
                if kind == _STRONG_MARK:
                    strong = True
                else:
                    self._mark(painter, left, index, start, end, kind)
        if selected:
            self._selection(painter, left, first, last)
        if strong:  # what was found is selected, too: it must not drown in that
            for index in decorated:
                for start, end, kind in self.overlays[self.viewport.rows[index]].marks:
                    if kind == _STRONG_MARK:
                        self._mark(painter, left, index, start, end, kind)
        for index in decorated:
            for column in self.overlays[self.viewport.rows[index]].brackets:
                self._bracket(painter, left, index, column)

    def _mark(
        self, painter: QPainter, left: float, index: int, start: int, end: int, kind: Kind
    ) -> None:
        if isinstance(kind, str):
            color = self.style.colors.marks.get(kind)
        else:
            color = None if kind.whole_line else self.style.color(kind.background)
        if color is None:
            return
        bars = self._bars(left, index, Stretch(start, end, False, False))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        path = selection_path(bars, self.style.row_height, _MARK_RADIUS)
        painter.fillPath(path, color)
        if kind == _STRONG_MARK:
            half = self.style.hairline / 2
            bars = [Bar(top + half, x + half, right - half) for top, x, right in bars]
            path = selection_path(bars, self.style.row_height - 2 * half, _MARK_RADIUS)
            painter.strokePath(path, self._strong_pen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _bars(self, left: float, index: int, stretch: Stretch) -> list[Bar]:
        """What a stretch of a row covers, a bar for each of its sub-rows."""
        style = self.style
        shape = self.viewport.shapes[index]
        top = self.viewport.tops[index]
        start_sub_row, start_x = shape.place(stretch.start)
        end_sub_row, end_x = shape.place(stretch.end)
        if stretch.after:
            end_x += style.column_width * _LINE_BREAK
        if start_sub_row == end_sub_row:
            return [Bar(top + start_sub_row * style.row_height, left + start_x, left + end_x)]
        seen_first = max(start_sub_row, int(-top / style.row_height))
        seen_last = min(end_sub_row, int((self.viewport.height - top) / style.row_height))
        bars = []
        for sub_row in range(seen_first, seen_last + 1):
            bar_left, bar_right = shape.sub_row_edges(sub_row)
            if sub_row == start_sub_row:
                bar_left = start_x
            if sub_row == end_sub_row:
                bar_right = end_x
            bars.append(Bar(top + sub_row * style.row_height, left + bar_left, left + bar_right))
        return bars

    def _selection(self, painter: QPainter, left: float, first: int, last: int) -> None:
        viewport = self.viewport
        colors = self.style.colors
        color = colors.selection if self.focused else colors.inactive_selection
        # The corners of a row's bar depend on the rows above and below it.
        indexes = range(max(0, first - 1), min(len(viewport.shapes) - 1, last + 1) + 1)
        bars: list[Bar] = []
        height = self.style.row_height
        final = len(viewport.shapes) - 1
        for index in indexes:
            overlay = self.overlays.get(viewport.rows[index])
            if overlay is not None:
                for stretch in overlay.selected:
                    row_bars = self._bars(left, index, stretch)
                    if not row_bars:
                        continue
                    if index == 0 and stretch.before:
                        bars.append(row_bars[0]._replace(top=row_bars[0].top - height))
                    bars.extend(row_bars)
                    if index == final and stretch.after:
                        bars.append(row_bars[-1]._replace(top=row_bars[-1].top + height))
        if not self.style.options.rounded_selection:
            for top, bar_left, bar_right in bars:
                bar = QRectF(bar_left, top, bar_right - bar_left, self.style.row_height)
                painter.fillRect(bar, color)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        path = selection_path(bars, self.style.row_height, _SELECTION_RADIUS)
        painter.fillPath(path, color)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _bracket(self, painter: QPainter, left: float, index: int, column: int) -> None:
        style = self.style
        shape = self.viewport.shapes[index]
        sub_row, x = shape.place(column)
        end = shape.place(column + 1)
        end_x = end.x if end.sub_row == sub_row else x + style.column_width
        top = self.viewport.tops[index] + sub_row * style.row_height
        half = style.hairline / 2
        box = QRectF(
            style.snap(left + x), top + style.hairline, style.snap(end_x - x), style.row_height
        ).adjusted(half, half, -half, -half - 2 * style.hairline)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(self._bracket_pen)
        painter.setBrush(style.colors.bracket)
        painter.drawRoundedRect(box, 2.0, 2.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    # Over the text

    def _over_text(
        self,
        painter: QPainter,
        left: float,
        clip: QRectF,
        first: int,
        last: int,
        decorated: list[int],
    ) -> None:
        viewport = self.viewport
        for index in range(first, last + 1):
            if viewport.shapes[index].boxes:
                self._boxes(painter, left, index, clip)
        whitespace = self.style.options.render_whitespace
        if whitespace == "all":
            for index in range(first, last + 1):
                self._whitespace(painter, left, index, None, clip)
        for index in decorated:
            overlay = self.overlays[viewport.rows[index]]
            if whitespace == "selection":
                for stretch in overlay.selected:
                    self._whitespace(painter, left, index, stretch, clip)
            for start, end, kind in overlay.marks:
                if not isinstance(kind, str):
                    self._underline(painter, left, index, start, end, kind)
                    continue
                pen = self._squiggle_pens.get(kind)
                if pen is not None:
                    self._squiggle(painter, left, index, start, end, pen)
            if any(not isinstance(mark[2], str) and mark[2].line_end for mark in overlay.marks):
                self._line_end(painter, index, overlay)
            if self.caret_on:
                for column in overlay.carets:
                    self._caret(painter, left, index, column)
        if self.drop_offset is not None:
            self._drop_caret(painter, self.drop_offset, first, last)
        if viewport.folds:
            for index in range(first, last + 1):
                box = self.fold_box(index)
                if box is not None:
                    paint_fold_box(painter, box, self.style)

    def _drop_caret(self, painter: QPainter, offset: int, first: int, last: int) -> None:
        text = self.viewport.text
        row = text.row_at(min(offset, len(text)))
        index = self.viewport.index_of(row)
        if index is not None and first <= index <= last:
            place = self.viewport.shapes[index].place(offset - text.line_start(row))
            x = self.style.snap(self.gutter_width - self.viewport.x + place.x)
            top = self.viewport.tops[index] + place.sub_row * self.style.row_height
            width = self.style.caret_width
            painter.fillRect(
                QRectF(x - width / 2, top, width, self.style.row_height), self.style.colors.caret
            )

    def _caret(self, painter: QPainter, left: float, index: int, column: int) -> None:
        rect = self.caret_rect(index, column)
        painter.fillRect(rect, self.style.colors.caret)
        shape = self.viewport.shapes[index]
        if self.style.options.caret_style == "block" and column < shape.sub_row_start(
            shape.sub_rows
        ):
            painter.save()
            painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
            painter.setPen(self._foreground_pen)  # for what of its neighbours is under it
            given = self.style.block_caret_format
            shape.draw_over(painter, left, self.viewport.tops[index], column, given)
            painter.restore()

    def caret_rect(self, index: int, column: int) -> QRectF:
        """Where the caret at a column of a seen row is painted, in the widget's pixels."""
        style = self.style
        viewport = self.viewport
        shape = viewport.shapes[index]
        sub_row, x = shape.place(column)
        preedit = viewport.preedit
        if (
            preedit is not None
            and (preedit.row, preedit.column) == (viewport.rows[index], column)
            and isinstance(shape, ShapedLine)
        ):
            at = shape.display.position(column) + (preedit.caret or 0)
            sub_row, x = shape.place_of_position(at)
        left = self.gutter_width - viewport.x
        top = viewport.tops[index] + sub_row * style.row_height
        kind = style.options.caret_style
        if kind == "line":
            x = style.snap(left + x - style.caret_width / 2)
            return QRectF(x, top, style.caret_width, style.row_height)
        after = shape.place(column + 1) if column < shape.sub_row_start(shape.sub_rows) else None
        width = style.column_width
        if after is not None and after.sub_row == sub_row and after.x > x:
            width = after.x - x
        if kind == "underline":
            thick = style.caret_width
            return QRectF(style.snap(left + x), top + style.row_height - thick, width, thick)
        return QRectF(style.snap(left + x), top, style.snap(width), style.row_height)

    def fold_box(self, index: int) -> QRectF | None:
        """Where the sign for what is folded away behind a seen row stands, if something is."""
        viewport, style = self.viewport, self.style
        if viewport.folds.at(viewport.rows[index]) is None:
            return None
        shape = viewport.shapes[index]
        last = shape.sub_rows - 1
        x = self.gutter_width - viewport.x + shape.sub_row_edges(last)[1] + style.column_width
        top = viewport.tops[index] + last * style.row_height
        height = style.crisp(style.row_height * 0.62)
        y = top + style.snap((style.row_height - height) / 2)  # the same wherever the row is
        return QRectF(style.snap(x), y, style.crisp(style.column_width * 3), height)

    def _boxes(self, painter: QPainter, left: float, index: int, clip: QRectF) -> None:
        shape = self.viewport.shapes[index]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(self._box_pen)
        first, height = self.viewport.tops[index], self.style.row_height
        for rect in shape.box_rects(left, first, clip):
            top = first + (rect.center().y() - first) // height * height
            rect.setTop(max(rect.top(), top))  # what leaves its row is not painted with it
            rect.setBottom(min(rect.bottom(), top + height))
            painter.drawRoundedRect(rect.adjusted(1.0, 0.5, -1.0, -0.5), 2.5, 2.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _whitespace(
        self, painter: QPainter, left: float, index: int, stretch: Stretch | None, clip: QRectF
    ) -> None:
        """Dots for spaces and arrows for tabs, in a stretch or in all that is seen of a row."""
        style = self.style
        viewport = self.viewport
        text = viewport.text
        shape = viewport.shapes[index]
        start = text.line_start(viewport.rows[index])
        first = 0 if stretch is None else stretch.start
        end = shape.sub_row_start(shape.sub_rows) if stretch is None else stretch.end
        if not isinstance(shape, ShapedLine):  # it is longer than what is seen of it
            if viewport.wrapped:
                above = (clip.top() - viewport.tops[index]) // style.row_height
                below = (clip.bottom() - viewport.tops[index]) // style.row_height + 1
                first = max(first, shape.sub_row_start(max(0, int(above))))
                end = min(end, shape.sub_row_start(min(int(below), shape.sub_rows)))
            else:  # and goes from left to right
                first = max(first, shape.column_at(0, clip.left() - left) - 1)
                end = min(end, shape.column_at(0, clip.right() - left) + 1)
        dots: list[QPointF] = []
        arrows: list[QPointF] = []
        for column, character in enumerate(text.slice(start + first, start + end), first):
            if character not in " \t":
                continue
            sub_row, x = shape.place(column)
            after = shape.place(column + 1)
            after_x = after.x if after.sub_row == sub_row else x + style.column_width
            middle = viewport.tops[index] + (sub_row + 0.5) * style.row_height
            if character == " ":
                dots.append(QPointF(left + (x + after_x) / 2, middle))
            else:
                tip = left + after_x - style.column_width / 4
                wing = style.column_width / 3
                arrows += (
                    *(QPointF(left + x + style.column_width / 4, middle), QPointF(tip, middle)),
                    *(QPointF(tip - wing, middle - wing), QPointF(tip, middle)),
                    *(QPointF(tip - wing, middle + wing), QPointF(tip, middle)),
                )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        if dots:
            painter.setPen(self._whitespace_pen)
            painter.drawPoints(dots)
        if arrows:
            painter.setPen(self._arrow_pen)
            painter.drawLines(arrows)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _squiggle(
        self,
        painter: QPainter,
        left: float,
        index: int,
        start: int,
        end: int,
        pen: QPen,
        *,
        straight: bool = False,
    ) -> None:
        style = self.style
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(pen)
        for top, bar_left, bar_right in self._bars(left, index, Stretch(start, end, False, False)):
            right = max(bar_right, bar_left + style.column_width)
            y = (
                top + min(style.baseline + style.descent, style.row_height) - 2.6
            )  # inside of the row, the pen's width included
            if straight or pen.style() == Qt.PenStyle.DotLine:
                painter.drawLine(QPointF(bar_left, y), QPointF(right, y))
                continue
            steps = range(ceil((right - bar_left) / 2) + 1)
            wave = [QPointF(bar_left + step * 2, y - 1.0 + step % 2 * 2) for step in steps]
            painter.drawPolyline(wave)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _colored(self, decorated: list[int]) -> dict[int, list[Colored]]:
        """What of the text of seen rows has a colour from a mark; the last one counts."""
        found: dict[int, list[Colored]] = {}
        for index in decorated:
            spans: list[Colored] = []
            for start, end, kind in self.overlays[self.viewport.rows[index]].marks:
                if isinstance(kind, str) or not kind.foreground:
                    continue
                spans = [each for each in spans if each[1] <= start or each[0] >= end]
                spans.append((start, end, self.style.mark_format(kind.foreground)))
            if spans:
                found[index] = sorted(spans, key=lambda each: each[0])
        return found

    def _underline(
        self, painter: QPainter, left: float, index: int, start: int, end: int, mark: Mark
    ) -> None:
        if mark.underline == "none":
            return
        style = self.style
        pen = QPen(style.color(mark.underline_color or mark.foreground) or style.colors.foreground)
        pen.setWidthF(1.2)
        if mark.underline == "dotted":
            pen.setStyle(Qt.PenStyle.DotLine)
        straight = mark.underline != "wavy"
        self._squiggle(painter, left, index, start, end, pen, straight=straight)

    def _line_end(self, painter: QPainter, index: int, overlay: RowOverlay) -> None:
        """What marks have to say behind the end of a line."""
        viewport, style = self.viewport, self.style
        box = self.fold_box(index) if viewport.folds else None
        shape = viewport.shapes[index]
        last = shape.sub_rows - 1
        x = self.gutter_width - viewport.x + shape.sub_row_edges(last)[1]
        x = (x if box is None else box.right()) + 3 * style.column_width
        baseline = viewport.tops[index] + last * style.row_height + style.baseline
        font = QFont(style.font)
        for _, _, kind in overlay.marks:
            if isinstance(kind, str) or not kind.line_end:
                continue
            font.setItalic(kind.italic)
            painter.setFont(font)
            painter.setPen(style.ghost_color(kind.text_color))
            painter.drawText(QPointF(x, baseline), kind.line_end)
            x += QFontMetricsF(font).horizontalAdvance(kind.line_end) + 2 * style.column_width

    # The gutter

    def _paint_gutter(self, painter: QPainter, clip: QRectF, first: int, last: int) -> None:
        viewport = self.viewport
        style = self.style
        rows = viewport.rows
        # Over what was scrolled beneath it or hangs out to the left (marks, scripts that go the
        # other way), but for what the caret at column 0 reaches in.
        edge = self.gutter_width - style.caret_width
        painter.fillRect(QRectF(0, clip.top(), edge, clip.height()), style.colors.gutter)
        for index in range(first, last + 1):
            overlay = self.overlays.get(rows[index])
            if overlay is not None:
                if overlay.band:
                    self._band(painter, index, overlay, edge)
                self._filled(painter, index, overlay, edge)
        if self.changes:
            self._changes(painter, first, last)
        self._bookmarks(painter, first, last)
        self._gutter_marks(painter, first, last)
        if style.options.folding and (self.arrows_shown or viewport.folds):
            self._fold_arrows(painter, first, last)
        if style.options.line_numbers == "off":
            return
        current = {row for row, overlay in self.overlays.items() if overlay.current}
        tops = viewport.tops[first : last + 1]
        self._gutter.paint_numbers(
            painter,
            self.gutter_width,
            rows[first : last + 1],
            tops,
            current,
            self.current_row,
            self.numbers,
        )

    def _changes(self, painter: QPainter, first: int, last: int) -> None:
        """Bars at the left edge for what differs from the file, and wedges for what is missing."""
        style, viewport = self.style, self.viewport
        rows, tops = viewport.rows, viewport.tops
        # A small font without line numbers leaves less: what is beyond is painted with the text.
        edge = self.gutter_width - style.caret_width
        width = min(style.crisp(3.0), edge)
        at = bisect_left(self.changes, rows[first] or -1, key=_last_row)
        end = viewport.folds.next_row(rows[last]) - 1
        for mark in self.changes[at:]:
            if mark.first > end:
                break
            color = style.colors.changes[mark.kind]
            if mark.kind == "removed":
                # Within the row above, wherever that is: rows are painted one by one.
                index = viewport.index_of(viewport.folds.seen_row(max(mark.first, 0)))
                if index is not None:
                    height = viewport.shapes[index].sub_rows * style.row_height
                    y = tops[index] + (height - 3 if mark.first >= 0 else 0)
                    length = min(2.5 * width, edge)
                    painter.fillRect(QRectF(0, y, length, 3), color)
                continue
            for index in range(bisect_left(rows, mark.first), bisect_right(rows, mark.last)):
                height = viewport.shapes[index].sub_rows * style.row_height
                painter.fillRect(QRectF(0, tops[index], width, height), color)

    def _fold_arrows(self, painter: QPainter, first: int, last: int) -> None:
        style, viewport = self.style, self.viewport
        left, right = self.fold_strip()
        for index in range(first, last + 1):
            row = viewport.rows[index]
            folded = viewport.folds.at(row) is not None
            if folded or (self.arrows_shown and self.can_fold(row)):
                middle = QPointF((left + right) / 2, viewport.tops[index] + style.row_height / 2)
                paint_fold_arrow(painter, middle, style, folded=folded)

    def fold_strip(self) -> tuple[float, float]:
        """From where to where in the gutter the arrows are."""
        column = self.style.column_width
        return max(0.0, self.gutter_width - 2.3 * column), self.gutter_width - 0.4 * column

    def _bookmarks(self, painter: QPainter, first: int, last: int) -> None:
        """A ribbon at the left edge of the rows that are marked."""
        style, viewport = self.style, self.viewport
        width = style.crisp(style.column_width * 0.5)
        for row, overlay in self.overlays.items():
            index = viewport.index_of(row)
            if (
                index is not None
                and first <= index <= last
                and any(mark[2] == "bookmark" for mark in overlay.marks)
            ):
                top = viewport.tops[index]
                area = QRectF(width / 2, top, width, style.row_height)
                painter.fillRect(area, style.colors.bookmark)

    def _gutter_marks(self, painter: QPainter, first: int, last: int) -> None:
        """An icon at the left edge for each row that has one; of several, the last."""
        style, viewport = self.style, self.viewport
        for row, overlay in self.overlays.items():
            mark = next(
                (
                    kind
                    for _, _, kind in reversed(overlay.marks)
                    if not isinstance(kind, str) and kind.gutter
                ),
                None,
            )
            index = viewport.index_of(row) if mark is not None else None
            if mark is None or index is None or not first <= index <= last:
                continue
            left = style.snap(0.35 * style.column_width)
            room = self.gutter_width - style.caret_width - left
            size = style.crisp(min(style.row_height - 2, 1.7 * style.column_width, room))
            top = viewport.tops[index] + style.snap((style.row_height - size) / 2)
            area = QRectF(left, top, size, size)
            color = style.color(mark.gutter_color) or style.colors.active_line_number
            paint = _dot if mark.gutter == "dot" else self.paint_icon
            paint(painter, mark.gutter, area, color)


def _dot(painter: QPainter, name: str, area: QRectF, color: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(area.center(), area.width() * 0.3, area.width() * 0.3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _last_row(mark: ChangedRows) -> int:
    return mark.last
