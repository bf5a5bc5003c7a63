"""Following a view: what an editor does with each of its changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pith.base import Disposable, OnDispose
from pith.qt._awaited_pages import showing
from pith.qt._display import Display
from pith.qt._fitting import Fitting
from pith.qt._rest import Rest
from pith.qt._scrolling import Scrolling
from pith.workspace import View, ViewUpdate

if TYPE_CHECKING:
    from pith.syntax import Highlighter


class Following:
    """Has the display show a view, and the next of its states.

    `changed` is called with each update of the view, and calls `follow`.
    """

    def __init__(
        self,
        display: Display,
        scrolling: Scrolling,
        rest: Rest,
        fitting: Fitting,
        changed: Callable[[ViewUpdate], object],
    ) -> None:
        self._display = display
        self._pages = display.pages
        self._scrolling = scrolling
        self._rest = rest
        self._fitting = fitting
        self._changed = changed
        self._view_connection: Disposable = OnDispose()
        self._saved_connection: Disposable = OnDispose()

    def connect(self, highlighter: Highlighter | None) -> None:
        """Hear of what happens to the display's view, and of its colours."""
        view = self._display.view
        self._view_connection = view.changed.connect(self._changed)
        saved = view.document.save_points.changed
        self._saved_connection = saved.connect(lambda _: self._rest.file_changed())
        self._display.tokens.follow(highlighter)
        self._display.count_brackets()

    def show(self, view: View) -> None:
        """Show another view, as it was left."""
        self.leave()
        display = self._display
        display.view = view
        display.state = view.state
        display.pages.start_over(view.document)
        display.canvas.decorations.clear()
        display.canvas.scene.most_signs = 1
        self.connect(display.tokens.highlighter)
        display.viewport.start_over(display.state.text)
        display.viewport.folds = view.folds
        display.minimap.start_over()
        self._fitting.fit()
        self.restore()
        display.mark_bars()

    def restore(self) -> None:
        """Scroll to where the view was left, if it was."""
        if self._display.view.scroll:
            self._scrolling.restore(self._display.view.scroll)

    def leave(self) -> None:
        """Hear of nothing any more; the view remembers where it is scrolled to."""
        display = self._display
        display.view.scroll = dict(self._scrolling.state())
        self._view_connection.dispose()
        self._saved_connection.dispose()
        display.pages.stop()
        self._rest.marks.leave()
        self._rest.guides.forget()
        display.tokens.leave()
        display.viewport.preedit = None

    @showing
    def follow(self, update: ViewUpdate) -> None:
        """Show the view after an update. Of what nearly every key does, one row is painted."""
        display = self._display
        viewport = display.viewport
        display.state = update.after
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
            self._scrolling.bring_into_sight(selection.primary.head, False)
        self._rest.marks.moved()
        if only_row is None or not display.refresh_row(only_row, selection):
            display.refresh()
        if not display.canvas.held:
            self._rest.soon()

    def _text_changed(self, update: ViewUpdate) -> int | None:
        """Have the viewport show the text after an update. If one row is all that looks different
        for it, that row."""
        display = self._display
        viewport, tokens, minimap = display.viewport, display.tokens, display.minimap
        before, text = update.before.text, update.after.text
        only_row = None
        if viewport.text is before and update.changes is not None:
            display.canvas.decorations.edited(update.changes)
            minimap.edited(update.changes, before)
            other_depth = tokens.edited(update.changes, before, text)
            only_row = viewport.edit(update.changes, text, update.folds)
            self._rest.guides.edited(update.changes, before, text)
            if other_depth is not None and viewport.retoken(other_depth, text.line_count):
                only_row = None
        elif viewport.text is before and update.event in ("grow", "save"):
            viewport.folds = update.folds
            viewport.take_text(text)
            tokens.take_text(text)
            minimap.renewed(before.line_count - 1, before.line_count)
        else:  # it missed something: nothing that is known holds
            minimap.start_over()
            tokens.start_over(text)
            viewport.text = text
            viewport.folds = update.folds
            viewport.scroll_to(viewport.anchor)
            viewport.fill({})
            self._rest.guides.forget()
        if text.line_count != before.line_count:
            self._fitting.fit_gutter()
        stale = tokens.take_put_off()
        if stale is not None:
            viewport.retoken(stale[0], tokens.last_renewed(*stale))
            minimap.renewed(*stale)
            only_row = None
        return only_row

    @showing
    def pages_came(self) -> None:
        """Show what was stood in for, if that is what has been read."""
        display = self._display
        if display.viewport.text is not display.state.text:
            return
        display.pages.stop()
        display.viewport.fill({})
        again = display.pages.to_reveal()
        if again is not None and again[0] <= len(display.state.text):
            self._scrolling.bring_into_sight(*again)
        display.refresh()
        self._rest.soon()
