"""A view, shown: followed, scrolled and styled, but not yet listened to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QTimer
from PySide6.QtWidgets import QWidget

from pith.base import OnDispose, Signal
from pith.edit import EditContext, EditOptions, EditorState, LanguageRules, Range, Selection
from pith.qt._awaited_pages import AwaitedPages, showing
from pith.qt._canvas import Canvas
from pith.qt._clipboard import QtClipboard
from pith.qt._colors import EditorColors
from pith.qt._decorations import Span
from pith.qt._edit_context import WidgetContext
from pith.qt._fold_handles import FoldHandles
from pith.qt._guard import guarded
from pith.qt._minimap_side import MinimapSide
from pith.qt._options import EditorOptions
from pith.qt._resting_marks import RestingMarks
from pith.qt._row_layout import RowLayout
from pith.qt._row_tokens import RowTokens
from pith.qt._scroll_bars import ScrollBars
from pith.qt._shaped_line import UNBOUNDED, Shape
from pith.qt._shaper import Preedit, Shaper
from pith.qt._style import Style
from pith.qt._text_box import Corner, box_between, corner_at
from pith.qt._top_edge import TopEdge
from pith.qt._viewport import ScrollAnchor, Viewport
from pith.text import Text
from pith.workspace import View, ViewUpdate

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QShowEvent

    from pith.syntax import Highlighter, Theme

_ZOOM_STEP = 1.1
_REVEAL_MARGIN = 1  # rows kept between the caret and the edges

# What comes a moment after the last key, and not before its pixels: brackets that match, which
# may take a search, and what is told to input methods.
_SETTLE_MILLISECONDS = 15

# And what can wait until nobody types: other places of a word, and what differs from the file.
_IDLE_MILLISECONDS = 250


class EditorSurface(QWidget):
    """Shows a view and follows what happens in it.

    It keeps no text of its own. From one state to the next it compares what is on each row, and
    paints the rows that differ.
    """

    def __init__(
        self,
        view: View,
        theme: Theme | None,
        highlighter: Highlighter | None,
        options: EditorOptions,
        edit_options: EditOptions | None,
        rules: LanguageRules | None,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.scrolled: Signal[int, int] = Signal("EditorWidget.scrolled")
        """First and last row seen."""
        self.zoom_changed: Signal[float] = Signal("EditorWidget.zoom_changed")
        self._view = view
        self._state = view.state
        self._theme = theme
        self._options = options
        self._edit_options = edit_options
        self._rules = rules or LanguageRules()
        self._clipboard = QtClipboard()
        self._zoom = 1.0
        self._disposed = False
        self._view_connection = OnDispose()
        self._saved_connection = OnDispose()
        self._reveal_when_sized: int | None = None
        self._pages = AwaitedPages(view.document, self._pages_came)
        self._style = self._make_style()
        viewport = Viewport(view.state.text, Shaper(self._style))
        viewport.folds = view.folds
        self._viewport = viewport
        self._canvas = Canvas(self, viewport, self._style)
        self._tokens = RowTokens(
            self, viewport, self._canvas.decorations, self._tokens_changed, self._brackets_reached
        )
        viewport.tokens_of = self._tokens
        self._bars = ScrollBars(self, viewport, self._canvas.decorations)
        self._bars.upright.moved.connect(self._scroll_to_position)
        self._bars.across.moved.connect(lambda x: self.scroll_by(x - viewport.x, 0.0))
        self._top_edge = TopEdge(
            self, viewport, self._canvas, self._pages, self._keep_lines, self._go_to_row
        )
        self._minimap = MinimapSide(
            self,
            viewport,
            self._canvas,
            self._pages,
            self._tokens,
            lambda: self._state.selection,
            self._scroll_to_position,
        )
        self._marks = RestingMarks(self._canvas, viewport, self.set_decorations)
        self._fold_handles = FoldHandles(viewport, self._canvas, self._rules)
        self._settle_timer = self._timer(_SETTLE_MILLISECONDS, self._settle)
        self._idle_timer = self._timer(_IDLE_MILLISECONDS, self._idle)
        self._connect(highlighter)
        self._count_brackets()
        self._restyle()
        self._restore_view()

    def _timer(self, milliseconds: int, due: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(due)
        return timer

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
        return self._canvas.painter.rows_painted

    def set_view(self, view: View) -> None:
        """Show another view, as it was left."""
        self._leave_view()
        self._view = view
        self._state = view.state
        self._pages.start_over(view.document)
        self._canvas.decorations.clear()
        self._connect(self._tokens.highlighter)
        self._count_brackets()
        viewport = self._viewport
        viewport.start_over(self._state.text)
        viewport.folds = view.folds
        self._minimap.start_over()
        self._lay_out()
        self._restore_view()
        self._mark_bars()

    def set_theme(self, theme: Theme | None) -> None:
        self._theme = theme
        self._restyle()
        self._mark_bars()

    def set_options(self, options: EditorOptions) -> None:
        if options != self._options:
            counted = options.bracket_colors == self._options.bracket_colors
            self._options = options
            if not counted:
                self._count_brackets()
                self._retoken(0, self._viewport.text.line_count)
            self._restyle()

    @showing
    def set_highlighter(self, highlighter: Highlighter | None) -> None:
        """Colour from another source from now on, and paint what it knows already."""
        self._tokens.follow(highlighter)
        self._count_brackets()
        self._retoken(0, self._state.text.line_count)
        self._minimap.renewed(0, self._state.text.line_count)
        self._tokens.want()

    def set_edit_options(self, options: EditOptions | None) -> None:
        """What commands are told; None: the document's own."""
        self._edit_options = options

    def set_rules(self, rules: LanguageRules | None) -> None:
        self._rules = self._fold_handles.rules = rules or LanguageRules()
        if self._tokens.counts_brackets:
            self._count_brackets()
            self._retoken(0, self._viewport.text.line_count)
        self._settle_timer.start()

    @showing
    def set_decorations(self, layer: str, spans: Sequence[Span]) -> None:
        """Mark stretches of the text, replacing those that `layer` had; none: take it away.

        A span is (start, end, kind). A kind is a Mark, which says how it looks, or one of "find",
        "find.current", "find.scope", "highlight", "error", "warning", "info", "hint",
        "diff.insertedText" and "diff.removedText", for whole lines "diff.inserted", "diff.removed"
        and "diff.absent", and "bookmark" in the gutter.
        Offsets are those of the view's text as it is; edits move the spans until the next call.
        """
        self._canvas.decorations.set(layer, spans)
        if self._tokens.set_inlays(layer, spans):
            self._retoken(0, self._viewport.text.line_count)
        self._refresh()
        self._minimap.marked()
        if self._bars.concerned(layer, spans, self._style):
            self._mark_bars()

    def set_icon_painter(self, paint: Callable[[QPainter, str, QRectF, QColor], object]) -> None:
        """What paints the icons that marks name: a name, into a square, in a colour."""
        self._canvas.scene.paint_icon = paint

    @showing
    def hover_text_at(self, point: QPointF) -> str:
        """What the marks at a point of the widget, in text or gutter, have to say; "": nothing."""
        if not self._canvas.decorations:
            return ""
        from pith.qt._hover import hover_text

        return hover_text(self._viewport, self._canvas.decorations, self._gutter_width, point)

    @showing
    def hover_text_of(self, offset: int) -> str:
        """What the marks at an offset of the text as it is, and of its row, have to say; "":
        nothing."""
        if not self._canvas.decorations:
            return ""
        from pith.qt._hover import hover_text_of

        return hover_text_of(self._viewport, self._canvas.decorations, offset)

    def set_line_numbers(self, numbers: Sequence[int | None] | None) -> None:
        """Show on each row the number of the row that `numbers` gives for it (None: none), and
        not its own; None: their own again. For a text that does not change."""
        self._canvas.scene.numbers = numbers
        self._lay_out()

    def edit_context(self) -> EditContext:
        """What commands may ask just now: a View's `context_factory`."""
        return WidgetContext(
            self._edit_options or self._view.document.options,
            self._rules,
            self._clipboard,
            self._row_layout,
            self._tokens.in_string_or_comment,
        )

    def _row_layout(self) -> RowLayout:
        text = self._view.state.text
        viewport = self._viewport
        shape_of = viewport.shape_of
        if viewport.text is not text:  # the view is ahead of what has been shown of it
            shaper, tokens = viewport.shaper, self._tokens

            def shape_of(row: int) -> Shape:
                return shaper.shape_row(text, row, tokens(row))

        folds = self._view.folds
        return RowLayout(text, shape_of, viewport.wrapped, viewport.page_rows, folds)

    def dispose(self) -> None:
        """Listen no more and stop every timer; call it before the View is disposed."""
        self._leave_view()
        self._settle_timer.stop()
        self._idle_timer.stop()
        self._tokens.stop()
        self._disposed = True
        # The widget goes later, and text may hold a file open.
        self._state = EditorState(Text.EMPTY, Selection.caret(0))
        self._canvas.decorations.clear()
        self._viewport.start_over(Text.EMPTY)
        self._viewport.fill()
        self._canvas.forget()
        self._top_edge.forget()
        self._minimap.forget()

    # Scrolling and zoom

    @showing
    def reveal(self, offset: int, centre: bool = False) -> None:
        """Scroll until an offset is seen; one that is far away goes to the middle."""
        self._reveal(offset, centre)
        self._refresh()

    def _reveal(self, offset: int, centre: bool) -> None:
        anchor = self._viewport.anchor
        if self._viewport.height <= 0:  # it has no size yet: later, when it has
            self._reveal_when_sized = offset
        elif self._viewport.reveal(offset, centre, _REVEAL_MARGIN):
            self._viewport.fill()
        self._top_edge.uncover(offset, anchor)
        self._pages.revealed(offset, centre)

    def scroll_rows(self, rows: float) -> None:
        """Scroll down by rows as high as one that is not wrapped (up if negative)."""
        self.scroll_by(0.0, rows * self._style.row_height)

    def scroll_page(self, pages: float) -> None:
        self.scroll_rows(pages * max(1, self._viewport.page_rows - 1))

    @showing
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
        self._pages.scrolled()
        viewport.fill()
        self._refresh()
        return True

    @showing
    def _scroll_to_position(self, position: float) -> None:
        self._pages.scrolled()
        self._viewport.scroll_to_position(position)
        self._viewport.fill()
        self._refresh()

    def scroll_state(self) -> dict[str, float]:
        """Where the view is scrolled to, as plain data for restore_scroll."""
        row, sub_row, pixels = self._viewport.anchor
        return {"row": row, "sub_row": sub_row, "pixels": pixels, "x": self._viewport.x}

    @showing
    def restore_scroll(self, state: Mapping[str, float]) -> None:
        self._reveal_when_sized = None
        self._pages.scrolled()
        viewport = self._viewport
        row, sub_row = int(state.get("row", 0)), int(state.get("sub_row", 0))
        # It may have been left with a larger font, in which more pixels were one row.
        pixels = self._style.snap(min(state.get("pixels", 0.0), self._style.row_height - 1))
        viewport.scroll_to(ScrollAnchor(row, sub_row, pixels))
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

    # Between points and offsets

    @property
    def minimap_width(self) -> int:
        """How many pixels the minimap takes, between text and scroll bar."""
        return self._minimap.width

    def text_area(self) -> QRectF:
        """Where text is shown, in the widget's pixels."""
        return QRectF(self._gutter_width, 0, self._viewport.width, self.height())

    def in_gutter(self, point: QPointF) -> bool:
        return point.x() < self._gutter_width - self._style.column_width

    def offset_at_point(self, point: QPointF) -> int:
        """The offset of the caret position nearest to a point of the widget."""
        return self._viewport.offset_at(point.x() - self._gutter_width, point.y())

    def row_at_y(self, y: float) -> int:
        return self._viewport.rows[self._viewport.index_at(y)]

    def corner_at(self, point: QPointF) -> Corner:
        """The corner of a box of text that a point of the widget is."""
        return corner_at(self._viewport, point - QPointF(self._gutter_width, 0))

    def box_between(self, one: Corner, other: Corner) -> list[Range]:
        """What of the text lies between two corners: see _text_box."""
        return box_between(self._viewport, one, other)

    @showing
    def point_of(self, offset: int) -> QPointF | None:
        """The top left corner of where an offset is shown; None if its row is not seen."""
        spot = self._viewport.spot_of(offset)
        return None if spot is None else QPointF(spot.x + self._gutter_width, spot.y)

    @showing
    def caret_area(self) -> QRectF:
        """Where the primary caret is shown, for input methods and pop-ups."""
        return self._canvas.caret_area(self._state.selection.primary.head)

    @property
    def _gutter_width(self) -> float:
        return self._canvas.scene.gutter_width

    # Following the view

    def select(self, selection: Selection, event: str) -> None:
        """Select without scrolling there: the mouse points at what is seen."""
        if selection != self._view.selection:
            self._view.select(selection, event, reveal=False)

    def set_preedit(self, preedit: Preedit | None) -> None:
        """Show what an input method composes at the primary caret."""
        if preedit is not None or self._viewport.preedit is not None:
            self._viewport.compose(preedit)
            self._refresh()

    def _connect(self, highlighter: Highlighter | None) -> None:
        self._view_connection = self._view.changed.connect(self._view_changed)
        saved = self._view.document.save_points.changed
        self._saved_connection = saved.connect(lambda _: self._file_changed())
        self._tokens.follow(highlighter)

    @showing
    def _pages_came(self) -> None:
        """Show what was stood in for, if that is what has been read."""
        if self._viewport.text is not self._state.text:
            return
        self._pages.stop()
        self._viewport.fill({})
        again = self._pages.to_reveal()
        if again is not None and again[0] <= len(self._state.text):
            self._reveal(*again)
        self._refresh()
        self._settle_timer.start()

    def _leave_view(self) -> None:
        self._view.scroll = dict(self.scroll_state())
        self._view_connection.dispose()
        self._saved_connection.dispose()
        self._pages.stop()
        self._marks.leave()
        self._tokens.leave()
        self._viewport.preedit = None

    def _restore_view(self) -> None:
        if self._view.scroll:
            self.restore_scroll(self._view.scroll)

    @showing
    def _view_changed(self, update: ViewUpdate) -> None:
        viewport = self._viewport
        self._state = update.after
        text = update.after.text
        only_row = None
        if viewport.text is not text:
            only_row = self._text_changed(update)
        elif update.folds is not viewport.folds:
            viewport.fold(update.folds)
        preedit = viewport.preedit
        if preedit is not None:
            head = text.point_at(update.after.selection.primary.head)
            if head != (preedit.row, preedit.column):
                viewport.compose(None)  # it is composed where the caret was
        selection = update.after.selection
        if update.reveal:
            self._reveal(selection.primary.head, False)
        self._marks.moved()
        if only_row is None or not self._refresh_row(only_row, selection):
            self._refresh()
        if not self._canvas.held:
            self._settle_timer.start()

    def _text_changed(self, update: ViewUpdate) -> int | None:
        """Have the viewport show the text after an update. If one row is all that looks different
        for it, that row."""
        viewport, tokens = self._viewport, self._tokens
        before, text = update.before.text, update.after.text
        only_row = None
        if viewport.text is before and update.changes is not None:
            self._canvas.decorations.edited(update.changes)
            self._minimap.edited(update.changes, before)
            other_depth = tokens.edited(update.changes, before, text)
            only_row = viewport.edit(update.changes, text, update.folds)
            if other_depth is not None and viewport.retoken(other_depth, text.line_count):
                only_row = None
        elif viewport.text is before and update.event in ("grow", "save"):
            viewport.folds = update.folds
            viewport.take_text(text)
            tokens.take_text(text)
            self._minimap.renewed(before.line_count - 1, before.line_count)
        else:  # it missed something: nothing that is known holds
            self._minimap.start_over()
            tokens.start_over(text)
            viewport.text = text
            viewport.folds = update.folds
            viewport.scroll_to(viewport.anchor)
            viewport.fill({})
        if text.line_count != before.line_count:
            self._fit_gutter()
        stale = tokens.take_put_off()
        if stale is not None:
            viewport.retoken(stale[0], tokens.last_renewed(*stale))
            self._minimap.renewed(*stale)
            only_row = None
        return only_row

    def _refresh_row(self, row: int, selection: Selection) -> bool:
        """As _refresh, if that row and one caret in it are all that changed."""
        text = self._viewport.text
        head = selection.ranges[0].head
        if not selection.is_caret or text.row_at(head) != row:
            return False
        if not self._canvas.refresh_row(row, head - text.line_start(row)):
            return False
        self._bars.follow(False)
        return True

    @showing
    def _tokens_changed(self, first_row: int, last_row: int) -> None:
        if self._view.state.text is self._viewport.text:
            self._retoken(first_row, last_row)
            self._minimap.renewed(first_row, last_row)
        else:  # the edit itself is still to come
            self._tokens.put_off(first_row, last_row)

    def _retoken(self, first_row: int, last_row: int) -> None:
        if self._viewport.retoken(first_row, self._tokens.last_renewed(first_row, last_row)):
            self._refresh()
        if first_row < self._viewport.first_row:  # of lines that stay at the top edge, maybe
            self._keep_lines()

    @guarded
    def _settle(self) -> None:
        self._match_brackets()
        self._keep_lines()
        self._minimap.rest()
        self._idle_timer.start()
        self.updateMicroFocus()
        self._fold_handles.repaint_arrows()

    @showing
    def _match_brackets(self) -> None:
        if not self._options.bracket_match or self._viewport.text is not self._state.text:
            other = self._marks.set_brackets(())
        else:
            in_string = self._tokens.in_string_or_comment
            other = self._marks.find_brackets(self._state, self._rules, in_string)
        if other:
            self._refresh()

    def _file_changed(self) -> None:
        self._marks.saved()
        self._idle_timer.start()

    @guarded
    def _idle(self) -> None:
        document = self._view.document
        if self._options.occurrences and self._viewport.text is self._state.text:
            self._mark_occurrences(document.options.word_separators)
        self._marks.find_changes(document, wanted=self._options.change_marks)

    @showing
    def _mark_occurrences(self, separators: str) -> None:
        self._marks.find_occurrences(self._state, separators)

    @showing
    def _refresh(self) -> None:
        """Have painted what is not on the screen as it should be."""
        if self._disposed:
            return
        scrolled = self._canvas.refresh(self._state.selection)
        self._bars.follow(scrolled)
        if scrolled:
            if not self._canvas.held:  # else when that is over
                self._keep_lines()
                self._minimap.follow()
            self._tokens.want()
            self._pages.read_ahead(self._viewport, self._state)
            self.scrolled.emit(self._viewport.first_row, self._viewport.last_row)

    @showing
    def _keep_lines(self) -> None:
        if self._viewport.text is self._state.text and not self._disposed:
            self._top_edge.follow()

    def _go_to_row(self, row: int) -> None:
        text = self._state.text
        if row < text.line_count:
            start = text.line_start(row)
            line = text.slice(start, text.line_end(row))
            start += len(line) - len(line.lstrip(" \t"))
            self._view.select(Selection.caret(start), "select.pointer")

    def _count_brackets(self) -> None:
        wanted = self._options.bracket_colors and not self._view.document.large
        self._tokens.count_brackets(self._view.state.text, self._rules, wanted=wanted)

    def _brackets_reached(self) -> None:
        viewport = self._viewport
        if viewport.retoken(viewport.first_row, viewport.last_row):
            self._refresh()
            self._keep_lines()

    # Style and geometry

    def _make_style(self) -> Style:
        colors = EditorColors(self._theme)
        ratio = self.devicePixelRatioF()
        return Style(self._options, colors, self._theme, ratio, self._zoom)

    def _restyle(self) -> None:
        """Options, theme, zoom or screen are others: measure and shape everything again."""
        self._style = self._make_style()
        self._canvas.set_style(self._style)
        self._bars.set_colors(self._style.colors)
        self._fold_handles.show_arrows(False)
        self._lay_out()

    @showing
    def _lay_out(self) -> None:
        """Fit everything to the widget's size, keeping what is at the top edge there."""
        viewport = self._viewport
        style = self._style
        right = self.width() - ScrollBars.THICKNESS
        self._canvas.fit(right)
        text_right = right - self._minimap.width_in(right - self._gutter_width)
        self._canvas.scene.content_width = text_right
        self._bars.place(int(self._gutter_width), text_right)
        viewport.padding_top = style.snap(self._options.padding_top)
        viewport.scroll_beyond_end = self._options.scroll_beyond_last_line
        viewport.height = float(self.height())
        viewport.width = max(style.column_width * 8, text_right - self._gutter_width)
        wrap_width = self._wrap_width()
        if style is not viewport.shaper.style or wrap_width != viewport.shaper.wrap_width:
            caret = self._state.selection.primary.head
            seen = viewport.sees(caret)
            viewport.reshape(Shaper(style, wrap_width, self._options.hanging_indent))
            if seen:
                self._reveal(caret, False)
        else:
            viewport.scroll_to(viewport.anchor)
            viewport.fill()
        viewport.scroll_horizontally_to(viewport.x)
        offset = self._reveal_when_sized
        if offset is not None and viewport.height > 0:
            self._reveal_when_sized = None
            self._reveal(min(offset, len(viewport.text)), True)
        self._refresh()
        self._canvas.damage_all()
        self._bars.follow(True)
        self._keep_lines()
        self._minimap.place(text_right, right - text_right)
        if self._minimap.due:
            self._settle_timer.start()
        self._tokens.want()

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
        """Make room for one more digit, or one less."""
        if not self._canvas.gutter_fits:
            self._lay_out()

    @showing
    def _mark_bars(self) -> None:
        self._bars.mark(self._style)

    # Qt

    @guarded
    @showing
    def paintEvent(self, event: QPaintEvent) -> None:
        self._canvas.paint(event)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        if not self._fit_screen():
            self._lay_out()

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        self._fit_screen()

    def _fit_screen(self) -> bool:
        """Follow the screen's device pixel ratio; True if it is another than before."""
        if self.devicePixelRatioF() == self._style.ratio:
            return False
        self._restyle()
        return True
