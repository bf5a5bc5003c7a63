"""The minimap as a widget: what it shows when, and what the mouse does to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QLinearGradient, QPainter
from PySide6.QtWidgets import QWidget

from pith.base import Disposable, OnDispose, Signal
from pith.qt._guard import guarded
from pith.qt._minimap._colors import MinimapColors
from pith.qt._minimap._glyphs import Glyphs
from pith.qt._minimap._rows import DrawnRows
from pith.qt._minimap._strip import Strip
from pith.qt._minimap._track import Track
from pith.qt._minimap_side import MARGIN, scale_of

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QMouseEvent, QPaintEvent, QWheelEvent

    from pith.edit import ChangeSet, Folds, Selection
    from pith.qt._awaited_pages import AwaitedPages
    from pith.qt._canvas import Canvas
    from pith.qt._style import Style
    from pith.qt._viewport import Viewport
    from pith.syntax import TokenSpan
    from pith.text import Text

_STRENGTH = 0.85  # of the ink
_AT_ONCE = 0.003  # seconds of drawing before something is shown, and between two events
_PAUSE = 8  # milliseconds between two of those, and until what is scrolled to is shown
_SHADOW = 5.0  # pixels


class Minimap(QWidget):
    """Rows of two pixels (of the device, four where it has two a pixel) beside an editor's text.

    It shows what the viewport's text has, in the colours that the highlighter knows already; it
    has nothing lexed and no page read. What happens to the text it is told by methods that note it
    and no more, as a key waits for them: `rest` has it shown. `moved` is emitted with the position
    that the editor is to be scrolled to.
    """

    def __init__(
        self,
        editor: QWidget,
        viewport: Viewport,
        canvas: Canvas,
        pages: AwaitedPages,
        tokens_of: Callable[[int], Sequence[TokenSpan]],
        selection: Callable[[], Selection],
    ) -> None:
        super().__init__(editor)
        self.moved: Signal[float] = Signal("Minimap.moved")
        self._viewport = viewport
        self._canvas = canvas
        self._pages = pages
        self._tokens_of = tokens_of
        self._selection = selection
        self._style: Style | None = None
        self._columns = -1
        self._track = Track(0, 1, 0, 0, 0)
        self._covers = False
        """Whether text goes on beneath."""
        self._listening: Disposable = OnDispose()
        self._other_rows = self._other_marks = True
        self._folds = viewport.folds
        self._marked_with: tuple[object, ...] = ()
        self._hovered = self._over_slider = False
        self._grabbed: tuple[float, float] | None = None  # a position, and the mouse's height
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._due)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setMouseTracking(True)

    # Place

    def place(self, left: int, width: int, height: int) -> None:
        """Lie there, in the style that the editor has now."""
        style = self._canvas.scene.style
        scale = scale_of(style)
        if style is not self._style:
            self._style = style
            self._colors = MinimapColors(style)
            self._glyphs = Glyphs(style.font, scale, _STRENGTH * self._colors.opacity)
            self._row = 2 * scale
            self._columns = -1
        columns = int(width * style.ratio / scale) - MARGIN
        other = columns != self._columns
        if other:
            self._columns = columns
            tab_size = style.options.tab_size
            self._drawn = DrawnRows(self._glyphs, self._colors, max(0, columns), tab_size)
            self._strip = Strip(self._drawn, self._colors, scale, tab_size)
            self._other_rows = True
            self.update()
        self.setGeometry(left, 0, width, height)
        self.setVisible(width > 0)
        if other:
            self._show()  # or there would be nothing for a moment, at each step of a resize
        else:
            self._soon()

    # What happens to what is shown

    def start_over(self) -> None:
        """The text is another one."""
        self._listening.dispose()
        self._drawn.clear()
        self._other_rows = True

    def edited(self, changes: ChangeSet, before: Text) -> None:
        """The viewport has a text that came of this one."""
        self._drawn.edited(changes, before)
        self._other_rows = True

    def renewed(self, first_row: int, last_row: int) -> None:
        """These rows may have other colours, or other text."""
        self._drawn.forget(first_row, last_row)
        rows = self._strip.rows  # as they were before the edits that are still to be shown
        if not self._other_rows and rows and (last_row < rows[0] or first_row > rows[-1]):
            return
        self._other_rows = True
        self._soon()

    def marked(self) -> None:
        """Something else is marked."""
        self._other_marks = True
        self._soon()

    def follow(self) -> None:
        """The editor is scrolled elsewhere."""
        if self._grabbed is not None:
            self._show()  # to the hand that drags it, nothing may lag behind
        else:
            self._soon()

    def rest(self) -> None:
        """Show the text and the marks as they are now: keys rest."""
        if self._viewport.folds is not self._folds:
            self._folds = self._viewport.folds
            self._other_rows = True
        chosen = [each for each in self._selection().ranges if not each.is_empty]
        marked_with = (chosen, self._canvas.scene.changes)
        if marked_with != self._marked_with:
            self._marked_with = marked_with
            self._other_marks = True
        self._show()

    @property
    def complete(self) -> bool:
        """Whether it shows all that it is going to, as far as is known."""
        return not (self._other_rows or self._other_marks or self._timer.isActive())

    def forget(self) -> None:
        """Let go of the text, and stop."""
        self._timer.stop()
        self._listening.dispose()
        self._style = None
        self.hide()

    def _soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    @guarded
    def _due(self) -> None:
        self._show()

    # Pictures

    def _show(self) -> None:
        """Have painted what is different now, as far as there is time to find out."""
        viewport, style = self._viewport, self._style
        if style is None or self.isHidden() or self.height() <= 0:
            return
        last = viewport.last_position
        position = min(max(viewport.position, 0.0), last)
        height = float(self.height())
        track = Track(height, self._row / style.ratio, position, last, viewport.rows_seen)
        covers = viewport.sideways.widest - viewport.x > viewport.width
        moved = track != self._track or covers != self._covers
        self._track, self._covers = track, covers
        other = self._refresh()
        if moved or other is None:
            self.update()
        else:
            for index in other:
                top = self._top + index * track.row
                self.update(0, floor(top), self.width(), ceil(track.row) + 1)

    def _refresh(self) -> Sequence[int] | None:
        """Bring the strip up to date, as far as there is time; which of its rows look different,
        counted from its top, or None for all of them."""
        viewport, strip, track = self._viewport, self._strip, self._track
        text, folds = viewport.text, viewport.folds
        count = folds.count_of(text.line_count)
        first, end = min(floor(track.start), count), min(ceil(track.end), count)
        other: Sequence[int] | None = ()
        if self._other_rows or first < strip.first or end > strip.end:
            start, stop = strip.first, min(strip.end, count)
            if first < start or end > stop:
                margin = (end - first) // 4
                start, stop = max(0, first - margin), min(count, end + margin)
            rows = _rows_of(folds, start, stop)
            seen = rows[first - start : end - start]
            self._other_rows = not self._draw(rows, range(seen[0], seen[-1] + 1))
            if self._other_rows:
                self._timer.start()
            other = strip.letters(start, rows)
        if self._other_marks:
            self._other_marks = False
            other = None
        if other is None or other:
            strip.marks(
                text,
                self._selection(),
                self._canvas.decorations,
                self._canvas.scene.changes,
                other,
                paged=self._pages.reader is not None,
            )
            strip.picture.setDevicePixelRatio(self._canvas.scene.style.ratio)
        return other

    def _draw(self, rows: Sequence[int], first: range) -> bool:
        """Draw those of some rows that are not drawn, `first` before others; True if there was
        time for all."""
        reader = self._pages.reader
        text, paged = self._viewport.text, reader is not None
        drawn = self._drawn.draw(text, rows, first, self._tokens_of, _AT_ONCE, paged=paged)
        if drawn.absent and reader is not None:
            self._listening.dispose()
            self._listening = reader.arrived.connect(self._pages_came)
        return drawn.all

    def _pages_came(self) -> None:
        self._listening.dispose()
        self._other_rows = True
        self._soon()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._style is None:
            return
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        strip, track, colors = self._strip, self._track, self._colors
        top = self._top
        bottom = max(0.0, top + len(strip.rows) * track.row)
        if bottom < self.height():
            painter.fillRect(QRectF(0, bottom, self.width(), self.height()), colors.background)
        # Where a pixel is not one of the device's, the picture may end one or two of these before
        # the widget does, and the widget in the middle of one.
        right = strip.picture.deviceIndependentSize().width() - 1
        margin = QRectF(right, 0, self.width() + 1 - right, self.height())
        painter.fillRect(margin, colors.background)
        painter.drawImage(QPointF(0.0, top), strip.picture)
        if track.last > 0 and (self._slider_shown or self._grabbed is not None):
            painter.fillRect(self._slider(), self._slider_color())
        if self._covers:
            shadow = QLinearGradient(0.0, 0.0, _SHADOW, 0.0)
            shadow.setColorAt(0.0, colors.shadow)
            shadow.setColorAt(1.0, QColor(0, 0, 0, 0))
            painter.fillRect(QRectF(0.0, 0.0, _SHADOW, self.height()), shadow)

    @property
    def _top(self) -> float:
        """Where the strip begins."""
        track = self._track
        snap = self._canvas.scene.style.snap
        return snap((self._strip.first - track.start) * track.row)

    # The slider

    def _slider(self) -> QRectF:
        track, snap = self._track, self._canvas.scene.style.snap
        return QRectF(0.0, snap(track.slider_top), self.width(), snap(track.slider_height))

    @property
    def _slider_shown(self) -> bool:
        return self._hovered or self._canvas.scene.style.options.minimap_slider == "always"

    def _slider_color(self) -> QColor:
        if self._grabbed is not None:
            return self._colors.slider_active
        return self._colors.slider_hover if self._over_slider else self._colors.slider

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        y = event.position().y()
        if not self._is_on_slider(y):
            self.moved.emit(self._track.centred(y))
            self._show()
        self._grabbed = (self._track.position, y)
        self.update()

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        y = event.position().y()
        if self._grabbed is not None:
            position, from_y = self._grabbed
            self.moved.emit(self._track.dragged(position, y - from_y))
        elif self._is_on_slider(y) != self._over_slider:
            self._over_slider = not self._over_slider
            self.update()

    def _is_on_slider(self, y: float) -> bool:
        return self._track.last > 0 and self._slider().contains(0.0, y)

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None
        self.update()

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the editor scrolls

    @guarded
    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = self._over_slider = False
        self.update()


def _rows_of(folds: Folds, start: int, stop: int) -> Sequence[int]:
    """The rows with so many seen ones before them."""
    if not folds or start >= stop:
        return range(start, stop)
    rows = [folds.row_of(start)]
    while len(rows) < stop - start:
        rows.append(folds.next_row(rows[-1]))
    return rows
