"""Commands that go through the history of the active document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pith.commands import NOT_HANDLED
from pith_app._commands._handling import Handlers, handles, on_view

if TYPE_CHECKING:
    from pith.workspace import View


class UndoCommands(Handlers):
    @handles("edit.undo")
    @on_view
    def undo(self, view: View) -> bool:
        return view.undo()

    @handles("edit.redo")
    @on_view
    def redo(self, view: View) -> bool:
        return view.redo()

    @handles("undo.earlier")
    def earlier(self, steps: int = 1, seconds: float = 0) -> Any:
        """Go to the state `steps` before this one in time, on whichever branch; or, with
        `seconds`, to what the text was so long ago."""
        return self._go(-steps, seconds)

    @handles("undo.later")
    def later(self, steps: int = 1) -> Any:
        """Go to the state that came `steps` after this one in time, on whichever branch."""
        return self._go(steps, 0)

    def _go(self, by: int, seconds: float) -> Any:
        view = self.program.editors.active_view
        if view is None:
            return NOT_HANDLED
        document = view.document

        def gone() -> bool:
            travel, history = document.travel, document.history
            state = travel.state_before(seconds) if seconds else history.neighbour(by)
            return state is not None and travel.go_to(state, view)

        return None if document.queue.do(gone) else NOT_HANDLED

    @handles("undo.backInTime")
    @on_view
    def back_in_time(self, view: View) -> bool:
        from pith.base import Future
        from pith_app._pickers import AskText
        from pith_app._pickers._undo import EXPECTED, steps_or_seconds

        def check(text: str) -> str | None:
            return None if steps_or_seconds(text) else f"Expected {EXPECTED}"

        def answered(done: Future[str | None]) -> None:
            wanted = steps_or_seconds(done.result() or "")
            if wanted is not None:
                self._go(-wanted[0], wanted[1])

        question = AskText(f"How far to go back: {EXPECTED}", "5m", check)
        question.answer.on_done(answered)
        self.program.pick_from(question)
        return True

    @handles("undo.tree")
    @on_view
    def tree(self, view: View) -> bool:
        from pith_app._pickers._undo import UndoTree

        self.program.pick_from(UndoTree(view.document, view))
        return True
