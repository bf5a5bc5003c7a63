"""All there is to paint of an editor, and where on the widget it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from pith.edit import ROW_END
from pith.qt._indent_guides import GuideLine
from pith.qt._overlay import RowOverlay, Stretch
from pith.qt._painting._selection_path import Bar
from pith.qt._row_ends import place_of
from pith.qt._shaped_line import ShapedLine, joined
from pith.qt._style import Style
from pith.qt._viewport import Viewport

if TYPE_CHECKING:
    from pith.qt._pair_guides import PairGuide
    from pith.workspace import ChangedRows

_LINE_BREAK = 0.6  # how wide a selected line break is, in columns


def paint_dot(painter: QPainter, name: str, area: QRectF, color: QColor) -> None:
    """The icon that needs nobody to paint it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(area.center(), area.width() * 0.3, area.width() * 0.3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


class Scene:
    """Set as attributes by whoever knows: who paints asks nothing else.

    A seen row is named by its index in the viewport. Pixels are the widget's, from its top left
    corner; a column's are those of its row.
    """

    def __init__(self, style: Style, viewport: Viewport) -> None:
        self.style = style
        self.viewport = viewport
        self.overlays: dict[int, RowOverlay] = {}
        """What is on seen rows beside their text, by row."""
        self.levels: list[int] = []
        """How many indent guides each seen row has; empty: none are shown."""
        self.block_guide: GuideLine | None = None
        """The guide of the block the caret is in, by rows."""
        self.pair_guides: tuple[PairGuide, ...] = ()
        """The guides of pairs of brackets, by rows."""
        self.gutter_width = 0.0
        """With the space that sets the gutter off from the text."""
        self.most_signs = 1
        """Beside how many signs of one row the gutter has room for numbers."""
        self.content_width = 0
        """The widget's, without the scroll bar's strip, over which no text is painted."""
        self.caret_on = False
        self.focused = False
        self.current_row = 0
        """The row that relative numbers count from."""
        self.numbers: Sequence[int | None] | None = None
        """For each row the one whose number it shows; None: none. All: their own."""
        self.changes: list[ChangedRows] = []
        """What differs from the file, from the first row to the last."""
        self.drop_offset: int | None = None
        """Where text would be put that is held over the editor."""
        self.arrows_shown = False
        self.can_fold: Callable[[int], bool] = lambda row: False
        """Whether a row has something to fold; asked for rows whose arrows are shown."""
        self.paint_icon: Callable[[QPainter, str, QRectF, QColor], object] = paint_dot
        """Paints the icon of a name into a square, in a colour."""

    @property
    def left(self) -> float:
        """Where the text's left edge is: scrolled, beneath the gutter or outside."""
        return self.gutter_width - self.viewport.x

    @property
    def gutter_edge(self) -> float:
        """Up to where the gutter hides what is beneath it: the caret at column 0 reaches in."""
        return self.gutter_width - self.style.caret_width

    def height_of(self, index: int) -> float:
        """How high a seen row is, with all of its sub-rows."""
        return self.viewport.shapes[index].sub_rows * self.style.row_height

    def bars(self, index: int, stretch: Stretch) -> list[Bar]:
        """What a stretch of a row covers, a bar for each of its sub-rows: several where some is
        written from right to left. What is out of sight may be left out."""
        style = self.style
        left = self.left
        shape = self.viewport.shapes[index]
        top = self.viewport.tops[index]
        first, last = shape.sub_row_of(stretch.start), shape.sub_row_of(stretch.end)
        seen_left = self.viewport.x
        seen_right = seen_left + self.viewport.width
        ends_here = shape.is_near(stretch.end, seen_left, seen_right)
        if stretch.start == stretch.end and not stretch.after:
            if not ends_here:
                return []
            x = left + shape.place(stretch.end).x
            return [Bar(top + first * style.row_height, x, x)]
        seen_first = max(first, int(-top / style.row_height))
        seen_last = min(last, int((self.viewport.height - top) / style.row_height))
        bars = []
        for sub_row in range(seen_first, seen_last + 1):
            spans = shape.covered(sub_row, stretch.start, stretch.end, seen_left, seen_right)
            if stretch.after and sub_row == last and ends_here:
                # Behind all letters, whichever way the last ones go.
                x = max(shape.place(stretch.end).x, shape.sub_row_edges(sub_row)[1])
                spans = joined([*spans, (x, x + style.column_width * _LINE_BREAK)])
            y = top + sub_row * style.row_height
            bars += [Bar(y, left + bar_left, left + bar_right) for bar_left, bar_right in spans]
        return bars

    def caret_rect(self, index: int, column: int) -> QRectF:
        """Where the caret at a column of a seen row is painted; empty if that is far out of
        sight."""
        style = self.style
        viewport = self.viewport
        shape = viewport.shapes[index]
        if not shape.is_near(column, viewport.x, viewport.x + viewport.width):
            return QRectF()
        overlay = self.overlays.get(viewport.rows[index])
        at_end = overlay is not None and column in overlay.at_ends
        sub_row, x = place_of(shape, column, ROW_END if at_end else None)
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
        kind, _, variant = style.options.caret_style.partition("-")
        thick = style.hairline if variant == "thin" else style.caret_width
        if kind == "line":
            x = style.snap(left + x - thick / 2)
            return QRectF(x, top, thick, style.row_height)
        x, width = self.character(index, sub_row, column, x)
        if kind == "underline":
            return QRectF(style.snap(left + x), top + style.row_height - thick, width, thick)
        return QRectF(style.snap(left + x), top, style.snap(width), style.row_height)

    def character(self, index: int, sub_row: int, column: int, x: float) -> tuple[float, float]:
        """Where the character at a column of a seen row begins, from the text's left edge, and how
        wide it is; a column wide from `x`, where the caret is, if there is none or it is blank."""
        seen = self.viewport.x
        shape = self.viewport.shapes[index]
        spans = shape.covered(sub_row, column, column + 1, seen, seen + self.viewport.width)
        left, right = spans[0] if spans else (x, x)
        return (left, right - left) if right > left else (x, self.style.column_width)

    def fold_box(self, index: int) -> QRectF | None:
        """Where the sign for what is folded away behind a seen row stands, if something is."""
        viewport, style = self.viewport, self.style
        if viewport.folds.at(viewport.rows[index]) is None:
            return None
        shape = viewport.shapes[index]
        last = shape.sub_rows - 1
        x = self.left + shape.sub_row_edges(last)[1] + style.column_width
        top = viewport.tops[index] + last * style.row_height
        height = style.crisp(style.row_height * 0.62)
        y = top + style.snap((style.row_height - height) / 2)  # the same wherever the row is
        return QRectF(style.snap(x), y, style.crisp(style.column_width * 3), height)

    def fold_strip(self) -> tuple[float, float]:
        """From where to where in the gutter the arrows are; where that is narrow, no further than
        what is painted without the text."""
        column = self.style.column_width
        right = min(self.gutter_width - 0.4 * column, self.gutter_edge)
        return max(0.0, self.gutter_width - 2.3 * column), right

    def cells_x(self, cells: int) -> float:
        """Where a line stands that is so many cells from the margin."""
        style = self.style
        levels, rest = divmod(cells, max(1, style.options.tab_size))
        return style.snap(self.left + levels * style.tab_width + rest * style.column_width)

    def guide_x(self, level: int) -> float:
        """Where the guides of a level are painted, one hairline wide."""
        return self.style.snap(self.gutter_width - self.viewport.x + level * self.style.tab_width)
