"""The host's side of an extension in a process of its own: forwarders behind the usual guard."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path
from typing import Any

from pith.api import SPECIFICATIONS, CancelToken, MessageAction, TextEdit, TextSnapshot
from pith.base import Future, Scope
from pith.host._guard import Guard
from pith.host._hooks import Implementation
from pith.host._tracebacks import Failure
from tests.support.extension_host import HostBench
from tests.support.isolated.channel import Channel, as_


class ServedExtension:
    """An extension whose code runs elsewhere. Commands, hooks and answers are those of any."""

    def __init__(self, bench: HostBench, extension_id: str, folder: Path, module: str) -> None:
        self._bench = bench
        self._id = extension_id
        self.failures: list[Failure] = []
        self.ready = self.ended = False
        self._scope = Scope(extension_id)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.isolated.child", str(folder), module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[3],
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.guard = Guard(
            extension_id,
            folder,
            None,
            {},
            self.failures.append,
            lambda what, seconds: None,
            lambda what, seconds: None,
            bench.host.loop,
        )
        self.channel = Channel(
            self.process.stdout,
            self.process.stdin,
            bench.scheduler.call_soon,
            self._handle,
            self._process_ended,
        )

    def _process_ended(self) -> None:
        self.ended = True

    def _handle(self, method: str, arguments: Any) -> object:
        services = self._bench.services
        if method == "ready":
            self._begin(arguments["hooks"], arguments["commands"])
        elif method == "status":
            services.status.update(arguments["item_id"], **arguments["changes"])
        elif method == "output":
            services.output.write(self._id, arguments["line"])
        elif method == "notify":
            actions = as_(list[MessageAction], arguments["actions"])
            return services.window.notify(
                arguments["message"], arguments["severity"], actions, self._id
            )
        elif method == "snapshot":
            text = services.workspace.snapshot(arguments["uri"])
            return crossing(text) if text is not None else None
        return None

    def _begin(self, hooks: list[str], commands: list[str]) -> None:
        """What was registered elsewhere is registered here, behind the same guard."""
        implementations = {name: self._forwarder(name) for name in hooks}
        registry = self._bench.host._hooks
        self._scope.add(registry.register(self.guard, implementations))
        for command_id in commands:
            self._scope.add(self._bench.bus.handle(command_id, self._command(command_id)))
        self._tell_state()
        self.channel.tell("started")
        self.ready = True

    def _forwarder(self, name: str) -> Implementation:
        code = SPECIFICATIONS[name].__code__
        taken = code.co_varnames[: code.co_argcount]

        def forward(**arguments: Any) -> object:
            self._tell_state()
            token = arguments.pop("token", None)
            if "text" in arguments:
                arguments["text"] = crossing(arguments["text"])
            if name != "will_save":
                self.channel.tell("hook", name=name, arguments=arguments)
                return None
            answer = self.channel.ask("hook", name=name, arguments=arguments)
            assert isinstance(token, CancelToken)
            token.on_cancel(answer.cancel)
            return answer.then(lambda edits: as_(list[TextEdit] | None, edits))

        return Implementation(forward, taken)

    def _command(self, command_id: str) -> Any:
        def run(**arguments: Any) -> Future[Any]:
            def ask() -> Future[Any]:
                self._tell_state()
                return self.channel.ask("command", id=command_id, arguments=arguments)

            return self.guard.call(f"command {command_id}", ask)

        return run

    def _tell_state(self) -> None:
        workspace = self._bench.services.workspace
        self.channel.tell(
            "state",
            document=workspace.active_document(),
            selection=workspace.active_selection(),
        )

    def dispose(self) -> None:
        self._scope.dispose()
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with contextlib.suppress(OSError):  # it ended before
            self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.channel.thread.join(5)
        self.process.stdout.close()


def crossing(text: TextSnapshot) -> tuple[int, list[str]]:
    return text.version, list(text.lines(0, text.line_count))
