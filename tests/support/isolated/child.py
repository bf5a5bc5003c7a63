"""The process of one extension: it imports the contract and little else."""

from __future__ import annotations

import contextlib
import importlib
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pith.api import (
    SPECIFICATIONS,
    CancelToken,
    Disposable,
    DocumentInfo,
    Future,
    MessageAction,
    OnDispose,
    SelectionInfo,
)
from pith.base import ManualScheduler, Scope, ThreadWorker
from tests.support.isolated.channel import Channel, as_

T = TypeVar("T")
MARK = "pith_impl"


class Snapshot:
    """A TextSnapshot whose text crossed as a whole."""

    def __init__(self, version: int, lines: Sequence[str]) -> None:
        self.version = version
        self.line_count = len(lines)
        self.length = sum(map(len, lines)) + len(lines) - 1
        self._lines = tuple(lines)

    def lines(
        self, start: int, end: int, first_column: int = 0, last_column: int | None = None
    ) -> Sequence[str]:
        return tuple(line[first_column:last_column] for line in self._lines[start:end])


class Process:
    """An extension, and its end of the channel."""

    def __init__(self, folder: Path, name: str) -> None:
        self.scheduler = ManualScheduler()
        self.worker = ThreadWorker(self.scheduler)
        self.scope = Scope("extension")
        self.handlers: dict[str, Callable[..., Any]] = {}
        self.document: DocumentInfo | None = None
        self.selection: SelectionInfo | None = None
        self.running = True
        self.tokens: list[CancelToken] = []
        self.channel = Channel(
            sys.stdin.buffer, sys.stdout.buffer, self.scheduler.call_soon, self.handle, self.stop
        )
        sys.stdout = sys.stderr
        sys.path.insert(0, str(folder))
        self.module = importlib.import_module(name)

    def run(self) -> None:
        self.module.activate(Context(self))
        hooks = [
            name
            for name, value in vars(self.module).items()
            if name in SPECIFICATIONS and hasattr(value, MARK)
        ]
        self.channel.tell("ready", hooks=hooks, commands=list(self.handlers))
        before = time.monotonic()
        while self.running:
            with contextlib.suppress(TimeoutError):
                self.scheduler.run_until(lambda: not self.running, timeout=0.01)
            now = time.monotonic()
            self.scheduler.advance(now - before)
            before = now
        self.scope.dispose()
        self.worker.dispose(wait=1)

    def stop(self) -> None:
        self.running = False

    def handle(self, method: str, arguments: Any) -> object:
        if method == "state":
            self.document = as_(DocumentInfo | None, arguments["document"])
            self.selection = as_(SelectionInfo | None, arguments["selection"])
        elif method == "hook":
            return self.call_hook(arguments["name"], arguments["arguments"])
        elif method == "command":
            return self.handlers[arguments["id"]](**arguments["arguments"])
        elif method == "started" and hasattr(self.module, "started"):
            self.module.started()
        elif method == "cancel":
            for token in self.tokens:
                token.cancel()
        return None

    def call_hook(self, name: str, given: dict[str, Any]) -> object:
        function = getattr(self.module, name)
        taken = function.__code__.co_varnames[: function.__code__.co_argcount]
        arguments: dict[str, Any] = {}
        for argument in taken:
            value = given.get(argument)
            if argument == "document":
                value = as_(DocumentInfo | None, value)
            elif argument == "selection":
                value = as_(SelectionInfo, value)
            elif argument == "text":
                value = Snapshot(*given["text"])
            elif argument == "token":
                value = CancelToken()
                self.tokens.append(value)
            arguments[argument] = value
        return function(**arguments)


class Context:
    """What of `pith.api.ExtensionContext` the prototype has; each part is this object itself."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._channel = process.channel
        self.commands = self.status = self.window = self.tasks = self.workspace = self.output = self

    def handle(self, command_id: str, function: Callable[..., Any]) -> Disposable:
        self._process.handlers[command_id] = function
        return OnDispose(lambda: self._process.handlers.pop(command_id, None))

    def update(self, item_id: str, **changes: object) -> None:
        self._channel.tell("status", item_id=item_id, changes=changes)

    def notify(
        self, message: str, severity: str = "info", actions: Sequence[MessageAction] = ()
    ) -> Future[Any]:
        return self._channel.ask("notify", message=message, severity=severity, actions=actions)

    def write(self, line: str) -> None:
        self._channel.tell("output", line=line)

    def active_document(self) -> DocumentInfo | None:
        return self._process.document

    def active_selection(self) -> SelectionInfo | None:
        return self._process.selection

    def snapshot(self, uri: str) -> Future[Snapshot]:
        return self._channel.ask("snapshot", uri=uri).then(lambda given: Snapshot(*given))

    def run(self, function: Callable[[CancelToken], T], name: str = "") -> Future[T]:
        return self._process.worker.submit(function, name)

    def call_later(self, seconds: float, function: Callable[[], object]) -> Disposable:
        return self._process.scheduler.call_later(seconds, function)

    def call_soon(self, function: Callable[[], object]) -> Disposable:
        return self._process.scheduler.call_soon(function)

    def on_dispose(self, function: Callable[[], object]) -> Disposable:
        return self._process.scope.on_dispose(function)


if __name__ == "__main__":
    Process(Path(sys.argv[1]), sys.argv[2]).run()
