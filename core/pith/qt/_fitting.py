"""Fitting an editor's parts to the widget's size: gutter, text, minimap and scroll bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pith.qt._awaited_pages import showing
from pith.qt._display import Display
from pith.qt._rest import Rest
from pith.qt._scroll_bars import ScrollBars
from pith.qt._scrolling import Scrolling
from pith.qt._shaped_line import UNBOUNDED
from pith.qt._shaper import Shaper

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Fitting:
    """Gives each part its place, and wraps the text to what is left for it."""

    def __init__(self, editor: QWidget, display: Display, scrolling: Scrolling, rest: Rest) -> None:
        self._editor = editor
        self._display = display
        display.outgrown = self.fit_gutter
        self._pages = display.pages
        self._scrolling = scrolling
        self._rest = rest

    @showing
    def fit(self) -> None:
        """Fit everything to the widget's size, keeping what is at the top edge there."""
        display = self._display
        viewport, canvas, minimap = display.viewport, display.canvas, display.minimap
        scene, style = canvas.scene, display.style
        options = style.options
        right = self._editor.width() - ScrollBars.THICKNESS
        canvas.fit(right)
        text_right = right - minimap.width_in(right - scene.gutter_width)
        scene.content_width = text_right
        display.bars.place(int(scene.gutter_width), text_right)
        room = display.covered.room(self._editor.height(), style.row_height)
        viewport.padding_top = style.snap(max(options.padding_top, room))
        viewport.scroll_beyond_end = options.scroll_beyond_last_line
        viewport.height = float(self._editor.height())
        viewport.width = max(style.column_width * 8, text_right - scene.gutter_width)
        self._shape()
        viewport.sideways.scroll_to(viewport.x)
        self._scrolling.sized()
        display.refresh()
        canvas.damage_all()
        display.bars.follow(True)
        display.keep_lines()
        minimap.place(text_right, right - text_right)
        if minimap.due:
            self._rest.soon()
        display.tokens.want()
        display.scrolled.emit(viewport.first_row, viewport.last_row)

    def _shape(self) -> None:
        """Shape the text anew if it looks different or is wrapped elsewhere."""
        display = self._display
        viewport, style = display.viewport, display.style
        wrap_width = self._wrap_width()
        if style is not viewport.shaper.style or wrap_width != viewport.shaper.wrap_width:
            caret = display.state.selection.primary.head
            seen = viewport.sees(caret)
            viewport.reshape(Shaper(style, wrap_width, style.options.hanging_indent))
            if seen:
                self._scrolling.bring_into_sight(caret, False)
        else:
            viewport.scroll_to(viewport.anchor)
            viewport.fill()

    def _wrap_width(self) -> float:
        style = self._display.style
        options = style.options
        if options.wrap == "off":
            return UNBOUNDED
        edge = self._display.viewport.width - style.column_width
        column = options.wrap_column * style.column_width + 0.5
        if options.wrap == "on":
            return edge
        return column if options.wrap == "column" else min(edge, column)

    def fit_gutter(self) -> None:
        """Make room for one more digit, or one less, or for another sign."""
        if not self._display.canvas.gutter_fits:
            self.fit()
