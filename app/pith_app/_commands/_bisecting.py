"""Find the extension that is to blame: half of them are left out, and the person says whether
that helps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pith.api import MessageAction
from pith.base import Future
from pith.commands import NOT_HANDLED
from pith_app._commands._handling import Handlers, handles

if TYPE_CHECKING:
    from pith.host import Bisection
    from pith_app._program import Program

SOURCE: Final = "Find the Extension to Blame"
STILL: Final = MessageAction("still", "Still Wrong")
FINE: Final = MessageAction("fine", "Fine Now")
STOP: Final = MessageAction("stop", "Stop")
DISABLE: Final = MessageAction("disable", "Disable It")
OUTPUT: Final = MessageAction("output", "Show Output")


class BisectCommands(Handlers):
    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._search: _Search | None = None

    @handles("extensions.bisect")
    def bisect(self) -> Any:
        if self.program.extensions is None:
            return NOT_HANDLED
        if self._search is None or self._search.over:
            self._search = _Search(self.program)
        return None


class _Search:
    """One search. Extensions are left out in this window only, and for as long as it takes."""

    def __init__(self, program: Program) -> None:
        assert program.extensions is not None
        self._program = program
        self._host = program.extensions.host
        self._bisection: Bisection = self._host.bisection()
        self.over = False
        self._go_on()

    def _go_on(self) -> None:
        search = self._bisection
        if search.done:
            self._end()
            return
        self._host.choices.leave_out(search.left_out)
        left_out = len(search.left_out)
        message = (
            f"{left_out} extensions are left out for now. Try what went wrong: is it still there?\n"
            f"About {search.steps_left} more to ask."
        )
        asked = self._program.notifications.notify(message, "info", (STILL, FINE, STOP), SOURCE)
        asked.on_done(self._answered)

    def _answered(self, answer: Future[str | None]) -> None:
        choice = answer.result() if answer.exception() is None else None
        if choice in (STILL.id, FINE.id):
            self._bisection.answer(choice == STILL.id)
            self._go_on()
        else:
            self._stop()

    def _stop(self) -> None:
        self.over = True
        self._host.choices.leave_out(frozenset())

    def _end(self) -> None:
        self._stop()
        culprit = self._bisection.culprit
        record = self._host.record(culprit)
        notify = self._program.notifications.notify
        if record is None:
            none = "No extension is to blame: it is there without any as well."
            notify(none if self._bisection.steps else "No extension runs.", "info", (), SOURCE)
            return
        told = notify(f"It is {record.name}.", "warning", (DISABLE, OUTPUT), SOURCE)

        def chosen(answer: Future[str | None]) -> None:
            choice = answer.result() if answer.exception() is None else None
            if choice == DISABLE.id:
                self._host.choices.set_enabled(culprit, False)
            elif choice == OUTPUT.id:
                self._program.show_output(culprit)

        told.on_done(chosen)
