"""Places of the program: what its carets leave behind, and its bookmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pith.base import Disposable, OnDispose, Scope
from pith.text import Point
from pith.workspace import Anchors, Document, View, ViewUpdate, may_move_lines
from pith_app._places._bookmarks import Bookmarks
from pith_app._places._caret_history import CaretHistory, Visited
from pith_app._places._selection_anchors import SelectionAnchors
from pith_app._places._trails import SelectionTrails
from pith_app._window._tab import Place, Tab

if TYPE_CHECKING:
    from pith_app._program import Program

_DELAY = 0.1
_LAYER = "bookmarks"
_TRAVELS = ("undo", "redo", "undo.goTo")


class Places:
    """Follows the carets of the window from when the text is on the screen.

    A key that is typed only leaves a note; where the caret has come to is looked at a moment
    later.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._anchors: dict[Document, Anchors] = {}
        self._scope = Scope("places")
        self._later: Disposable | None = None
        self._soon: Disposable = OnDispose()
        self._moved_back: set[Document] = set()
        self._edited: tuple[Document, int] | None = None
        self._going = False
        self.trails = SelectionTrails()
        self.history = CaretHistory(self.anchors_of)
        self.bookmarks = Bookmarks(self.anchors_of)
        self.selection_anchors = SelectionAnchors(self.anchors_of)
        self.selection_anchors.changed = self._tell_of_anchor
        workspace = program.kernel.workspace
        add = self._scope.add
        add(program.factory.view_changed.connect(self._view_changed))
        add(program.editors.active_changed.connect(self._active_changed))
        add(workspace.opened.connect(self._opened))
        add(workspace.closed.connect(self._closed))
        add(self.bookmarks.changed.connect(self._bookmarks_changed))
        self._active_changed(program.editors.active)

    def dispose(self) -> None:
        if self._later is not None:
            self._later.dispose()
        self._soon.dispose()
        self._scope.dispose()
        for anchors in self._anchors.values():
            anchors.dispose()

    def anchors_of(self, document: Document) -> Anchors:
        anchors = self._anchors.get(document)
        if anchors is None:
            anchors = self._anchors[document] = Anchors(document)
        return anchors

    # What happens

    def _view_changed(self, update: ViewUpdate, view: View) -> None:
        self.trails.updated(update, view)
        if self.bookmarks.has(view.document) and (
            update.event in _TRAVELS
            or (update.changes is not None and may_move_lines(update.changes))
        ):
            # They may be back where they were, or with lines that went elsewhere, which who
            # paints them does not know.
            self._moved_back.add(view.document)
            self._soon.dispose()
            self._soon = self._program.scheduler.call_soon(self._show_again)
        if update.changes is not None and update.reveal:
            self._edited = (view.document, update.after.selection.primary.head)
        if self._later is None:
            self._later = self._program.scheduler.call_later(_DELAY, self.look)

    def look(self) -> None:
        """Take in where the caret is now."""
        if self._later is not None:
            self._later.dispose()
            self._later = None
        edited, self._edited = self._edited, None
        if edited is not None:
            document, offset = edited
            self.history.edited(document, min(offset, len(document.text)))
        view = self._program.editors.active_view
        if view is not None and not view.disposed and not self._going:
            # Else its row is not known, and it is looked at when the caret moves on.
            leaf = view.state.text.leaf_at(view.selection.primary.head)
            if not (leaf.paged and leaf.absent):
                self.history.arrived(view)
        for anchors in self._anchors.values():
            anchors.settle()

    def _active_changed(self, tab: Tab | None) -> None:
        if tab is not None and tab.view is not None:
            view = tab.view
            if tab.document is not None:
                self._show_bookmarks(tab.document)
            tab.scope.on_dispose(lambda: self.trails.forget(view), "trail")
        self._tell_of_anchor()
        if self._later is None:
            self._later = self._program.scheduler.call_later(_DELAY, self.look)

    def _tell_of_anchor(self) -> None:
        view = self._program.editors.active_view
        self._program.kernel.context.set("selectionAnchorSet", self.selection_anchors.has(view))

    def _opened(self, document: Document) -> None:
        self.history.opened(document)
        self.bookmarks.opened(document)
        if not document.file.whole:
            listening: Disposable = document.grown.connect(self.bookmarks.opened)
            self._scope.add(listening)

    def _closed(self, document: Document) -> None:
        if self._edited is not None and self._edited[0] is document:
            self._edited = None
        self.history.closed(document)
        self.bookmarks.closed(document)
        self.selection_anchors.closed(document)
        anchors = self._anchors.pop(document, None)
        if anchors is not None:
            anchors.dispose()

    # Going there

    def go_to_visited(self, visited: Visited) -> Any:
        """Show a place of the history; settles when its file is open."""
        return self._go(visited.document, visited.path, visited.point)

    def step(self, by: int) -> Any:
        """Back (-1) or forward (1); None if there is nothing there."""
        self.look()
        visited = self.history.step(by)
        return self.go_to_visited(visited) if visited is not None else None

    def _go(self, document: Document | None, path: Any, point: Point) -> Any:
        program = self._program
        place = Place(point.row, point.column)
        if document is not None:
            tab = program.editors.tab_of(document)
            if tab is not None:
                program.editors.activate(tab)
                program.editors.go_to(tab, place)
                program.focus_editor()
                return tab
        if path is None:
            return None
        self._going = True

        def settled(_: object) -> None:
            self._going = False

        opening = program.documents.open(path, place)
        opening.on_done(settled)
        return opening

    def go_to_bookmark(self, document: Document | None, path: Any, row: int) -> Any:
        return self._go(document, path, Point(row, 0))

    # Bookmarks in the editors

    def _bookmarks_changed(self, document: Document) -> None:
        self._show_bookmarks(document)
        self._program.session.changed()

    def _show_again(self) -> None:
        while self._moved_back:
            document = self._moved_back.pop()
            if self.bookmarks.has(document):
                self._show_bookmarks(document)

    def _show_bookmarks(self, document: Document) -> None:
        text = document.text
        rows = self.bookmarks.rows(document)
        for tab in self._program.editors.tabs:
            if tab.document is document and tab.widget is not None:
                starts = [text.line_start(row) for row in rows]
                tab.widget.set_decorations(_LAYER, [(at, at, "bookmark") for at in starts])
