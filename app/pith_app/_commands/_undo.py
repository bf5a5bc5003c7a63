"""Commands that go through the history of the active document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pith.commands import NOT_HANDLED

if TYPE_CHECKING:
    from pith_app._program import Program


def handlers(program: Program) -> Mapping[str, Callable[..., Any]]:
    """What handles each command."""
    editors = program.editors

    def undo() -> Any:
        view = editors.active_view
        return None if view is not None and view.undo() else NOT_HANDLED

    def redo() -> Any:
        view = editors.active_view
        return None if view is not None and view.redo() else NOT_HANDLED

    def go(by: int, seconds: float) -> Any:
        view = editors.active_view
        if view is None:
            return NOT_HANDLED
        document = view.document

        def gone() -> bool:
            travel, history = document.travel, document.history
            state = travel.state_before(seconds) if seconds else history.neighbour(by)
            return state is not None and travel.go_to(state, view)

        return None if document.queue.do(gone) else NOT_HANDLED

    def earlier(steps: int = 1, seconds: float = 0) -> Any:
        """Go to the state `steps` before this one in time, on whichever branch; or, with
        `seconds`, to what the text was so long ago."""
        return go(-steps, seconds)

    def later(steps: int = 1) -> Any:
        """Go to the state that came `steps` after this one in time, on whichever branch."""
        return go(steps, 0)

    def back_in_time() -> Any:
        if editors.active_view is None:
            return NOT_HANDLED
        from pith.base import Future
        from pith_app._pickers import AskText
        from pith_app._pickers._undo import EXPECTED, steps_or_seconds

        def check(text: str) -> str | None:
            return None if steps_or_seconds(text) else f"Expected {EXPECTED}"

        def answered(done: Future[str | None]) -> None:
            wanted = steps_or_seconds(done.result() or "")
            if wanted is not None:
                go(-wanted[0], wanted[1])

        question = AskText(f"How far to go back: {EXPECTED}", "5m", check)
        question.answer.on_done(answered)
        program.pick_from(question)
        return None

    def tree() -> Any:
        view = editors.active_view
        if view is None:
            return NOT_HANDLED
        from pith_app._pickers._undo import UndoTree

        program.pick_from(UndoTree(view.document, view))
        return None

    return {
        "edit.undo": undo,
        "edit.redo": redo,
        "undo.earlier": earlier,
        "undo.later": later,
        "undo.backInTime": back_in_time,
        "undo.tree": tree,
    }
