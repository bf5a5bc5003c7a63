"""Commands of the list of completions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pith.commands import NOT_HANDLED

if TYPE_CHECKING:
    from pith_app._program import Program

_PAGE = 10
_SETTINGS = {
    "enter": "editor.acceptSuggestionOnEnter",
    "tab": "editor.acceptSuggestionOnTab",
}


def handlers(program: Program) -> Mapping[str, Callable[..., Any]]:
    """What handles each command."""

    def ask() -> Any:
        view = program.editors.active_view
        if view is None:
            return NOT_HANDLED
        program.completing.ask(view)
        return None

    def accept(key: str = "") -> Any:
        """`key` is what was pressed for it, which the settings may want for something else."""
        setting = _SETTINGS.get(key)
        language = program.completing.language
        if setting is not None and not program.kernel.settings.get(setting, language):
            program.completing.close()
            return NOT_HANDLED
        return None if program.completing.take(go_on=key == "tab") else NOT_HANDLED

    def when_shown(function: Callable[[], bool]) -> Callable[[], Any]:
        return lambda: None if function() else NOT_HANDLED

    def move(rows: int) -> Callable[[], Any]:
        return when_shown(lambda: program.completing.move(rows))

    return {
        "completion.show": ask,
        "completion.accept": accept,
        "completion.close": when_shown(lambda: program.completing.leave()),
        "completion.next": move(1),
        "completion.previous": move(-1),
        "completion.nextPage": move(_PAGE),
        "completion.previousPage": move(-_PAGE),
    }
