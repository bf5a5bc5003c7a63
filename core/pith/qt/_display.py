"""The parts of an editor that show its text, and what one of them makes others do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pith.base import Signal
from pith.edit import EditorState, LanguageRules, Selection
from pith.qt._awaited_pages import AwaitedPages, showing
from pith.qt._canvas import Canvas
from pith.qt._covered import Covered
from pith.qt._decorations import Span
from pith.qt._minimap_side import MinimapSide
from pith.qt._row_tokens import RowTokens
from pith.qt._scroll_bars import ScrollBars
from pith.qt._shaper import Shaper
from pith.qt._style import Style
from pith.qt._top_edge import TopEdge
from pith.qt._viewport import Viewport
from pith.text import Text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pith.syntax import Highlighter
    from pith.workspace import View


class Display:
    """Whoever changes one of the parts calls `refresh` when they belong together again.

    `came` is called when pages of a huge file have been read that were stood in for, `moved` with
    the position that a person moves a scroll bar or the minimap to, `chosen` with the row of a
    line at the top edge that was clicked at.
    """

    def __init__(
        self,
        editor: QWidget,
        view: View,
        rules: LanguageRules,
        style: Style,
        came: Callable[[], object],
        moved: Callable[[float], object],
        chosen: Callable[[int], object],
    ) -> None:
        self.scrolled: Signal[int, int] = Signal("EditorWidget.scrolled")
        """First and last row seen: they are others, or elsewhere in the widget."""
        self.brackets_counted: Signal[()] = Signal("EditorWidget.brackets_counted")
        """How deep brackets are nested has become known for what is seen."""
        self.forgotten = False
        self.outgrown: Callable[[], object] = lambda: None
        """Fits all parts anew: one of them needs more room."""
        self.view = view
        self.state = view.state
        """The state that is to be seen; what the viewport has of it may be older for a moment."""
        self.rules = rules
        self.covered = Covered()
        self.pages = self._pages = AwaitedPages(view.document, came)
        self.viewport = viewport = Viewport(view.state.text, Shaper(style))
        viewport.folds = view.folds
        self.canvas = Canvas(editor, viewport, style)
        self.tokens = RowTokens(
            editor,
            viewport,
            self.canvas.decorations,
            self._tokens_changed,
            self._brackets_reached,
        )
        viewport.tokens_of = self.tokens
        self.bars = ScrollBars(editor, viewport, self.canvas.decorations)
        self.bars.upright.moved.connect(moved)
        self.top_edge = TopEdge(
            editor,
            viewport,
            self.canvas,
            self.pages,
            self.keep_lines,
            chosen,
            lambda: (self.rules, self.tokens.known_kinds()),
        )
        self.minimap = MinimapSide(
            editor,
            viewport,
            self.canvas,
            self.pages,
            self.tokens,
            lambda: self.state.selection,
            moved,
        )

    @property
    def style(self) -> Style:
        return self.canvas.scene.style

    def set_style(self, style: Style) -> None:
        """Measuring and shaping anew is left to the caller."""
        self.canvas.set_style(style)
        self.bars.set_colors(style.colors)

    def forget(self) -> None:
        """Show nothing any more, and hold no text: it may hold a file open."""
        self.tokens.stop()
        self.forgotten = True
        self.state = EditorState(Text.EMPTY, Selection.caret(0))
        self.canvas.decorations.clear()
        self.viewport.start_over(Text.EMPTY)
        self.viewport.fill()
        self.canvas.forget()
        self.top_edge.forget()
        self.minimap.forget()

    # On the screen

    @showing
    def refresh(self) -> None:
        """Have painted what is not on the screen as it should be."""
        if self.forgotten:
            return
        self.viewport.sideways.hold_still()
        signs = self.canvas.scene.most_signs
        scrolled = self.canvas.refresh(self.state.selection)
        if self.canvas.scene.most_signs > signs:  # they need more room beside the numbers
            self.outgrown()
        self.bars.follow(scrolled)
        if scrolled:
            if not self.canvas.held:  # else when that is over
                self.keep_lines()
                self.minimap.follow()
            self.tokens.want()
            self.pages.read_ahead(self.viewport, self.state)
            self.scrolled.emit(self.viewport.first_row, self.viewport.last_row)

    def refresh_row(self, row: int, selection: Selection) -> bool:
        """As refresh, if that row and one caret in it are all that changed."""
        text = self.viewport.text
        head = selection.ranges[0].head
        if not selection.is_caret or text.row_at(head) != row:
            return False
        if not self.canvas.refresh_row(row, head - text.line_start(row)):
            return False
        self.bars.follow(False)
        return True

    @showing
    def keep_lines(self) -> None:
        """Show at the top edge the lines that stay there now."""
        if self.viewport.text is self.state.text and not self.forgotten:
            self.top_edge.follow()

    # Marks

    @showing
    def decorate(self, layer: str, spans: Sequence[Span]) -> None:
        """See EditorSurface.set_decorations."""
        self.canvas.decorations.set(layer, spans)
        if self.tokens.set_inlays(layer, spans):
            self.retoken_all()
        self.refresh()
        self.minimap.marked()
        if self.bars.concerned(layer, spans, self.style):
            self.mark_bars()

    @showing
    def mark_bars(self) -> None:
        """Show in the scroll bar where marks are."""
        self.bars.mark(self.style)

    # Tokens

    @showing
    def take_colors_of(self, highlighter: Highlighter | None) -> None:
        """Colour from another source from now on, and paint what it knows already."""
        self.tokens.follow(highlighter)
        self.count_brackets()
        self.retoken(0, self.state.text.line_count)
        self.minimap.renewed(0, self.state.text.line_count)
        self.tokens.want()

    def retoken_all(self) -> None:
        """Show every row with the tokens it has now."""
        self.retoken(0, self.viewport.text.line_count)

    def retoken(self, first_row: int, last_row: int) -> None:
        """Show these rows of the viewport's text with the tokens they have now."""
        if self.viewport.retoken(first_row, self.tokens.last_renewed(first_row, last_row)):
            self.refresh()
        self.top_edge.retokened(first_row)
        if first_row < self.viewport.first_row:  # of lines that stay at the top edge, maybe
            self.keep_lines()

    @showing
    def _tokens_changed(self, first_row: int, last_row: int) -> None:
        if self.view.state.text is self.viewport.text:
            self.retoken(first_row, last_row)
            self.minimap.renewed(first_row, last_row)
        else:  # the edit itself is still to come
            self.tokens.put_off(first_row, last_row)

    def count_brackets(self) -> None:
        """Begin to count how deep brackets are nested, if they are to be coloured by that."""
        wanted = self.style.options.bracket_colors and not self.view.document.large
        self.tokens.count_brackets(self.view.state.text, self.rules, wanted=wanted)

    def _brackets_reached(self) -> None:
        viewport = self.viewport
        if viewport.retoken(viewport.first_row, viewport.last_row):
            self.refresh()
            self.keep_lines()
        self.brackets_counted.emit()
