"""Everything of the window that has to do with snippets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING

from pith.base import Problem, Scope
from pith.edit.snippets import SnippetSession, Surroundings, parse_snippet
from pith.syntax import SnippetEntry
from pith.workspace import View
from pith_app._snippets._files import SnippetFiles
from pith_app._snippets._filling import Filling
from pith_app._window._tab import Tab

if TYPE_CHECKING:
    from pith_app._program import Program

_LONGEST_PREFIX = 200


class WindowSnippets:
    """Made when the text is on the screen."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._scope = Scope("snippets")
        self._random = Random()
        kernel = program.kernel
        self.library = kernel.snippets
        self.filling = Filling(kernel.context)
        self.filling.offer = self._offer
        add = self._scope.add
        self.files = add(
            SnippetFiles(
                kernel.user.config_dir / "snippets", kernel.snippets, kernel.worker, kernel.watcher
            )
        )
        add(program.factory.view_changed.connect(self.filling.updated))
        add(self.filling.changed.connect(self._show_stops))
        add(program.editors.active_changed.connect(self._active_changed))
        add(self.library.problems.connect(self._say))
        self._active_changed(program.editors.active)

    def dispose(self) -> None:
        self._scope.dispose()

    def _offer(self, view: View, choices: Sequence[str]) -> None:
        """List the choices once the snippet is on the screen."""
        program = self._program
        program.scheduler.call_soon(lambda: program.at_caret.completing.offer(view, choices))

    def _show_stops(self, view: View) -> None:
        """Have the places to fill in seen, and where the snippet ends."""
        session = self.filling.session_of(view)
        spans = [] if session is None else _stops(session)
        for tab in self._program.editors.tabs:
            if tab.view is view and tab.widget is not None:
                tab.widget.set_decorations("snippet", spans)

    def of_view(self, view: View) -> list[SnippetEntry]:
        """The snippets that can be put into a view."""
        return self.library.of_language(view.document.language_id)

    def typed(self, view: View) -> tuple[str, list[SnippetEntry]]:
        """The prefix before the primary caret, and the snippets it stands for."""
        text, selection = view.state
        if any(not each.is_empty for each in selection.ranges):
            return "", []
        head = selection.primary.head
        start = text.line_start(text.row_at(head))
        before = text.slice(max(start, head - _LONGEST_PREFIX), head)
        return self.library.at(view.document.language_id, before)

    def insert(self, view: View, body: str, prefix: str = "") -> None:
        """Put a snippet at every caret. Raises SnippetError for a body that cannot be used."""
        self.filling.insert(view, parse_snippet(body), self._around(view), prefix)

    def _around(self, view: View) -> Surroundings:
        document = view.document
        folders = self._program.kernel.workspace.folders
        folder = folders[0] if folders else None
        path = document.file.path
        if path is not None:
            folder = next((each for each in folders if path.is_relative_to(each)), folder)
        return Surroundings(
            datetime.now().astimezone(),
            self._random,
            document.name,
            document.file.path,
            folder,
            folder.name if folder is not None else "",
        )

    def _active_changed(self, tab: Tab | None) -> None:
        view = tab.view if tab is not None else None
        self.filling.active_changed(view)
        if tab is not None and view is not None:
            known = view
            tab.scope.on_dispose(lambda: self.filling.forget(known), "snippet")

    def _say(self, problems: tuple[Problem, ...]) -> None:
        """One message for a file, with the first fault and how many more there are."""
        first, *more = problems
        said = str(first) + (f" (and {len(more)} more)" if more else "")
        self._program.notifications.notify(said, "warning")
        for problem in problems:
            self._program.log.warning(str(problem))


def _stops(session: SnippetSession) -> list[tuple[int, int, str]]:
    """The places of a snippet, and of those it was put into, as an editor marks them."""
    spans = [] if session.outer is None else _stops(session.outer)
    for each in session.occurrences:
        if each.alive:
            spans.append((each.start, each.end, "snippet.stop" if each.number else "snippet.final"))
    return spans
