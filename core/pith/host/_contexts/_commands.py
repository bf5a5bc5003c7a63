"""`context.commands`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pith.base import Cancelled, Disposable, Future, OnDispose
from pith.host._instance import Instance
from pith.host._points import CommandContribution
from pith.host._schema_errors import suggest


class InstanceCommands:
    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._handled: set[str] = set()

    def handle(self, command_id: str, function: Callable[..., object]) -> Disposable:
        instance = self._instance
        declared = {
            item.id: item
            for item in instance.manifest.items("commands")
            if isinstance(item, CommandContribution)
        }
        if command_id not in declared:
            raise ValueError(
                f"the manifest declares no command `{command_id}`; "
                + (suggest(command_id, declared) or "add it under [[contributes.commands]]")
            )
        if command_id in self._handled:
            raise ValueError(f"`{command_id}` has a handler already: dispose that one first")
        self._handled.add(command_id)
        handler = CommandHandler(instance, f"command {command_id}", function)
        instance.ended.connect(handler.forget)
        overrides = declared[command_id].overrides
        registration = instance.register(
            f"command {command_id}",
            lambda: instance.environment.commands.handle(
                command_id, handler, owner=instance.manifest.id, overrides=overrides
            ),
        )

        def give_back() -> None:
            self._handled.discard(command_id)
            registration.dispose()

        return OnDispose(give_back)

    def execute(self, command_id: str, /, **arguments: Any) -> Future[Any]:
        instance = self._instance

        def begin() -> Future[Any]:
            result = instance.environment.commands.run(
                command_id, arguments, source=instance.manifest.id
            )
            return result if isinstance(result, Future) else Future.of(result)

        return instance.start(begin)


class CommandHandler:
    """What the bus calls. Whoever keeps an error of the command keeps this, through the error's
    traceback, and nothing of the extension once it has ended."""

    __slots__ = ("_function", "_instance", "_what")

    def __init__(self, instance: Instance, what: str, function: Callable[..., object]) -> None:
        self._instance: Instance | None = instance
        self._function: Callable[..., object] | None = function
        self._what = what

    def __call__(self, **arguments: Any) -> object:
        if self._instance is None or self._function is None:
            raise Cancelled
        result = self._instance.guard.call(self._what, self._function, **arguments)
        if isinstance(result, Future) and self._instance is not None:
            return self._instance.outward(self._what, result)
        return result

    @property
    def __wrapped__(self) -> Callable[..., object]:
        """The extension's function, as `inspect.unwrap` asks for it."""
        if self._function is None:
            raise AttributeError("the extension has ended")
        return self._function

    def forget(self) -> None:
        self._instance = self._function = None
