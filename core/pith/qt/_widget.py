"""The editor: a widget that paints one view of a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from pith.base import OnDispose, Scope, Signal
from pith.commands import Chord
from pith.edit import (
    ChangeSet,
    EditContext,
    EditOptions,
    LanguageRules,
    Range,
    Selection,
    Transaction,
    matching_bracket,
)
from pith.qt._caret_blink import CaretBlink
from pith.qt._clipboard import QtClipboard
from pith.qt._colors import EditorColors
from pith.qt._decorations import Decorations, Span
from pith.qt._edit_context import WidgetContext
from pith.qt._frame import Band, Frame, damage, scrolled
from pith.qt._guard import guarded, guarded_with
from pith.qt._indent_guides import GuideLine
from pith.qt._keys import ALT, CONTROL, META, SHIFT, Press, read_key
from pith.qt._options import EditorOptions
from pith.qt._overlay import overlays
from pith.qt._painter import EditorPainter
from pith.qt._pointer import Pointer
from pith.qt._row_layout import RowLayout
from pith.qt._scroll_bar import ScrollBar
from pith.qt._shaped_line import UNBOUNDED, Shape, Tokens
from pith.qt._shaper import Preedit, Shaper
from pith.qt._smooth_scroll import SmoothScroll
from pith.qt._style import Style
from pith.qt._viewport import ScrollAnchor, Viewport
from pith.text import Edit, Text
from pith.workspace import View, ViewUpdate

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QContextMenuEvent,
        QFocusEvent,
        QInputMethodEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
        QShowEvent,
        QWheelEvent,
    )

    from pith.qt._input_method import Composer
    from pith.syntax import Highlighter, Theme

_SLOW_MILLISECONDS = 15  # after the last key, what may come a little later is looked up
_ZOOM_STEP = 1.1
_REVEAL_MARGIN = 1


class EditorWidget(QWidget):
    """One view of a document, painted from its state.

    The widget keeps no text of its own: keys go to `key_handler`, text to `text_handler`, and
    what those change comes back through View.changed, as everybody else's changes do. From one
    state to the next it compares what is on each row, and paints the rows that differ.
    """

    def __init__(
        self,
        view: View,
        *,
        theme: Theme | None = None,
        highlighter: Highlighter | None = None,
        options: EditorOptions = EditorOptions(),  # noqa: B008 - immutable
        edit_options: EditOptions | None = None,
        rules: LanguageRules | None = None,
        key_handler: Callable[[Chord], bool] | None = None,
        text_handler: Callable[[str], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.key_handler = key_handler
        """Given a pressed chord; True if it was used (or is the start of a longer sequence)."""
        self.text_handler = text_handler
        """Given typed text; None: it is inserted at the carets."""
        self.focus_changed: Signal[bool] = Signal("EditorWidget.focus_changed")
        self.scrolled: Signal[int, int] = Signal("EditorWidget.scrolled")
        """First and last row seen."""
        self.context_menu_requested: Signal[QPoint, int] = Signal(
            "EditorWidget.context_menu_requested"
        )
        """Where on the screen, and the offset there."""
        self.zoom_changed: Signal[float] = Signal("EditorWidget.zoom_changed")
        self._view = view
        self._theme = theme
        self._highlighter = highlighter
        self._options = options
        self._edit_options = edit_options
        self._rules = rules or LanguageRules()
        self._clipboard = QtClipboard()
        self._zoom = 1.0
        self._connections = Scope("EditorWidget")
        self._highlighter_connection = OnDispose()
        self._decorations = Decorations()
        self._brackets: tuple[int, ...] = ()
        self._stale_tokens: tuple[int, int] | None = None
        self._damaged: list[QRect] = []
        self._reveal_when_sized: int | None = None
        self._in_key = False
        self._shown_rows = (0, -1)
        self._shown_widest = 0.0
        self._composer: Composer | None = None

        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setAccessibleName("Editor")

        self._style = self._make_style()
        self._shaper = Shaper(self._style)
        self._viewport = Viewport(view.state.text, self._shaper, self._tokens)
        self._painter = EditorPainter(self._style, self._viewport)
        self._frame = Frame.of(self._viewport, {})
        self._blink = CaretBlink(self._caret_toggled, self)
        self._pointer = Pointer(self)
        self._smooth = SmoothScroll(self._smooth_step, self)
        self._bar = ScrollBar(Qt.Orientation.Vertical, self)
        self._bar.moved.connect(self._bar_moved)
        self._side_bar = ScrollBar(Qt.Orientation.Horizontal, self)
        self._side_bar.moved.connect(self._side_bar_moved)
        self._slow_timer = QTimer(self)
        self._slow_timer.setSingleShot(True)
        self._slow_timer.setInterval(_SLOW_MILLISECONDS)
        self._slow_timer.timeout.connect(self._look_up_slow)
        self._connect()
        self._restyle()
        self._restore_view()

    # What it shows

    @property
    def view(self) -> View:
        return self._view

    @property
    def options(self) -> EditorOptions:
        return self._options

    @property
    def zoom_factor(self) -> float:
        return self._zoom

    @property
    def style_in_use(self) -> Style:
        return self._style

    @property
    def viewport_in_use(self) -> Viewport:
        """The geometry of what is seen."""
        return self._viewport

    @property
    def rows_painted(self) -> int:
        """How many rows have been painted so far: what benchmarks and tests count."""
        return self._painter.rows_painted

    def set_view(self, view: View) -> None:
        """Show another view, as it was left."""
        self._leave_view()
        self._view = view
        self._decorations.clear()
        self._connect()
        self._show_text()

    def set_theme(self, theme: Theme | None) -> None:
        self._theme = theme
        self._restyle()

    def set_options(self, options: EditorOptions) -> None:
        if options != self._options:
            self._options = options
            self._restyle()

    def set_highlighter(self, highlighter: Highlighter | None) -> None:
        """Colour from another source from now on, and paint what it knows already."""
        self._highlighter_connection.dispose()
        self._highlighter = highlighter
        self._connect_highlighter()
        self._retoken(0, self._view.state.text.line_count)
        self._want()

    def set_edit_options(self, options: EditOptions | None) -> None:
        """What commands are told; None: the document's own."""
        self._edit_options = options

    def set_rules(self, rules: LanguageRules | None) -> None:
        self._rules = rules or LanguageRules()
        self._slow_timer.start()

    def set_decorations(self, layer: str, spans: Sequence[Span]) -> None:
        """Mark stretches of the text, replacing those that `layer` had; none: take it away.

        A span is (start, end, kind); kinds are "find", "find.current", "highlight", "error",
        "warning", "info" and "hint". Offsets are those of the view's text as it is; edits move
        the spans until the next call.
        """
        self._decorations.set(layer, spans)
        self._refresh()
        self._update_marks()

    def edit_context(self) -> EditContext:
        """What commands may ask just now: a View's `context_factory`."""
        text = self._view.state.text
        viewport = self._viewport
        return WidgetContext(
            self._edit_options or self._view.document.options,
            self._rules,
            self._clipboard,
            RowLayout(text, self._shapes_of(text), viewport.wrapped, viewport.page_rows),
            self._in_string_or_comment,
        )

    def dispose(self) -> None:
        """Listen no more and stop every timer; call it before the View is disposed."""
        self._leave_view()
        self._slow_timer.stop()
        self._blink.stop()
        self._smooth.stop()
        self._pointer.cancel()

    # Scrolling and zoom

    def reveal(self, offset: int, centre: bool = False) -> None:
        """Scroll until an offset is seen; one that is far away goes to the middle."""
        self._reveal(offset, centre)
        self._refresh()

    def _reveal(self, offset: int, centre: bool) -> None:
        self._smooth.stop()
        if self._viewport.height <= 0:  # it has no size yet: later, when it has
            self._reveal_when_sized = offset
        elif self._viewport.reveal(offset, centre, _REVEAL_MARGIN):
            self._viewport.fill()

    def scroll_rows(self, rows: float) -> None:
        """Scroll down by rows as high as one that is not wrapped (up if negative)."""
        self.scroll_by(0.0, rows * self._style.row_height)

    def scroll_page(self, pages: float) -> None:
        self.scroll_rows(pages * max(1, self._viewport.page_rows - 1))

    def scroll_by(self, right: float, down: float) -> bool:
        """Scroll by pixels; False if that was as far as it goes already."""
        viewport = self._viewport
        before = (viewport.anchor, viewport.x)
        if right:
            viewport.scroll_horizontally_to(viewport.x + right)
        if down:
            viewport.scroll_by(down)
        if (viewport.anchor, viewport.x) == before:
            return False
        viewport.fill()
        self._refresh()
        return True

    def scroll_state(self) -> dict[str, float]:
        """Where the view is scrolled to, as plain data for restore_scroll."""
        row, sub_row, pixels = self._viewport.anchor
        return {"row": row, "sub_row": sub_row, "pixels": pixels, "x": self._viewport.x}

    def restore_scroll(self, state: Mapping[str, float]) -> None:
        self._reveal_when_sized = None
        viewport = self._viewport
        row, sub_row = int(state.get("row", 0)), int(state.get("sub_row", 0))
        viewport.scroll_to(ScrollAnchor(row, sub_row, state.get("pixels", 0.0)))
        viewport.fill()
        viewport.x = self._style.snap(max(0.0, state.get("x", 0.0)))
        self._refresh()

    def zoom(self, steps: int) -> None:
        """Show the text larger by some steps (smaller if negative)."""
        self.set_zoom(self._zoom * _ZOOM_STEP**steps)

    def reset_zoom(self) -> None:
        self.set_zoom(1.0)

    def set_zoom(self, factor: float) -> None:
        """Show the text so many times as large as the options say."""
        factor = min(max(factor, 0.4), 6.0)
        if abs(factor - 1.0) < 0.02:
            factor = 1.0
        if factor != self._zoom:
            self._zoom = factor
            self._restyle()
            self.zoom_changed.emit(factor)

    # Between points and offsets: for the pointer, drops and pop-ups

    def text_area(self) -> QRectF:
        """Where text is shown, in the widget's pixels."""
        left = self._painter.gutter_width
        return QRectF(left, 0, self._viewport.width, self.height())

    def in_gutter(self, point: QPointF) -> bool:
        return point.x() < self._painter.gutter_width - self._style.column_width

    def offset_at_point(self, point: QPointF) -> int:
        """The offset of the caret position nearest to a point of the widget."""
        return self._viewport.offset_at(point.x() - self._painter.gutter_width, point.y())

    def row_at_y(self, y: float) -> int:
        return self._viewport.first_row + self._viewport.index_at(y)

    def offset_in_row(self, row: int, x: float) -> int:
        """The offset in a row nearest to an x of the widget."""
        shape = self._viewport.shape_of(row)
        x += self._viewport.x - self._painter.gutter_width
        return self._viewport.text.line_start(row) + shape.column_at(0, x)

    def point_of(self, offset: int) -> QPointF | None:
        """The top left corner of where an offset is shown; None if its row is not seen."""
        spot = self._viewport.spot_of(offset)
        return None if spot is None else QPointF(spot.x + self._painter.gutter_width, spot.y)

    def caret_area(self) -> QRectF:
        """Where the primary caret is shown, for input methods and pop-ups."""
        point = self._viewport.text.point_at(self._state.selection.primary.head)
        index = point.row - self._viewport.first_row
        if not 0 <= index < len(self._viewport.shapes):
            return QRectF()
        return self._painter.caret_rect(index, point.column)

    # Changing what it shows

    def select(self, selection: Selection, event: str) -> None:
        """Select without scrolling there: the mouse points at what is seen."""
        if selection != self._view.selection:
            self._view.select(selection, event, reveal=False)

    def type_text(self, text: str) -> None:
        """Put text where the carets are, as if it had been typed."""
        if self.text_handler is not None:
            self.text_handler(text)
        else:
            state = self._view.state
            edits = [Edit(each.start, each.end, text) for each in state.selection.ranges]
            changes = ChangeSet.of(len(state.text), edits)
            carets = [Range.caret(changes.map(each.end, 1)) for each in state.selection.ranges]
            after = Selection.of(carets, state.selection.primary_index)
            self._view.apply(Transaction(changes, after, "input.type"))

    def set_preedit(self, preedit: Preedit | None) -> None:
        """Show what an input method composes at the primary caret."""
        if preedit is not None or self._viewport.preedit is not None:
            self._viewport.compose(preedit)
            self._refresh()

    # Following the view

    def _connect(self) -> None:
        view = self._view
        self._connections = Scope("EditorWidget")
        self._connections.add(view.changed.connect(self._view_changed))
        self._state = view.state
        self._connect_highlighter()

    def _connect_highlighter(self) -> None:
        if self._highlighter is not None:
            connection = self._highlighter.changed.connect(self._tokens_changed)
            self._highlighter_connection = connection

    def _leave_view(self) -> None:
        self._view.scroll = dict(self.scroll_state())
        self._connections.dispose()
        self._highlighter_connection.dispose()
        self._stale_tokens = None
        self._brackets = ()
        self._viewport.preedit = None

    def _show_text(self) -> None:
        """Start over with the view's text."""
        viewport = self._viewport
        viewport.text = self._state.text
        viewport.anchor = ScrollAnchor(0, 0, -viewport.padding_top)
        viewport.x = viewport.widest = 0.0
        viewport.shapes, viewport.tokens, viewport.tops = [], [], []
        self._lay_out(refill=True)
        self._restore_view()

    def _restore_view(self) -> None:
        """Scroll to where the view was left, if it was."""
        if self._view.scroll:
            self.restore_scroll(self._view.scroll)

    def _view_changed(self, update: ViewUpdate) -> None:
        viewport = self._viewport
        self._state = update.after
        text = update.after.text
        if viewport.text is not text:
            if viewport.text is update.before.text and update.changes is not None:
                self._decorations.edited(update.changes)
                if viewport.preedit is not None:
                    viewport.compose(None)
                viewport.edit(update.changes, text)
            else:  # it missed something: nothing that is known holds
                viewport.text = text
                viewport.scroll_to(viewport.anchor)
                viewport.fill({})
            if text.line_count != update.before.text.line_count:
                self._fit_gutter()
            stale, self._stale_tokens = self._stale_tokens, None
            if stale is not None:
                viewport.retoken(*stale)
        if update.reveal:
            self._reveal(update.after.selection.primary.head, False)
        if self._brackets:
            self._brackets = ()
        if self._painter.focused:
            self._blink.restart()
            self._painter.caret_on = True
        self._refresh()
        self._slow_timer.start()

    def _tokens_changed(self, first_row: int, last_row: int) -> None:
        if self._view.state.text is self._viewport.text:
            self._retoken(first_row, last_row)
        elif self._stale_tokens is None:  # the edit itself is still to come
            self._stale_tokens = (first_row, last_row)
        else:
            first, last = self._stale_tokens
            self._stale_tokens = (min(first, first_row), max(last, last_row))

    def _retoken(self, first_row: int, last_row: int) -> None:
        if self._viewport.retoken(first_row, last_row):
            self._refresh()

    def _look_up_slow(self) -> None:
        """What may come a moment after the key, as it takes longer: brackets that match."""
        state = self._state
        text = state.text
        viewport = self._viewport
        brackets: tuple[int, ...] = ()
        if self._options.bracket_match and viewport.text is text:
            match = matching_bracket(
                text, state.selection.primary.head, self._rules, self._in_string_or_comment
            )
            brackets = () if match is None else match
        if brackets != self._brackets:
            self._brackets = brackets
            self._refresh()

    # What has to be painted

    def _refresh(self) -> None:
        """Compare what is to be seen with what was painted last, and have the rest painted."""
        viewport = self._viewport
        state = self._state
        found = overlays(
            viewport.text,
            viewport.first_row,
            viewport.last_row,
            state.selection,
            self._brackets,
            self._decorations,
            self._options.current_line,
        )
        painter = self._painter
        caret_row = viewport.text.row_at(state.selection.primary.head)
        numbers = caret_row if self._options.line_numbers == "relative" else 0
        painter.current_row = numbers
        painter.overlays = found
        before = self._frame
        block_row = caret_row if self._options.indent_guides else None
        after = self._frame = Frame.of(viewport, found, numbers, block_row, before)
        painter.levels = after.levels
        painter.block_guide = after.guide
        moved = scrolled(before, after)
        if moved and not self._shift(before, after, moved):
            self._damage(QRect(0, 0, self.width(), self.height()))
        else:
            row_height = self._style.row_height
            for band in damage(before, after, moved, row_height, self.height()):
                self._damage_band(band)
            if after.guide != before.guide:
                self._damage_guide(before.guide)
                self._damage_guide(after.guide)
        rows = (viewport.first_row, viewport.last_row)
        if rows != self._shown_rows or moved or before.x != after.x:
            self._shown_rows = rows
            self._update_bars()
            self._want()
            self.scrolled.emit(*rows)
        elif viewport.widest != self._shown_widest:
            self._update_bars()
        self._flush()

    def _shift(self, before: Frame, after: Frame, moved: float) -> bool:
        """Move the pixels that stay instead of painting them again, if that can be done."""
        if moved != int(moved) or abs(moved) >= self.height() or before.x != after.x:
            return False
        height = self.height()
        if self._side_bar.isVisible():
            height -= ScrollBar.THICKNESS
            self._damage(QRect(0, height, self.width(), ScrollBar.THICKNESS))
        self.scroll(0, int(moved), QRect(0, 0, self._painter.content_width, height))
        return True

    def _damage(self, rect: QRect) -> None:
        self._damaged.append(rect)

    def _damage_band(self, band: Band) -> None:
        painter = self._painter
        # The caret at column 0 reaches one pixel into the gutter. The scroll bar's strip is left
        # out, so that it is not painted with every row.
        left = 0 if band.gutter else int(painter.gutter_width - self._style.caret_width)
        self._damaged.append(band.rect(left, painter.content_width))

    def _damage_rows(self, first_row: int, last_row: int) -> None:
        viewport = self._viewport
        first = max(first_row, viewport.first_row) - viewport.first_row
        last = min(last_row, viewport.last_row) - viewport.first_row
        if first <= last:
            bottom = viewport.tops[last] + viewport.shapes[last].sub_rows * viewport.row_height
            self._damage_band(Band(viewport.tops[first], bottom))

    def _damage_guide(self, guide: GuideLine | None) -> None:
        if guide is None:
            return
        viewport = self._viewport
        first = max(guide.first - viewport.first_row, 0)
        last = min(guide.last, viewport.last_row) - viewport.first_row
        if first <= last:
            bottom = viewport.tops[last] + viewport.shapes[last].sub_rows * viewport.row_height
            x = int(self._painter.guide_x(guide.level))
            self._damage(Band(viewport.tops[first], bottom).rect(x, x + 2))

    def _flush(self) -> None:
        """Hand the damage to Qt: to be painted soon, or with the key that is being handled."""
        if self._in_key:
            return
        for rect in self._damaged:
            self.update(rect)
        self._damaged.clear()

    def _paint_now(self) -> None:
        """Paint before anything else happens: a key is on the screen when it was handled."""
        damaged = self._damaged
        if len(damaged) == 1:
            self.repaint(damaged[0])
        elif damaged:
            region = QRegion(damaged[0])
            for rect in damaged[1:]:
                region += rect
            self.repaint(region)
        damaged.clear()

    def _want(self) -> None:
        if self._highlighter is not None:
            self._highlighter.want(self._viewport.first_row, self._viewport.last_row)

    def _caret_toggled(self) -> None:
        self._painter.caret_on = self._blink.on
        viewport = self._viewport
        for row, overlay in self._frame.overlays.items():
            for column in overlay.carets:
                rect = self._painter.caret_rect(row - viewport.first_row, column)
                self.update(rect.toAlignedRect())

    # Style and geometry

    def _make_style(self) -> Style:
        theme = self._theme
        return Style(
            self._options,
            EditorColors(theme),
            theme,
            self.devicePixelRatioF(),
            self._zoom,
        )

    def _restyle(self) -> None:
        """Options, theme, zoom or screen are others: measure and shape everything again."""
        self._style = self._make_style()
        self._painter.set_style(self._style)
        for bar in (self._bar, self._side_bar):
            bar.set_colors(self._style.colors)
        self._shaper = Shaper(self._style)
        self._smooth.grain = 1 / self._style.ratio
        self._painter.gutter_width = 0.0
        if self._painter.focused:
            self._blink.start(self._options.caret_blink)
        self._lay_out(restyled=True)

    def _lay_out(self, restyled: bool = False, refill: bool = False) -> None:
        """Fit everything to the widget's size, keeping what is at the top edge there."""
        viewport = self._viewport
        painter = self._painter
        width, height = self.width(), self.height()
        thickness = ScrollBar.THICKNESS
        painter.gutter_width = painter.gutter_width_for(viewport.text.line_count)
        painter.content_width = width - thickness
        viewport.padding_top = self._style.snap(self._options.padding_top)
        viewport.scroll_beyond_end = self._options.scroll_beyond_last_line
        viewport.height = float(height)
        viewport.width = max(self._style.column_width * 8, width - thickness - painter.gutter_width)
        self._bar.setGeometry(width - thickness, 0, thickness, height)
        gutter = int(painter.gutter_width)
        self._side_bar.setGeometry(
            gutter, height - thickness, max(0, width - thickness - gutter), thickness
        )
        wrap_width = self._wrap_width()
        if restyled or wrap_width != viewport.shaper.wrap_width:
            self._shaper = Shaper(self._style, wrap_width, self._options.hanging_indent)
            viewport.reshape(self._shaper)
        else:
            viewport.scroll_to(viewport.anchor)
            viewport.fill({} if refill else None)
        viewport.scroll_horizontally_to(viewport.x)
        offset = self._reveal_when_sized
        if offset is not None and height > 0:
            self._reveal_when_sized = None
            self._reveal(min(offset, len(viewport.text)), True)
        self._refresh()
        self._damage(QRect(0, 0, width, height))
        self._update_bars()
        self._flush()

    def _wrap_width(self) -> float:
        options = self._options
        if options.wrap == "off":
            return UNBOUNDED
        edge = self._viewport.width - self._style.column_width
        column = options.wrap_column * self._style.column_width + 0.5
        if options.wrap == "on":
            return edge
        return column if options.wrap == "column" else min(edge, column)

    def _fit_gutter(self) -> None:
        if self._painter.gutter_width_for(self._viewport.text.line_count) != (
            self._painter.gutter_width
        ):
            self._lay_out()

    def _update_bars(self) -> None:
        viewport = self._viewport
        self._shown_widest = viewport.widest
        rows = viewport.rows_seen
        self._bar.set_range(viewport.position, viewport.last_position, rows)
        side = self._side_bar
        if viewport.wrapped:
            side.set_range(0.0, 0.0, 1.0)
        else:
            room = viewport.widest + 4 * self._style.column_width - viewport.width
            last = max(room if viewport.widest > viewport.width else 0.0, viewport.x)
            side.set_range(viewport.x, last, viewport.width)
        if side.needed != side.isVisibleTo(self):
            side.setVisible(side.needed)

    def _update_marks(self) -> None:
        text = self._viewport.text
        count = max(1, text.line_count)
        colors = self._style.colors.overview
        marks = {
            (round(text.row_at(start) / count, 3), kind)
            for start, _, kind in self._decorations.all()
            if kind in colors
        }
        self._bar.set_marks([(fraction, colors[kind]) for fraction, kind in sorted(marks)])

    def _bar_moved(self, position: float) -> None:
        self._smooth.stop()
        viewport = self._viewport
        viewport.scroll_to_position(position)
        viewport.fill()
        self._refresh()

    def _side_bar_moved(self, x: float) -> None:
        self.scroll_by(x - self._viewport.x, 0.0)

    def _smooth_step(self, pixels: float) -> bool:
        return self.scroll_by(0.0, pixels)

    # What Qt asks and tells

    @guarded_with(QSize(480, 320))
    def sizeHint(self) -> QSize:
        return QSize(480, 320)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            region = event.region()
            if region.rectCount() == 1:
                self._painter.paint(painter, region.boundingRect())
                return
            for rect in region:  # type: ignore[attr-defined]
                # A row may lie in two of them: painted twice, its soft edges would be hard.
                painter.setClipRect(rect)
                self._painter.paint(painter, rect)
        finally:
            painter.end()  # a painter left open takes the whole window with it

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.devicePixelRatioF() != self._style.ratio:
            self._restyle()
        else:
            self._lay_out()

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        if self.devicePixelRatioF() != self._style.ratio:
            self._restyle()

    @guarded_with(False)
    def event(self, event: QEvent) -> bool:
        # Every event comes through here: the Python class is asked first, which costs nothing,
        # while event.type() has to find a member of an enumeration.
        kind = type(event)
        if isinstance(event, QKeyEvent):
            if event.type() == _SHORTCUT_OVERRIDE and self._overrides(event):
                event.accept()
                return True
        elif kind is QEvent and event.type() == _RATIO_CHANGE:
            self._restyle()
        return super().event(event)

    def _overrides(self, event: QKeyEvent) -> bool:
        """Keys are ours before they are any shortcut's; Alt with a letter may open a menu."""
        modifiers = event.modifiers().value
        return not modifiers & ALT or bool(modifiers & (CONTROL | META | SHIFT))

    @guarded_with(False)
    def focusNextPrevChild(self, forward: bool) -> bool:
        return False  # Tab is a key like any other

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        press = read_key(event)
        self._in_key = True
        try:
            used = self._handle(press)
        finally:
            self._in_key = False
            self._paint_now()
        if used:
            self.updateMicroFocus()
        else:
            event.ignore()

    def _handle(self, press: Press) -> bool:
        handler = self.key_handler
        if handler is not None:
            for chord in press.chords:
                if handler(chord):
                    return True
        if press.text:
            self.type_text(press.text)
            return True
        return False

    @guarded
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing().handle(event)
        event.accept()
        self.updateMicroFocus()

    @guarded
    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        return self._composing().query(query)

    def _composing(self) -> Composer:
        # Imported when the first input method shows itself: many people have none.
        if self._composer is None:
            from pith.qt._input_method import Composer

            self._composer = Composer(self)
        return self._composer

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._blink.start(self._options.caret_blink)
        self._set_focused(True)

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._blink.stop()
        self._pointer.cancel()
        self._set_focused(False)

    def _set_focused(self, focused: bool) -> None:
        self._painter.focused = focused
        self._painter.caret_on = self._blink.on
        for row in self._frame.overlays:
            self._damage_rows(row, row)
        self._flush()
        self.focus_changed.emit(focused)

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._smooth.stop()
        if not self._pointer.press(event):
            event.ignore()

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._pointer.double_click(event):
            event.ignore()

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event)
        shape = Qt.CursorShape.IBeamCursor
        if not self._pointer.dragging and self.in_gutter(event.position()):
            shape = Qt.CursorShape.ArrowCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointer.release(event)

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        modifiers = event.modifiers().value
        angle = event.angleDelta()
        if modifiers & CONTROL:
            if angle.y():
                self.zoom(1 if angle.y() > 0 else -1)
            return
        pixels = event.pixelDelta()
        if not pixels.isNull():
            self.scroll_by(-pixels.x(), -pixels.y())
            return
        rows = QApplication.wheelScrollLines()
        right = -angle.x() / 120 * rows * self._style.column_width * 2
        down = -angle.y() / 120 * rows * self._style.row_height
        if modifiers & SHIFT and not right:
            right, down = down, 0.0
        if right:
            self.scroll_by(right, 0.0)
        if down and self._options.smooth_scrolling:
            self._smooth.add(down)
        elif down:
            self.scroll_by(0.0, down)

    @guarded
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == event.Reason.Mouse:
            offset = self.offset_at_point(QPointF(event.pos()))
            if not any(each.start <= offset <= each.end for each in self._state.selection.ranges):
                self.select(Selection.caret(offset), "select.pointer")
            self.context_menu_requested.emit(event.globalPos(), offset)
        else:
            corner = self.caret_area().bottomLeft().toPoint()
            head = self._state.selection.primary.head
            self.context_menu_requested.emit(self.mapToGlobal(corner), head)

    # Small things

    def _shapes_of(self, text: Text) -> Callable[[int], Shape]:
        """Shapes of rows of the view's text, which may be ahead of what has been shown of it."""
        viewport = self._viewport
        if viewport.text is text:
            return viewport.shape_of
        shaper, tokens = self._shaper, self._tokens
        return lambda row: shaper.shape_row(text, row, tokens(row))

    def _in_string_or_comment(self, offset: int) -> bool:
        highlighter = self._highlighter
        return highlighter is not None and highlighter.kind_at(offset) != "code"

    def _tokens(self, row: int) -> Tokens:
        highlighter = self._highlighter
        return () if highlighter is None else highlighter.tokens(row)


_SHORTCUT_OVERRIDE = QEvent.Type.ShortcutOverride
_RATIO_CHANGE = QEvent.Type.DevicePixelRatioChange
