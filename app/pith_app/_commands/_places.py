"""Commands that go back to where carets were, and to bookmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pith.commands import NOT_HANDLED
from pith_app._commands._handling import Handlers, handles, on_view

if TYPE_CHECKING:
    from pith.workspace import View
    from pith_app._places import Places


class PlaceCommands(Handlers):
    @property
    def _places(self) -> Places:
        return self.program.at_caret.places

    # What was selected

    @handles("select.undo")
    @on_view
    def undo_selection(self, view: View) -> bool:
        return self._places.trails.undo(view)

    @handles("select.redo")
    @on_view
    def redo_selection(self, view: View) -> bool:
        return self._places.trails.redo(view)

    @handles("select.shrink")
    @on_view
    def shrink_selection(self, view: View) -> bool:
        from pith.edit.commands import select_shrink

        return self._places.trails.unexpand(view) or view.run(select_shrink)

    @handles("select.setAnchor")
    @on_view
    def set_anchor(self, view: View) -> bool:
        return self._places.selection_anchors.set(view)

    @handles("select.fromAnchor")
    @on_view
    def select_from_anchor(self, view: View) -> bool:
        return self._places.selection_anchors.select(view)

    @handles("select.cancelAnchor")
    @on_view
    def cancel_anchor(self, view: View) -> bool:
        return self._places.selection_anchors.cancel(view)

    @handles("go.anchor")
    @on_view
    def go_to_anchor(self, view: View) -> bool:
        return self._places.selection_anchors.go(view)

    # Where carets were

    @handles("go.back")
    def go_back(self) -> Any:
        return self._step(-1)

    @handles("go.forward")
    def go_forward(self) -> Any:
        return self._step(1)

    def _step(self, by: int) -> Any:
        going = self._places.step(by)
        return NOT_HANDLED if going is None else going

    @handles("go.lastEdit")
    def go_to_last_edit(self) -> Any:
        self._places.look()
        visited = self._places.history.last_edit
        if visited is None:
            return NOT_HANDLED
        return self._places.go_to_visited(visited)

    # Bookmarks

    @handles("bookmarks.toggle")
    @on_view
    def toggle_bookmarks(self, view: View) -> bool:
        text, selection = view.state
        rows = {text.row_at(each.head) for each in selection.ranges}
        self._places.bookmarks.toggle(view.document, rows)
        return True

    @handles("bookmarks.next")
    def next_bookmark(self) -> Any:
        return self._go_to_bookmark(1)

    @handles("bookmarks.previous")
    def previous_bookmark(self) -> Any:
        return self._go_to_bookmark(-1)

    def _go_to_bookmark(self, by: int) -> Any:
        view = self.program.editors.active_view
        if view is None:
            return NOT_HANDLED
        text, selection = view.state
        row = text.row_at(selection.primary.head)
        found = self._places.bookmarks.next(view.document, row, by)
        if found is None:
            return NOT_HANDLED
        return self._places.go_to_bookmark(*found)

    @handles("bookmarks.list")
    def list_bookmarks(self) -> None:
        from pith_app._pickers._bookmarks import BookmarkList

        self.program.pick_from(BookmarkList(self._places, self.program.kernel.workspace.folders))

    @handles("bookmarks.clear")
    @on_view
    def clear_bookmarks(self, view: View) -> bool:
        self._places.bookmarks.clear(view.document)
        return True

    @handles("bookmarks.clearAll")
    def clear_all_bookmarks(self) -> None:
        self._places.bookmarks.clear_all()
