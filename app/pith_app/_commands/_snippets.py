"""Commands that put snippets and fill them in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pith.base import Problem, ProblemError
from pith.commands import NOT_HANDLED
from pith_app._commands._handling import Handlers, handles, on_view

if TYPE_CHECKING:
    from pith.syntax import SnippetEntry
    from pith.workspace import View
    from pith_app._program import Program


class SnippetCommands(Handlers):
    @handles("snippet.insert")
    def insert(self, body: str = "", name: str = "") -> Any:
        """Put the snippet with that `body`, or the one called `name`; ask without either."""
        program = self.program
        view = program.editors.active_view
        if view is None:
            return NOT_HANDLED
        if body:
            _insert(program, view, body)
            return None
        entries = program.at_caret.snippets.of_view(view)
        if name:
            named = [entry for entry in entries if entry.name == name]
            if not named:
                language = view.document.language_id
                raise ProblemError(
                    Problem(f"there is no snippet {name!r} for {language}", "snippet.insert")
                )
            program.at_caret.snippets.insert(view, named[0].body)
            return None
        self._pick(view, sorted(entries, key=lambda entry: entry.name.casefold()))
        return None

    @handles("snippet.expand")
    @on_view
    def expand(self, view: View) -> bool:
        """Put the snippet whose prefix was typed."""
        prefix, entries = self.program.at_caret.snippets.typed(view)
        if not entries:
            return False
        if len(entries) == 1:
            self.program.at_caret.snippets.insert(view, entries[0].body, prefix)
        else:
            self._pick(view, entries, prefix)
        return True

    def _pick(self, view: View, entries: list[SnippetEntry], prefix: str = "") -> None:
        from pith_app._pickers._snippets import SnippetList

        def take(entry: SnippetEntry) -> None:
            if not view.disposed:
                self.program.at_caret.snippets.insert(view, entry.body, prefix)
                self.program.focus_editor()

        self.program.pick_from(SnippetList(entries, take))

    # Filling one in

    @handles("snippet.next")
    @on_view
    def next(self, view: View) -> bool:
        return self.program.at_caret.snippets.filling.step(view, 1)

    @handles("snippet.previous")
    @on_view
    def previous(self, view: View) -> bool:
        return self.program.at_caret.snippets.filling.step(view, -1)

    @handles("snippet.nextChoice")
    @on_view
    def next_choice(self, view: View) -> bool:
        return self.program.at_caret.snippets.filling.choose(view, 1)

    @handles("snippet.previousChoice")
    @on_view
    def previous_choice(self, view: View) -> bool:
        return self.program.at_caret.snippets.filling.choose(view, -1)

    @handles("snippet.leave")
    @on_view
    def leave(self, view: View) -> bool:
        return self.program.at_caret.snippets.filling.leave(view)

    # Their files

    @handles("snippets.configure")
    def configure(self, language: str | None = None) -> Any:
        """Open the file of a language's snippets, "" for all languages; ask without it."""
        program = self.program
        files = program.at_caret.snippets.files
        if language is not None:
            return self._open_file(files.file_for(language), language)
        from pith_app._pickers._snippets import SnippetFileList

        view = program.editors.active_view
        possible = [("New File for Every Language", "", files.file_for(""))]
        if view is not None:
            known = program.kernel.languages.get(view.document.language_id)
            title = f"New File for {known.name}"
            possible.insert(0, (title, known.id, files.file_for(known.id)))
        program.pick_from(SnippetFileList(files.paths, possible, self._open_file))
        return None

    def _open_file(self, path: Path, language: str) -> Any:
        made = self.program.at_caret.snippets.files.make(path, language)

        def show(_: Path) -> Any:
            return self.program.documents.open(path)

        return made.then(show)


def _insert(program: Program, view: View, body: str) -> None:
    from pith.edit.snippets import SnippetError

    try:
        program.at_caret.snippets.insert(view, body)
    except SnippetError as error:
        line = body.count("\n", 0, error.offset) + 1
        raise ProblemError(Problem(error.message, "snippet.insert", line)) from error
