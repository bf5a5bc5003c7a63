"""Commands that put snippets and fill them in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pith.base import Problem, ProblemError
from pith.commands import NOT_HANDLED

if TYPE_CHECKING:
    from pith.syntax import SnippetEntry
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

    def pick(view: View, entries: list[SnippetEntry], prefix: str = "") -> None:
        from pith_app._pickers._snippets import SnippetList

        def take(entry: SnippetEntry) -> None:
            if not view.disposed:
                program.snippets.insert(view, entry.body, prefix)
                program.focus_editor()

        program.pick_from(SnippetList(entries, take))

    def insert(body: str = "", name: str = "") -> Any:
        """Put the snippet with that `body`, or the one called `name`; ask without either."""
        view = editors.active_view
        if view is None:
            return NOT_HANDLED
        if body:
            _insert(program, view, body)
            return None
        entries = program.snippets.of_view(view)
        if name:
            named = [entry for entry in entries if entry.name == name]
            if not named:
                language = view.document.language_id
                raise ProblemError(
                    Problem(f"there is no snippet {name!r} for {language}", "snippet.insert")
                )
            program.snippets.insert(view, named[0].body)
            return None
        pick(view, sorted(entries, key=lambda entry: entry.name.casefold()))
        return None

    def expand(view: View) -> bool:
        prefix, entries = program.snippets.typed(view)
        if not entries:
            return False
        if len(entries) == 1:
            program.snippets.insert(view, entries[0].body, prefix)
        else:
            pick(view, entries, prefix)
        return True

    def step(by: int) -> Callable[[], Any]:
        return on_view(lambda view: program.snippets.filling.step(view, by))

    def choose(by: int) -> Callable[[], Any]:
        return on_view(lambda view: program.snippets.filling.choose(view, by))

    def configure(language: str | None = None) -> Any:
        """Open the file of a language's snippets, "" for all languages; ask without it."""
        files = program.snippets.files
        if language is not None:
            return open_file(files.file_for(language), language)
        from pith_app._pickers._snippets import SnippetFileList

        view = editors.active_view
        possible = [("New File for Every Language", "", files.file_for(""))]
        if view is not None:
            known = program.kernel.languages.get(view.document.language_id)
            title = f"New File for {known.name}"
            possible.insert(0, (title, known.id, files.file_for(known.id)))
        program.pick_from(SnippetFileList(files.paths, possible, open_file))
        return None

    def open_file(path: Path, language: str) -> Any:
        made = program.snippets.files.make(path, language)

        def show(_: Path) -> Any:
            return program.documents.open(path)

        return made.then(show)

    return {
        "snippet.insert": insert,
        "snippet.expand": on_view(expand),
        "snippet.next": step(1),
        "snippet.previous": step(-1),
        "snippet.nextChoice": choose(1),
        "snippet.previousChoice": choose(-1),
        "snippet.leave": on_view(lambda view: program.snippets.filling.leave(view)),
        "snippets.configure": configure,
    }


def _insert(program: Program, view: View, body: str) -> None:
    from pith.edit.snippets import SnippetError

    try:
        program.snippets.insert(view, body)
    except SnippetError as error:
        line = body.count("\n", 0, error.offset) + 1
        raise ProblemError(Problem(error.message, "snippet.insert", line)) from error
