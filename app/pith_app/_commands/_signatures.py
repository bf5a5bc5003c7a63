"""Commands of the box that says how something is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pith.commands import NOT_HANDLED
from pith_app._commands._handling import Handlers, handles, on_view

if TYPE_CHECKING:
    from pith.workspace import View


class SignatureCommands(Handlers):
    @handles("signatureHelp.show")
    @on_view
    def show(self, view: View) -> bool:
        self.program.at_caret.signatures.ask(view)
        return True

    @handles("signatureHelp.close")
    def close(self) -> Any:
        return None if self.program.at_caret.signatures.close() else NOT_HANDLED

    @handles("signatureHelp.next")
    def next(self) -> Any:
        return None if self.program.at_caret.signatures.move(1) else NOT_HANDLED

    @handles("signatureHelp.previous")
    def previous(self) -> Any:
        return None if self.program.at_caret.signatures.move(-1) else NOT_HANDLED
