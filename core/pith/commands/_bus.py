"""The one way anything happens: commands are declared, handled and executed here."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from pith.base import Cancelled, Disposable, Future, OnDispose, Problem, ProblemError, Signal
from pith.commands._command import (
    NOT_HANDLED,
    Command,
    CommandError,
    DisabledCommand,
    Execution,
    FailedCommand,
    Outcome,
    UnhandledCommand,
    UnknownCommand,
)
from pith.commands._context import ContextKeys
from pith.commands._stacks import Contribution, ContributionStacks
from pith.commands._when import Context, When

Handler = Callable[..., object]
Activator = Callable[[str], "Future[None] | None"]


class CommandBus:
    """Commands by id, who declares and who handles them. Used on the window's thread.

    `executed` is emitted when a call of a command has returned, with the outcome PENDING if it
    returned a Future; `settled` when its outcome is final. `changed` gives the ids of commands
    whose declaration came, went or was overridden.

    `activator`, if it is set, is called with the id of a command that is declared and that
    nobody handles, and brings its owner to life; a Future it returns is awaited before the
    command runs.
    """

    def __init__(self, context: ContextKeys | None = None) -> None:
        self.context = context if context is not None else ContextKeys()
        self.activator: Activator | None = None
        self.executed: Signal[Execution] = Signal("executed commands")
        self.settled: Signal[Execution] = Signal("settled commands")
        self.changed: Signal[frozenset[str]] = Signal("declared commands")
        self._declared: ContributionStacks[Command] = ContributionStacks("declare")
        self._handlers: ContributionStacks[Handler] = ContributionStacks("handle")
        self._depth = 0

    # -- contributing

    def declare(self, command: Command, owner: str = "", overrides: bool = False) -> Disposable:
        """Make a command known to palette, menus and key bindings.

        Raises ProblemError if another owner declares the id and this one does not override it,
        or if the enablement is not a when-expression.
        """
        if not command.id or command.id != command.id.strip():
            advice = "commands are called by their id, such as 'file.save'"
            raise ProblemError(Problem(f"'{command.id}' is not a command id", advice=advice))
        if command.enablement:
            When.parse(command.enablement)
        entry = self._declared.add(command.id, command, owner, overrides)
        ids = frozenset((command.id,))
        self.changed.emit(ids)

        def withdraw() -> None:
            entry.dispose()
            self.changed.emit(ids)

        return OnDispose(withdraw)

    def handle(
        self, command_id: str, function: Handler, owner: str = "", overrides: bool = False
    ) -> Disposable:
        """Let `function(**arguments)` do what the command says.

        It may return a value, a Future, or NOT_HANDLED; then the handler that it overrides is
        tried. Disposing brings back what was overridden, in whatever order handlers go. Raises
        ProblemError if another handles the command and this one does not override it.
        """
        return self._handlers.add(command_id, function, owner, overrides)

    def register(
        self, command: Command, function: Handler, owner: str = "", overrides: bool = False
    ) -> Disposable:
        """Declare and handle a command."""
        declared = self.declare(command, owner, overrides)
        try:
            handled = self.handle(command.id, function, owner, overrides)
        except ProblemError:
            declared.dispose()
            raise

        def withdraw() -> None:
            handled.dispose()
            declared.dispose()

        return OnDispose(withdraw)

    # -- looking up

    def commands(self) -> list[Command]:
        """All declared commands, in the order in which they came."""
        return [entry.value for entry in self._declared.tops()]

    def find(self, command_id: str) -> Command | None:
        """The declaration that counts, None if nobody declares the command."""
        entry = self._declared.top(command_id)
        return entry.value if entry is not None else None

    def owner_of(self, command_id: str) -> str | None:
        """Who handles the command or, if nobody does yet, declares it; None if it is unknown."""
        entry = self._handlers.top(command_id) or self._declared.top(command_id)
        return entry.owner if entry is not None else None

    def is_handled(self, command_id: str) -> bool:
        """Whether somebody handles the command now, without activating its owner."""
        return self._handlers.top(command_id) is not None

    def is_enabled(self, command_id: str, context: Context | None = None) -> bool:
        """Whether the command is known and its enablement holds, in `context` if it is given."""
        command = self.find(command_id)
        if command is None:
            return self.is_handled(command_id)
        if not command.enablement:
            return True
        return When.parse(command.enablement).evaluate(context or self.context)

    # -- executing

    def execute(self, command_id: str, /, **arguments: Any) -> Any:
        """Run a command: its value, a Future of it, or NOT_HANDLED.

        Raises UnknownCommand, DisabledCommand, UnhandledCommand, or FailedCommand from the
        handler's exception; Cancelled passes. A Future fails with the same.
        """
        return self.run(command_id, arguments)

    def run(self, command_id: str, arguments: Mapping[str, Any], source: str = "") -> Any:
        """As `execute`, saying where the call comes from: "key", "menu", "palette", …"""
        call = _Call(self, command_id, arguments, source)
        if not self.is_enabled(command_id):
            call.refuse()
        if self.is_handled(command_id):
            return call.run()
        activation = self.activator(command_id) if self.activator is not None else None
        if activation is None or (activation.done and activation.exception() is None):
            return call.run()
        return call.run_after(activation)


class _Call:
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
            raise error from cause
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
        after: Future[Any] = Future(activation.token)

        def go_on(activated: Future[None]) -> None:
            cause = activated.exception()
            try:
                result = self.run() if cause is None else self._not_activated(cause)
            except (CommandError, Cancelled) as error:
                after.set_exception(error)
            else:
                if isinstance(result, Future):
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
            raise error from cause
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
        text = str(cause) if isinstance(cause, ProblemError) else f"{type(cause).__name__}: {cause}"
        command = self._bus.find(self._command)
        name = command.label if command is not None else self._command
        error = FailedCommand(
            self._command, self._owner, f"{name} failed in {self._owner or 'the program'}: {text}"
        )
        error.__cause__ = cause
        return error


def _unknown(command_id: str, bus: CommandBus) -> str:
    import difflib

    near = difflib.get_close_matches(command_id, bus._declared.ids(), 1)
    return f"there is no command '{command_id}'" + (f"; did you mean '{near[0]}'?" if near else "")
