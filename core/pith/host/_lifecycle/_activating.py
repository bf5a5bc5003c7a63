"""Activating extensions when what they wait for happens, after those they require."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pith.base import Cancelled, CancelToken, Future, Problem
from pith.host._contributions import Contributions
from pith.host._environment import Environment
from pith.host._errors import ExtensionFailure, RefusedError
from pith.host._folders import HostFolders
from pith.host._lifecycle._change_queue import ChangeQueue
from pith.host._lifecycle._serving import Serving
from pith.host._lifecycle._slot import Slot
from pith.host._lifecycle._slots import Slots

# What it takes to load code is imported with the first extension that is: after the window shows.
if TYPE_CHECKING:
    from pith.host._sources import Sources

#: Events that stay true: an extension that comes later is activated for them as well.
LASTING = ("*", "onStartupFinished", "onLanguage:", "onScheme:", "onView:", "onOpener:")


class Activating:
    """Knows what has happened that extensions wait for, and loads those that do."""

    def __init__(
        self,
        folders: HostFolders,
        environment: Environment,
        contributions: Contributions,
        slots: Slots,
        changes: ChangeQueue,
    ) -> None:
        self._folders = folders
        self._worker = environment.worker
        self._slots = slots
        self._changes = changes
        self._fired: set[str] = set()
        self.serving = Serving(folders, environment, contributions, changes, self.fire)

    def fire(self, event: str) -> None:
        """Activate what waits for `event`."""
        if event.startswith(LASTING):
            if event in self._fired:
                return
            self._fired.add(event)
        for slot in list(self._slots.values()):
            if slot.declared and slot.instance is None and event in slot.events():
                self.activate(slot.found.id, event)

    def holds(self, event: str) -> bool:
        """Whether what `event` tells of has happened and is still so."""
        kind, _, value = event.partition(":")
        if kind == "onExtension":
            other = self._slots.get(value)
            return other is not None and other.instance is not None
        return event in self._fired

    def waiting(self) -> Iterator[str]:
        """What extensions wait for that could be activated."""
        for slot in self._slots.values():
            if slot.state == "installed" and slot.declared and slot.activation is None:
                yield from slot.events()

    def activate(self, extension_id: str, reason: str = "asked for") -> Future[None]:
        """Load and activate an extension, after those it requires, unless it runs.

        The Future fails with ExtensionFailure if it cannot be, which was reported, and with
        LookupError if there is none.
        """
        slot = self._slots.get(extension_id)
        if slot is None:
            return Future.failed(LookupError(f"there is no extension {extension_id}"))
        if slot.instance is not None:
            return Future.of(None)
        if slot.activation is not None:
            return slot.activation
        manifest = slot.found.manifest
        if slot.state != "installed" or manifest is None:
            problem = slot.problems[0] if slot.problems else Problem(f"it is {slot.state}")
            message = f"{slot.found.name} is {slot.state}: {problem.message}"
            fault = Problem(message, problem.source, problem.line, advice=problem.advice)
            return Future.failed(ExtensionFailure(extension_id, fault))
        if manifest.module is None:
            return Future.of(None)
        activation: Future[None] = Future()
        slot.activation = activation
        slot.reason = reason
        self.begin(slot)
        return activation

    def begin(self, slot: Slot) -> None:
        """Activate what an extension requires, read its code, and let it serve."""
        if slot.activation is None:
            slot.activation = Future()
        found, manifest, folder, ticket = (
            slot.found,
            slot.found.manifest,
            slot.found.folder,
            slot.ticket,
        )
        assert manifest is not None
        assert manifest.module is not None
        module = manifest.module
        for required in manifest.requires:
            before = self.activate(required, f"required by {manifest.id}")
            if not before.done or before.exception() is not None:
                before.on_done(lambda settled: self._required_came(slot, ticket, settled))
                return

        def read(token: CancelToken) -> tuple[Sources, str]:
            from pith.host._looking import previous_version, read_code
            from pith.host._preloading import preload

            sources = read_code(manifest.id, folder, module, self._folders, None)
            preload(sources)
            return sources, previous_version(found, self._folders)

        reading = self._worker.submit(read, f"reading {manifest.id}")
        reading.on_done(lambda read: self._changes.run(lambda: self._code_came(slot, ticket, read)))

    def _required_came(self, slot: Slot, ticket: int, required: Future[None]) -> None:
        if slot.ticket != ticket:
            return
        error = required.exception()
        if error is None:
            self.begin(slot)
            return
        problem = Problem(f"what it requires could not start: {error}", str(slot.found.folder))
        self._changes.run(lambda: slot.fail(RefusedError((problem,))))

    def _code_came(self, slot: Slot, ticket: int, read: Future[tuple[Sources, str]]) -> None:
        if slot.ticket != ticket or slot.instance is not None:
            return
        try:
            sources, slot.previous = read.result()
        except OSError as error:
            from pith.host._looking import unreadable

            slot.fail(RefusedError(unreadable(slot.found, error).problems))
        except Cancelled:
            slot.abandon(Problem("Pith is ending"))
        else:
            slot.seen_sources = sources
            self.serving.serve(slot, sources)
