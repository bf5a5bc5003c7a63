"""One call of a command: who answers it, how long it takes, and whose fault it is if it fails."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from pith.base import Cancelled, Future, ProblemError
from pith.commands._command import (
    NOT_HANDLED,
    CommandError,
    DisabledCommand,
    Execution,
    FailedCommand,
    Outcome,
    UnhandledCommand,
    UnknownCommand,
)
from pith.commands._stacks import Contribution

if TYPE_CHECKING:
    from pith.commands._bus import CommandBus

Handler = Callable[..., object]
Activator = Callable[[str], "Future[None] | None"]


class Call:
    """One call of a command, from the decision to make it until its outcome is final."""

    __slots__ = (
        "_arguments",
        "_bus",
        "_command",
        "_depth",
        "_owner",
        "_source",
        "_start",
        "_started",
    )

    def __init__(
        self, bus: CommandBus, command: str, arguments: Mapping[str, Any], source: str
    ) -> None:
        self._bus = bus
        self._command = command
        self._arguments = arguments
        self._source = source
        self._owner = ""
        self._depth = bus._depth
        self._started = time.time()
        self._start = time.perf_counter()

    def _report(self, outcome: Outcome, error: Exception | None = None) -> None:
        bus = self._bus
        if not bus.executed and not bus.settled:
            return
        execution = self._execution(outcome, error)
        bus.executed.emit(execution)
        if outcome is not Outcome.PENDING:
            bus.settled.emit(execution)

    def _execution(self, outcome: Outcome, error: Exception | None) -> Execution:
        return Execution(
            self._command,
            self._arguments,
            self._source,
            self._owner,
            self._started,
            time.perf_counter() - self._start,
            outcome,
            self._depth,
            error,
        )

    def refuse(self) -> NoReturn:
        """Report and raise why the command cannot run."""
        error = self._refusal()
        self._report(Outcome.REFUSED, error)
        raise error

    def _refusal(self) -> CommandError:
        command = self._bus.find(self._command)
        self._owner = self._bus.owner_of(self._command) or ""
        if command is None:
            return UnknownCommand(self._command, "", _unknown(self._command, self._bus))
        if not self._bus.is_enabled(self._command):
            message = f"{command.label} cannot be used now (it needs: {command.enablement})"
            return DisabledCommand(self._command, self._owner, message)
        message = (
            f"{self._owner or 'the program'} declares '{self._command}' but does not handle it"
        )
        return UnhandledCommand(self._command, self._owner, message)

    def activate(self, activator: Activator | None) -> Future[None] | None:
        """Bring the command's owner to life; None if there is nothing to wait for."""
        if activator is None:
            return None
        try:
            activation = activator(self._command)
        except Exception as cause:
            self._not_activated(cause)
        if activation is not None and activation.done and activation.exception() is None:
            return None
        return activation

    def run(self) -> Any:
        handlers = self._bus._handlers.stack(self._command)
        if not handlers:
            self.refuse()
        try:
            result = self._ask(handlers)
        except Cancelled:
            self._report(Outcome.CANCELLED)
            raise
        except Exception as cause:
            error = self._failure(cause)
            self._report(Outcome.FAILED, error)
            raise error from error.__cause__
        if isinstance(result, Future):
            return self._follow(result)
        self._report(Outcome.NOT_HANDLED if result is NOT_HANDLED else Outcome.DONE)
        return result

    def _ask(self, handlers: list[Contribution[Handler]]) -> object:
        self._bus._depth += 1
        try:
            for entry in reversed(handlers):
                self._owner = entry.owner
                result = entry.value(**self._arguments)
                if result is not NOT_HANDLED:
                    return result
            return NOT_HANDLED
        finally:
            self._bus._depth -= 1

    def run_after(self, activation: Future[None]) -> Future[Any]:
        """Run when the owner is there. What the owner's activation raises is the call's error."""
        # Not the activation's token: others wait for their owner too.
        after: Future[Any] = Future()

        def go_on(activated: Future[None]) -> None:
            cause = Cancelled() if after.token.cancelled else activated.exception()
            try:
                result = self.run() if cause is None else self._not_activated(cause)
            except (CommandError, Cancelled) as error:
                after.set_exception(error)
            else:
                if isinstance(result, Future):
                    after.token.on_cancel(result.cancel)
                    result.on_done(after.follow)
                else:
                    after.set_result(result)

        activation.on_done(go_on)
        return after

    def _not_activated(self, cause: BaseException) -> NoReturn:
        self._owner = self._bus.owner_of(self._command) or ""
        if isinstance(cause, Exception) and not isinstance(cause, Cancelled):
            error = self._failure(cause)
            self._report(Outcome.FAILED, error)
            raise error from error.__cause__
        self._report(Outcome.CANCELLED)
        raise Cancelled

    def _follow(self, result: Future[Any]) -> Future[Any]:
        """The Future of `result` whose failure says whose it is."""
        after: Future[Any] = Future(result.token)
        execution = self._execution(Outcome.PENDING, None)
        self._bus.executed.emit(execution)

        def settle(settled: Future[Any]) -> None:
            cause = settled.exception()
            outcome, error = Outcome.DONE, None
            if cause is None:
                if settled.result() is NOT_HANDLED:
                    outcome = Outcome.NOT_HANDLED
                after.set_result(settled.result())
            elif isinstance(cause, Exception) and not isinstance(cause, Cancelled):
                outcome, error = Outcome.FAILED, self._failure(cause)
                after.set_exception(error)
            else:
                outcome = Outcome.CANCELLED
                after.set_exception(cause)
            self._bus.settled.emit(self._execution(outcome, error))

        result.on_done(settle)
        return after

    def _failure(self, cause: Exception) -> FailedCommand:
        if isinstance(cause, FailedCommand) and cause.__cause__ is not None:
            # A command that called another: the innermost is the one that is broken.
            return cause
        says_enough = isinstance(cause, (ProblemError, CommandError))
        text = str(cause) if says_enough else f"{type(cause).__name__}: {cause}"
        command = self._bus.find(self._command)
        name = command.label if command is not None else self._command
        error = FailedCommand(
            self._command, self._owner, f"{name} failed in {self._owner or 'the program'}: {text}"
        )
        error.__cause__ = cause
        return error


def _unknown(command_id: str, bus: CommandBus) -> str:
    import difflib

    near = difflib.get_close_matches(command_id, [each.id for each in bus.commands()], 1)
    return f"there is no command '{command_id}'" + (f"; did you mean '{near[0]}'?" if near else "")
