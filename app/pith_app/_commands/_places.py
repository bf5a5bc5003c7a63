"""Commands that go back to where carets were, and to bookmarks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pith.commands import NOT_HANDLED

if TYPE_CHECKING:
    from pith.workspace import View
    from pith_app._program import Program


def handlers(program: Program) -> Mapping[str, Callable[..., Any]]:
    """What handles each command."""
    editors = program.editors

    def on_view(function: Callable[[View], bool]) -> Callable[[], Any]:
        def run() -> Any:
            view = editors.active_view
            return None if view is not None and function(view) else NOT_HANDLED

        return run

    def shrink() -> Any:
        from pith.edit.commands import select_shrink

        view = editors.active_view
        if view is None:
            return NOT_HANDLED
        if program.places.trails.unexpand(view) or view.run(select_shrink):
            return None
        return NOT_HANDLED

    def step(by: int) -> Callable[[], Any]:
        def run() -> Any:
            going = program.places.step(by)
            return NOT_HANDLED if going is None else going

        return run

    def last_edit() -> Any:
        program.places.look()
        visited = program.places.history.last_edit
        if visited is None:
            return NOT_HANDLED
        return program.places.go_to_visited(visited)

    def toggle(view: View) -> bool:
        text, selection = view.state
        rows = {text.row_at(each.head) for each in selection.ranges}
        program.places.bookmarks.toggle(view.document, rows)
        return True

    def next_bookmark(by: int) -> Callable[[], Any]:
        def run() -> Any:
            view = editors.active_view
            if view is None:
                return NOT_HANDLED
            text, selection = view.state
            row = text.row_at(selection.primary.head)
            found = program.places.bookmarks.next(view.document, row, by)
            if found is None:
                return NOT_HANDLED
            return program.places.go_to_bookmark(*found)

        return run

    def clear(view: View) -> bool:
        program.places.bookmarks.clear(view.document)
        return True

    def list_bookmarks() -> None:
        from pith_app._pickers._bookmarks import BookmarkList

        program.pick_from(BookmarkList(program.places, program.kernel.workspace.folders))

    def clear_all() -> None:
        program.places.bookmarks.clear_all()

    return {
        "select.undo": on_view(lambda view: program.places.trails.undo(view)),
        "select.redo": on_view(lambda view: program.places.trails.redo(view)),
        "select.shrink": shrink,
        "select.setAnchor": on_view(lambda view: program.places.selection_anchors.set(view)),
        "select.fromAnchor": on_view(lambda view: program.places.selection_anchors.select(view)),
        "select.cancelAnchor": on_view(lambda view: program.places.selection_anchors.cancel(view)),
        "go.anchor": on_view(lambda view: program.places.selection_anchors.go(view)),
        "go.back": step(-1),
        "go.forward": step(1),
        "go.lastEdit": last_edit,
        "bookmarks.toggle": on_view(toggle),
        "bookmarks.next": next_bookmark(1),
        "bookmarks.previous": next_bookmark(-1),
        "bookmarks.list": list_bookmarks,
        "bookmarks.clear": on_view(clear),
        "bookmarks.clearAll": clear_all,
    }
