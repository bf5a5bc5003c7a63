"""The one way anything happens: commands are declared, handled and executed here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pith.base import Disposable, OnDispose, Problem, ProblemError, Signal
from pith.commands._call import Activator, Call, Handler
from pith.commands._command import Command, Execution
from pith.commands._context import ContextKeys
from pith.commands._stacks import ContributionStacks
from pith.commands._when import Context, When


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

    def handler_of(self, command_id: str) -> Handler | None:
        """The function that handles the command now; None if nobody does."""
        entry = self._handlers.top(command_id)
        return entry.value if entry is not None else None

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
        return When.parse(command.enablement).evaluate(self.context if context is None else context)

    # -- executing

    def execute(self, command_id: str, /, **arguments: Any) -> Any:
        """Run a command: its value, a Future of it, or NOT_HANDLED.

        Raises UnknownCommand, DisabledCommand, UnhandledCommand, or FailedCommand from the
        handler's exception; Cancelled passes. A Future fails with the same.
        """
        return self.run(command_id, arguments)

    def run(self, command_id: str, arguments: Mapping[str, Any], source: str = "") -> Any:
        """As `execute`, saying where the call comes from: "key", "menu", "palette", …"""
        call = Call(self, command_id, arguments, source)
        if not self.is_enabled(command_id):
            call.refuse()
        activation = None if self.is_handled(command_id) else call.activate(self.activator)
        return call.run() if activation is None else call.run_after(activation)
