"""A view, shown: all that can be asked of an editor and done with it, but not yet its input."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QWidget

from pith.edit import EditContext, EditOptions, LanguageRules, Range, Selection
from pith.qt._awaited_pages import showing
from pith.qt._clipboard import QtClipboard
from pith.qt._decorations import Span
from pith.qt._display import Display
from pith.qt._edit_context import WidgetContext
from pith.qt._fitting import Fitting
from pith.qt._fold_handles import FoldHandles
from pith.qt._following import Following
from pith.qt._guard import guarded
from pith.qt._look import Look
from pith.qt._options import EditorOptions
from pith.qt._rest import Rest
from pith.qt._row_layout import RowLayout, row_layout
from pith.qt._scrolling import Scrolling
from pith.qt._shaper import Preedit
from pith.qt._style import Style
from pith.qt._text_box import Corner, box_between, corner_at
from pith.qt._viewport import Viewport
from pith.workspace import View, ViewUpdate

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QShowEvent

    from pith.syntax import Highlighter, Theme
    from pith.text import Text


class EditorSurface(QWidget):
    """Shows a view and follows what happens in it.

    It keeps no text of its own. From one state to the next it compares what is on each row, and
    paints the rows that differ. The work is done by its parts: the display, what scrolls it, the
    look, what fits it into the widget, what follows the view, and what waits until keys rest.
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
        self._edit_options = edit_options
        self._clipboard = QtClipboard()
        self._look = Look(self, theme, options, self._restyled)
        self.zoom_changed = self._look.zoom_changed
        self.find_rules: Callable[[Text], Callable[[int], LanguageRules]] | None = None
        """Gives what finds the rules of the language that a place of a text is in; None: it is
        always that of the document. Set by whoever knows languages."""
        view.set_folding(self._look.options.folding)
        self._display = display = Display(
            self,
            view,
            rules or LanguageRules(),
            self._look.style,
            lambda: self._following.pages_came(),
            lambda position: self._scrolling.to_position(position),
            self._go_to_row,
        )
        self.scrolled = display.scrolled
        self._canvas = display.canvas
        self._viewport = display.viewport
        self._pages = display.pages
        self._fold_handles = FoldHandles(
            self._viewport,
            self._canvas,
            display.rules,
            display.tokens.known_kinds,
            self._rules_finder,
        )
        self._scrolling = Scrolling(self, display)
        self._rest = Rest(self, display, self._fold_handles)
        self._fitting = Fitting(self, display, self._scrolling, self._rest)
        self._following = Following(
            display, self._scrolling, self._rest, self._fitting, self._view_changed
        )
        self._following.connect(highlighter)
        self._look.renew()
        self._following.restore()

    def dispose(self) -> None:
        """Listen no more and stop every timer; call it before the View is disposed."""
        self._following.leave()
        self._rest.stop()
        self._scrolling.stop()
        self._display.forget()  # the widget goes later

    # What it shows

    @property
    def view(self) -> View:
        return self._display.view

    def set_view(self, view: View) -> None:
        """Show another view, as it was left."""
        view.set_folding(self._look.options.folding)
        self._following.show(view)

    def _view_changed(self, update: ViewUpdate) -> None:
        self._following.follow(update)

    @property
    def viewport_in_use(self) -> Viewport:
        """The geometry of what is seen."""
        return self._viewport

    @property
    def rows_painted(self) -> int:
        """How many rows have been painted so far: what benchmarks and tests count."""
        return self._canvas.painter.rows_painted

    def set_highlighter(self, highlighter: Highlighter | None) -> None:
        """Colour from another source from now on, and paint what it knows already."""
        self._display.take_colors_of(highlighter)

    def set_preedit(self, preedit: Preedit | None) -> None:
        """Show what an input method composes at the primary caret."""
        if preedit is not None or self._viewport.preedit is not None:
            self._viewport.compose(preedit)
            self._display.refresh()

    def set_line_numbers(self, numbers: Sequence[int | None] | None) -> None:
        """Show on each row the number of the row that `numbers` gives for it (None: none), and
        not its own; None: their own again. For a text that does not change."""
        self._canvas.scene.numbers = numbers
        self._fitting.fit()

    # How it looks

    @property
    def options(self) -> EditorOptions:
        return self._look.options

    @property
    def style_in_use(self) -> Style:
        return self._look.style

    def set_theme(self, theme: Theme | None) -> None:
        self._look.set_theme(theme)
        self._display.mark_bars()

    def set_options(self, options: EditorOptions) -> None:
        self.view.set_folding(options.folding)
        if options != self._look.options:
            counted = options.bracket_colors == self._look.options.bracket_colors
            self._look.set_options(options)
            self._rest.soon()
            if not counted:
                self._display.count_brackets()
                self._display.retoken_all()

    def _restyled(self) -> None:
        """Options, theme, zoom or screen are others: measure and shape everything again."""
        self._display.set_style(self._look.style)
        self._fold_handles.show_arrows(False)
        self._fitting.fit()

    @property
    def zoom_factor(self) -> float:
        return self._look.zoom_factor

    def zoom(self, steps: float) -> None:
        """Show the text larger by some steps (smaller if negative); parts of a step add up."""
        self._look.zoom(steps)

    def set_zoom(self, factor: float) -> None:
        """Show the text so many times as large as the options say."""
        self._look.set_zoom(factor)

    # Commands

    def set_edit_options(self, options: EditOptions | None) -> None:
        """What commands are told; None: the document's own."""
        self._edit_options = options

    def set_rules(self, rules: LanguageRules | None) -> None:
        display = self._display
        display.rules = rules or LanguageRules()
        self._fold_handles.set_rules(display.rules)
        if display.tokens.counts_brackets:
            display.count_brackets()
            display.retoken_all()
        self._rest.soon()

    def edit_context(self) -> EditContext:
        """What commands may ask just now: a View's `context_factory`."""
        display = self._display
        return WidgetContext(
            self._edit_options or display.view.document.options,
            display.rules,
            self._clipboard,
            self._row_layout,
            display.tokens.in_string_or_comment,
            self._rules_finder(),
            display.tokens.line_kinds,
        )

    def _rules_finder(self) -> Callable[[int], LanguageRules]:
        """Finds rules in the text as it is, wherever it is called; few commands ask for any."""
        display, text, find = self._display, self._display.view.state.text, self.find_rules
        within: Callable[[int], LanguageRules] | None = None

        def rules_at(offset: int) -> LanguageRules:
            nonlocal within
            if find is None:
                return display.rules
            within = within or find(text)
            return within(offset)

        return rules_at

    def _row_layout(self) -> RowLayout:
        return row_layout(self._display)

    def select(self, selection: Selection, event: str) -> None:
        """Select without scrolling there: the mouse points at what is seen."""
        view = self._display.view
        if selection != view.selection:
            view.select(selection, event, reveal=False)

    def _go_to_row(self, row: int) -> None:
        text = self._display.state.text
        if row < text.line_count:
            start = text.line_start(row)
            line = text.slice(start, text.line_end(row))
            start += len(line) - len(line.lstrip(" \t"))
            self._display.view.select(Selection.caret(start), "select.pointer")

    # Marks

    def set_decorations(self, layer: str, spans: Sequence[Span]) -> None:
        """Mark stretches of the text, replacing those that `layer` had; none: take it away.

        A span is (start, end, kind). A kind is a Mark, which says how it looks, or one of "find",
        "find.current", "find.scope", "highlight", "error", "warning", "info", "hint",
        "snippet.stop", "snippet.final", "diff.insertedText" and "diff.removedText", for whole
        lines "diff.inserted", "diff.removed" and "diff.absent", and "bookmark" in the gutter.
        Offsets are those of the view's text as it is; edits move the spans until the next call.
        """
        self._display.decorate(layer, spans)

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

    # Scrolling

    def reveal(self, offset: int, centre: bool = False) -> None:
        """Scroll until an offset is seen; one that is far away goes to the middle."""
        self._scrolling.reveal(offset, centre)

    def scroll_rows(self, rows: float) -> None:
        """Scroll down by rows as high as one that is not wrapped (up if negative)."""
        self._scrolling.by(0.0, rows * self._look.style.row_height)

    def scroll_page(self, pages: float) -> None:
        self.scroll_rows(pages * max(1, self._viewport.page_rows - 1))

    def scroll_by(self, right: float, down: float) -> bool:
        """Scroll by pixels; False if that was as far as it goes already."""
        return self._scrolling.by(right, down)

    def scroll_state(self) -> dict[str, float]:
        """Where the view is scrolled to, as plain data for restore_scroll."""
        return self._scrolling.state()

    def restore_scroll(self, state: Mapping[str, float]) -> None:
        self._scrolling.restore(state)

    def set_covered(self, area: QRectF | None) -> None:
        """Something floats over an area at the upper edge of the widget, or, None, nothing does any
        more: what is revealed is scrolled from beneath it, for which there is room above the first
        row. What is seen stays where it is, but for what is selected beneath the area."""
        display = self._display
        if display.forgotten or area == display.covered.area:
            return
        display.covered.area = area
        self._fitting.fit()
        head = display.state.selection.primary.head
        if area is not None and self._viewport.sees(head):
            display.covered.uncover(display, head)
            display.refresh()

    # Between points and offsets

    @property
    def minimap_width(self) -> int:
        """How many pixels the minimap takes, between text and scroll bar."""
        return self._display.minimap.width

    def text_area(self) -> QRectF:
        """Where text is shown, in the widget's pixels."""
        return QRectF(self._gutter_width, 0, self._viewport.width, self.height())

    def in_gutter(self, point: QPointF) -> bool:
        return point.x() < self._gutter_width - self._look.style.column_width

    def offset_at_point(self, point: QPointF) -> int:
        """The offset of the caret position nearest to a point of the widget."""
        return self._viewport.offset_at(point.x() - self._gutter_width, point.y())

    def row_end_at(self, point: QPointF) -> int | None:
        """The offset where a row is wrapped, if a point is at the end of what is seen of it: a
        caret there has the goal ROW_END. None if it is not, or if offset_at_point says it."""
        return self._viewport.row_end_at(point.x() - self._gutter_width, point.y())

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
        return self._canvas.caret_area(self._display.state.selection.primary.head)

    @property
    def _gutter_width(self) -> float:
        return self._canvas.scene.gutter_width

    # Qt

    @guarded
    @showing
    def paintEvent(self, event: QPaintEvent) -> None:
        self._canvas.paint(event)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        if not self._look.catch_up():
            self._fitting.fit()

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        self._look.catch_up()
