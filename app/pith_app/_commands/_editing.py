"""Editing commands on the active editor, and finding in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pith.commands import NOT_HANDLED
from pith.edit import EDITING_COMMANDS, EditingCommand
from pith.text import word_at
from pith.workspace import View

if TYPE_CHECKING:
    from pith.base import Future
    from pith_app._program import Program

_MOST_SEEDED = 200
_ABOUT_THE_END = frozenset(("caret.documentEnd", "select.documentEnd", "select.all"))
"""What waits, in a huge file, until its end has been read."""

_COPYING = frozenset(("edit.copy", "edit.cut"))

_HANDLED_ELSEWHERE = frozenset(("select.shrink",))
"""What knows more in a window than its function does."""


def handlers(program: Program) -> Mapping[str, Callable[..., Any]]:
    """What handles each command."""
    editors = program.editors

    def editing(command: EditingCommand) -> Callable[..., Any]:
        def run(**arguments: Any) -> Any:
            view = editors.active_view
            if view is None:
                return NOT_HANDLED
            if view.document.growth is not None and command.id in _ABOUT_THE_END:
                editors.arrivals.when_there(view, None, lambda: view.run(command, **arguments))
                return None
            if command.id in _COPYING and view.document.large:
                copying = _copy_much(program, view, command.id == "edit.cut")
                if copying is not None:
                    return copying
            return None if view.run(command, **arguments) else NOT_HANDLED

        return run

    def open_find(replace: bool) -> None:
        program.find_bar.open(_seed(program), replace=replace)
        program.kernel.context.update({"findVisible": True})

    def close_find() -> Any:
        if not program.find_bar.isVisible():
            return NOT_HANDLED
        program.find_bar.close_bar()
        return None

    def find_next(backwards: bool) -> Any:
        bar = program.find_bar
        if not bar.query.pattern:
            open_find(False)
            return None
        program.finder.set_query(bar.query)
        program.finder.select_next(backwards)
        return None

    def find_selection(backwards: bool) -> Any:
        view = editors.active_view
        if view is None:
            return NOT_HANDLED
        seed = _seed(program) or _word_at_caret(view)
        if seed:
            program.find_bar.look_for(seed)
        return find_next(backwards)

    def select_matches() -> Any:
        if editors.active_view is None or not program.finder.query.pattern:
            return NOT_HANDLED

        def selected(count: int) -> int:
            if count:
                program.find_bar.close_bar()
                program.focus_editor()
            return count

        return program.finder.select_all().then(selected)

    def toggle(name: str) -> Callable[[], None]:
        return lambda: program.find_bar.toggles[name].toggle()

    return {
        **{
            command.id: editing(command)
            for command in EDITING_COMMANDS
            if command.id not in _HANDLED_ELSEWHERE
        },
        "find.show": lambda: open_find(False),
        "find.replace": lambda: open_find(True),
        "find.close": close_find,
        "find.next": lambda: find_next(False),
        "find.previous": lambda: find_next(True),
        "find.selectAll": select_matches,
        "find.toggleCaseSensitive": toggle("case_sensitive"),
        "find.toggleWholeWord": toggle("whole_word"),
        "find.toggleRegex": toggle("regex"),
        "find.toggleInSelection": lambda: program.find_bar.in_selection.toggle(),
        "find.nextSelection": lambda: find_selection(False),
        "find.previousSelection": lambda: find_selection(True),
        "find.replaceOne": lambda: program.find_bar.replace_one(),
        "find.replaceAll": lambda: program.find_bar.replace_all(),
    }


def _copy_much(program: Program, view: View, cut: bool) -> Future[None] | None:
    from pith_app._editing._copying import LargeCopies

    copies = LargeCopies(program.kernel.worker, program.notifications, program.scheduler)
    return copies.start(view, cut)


def _seed(program: Program) -> str:
    """What is selected, if it lies in one line: most likely what is to be found."""
    view = program.editors.active_view
    if view is None:
        return ""
    text, selection = view.state
    primary = selection.primary
    if primary.is_empty or primary.end - primary.start > _MOST_SEEDED:
        return ""
    seed = text.slice(primary.start, primary.end)
    return "" if "\n" in seed else seed


def _word_at_caret(view: View) -> str:
    text, selection = view.state
    word = word_at(text, selection.primary.head, view.document.options.word_separators)
    return text.slice(*word) if word is not None else ""
