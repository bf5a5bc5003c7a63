"""A view, shown: followed, scrolled and styled, but not yet listened to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from time import monotonic
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QPointF, QRectF, QTimer
from PySide6.QtWidgets import QWidget

from pith.base import Disposable, OnDispose, Signal
from pith.edit import (
    EditContext,
    EditOptions,
    EditorState,
    LanguageRules,
    Selection,
    matching_bracket,
    starts_region,
)
from pith.qt._bracket_colors import BracketColors
from pith.qt._canvas import Canvas
from pith.qt._clipboard import QtClipboard
from pith.qt._colors import EditorColors
from pith.qt._decorations import Span
from pith.qt._edit_context import WidgetContext
from pith.qt._guard import guarded
from pith.qt._options import EditorOptions
from pith.qt._row_layout import RowLayout
from pith.qt._scroll_bars import ScrollBars
from pith.qt._shaped_line import UNBOUNDED, Shape, Tokens
from pith.qt._shaper import Preedit, Shaper
from pith.qt._style import Style
from pith.qt._viewport import ScrollAnchor, Viewport
from pith.text import Text
from pith.workspace import View, ViewUpdate

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QShowEvent

    from pith.qt._mark import Inlay
    from pith.qt._sticky_lines import StickyLines
    from pith.syntax import Highlighter, Theme
    from pith.text import PageReader
    from pith.workspace import ChangedRows

_ZOOM_STEP = 1.1
_OCCURRENCES = "occurrences"
_REVEAL_MARGIN = 1  # rows kept between the caret and the edges

# What comes a moment after the last key, and not before its pixels: brackets that match, which
# may take a search, and what is told to input methods.
_SETTLE_MILLISECONDS = 15

# And what can wait until nobody types: other places of a word, and what differs from the file.
_IDLE_MILLISECONDS = 250
_SLOW = 0.008  # seconds after which that is given up until the next save


_P = ParamSpec("_P")
_R = TypeVar("_R")
_S = TypeVar("_S", bound="EditorSurface")


def showing(
    method: Callable[Concatenate[_S, _P], _R],
) -> Callable[Concatenate[_S, _P], _R]:
    """Makes a method of a surface look at what is in memory of a huge file, and at nothing else:
    what is not is stood in for, and shown when it has been read. No more than pixels may come of
    such a method."""

    @wraps(method)
    def shown(self: _S, /, *arguments: _P.args, **named: _P.kwargs) -> _R:
        reader = self._view.document.page_reader
        if reader is None:
            return method(self, *arguments, **named)
        with reader:
            try:
                return method(self, *arguments, **named)
            finally:
                if reader.missed:
                    self._await_pages(reader)

    return shown


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
        self._highlighter = highlighter
        self._options = options
        self._edit_options = edit_options
        self._rules = rules or LanguageRules()
        self._clipboard = QtClipboard()
        self._zoom = 1.0
        self._disposed = False
        self._view_connection = OnDispose()
        self._saved_connection = OnDispose()
        self._highlighter_connection = OnDispose()
        self._stale_tokens: tuple[int, int] | None = None
        self._reveal_when_sized: int | None = None
        self._pages_connection: Disposable = OnDispose()
        self._awaits_pages = False
        self._reveal_when_read: tuple[int, bool] | None = None
        self._layers_with_inlays: set[str] = set()
        self._style = self._make_style()
        self._brackets = BracketColors(
            self, lambda: self._viewport.last_row, self._brackets_reached
        )
        self._viewport = Viewport(view.state.text, Shaper(self._style), self._tokens)
        self._bars = ScrollBars(self, self._viewport)
        self._bars.upright.moved.connect(self._scroll_to_position)
        self._bars.across.moved.connect(lambda x: self.scroll_by(x - self._viewport.x, 0.0))
        self._layers_in_bars: set[str] = set()
        self._sticky: StickyLines | None = None
        self._viewport.folds = view.folds
        self._canvas = Canvas(self, self._viewport, self._style)
        self._canvas.painter.can_fold = self.can_fold
        self._settle_timer = QTimer(self)
        self._settle_timer.setSingleShot(True)
        self._settle_timer.setInterval(_SETTLE_MILLISECONDS)
        self._settle_timer.timeout.connect(self._settle)
        self._idle_timer = QTimer(self)
        self._idle_timer.setSingleShot(True)
        self._idle_timer.setInterval(_IDLE_MILLISECONDS)
        self._idle_timer.timeout.connect(self._idle)
        self._occurrences = False
        self._changes_slow = False
        self._connect()
        self._count_brackets()
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
        return self._canvas.painter.rows_painted

    def set_view(self, view: View) -> None:
        """Show another view, as it was left."""
        self._leave_view()
        self._view = view
        self._state = view.state
        self._canvas.decorations.clear()
        self._layers_with_inlays.clear()
        self._connect()
        self._count_brackets()
        viewport = self._viewport
        viewport.start_over(self._state.text)
        viewport.folds = view.folds
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
        self._highlighter_connection.dispose()
        self._highlighter = highlighter
        self._connect_highlighter()
        self._count_brackets()
        self._retoken(0, self._state.text.line_count)
        self._want()

    def set_edit_options(self, options: EditOptions | None) -> None:
        """What commands are told; None: the document's own."""
        self._edit_options = options

    def set_rules(self, rules: LanguageRules | None) -> None:
        self._rules = rules or LanguageRules()
        if self._brackets.on:
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
        inlays = any(not isinstance(kind, str) and kind.has_inlays for _, _, kind in spans)
        if inlays or layer in self._layers_with_inlays:
            (self._layers_with_inlays.add if inlays else self._layers_with_inlays.discard)(layer)
            self._retoken(0, self._viewport.text.line_count)
        self._refresh()
        # There may be thousands in other layers, which the bars need not look at for nothing.
        shown = any(self._style.overview_color(kind) is not None for _, _, kind in spans)
        if shown or layer in self._layers_in_bars:
            self._mark_bars()
            (self._layers_in_bars.add if shown else self._layers_in_bars.discard)(layer)

    def set_icon_painter(self, paint: Callable[[QPainter, str, QRectF, QColor], object]) -> None:
        """What paints the icons that marks name: a name, into a square, in a colour."""
        self._canvas.painter.paint_icon = paint

    @showing
    def hover_text_at(self, point: QPointF) -> str:
        """What the marks at a point of the widget, in text or gutter, have to say; "": nothing."""
        if not self._canvas.decorations:
            return ""
        from pith.qt._hover import hover_text

        painter = self._canvas.painter
        return hover_text(self._viewport, self._canvas.decorations, painter.gutter_width, point)

    def set_line_numbers(self, numbers: Sequence[int | None] | None) -> None:
        """Show on each row the number of the row that `numbers` gives for it (None: none), and
        not its own; None: their own again. For a text that does not change."""
        self._canvas.painter.numbers = numbers
        self._lay_out()

    def edit_context(self) -> EditContext:
        """What commands may ask just now: a View's `context_factory`."""
        return WidgetContext(
            self._edit_options or self._view.document.options,
            self._rules,
            self._clipboard,
            self._row_layout,
            self._in_string_or_comment,
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
        self._brackets.stop()
        self._disposed = True
        # The widget goes later, and text may hold a file open.
        self._state = EditorState(Text.EMPTY, Selection.caret(0))
        self._canvas.decorations.clear()
        self._viewport.start_over(Text.EMPTY)
        self._viewport.fill()
        self._canvas.forget()
        if self._sticky is not None:
            self._sticky.forget()

    # Folding

    def can_fold(self, row: int) -> bool:
        """Whether something that can be folded starts with a row of the text as it is shown."""
        rules, tab_size = self._rules, self._options.tab_size
        return starts_region(self._viewport.text, row, rules, tab_size)

    def fold_arrow_at(self, point: QPointF) -> int | None:
        """The row whose arrow in the gutter is at a point of the widget, if there is one."""
        if not self._options.folding:
            return None
        left, right = self._canvas.painter.fold_strip()
        row = self.row_at_y(point.y())
        if not left <= point.x() <= right:
            return None
        return row if self._viewport.folds.at(row) is not None or self.can_fold(row) else None

    def fold_box_at(self, point: QPointF) -> int | None:
        """The row behind which the sign of what is folded is at a point, if it is there."""
        index = self._viewport.index_at(point.y())
        box = self._canvas.painter.fold_box(index) if self._viewport.folds else None
        return self._viewport.rows[index] if box is not None and box.contains(point) else None

    def show_fold_arrows(self, hovered: bool) -> None:
        """The pointer is over the gutter, or is not any more."""
        kind = self._options.fold_arrows
        shown = kind == "always" or (hovered and kind == "hover")
        if shown != self._canvas.painter.arrows_shown:
            self._canvas.painter.arrows_shown = shown
            self._canvas.damage_gutter()

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
        if self._sticky is not None and self._shows_sticky:
            self._uncover(offset, self._sticky, self._viewport.anchor == anchor)
        reader = self._view.document.page_reader
        # Where it is in a page that has still to be read is not known.
        missed = reader is not None and reader.missed
        self._reveal_when_read = (offset, centre) if missed else None

    def _uncover(self, offset: int, sticky: StickyLines, unmoved: bool) -> None:
        """Scroll until what stays at the top edge does not lie over an offset."""
        viewport = self._viewport
        for _ in range(3):  # scrolled up, there may be more of it, or less
            spot = viewport.spot_of(offset)
            if spot is None or spot.y >= sticky.most * viewport.row_height:
                return
            if unmoved and spot.y >= sticky.covered:
                return
            unmoved = False
            covered = len(sticky.rows()) * viewport.row_height
            if spot.y >= covered:
                return
            viewport.scroll_by(spot.y - covered)
            viewport.fill()

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
        viewport.fill()
        self._refresh()
        return True

    @showing
    def _scroll_to_position(self, position: float) -> None:
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

    def offset_in_row(self, row: int, x: float) -> int:
        """The offset in a row nearest to an x of the widget."""
        shape = self._viewport.shape_of(row)
        x += self._viewport.x - self._gutter_width
        return self._viewport.text.line_start(row) + shape.column_at(0, x)

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
        return self._canvas.painter.gutter_width

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

    def _connect(self) -> None:
        self._view_connection = self._view.changed.connect(self._view_changed)
        saved = self._view.document.save_point_changed
        self._saved_connection = saved.connect(lambda _: self._file_changed())
        self._connect_highlighter()

    def _connect_highlighter(self) -> None:
        if self._highlighter is not None:
            connection = self._highlighter.changed.connect(self._tokens_changed)
            self._highlighter_connection = connection

    def _await_pages(self, reader: PageReader) -> None:
        if not self._awaits_pages:
            self._awaits_pages = True
            self._pages_connection = reader.arrived.connect(self._pages_came)

    @showing
    def _pages_came(self) -> None:
        """Show what was stood in for, if that is what has been read."""
        if self._viewport.text is not self._state.text:
            return
        self._awaits_pages = False
        self._pages_connection.dispose()
        self._viewport.fill({})
        again, self._reveal_when_read = self._reveal_when_read, None
        if again is not None and again[0] <= len(self._state.text):
            self._reveal(*again)
        self._refresh()
        self._settle_timer.start()

    def _read_ahead(self) -> None:
        """Have in memory what is around the rows that are seen before it is scrolled to, and
        where keys may lead next: the caret, and both ends."""
        reader = self._view.document.page_reader
        if reader is None:
            return
        viewport = self._viewport
        text = viewport.text
        reader.ahead(text.leaves_of_rows(viewport.first_row, viewport.last_row, 1))
        from pith.text import pages_needed

        for offset in (0, len(text), self._state.selection.primary.head):
            if offset <= len(text):
                near = [(offset, offset)]
                reader.ahead(pages_needed(text, near, whole=False, rows=False))

    def _leave_view(self) -> None:
        self._view.scroll = dict(self.scroll_state())
        self._view_connection.dispose()
        self._saved_connection.dispose()
        self._pages_connection.dispose()
        self._awaits_pages = False
        self._reveal_when_read = None
        self._canvas.painter.changes = []
        self._occurrences = False
        self._highlighter_connection.dispose()
        self._stale_tokens = None
        self._canvas.brackets = ()
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
            if viewport.text is update.before.text and update.changes is not None:
                self._canvas.decorations.edited(update.changes)
                other_depth = self._brackets.edited(update.changes, viewport.text, text)
                only_row = viewport.edit(update.changes, text, update.folds)
                if other_depth is not None and viewport.retoken(other_depth, text.line_count):
                    only_row = None
            elif viewport.text is update.before.text and update.event in ("grow", "save"):
                viewport.folds = update.folds
                viewport.take_text(text)
                self._brackets.take_text(text)
            else:  # it missed something: nothing that is known holds
                self._brackets.start_over(text)
                viewport.text = text
                viewport.folds = update.folds
                viewport.scroll_to(viewport.anchor)
                viewport.fill({})
            if text.line_count != update.before.text.line_count:
                self._fit_gutter()
            stale, self._stale_tokens = self._stale_tokens, None
            if stale is not None:
                viewport.retoken(stale[0], self._last_renewed(*stale))
                only_row = None
        elif update.folds is not viewport.folds:
            viewport.fold(update.folds)
        preedit = viewport.preedit
        if preedit is not None:
            head = text.point_at(update.after.selection.primary.head)
            if head != (preedit.row, preedit.column):
                viewport.compose(None)  # it is composed where the caret was
        if self._occurrences:  # of what is another word now, or stands elsewhere
            self._occurrences = False
            self.set_decorations(_OCCURRENCES, ())
        selection = update.after.selection
        if update.reveal:
            self._reveal(selection.primary.head, False)
        self._canvas.brackets = ()
        if only_row is None or not self._refresh_row(only_row, selection):
            self._refresh()
        if not self._canvas.held:
            self._settle_timer.start()

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
        elif self._stale_tokens is None:  # the edit itself is still to come
            self._stale_tokens = (first_row, last_row)
        else:
            first, last = self._stale_tokens
            self._stale_tokens = (min(first, first_row), max(last, last_row))

    def _retoken(self, first_row: int, last_row: int) -> None:
        if self._viewport.retoken(first_row, self._last_renewed(first_row, last_row)):
            self._refresh()
        if first_row < self._viewport.first_row:  # of lines that stay at the top edge, maybe
            self._follow_sticky()

    def _last_renewed(self, first_row: int, last_row: int) -> int:
        """The last row that looks different for the new tokens of some."""
        if self._brackets.renewed(first_row, last_row) is not None:
            return self._viewport.text.line_count
        return last_row

    @guarded
    def _settle(self) -> None:
        self._match_brackets()
        self._follow_sticky()
        self._idle_timer.start()
        self.updateMicroFocus()
        if self._canvas.painter.arrows_shown:
            self._canvas.damage_gutter()  # what can be folded may be another row

    def _file_changed(self) -> None:
        self._changes_slow = False
        self._idle_timer.start()

    @guarded
    def _idle(self) -> None:
        if self._options.occurrences and self._viewport.text is self._state.text:
            self._mark_occurrences()
        self._mark_changes()

    @showing
    def _mark_occurrences(self) -> None:
        from pith.qt._occurrences import occurrences

        state, rows = self._state, self._viewport.rows
        separators = self._view.document.options.word_separators
        start, end = state.text.line_start(rows[0]), state.text.line_end(rows[-1])
        found = occurrences(state.text, state.selection, separators, start, end)
        if found or self._occurrences:
            self._occurrences = bool(found)
            self.set_decorations(_OCCURRENCES, found)

    def _mark_changes(self) -> None:
        document = self._view.document
        marks: list[ChangedRows] = []
        wanted = self._options.change_marks and document.path is not None
        if wanted and not self._changes_slow and not document.large:
            from pith.workspace import changed_rows

            began = monotonic()
            marks = changed_rows(document)
            self._changes_slow = monotonic() - began > _SLOW
        painter = self._canvas.painter
        if marks != painter.changes:
            painter.changes = marks
            self._canvas.damage_gutter()

    @showing
    def _match_brackets(self) -> None:
        state = self._state
        found = None
        if self._options.bracket_match and self._viewport.text is state.text:
            head = state.selection.primary.head
            found = matching_bracket(state.text, head, self._rules, self._in_string_or_comment)
        if (found or ()) != self._canvas.brackets:
            self._canvas.brackets = found or ()
            self._refresh()

    @showing
    def _refresh(self) -> None:
        """Have painted what is not on the screen as it should be."""
        if self._disposed:
            return
        scrolled = self._canvas.refresh(self._state.selection)
        self._bars.follow(scrolled)
        if scrolled:
            if not self._canvas.held:  # else when that is over
                self._follow_sticky()
            self._want()
            self._read_ahead()
            self.scrolled.emit(self._viewport.first_row, self._viewport.last_row)

    @property
    def _shows_sticky(self) -> bool:
        """Whether lines stay at the top edge. What is above is not read from huge files for it."""
        return self._options.sticky_lines > 0 and self._view.document.page_reader is None

    def _follow_sticky(self) -> None:
        if self._sticky is None:
            if self._disposed or not self._shows_sticky or self._viewport.first_row == 0:
                return
            from pith.qt._sticky_lines import StickyLines

            self._sticky = StickyLines(self, self._viewport, self._canvas.painter)
            self._sticky.chosen.connect(self._go_to_row)
        if self._viewport.text is self._state.text:
            self._sticky.follow(self._shows_sticky)

    def _go_to_row(self, row: int) -> None:
        text = self._state.text
        if row < text.line_count:
            start = text.line_start(row)
            line = text.slice(start, text.line_end(row))
            start += len(line) - len(line.lstrip(" \t"))
            self._view.select(Selection.caret(start), "select.pointer")

    def _want(self) -> None:
        if self._highlighter is not None:
            self._highlighter.want(self._viewport.first_row, self._viewport.last_row)

    def _tokens(self, row: int) -> Tokens:
        highlighter = self._highlighter
        tokens: Tokens = () if highlighter is None else highlighter.tokens(row)
        tokens = self._brackets.tokens(row, tokens)
        return (*tokens, *self._inlays(row)) if self._layers_with_inlays else tokens

    def _count_brackets(self) -> None:
        """Begin to count how deep brackets are nested, where that is wanted."""
        highlighter = self._highlighter
        self._brackets.stop()
        if (
            self._options.bracket_colors
            and highlighter is not None
            and not self._view.document.large
        ):
            self._brackets.count(self._view.state.text, self._rules, highlighter)

    def _brackets_reached(self) -> None:
        viewport = self._viewport
        if viewport.retoken(viewport.first_row, viewport.last_row):
            self._refresh()
            self._follow_sticky()

    def _inlays(self, row: int) -> Tokens:
        """The texts within a row that marks want shown."""
        from pith.qt._mark import Inlay

        text = self._viewport.text
        if row >= text.line_count:
            return ()
        start, end = text.line_start(row), text.line_end(row)
        found: list[tuple[int, int, Inlay]] = []
        for first, last, mark in self._canvas.decorations.marks_between(start, end):
            for at, shown in ((first, mark.before), (last, mark.after)):
                if shown and start <= at <= end:
                    look = (mark.text_color, mark.text_background, mark.italic)
                    found.append((at - start, at - start, Inlay(shown, *look)))
        return tuple(sorted(found, key=lambda each: each[0]))

    def _in_string_or_comment(self, offset: int) -> bool:
        highlighter = self._highlighter
        return highlighter is not None and highlighter.kind_at(offset) != "code"

    # Style and geometry

    def _make_style(self) -> Style:
        colors = EditorColors(self._theme)
        ratio = self.devicePixelRatioF()
        return Style(self._options, colors, self._theme, ratio, self._zoom)

    def _restyle(self) -> None:
        """Options, theme, zoom or screen are others: measure and shape everything again."""
        self._style = self._make_style()
        self._canvas.painter.set_style(self._style)
        self._bars.set_colors(self._style.colors)
        self.show_fold_arrows(False)
        self._lay_out()

    @showing
    def _lay_out(self) -> None:
        """Fit everything to the widget's size, keeping what is at the top edge there."""
        viewport = self._viewport
        style = self._style
        text_right = self.width() - ScrollBars.THICKNESS
        self._canvas.fit(text_right)
        self._bars.place(int(self._gutter_width))
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
        self._follow_sticky()
        self._want()

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
        painter = self._canvas.painter
        if painter.gutter_width_for(self._viewport.text.line_count) != painter.gutter_width:
            self._lay_out()

    @showing
    def _mark_bars(self) -> None:
        self._bars.mark(self._canvas.decorations, self._style)

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
