"""Questions to the person in front of the window, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QWidget

from pith.base import Future
from pith_app._theming import Look

if TYPE_CHECKING:
    from pith_app._window._dialog import Dialog


class Choice(NamedTuple):
    """A button of a dialog."""

    id: str
    label: str
    #: What Enter chooses.
    primary: bool = False


class Dialogs:
    """Asks one question at a time; the next waits for its turn."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        self._look = look
        self._parent = parent
        self._waiting: list[tuple[Future[str], str, str, Sequence[Choice]]] = []
        self.current: Dialog | None = None

    def ask(self, message: str, detail: str, choices: Sequence[Choice]) -> Future[str]:
        """Settles with the id of the chosen one, "" if the question was dismissed."""
        answer: Future[str] = Future()
        self._waiting.append((answer, message, detail, choices))
        self._next()
        return answer

    def _next(self) -> None:
        if self.current is not None or not self._waiting:
            return
        answer, message, detail, choices = self._waiting.pop(0)
        from pith_app._window._dialog import Dialog

        dialog = self.current = Dialog(self._look, self._parent, message, detail, choices)

        def answered(done: Future[str]) -> None:
            self.current = None
            answer.set_result(done.result())
            self._next()

        dialog.answer.on_done(answered)

    def resized(self) -> None:
        if self.current is not None:
            self.current.setGeometry(self._parent.rect())
