"""The context of one activated version of an extension."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pith.api import ExtensionGone
from pith.base import Disposable, OnDispose
from pith.host._contexts._commands import InstanceCommands
from pith.host._contexts._decorations import InstanceDecorations
from pith.host._contexts._points import InstancePoints
from pith.host._contexts._settings import InstanceSettings
from pith.host._contexts._status import InstanceStatus
from pith.host._contexts._tasks import InstanceTasks
from pith.host._contexts._views import InstanceViews
from pith.host._contexts._window import InstanceClipboard, InstanceWindow
from pith.host._contexts._workspace import InstanceWorkspace
from pith.host._instance import Instance
from pith.host._schema_errors import suggest

T = TypeVar("T")


class InstanceOutput:
    def __init__(self, instance: Instance) -> None:
        self._output = instance.environment.services.output
        self._channel = instance.manifest.id

    def write(self, line: str) -> None:
        self._output.write(self._channel, line)

    def show(self) -> None:
        self._output.show(self._channel)


class Context:
    """Implements pith.api.ExtensionContext for an Instance."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self.commands = InstanceCommands(instance)
        self.settings = InstanceSettings(instance)
        self.status = InstanceStatus(instance)
        self.views = InstanceViews(instance)
        self.points = InstancePoints(instance)
        self.window = InstanceWindow(instance)
        self.workspace = InstanceWorkspace(instance)
        self.decorations = InstanceDecorations(instance)
        self.tasks = InstanceTasks(instance)
        self.output = InstanceOutput(instance)
        self.clipboard = InstanceClipboard(instance)

    def __repr__(self) -> str:
        return f"<context of {self._instance.scope.name}>"

    @property
    def extension_id(self) -> str:
        return self._instance.manifest.id

    @property
    def version(self) -> str:
        return self._instance.manifest.version

    @property
    def path(self) -> Path:
        return self._instance.folder

    @property
    def storage_path(self) -> Path:
        return self._instance.storage

    def export(self, provided: object) -> None:
        instance = self._instance
        if instance.live or instance.disposed:
            raise RuntimeError("export() is for activate(): later, nobody would ask again")
        if instance.exported:
            raise ValueError("something is exported already: export one object with all of it")
        instance.exported.append(provided)

    def require(self, extension_id: str) -> Any:
        instance = self._instance
        if extension_id not in instance.manifest.requires:
            raise ValueError(
                f"the manifest does not require `{extension_id}`; "
                + (suggest(extension_id, instance.manifest.requires) or "add it under [requires]")
            )
        if instance.disposed:
            raise ExtensionGone(instance.manifest.id)
        provider = instance.environment.provider(extension_id, instance)
        if provider is None or not provider.exported:
            raise LookupError(f"{extension_id} exports nothing: it calls no context.export()")
        return provider.lender.lend(provider.exported[0], "")

    def on_dispose(self, function: Callable[[], object]) -> Disposable:
        instance = self._instance
        what = getattr(function, "__qualname__", "a function")
        entry = OnDispose(lambda: instance.guard.call("at the end", function))
        instance.scope.add(entry, what)

        def give_back() -> None:
            instance.scope.discard(entry)
            entry.dispose()

        return OnDispose(give_back)

    def own(self, thing: T) -> T:
        from pith.host._contexts._things import own

        return own(self._instance, thing)

    def connect(self, signal: Any, function: Callable[..., object]) -> Disposable:
        from pith.host._contexts._things import connect

        return connect(self._instance, signal, function)

    def filter_events(self, target: Any, event_filter: Any) -> Disposable:
        from pith.host._contexts._things import filter_events

        return filter_events(self._instance, target, event_filter)

    def patch(self, owner: Any, name: str, value: object) -> Disposable:
        from pith.host._contexts._things import patch

        return patch(self._instance, owner, name, value)
