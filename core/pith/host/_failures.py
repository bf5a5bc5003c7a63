"""Where an extension's failures go: its output channel, and a notification if they repeat."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pith.api import MessageAction
from pith.base import Future, Problem, Scheduler

if TYPE_CHECKING:
    from pith.host._services import HostServices
    from pith.host._tracebacks import Failure

#: So many failures within so many seconds are told in a notification.
REPEATED: Final = 3
WITHIN: Final = 60.0
#: A call that holds up the window for so many seconds is told at once.
FAR_TOO_LONG: Final = 1.5

SHOW_OUTPUT: Final = MessageAction("output", "Show Output")
GO_TO: Final = MessageAction("line", "Go to Line")
RELOAD: Final = MessageAction("reload", "Reload")
ROLL_BACK: Final = "rollBack"
DISABLE: Final = MessageAction("disable", "Disable")


class FailureLog:
    """The failures of one extension. `report` may be called from any thread."""

    def __init__(
        self,
        extension_id: str,
        services: HostServices,
        scheduler: Scheduler,
        act: Callable[[str, str], object],
    ) -> None:
        """`act(extension id, action id)` does what is chosen in a notification."""
        #: Of the extension, for people; kept right by its Slot.
        self.name = extension_id
        self._id = extension_id
        self._services = services
        self._scheduler = scheduler
        self._act = act
        self._times: deque[float] = deque(maxlen=REPEATED)
        self._long: deque[float] = deque(maxlen=REPEATED)
        #: What was complained of already: once a version is enough.
        self._told: set[str] = set()
        self._shown: Future[str | None] | None = None

    def write(self, line: str) -> None:
        self._services.output.write(self._id, line)

    def report(self, failure: Failure) -> None:
        """Take a failure of code that runs."""
        self._write(failure)
        now = time.monotonic()
        self._times.append(now)
        if len(self._times) == REPEATED and now - self._times[0] < WITHIN:
            self._times.clear()
            message = f"{self.name} fails repeatedly\n{_short(failure.problem)}"
            self._complain("fails", message, failure.problem)

    def held(self, what: str, seconds: float) -> None:
        """Take that something held up the window. Called on the window's thread."""
        taken = f"{what} held up the window for {seconds * 1000:.0f} ms"
        self.write(taken)
        now = time.monotonic()
        self._long.append(now)
        if seconds > FAR_TOO_LONG:
            message = f"{self.name} held up the window for {seconds:.1f} s\n{what}"
            self._complain("held up", message, Problem(taken))
        elif len(self._long) == REPEATED and now - self._long[0] < WITHIN:
            self._long.clear()
            message = f"{self.name} holds up the window repeatedly\n{taken}"
            self._complain("holds up", message, Problem(taken))

    def _complain(self, kind: str, message: str, problem: Problem) -> None:
        """Name the extension in a notification, once for each version of it."""
        if kind not in self._told:
            self._told.add(kind)
            self._notify_soon(message, problem, (SHOW_OUTPUT, RELOAD, DISABLE))

    def refused(
        self, what: str, problems: Sequence[Problem], failure: Failure | None, previous: str = ""
    ) -> None:
        """Say why a version of the extension does not run; `what` follows its name, `previous` is
        the version that could be gone back to."""
        headline = f"{self.name} {what}"
        self.write(headline)
        if failure is not None:
            self._write(failure)
        else:
            for problem in problems:
                self.write(str(problem))
        first = problems[0]
        ways: tuple[MessageAction, ...] = (GO_TO, SHOW_OUTPUT)
        if previous:
            ways = (MessageAction(ROLL_BACK, f"Go Back to {previous}"), SHOW_OUTPUT)
        self._notify_soon(f"{headline}\n{_short(first)}", first, ways)

    def half_started(self, problem: Problem) -> None:
        """Say that a version runs whose `started()` failed, which was reported."""
        message = f"{self.name} runs, but did not start all it is to do\n{_short(problem)}"
        self._notify_soon(message, problem, (GO_TO, SHOW_OUTPUT))

    def _write(self, failure: Failure) -> None:
        self.write(str(failure.problem))
        for line in failure.text.splitlines():
            self.write(f"    {line}")

    def settled(self) -> None:
        """What was told is over: a version runs that is not to blame for it, or none does."""
        self._times.clear()
        self._long.clear()
        self._told.clear()
        shown, self._shown = self._shown, None
        if shown is not None:
            shown.cancel()

    def _notify_soon(
        self, message: str, problem: Problem, actions: tuple[MessageAction, ...]
    ) -> None:
        if self._scheduler.on_window_thread:
            self._notify(message, problem, actions)
        else:
            self._scheduler.call_soon(lambda: self._notify(message, problem, actions))

    def _notify(self, message: str, problem: Problem, actions: tuple[MessageAction, ...]) -> None:
        if self._shown is not None and not self._shown.done:
            return  # one at a time: who types saves often
        self._shown = self._services.window.notify(message, "error", actions, self.name)

        def answered(answer: Future[str | None]) -> None:
            if answer.exception() is not None:
                return
            choice = answer.result()
            if choice == SHOW_OUTPUT.id:
                self._services.output.show(self._id)
            elif choice == GO_TO.id and problem.source:
                row = problem.line - 1 if problem.line is not None else None
                column = problem.column - 1 if problem.column is not None else None
                self._services.workspace.open(Path(problem.source), row, column, False)
            elif choice is not None:
                self._act(self._id, choice)

        self._shown.on_done(answered)


def _short(problem: Problem) -> str:
    """A problem in one line, with its file's name and not the way there."""
    return str(problem._replace(source=Path(problem.source).name if problem.source else ""))
