"""Commands run for the person in front of the window, and what is said when they fail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pith.base import Cancelled, Future, Problem, ProblemError
from pith.commands import CommandBus, CommandError, FailedCommand
from pith_app._faults import Faults
from pith_app._window._notifications import NotificationCentre

if TYPE_CHECKING:
    from pith.api import MessageAction

OpenPlace = Callable[[Path, "int | None", "int | None"], object]


class Runner:
    """Runs commands by id; failures become notifications, named after whose they are."""

    def __init__(
        self,
        bus: CommandBus,
        faults: Faults,
        notifications: NotificationCentre,
        open_place: OpenPlace,
        show_output: Callable[[str], object],
        name_of: Callable[[str], str],
    ) -> None:
        self._bus = bus
        self._faults = faults
        self._notifications = notifications
        self._open_place = open_place
        self._show_output = show_output
        self._name_of = name_of
        self._said: dict[str, list[Future[str | None]]] = {}

    def run(
        self, command_id: str, arguments: Mapping[str, Any] | None = None, source: str = "palette"
    ) -> Any:
        """What the command returns; None if it failed, which is said."""
        try:
            result = self._bus.run(command_id, arguments or {}, source)
        except CommandError as error:
            self.report(error)
            return None
        if isinstance(result, Future):
            result.on_done(self._settled)
        return result

    def run_from_menu(self, command_id: str, arguments: Mapping[str, Any]) -> Any:
        return self.run(command_id, arguments, "menu")

    def _settled(self, done: Future[object]) -> None:
        error = done.exception()
        if isinstance(error, CommandError):
            self.report(error)

    def report(self, error: CommandError) -> None:
        """Say that a command failed, and whose it is."""
        cause = error.__cause__
        if isinstance(cause, Cancelled):
            return
        if isinstance(cause, ProblemError):
            self._notifications.notify(str(cause), "warning")
            return
        if isinstance(error, FailedCommand) and cause is not None:
            from pith.host import ExtensionFailure

            if isinstance(cause, ExtensionFailure):
                self._say_failure(cause.extension_id, cause.problem)
                return
            self._faults.report(cause, f"in the command {error.command}")
        else:
            self._notifications.notify(str(error), "warning")

    def _say_failure(self, extension_id: str, problem: Problem) -> None:
        """Say what failed in an extension; its guard has written the traceback to its output."""
        from pith.api import MessageAction

        actions: list[MessageAction] = [MessageAction("output", "Show Output")]
        if problem.line is not None:
            actions.insert(0, MessageAction("go", "Go to Line"))

        def act(answer: Future[str | None]) -> None:
            if answer.result() == "output":
                self._show_output(extension_id)
            elif answer.result() == "go" and problem.line is not None:
                self._open_place(Path(problem.source), problem.line - 1, None)

        name = self._name_of(extension_id)
        text = str(problem._replace(source=Path(problem.source).name if problem.source else ""))
        answer = self._notifications.notify(text, "error", actions, name)
        answer.on_done(act)
        said = self._said.setdefault(extension_id, [])
        said[:] = [*(each for each in said if not each.done), answer]

    def forget_failures(self, extension_id: str) -> None:
        """Take down what was said of an extension: another version of it runs, or none."""
        for answer in self._said.pop(extension_id, []):
            answer.cancel()

    def say_fault(self, text: str, owner: str) -> None:
        """Say that something of the program's own failed; the log has the rest."""
        from pith.api import MessageAction

        actions = [MessageAction("log", "Show Log")]
        self._notifications.notify(text, "error", actions, owner).on_done(
            lambda answer: self._show_output("log") if answer.result() == "log" else None
        )
