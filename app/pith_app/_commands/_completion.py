"""Commands of the list of completions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pith.commands import NOT_HANDLED
from pith_app._commands._handling import Handlers, handles, on_view

if TYPE_CHECKING:
    from pith.workspace import View

_PAGE = 10
_SETTINGS = {
    "enter": "editor.acceptSuggestionOnEnter",
    "tab": "editor.acceptSuggestionOnTab",
}


class CompletionCommands(Handlers):
    @handles("completion.show")
    @on_view
    def show(self, view: View) -> bool:
        self.program.at_caret.completing.ask(view)
        return True

    @handles("completion.accept")
    def accept(self, key: str = "") -> Any:
        """`key` is what was pressed for it, which the settings may want for something else."""
        completing = self.program.at_caret.completing
        setting = _SETTINGS.get(key)
        if setting is not None and not self.program.kernel.settings.get(
            setting, completing.language
        ):
            completing.close()
            return NOT_HANDLED
        return None if completing.take(key=key) else NOT_HANDLED

    @handles("completion.close")
    def close(self) -> Any:
        return None if self.program.at_caret.completing.leave() else NOT_HANDLED

    @handles("completion.next")
    def next(self) -> Any:
        return self._move(1)

    @handles("completion.previous")
    def previous(self) -> Any:
        return self._move(-1)

    @handles("completion.nextPage")
    def next_page(self) -> Any:
        return self._move(_PAGE)

    @handles("completion.previousPage")
    def previous_page(self) -> Any:
        return self._move(-_PAGE)

    def _move(self, rows: int) -> Any:
        return None if self.program.at_caret.completing.move(rows) else NOT_HANDLED
