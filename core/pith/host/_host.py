"""The extension host: finds extensions, runs them, and takes their changes while they run."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pith.base import CancelToken, Future, Problem, ProblemError, Scheduler, Scope, Signal, Worker
from pith.host._bisect import Bisection
from pith.host._choices import Choices
from pith.host._choices_in_force import ChoicesInForce
from pith.host._contributions import Contributions
from pith.host._environment import Environment, EventLoop
from pith.host._events import HostEvents
from pith.host._extension_points import ExtensionPoints
from pith.host._folder_patterns import FolderPatterns
from pith.host._folders import HostFolders
from pith.host._found_folders import FoundFolders
from pith.host._hooks import Hooks
from pith.host._kernel import KernelRegistries
from pith.host._lifecycle import Lifecycle
from pith.host._looks import Looks
from pith.host._manifest_cache import ManifestCache
from pith.host._points import PointHandler
from pith.host._record import ExtensionRecord
from pith.host._requirements import in_order
from pith.host._slices import Slices
from pith.host._starting import Start, read_start
from pith.host._watching import FolderWatches

if TYPE_CHECKING:
    from pith.host._services import HostServices
    from pith.workspace import FileWatcher

CHANNEL: Final = "extensions"


class ExtensionHost:
    """All extensions of a window. Used on the window's thread."""

    def __init__(
        self,
        folders: HostFolders,
        services: HostServices,
        kernel: KernelRegistries,
        scheduler: Scheduler,
        worker: Worker,
        watcher: FileWatcher | None = None,
    ) -> None:
        self._paths = folders
        self._services = services
        self._scheduler = scheduler
        self._worker = worker
        self._watcher = watcher
        self._commands = kernel.commands
        self._scope = Scope("the extension host")
        self._disposed = False
        self._contributions = Contributions()
        self._hooks = Hooks()
        self._points = ExtensionPoints(
            self._contributions,
            scheduler,
            lambda extension_id, problems: self._lifecycle.slots.declined(extension_id, problems),
        )
        environment = Environment(
            services,
            kernel.commands,
            kernel.settings,
            self._hooks,
            scheduler,
            worker,
            watcher,
            lambda extension_id, user: self._lifecycle.reloading.provider(extension_id, user),
            [],
            [],
            EventLoop(),
            self._points,
        )
        self.loop = environment.loop
        #: Say how things end that extensions own, beside what the standard library has.
        self.keepers = environment.keepers
        #: Find what of the program's objects an extension made without its context.
        self.stray_finders = environment.stray_finders
        self._lifecycle = Lifecycle(folders, environment, self._contributions, self._act)
        self.activating = self._lifecycle.activating
        self.changed: Signal[frozenset[str]] = self._lifecycle.changes.changed
        self.events = HostEvents(self._hooks, scheduler, self.fire)

        self.choices = ChoicesInForce(
            folders, worker, self._say, self._reconcile, self._choices_taken
        )
        self._scope.add(self.choices)
        self._found = FoundFolders(folders, self.choices)
        self.looks = Looks(folders, self._found, self._lifecycle, scheduler, worker)
        self._watches: FolderWatches | None = None
        if watcher is not None:
            self._watches = self._scope.add(FolderWatches(watcher, self.looks.look_soon))
        self._patterns = FolderPatterns(worker, kernel.settings, self.activating.waiting, self.fire)
        self._scope.add(self._patterns)
        self._scope.add(self.changed.connect(lambda _: self._patterns.look()))

        self.add_point("extensionPoints", self._points)
        for key, handler in kernel.points():
            self.add_point(key, handler)
        kernel.commands.activator = self._activate_for

    # -- what the program uses

    def add_point(self, key: str, handler: PointHandler) -> None:
        """Have `handler(added, removed)` told of the contributions to `key`, now and from now on.

        A handler that raises refuses the change; it is then called with the opposite, and must
        ignore what it does not know.
        """
        self._contributions.add_point(key, handler)

    def start(self) -> None:
        """Find all extensions and take what they contribute; no code of theirs is loaded but
        what asks for it with `*`."""
        cache = self._take_start(read_start(self._paths))
        self._lifecycle.changes.run(self.looks.reconcile)
        self._started(cache)

    def start_in_pieces(self) -> Future[None]:
        """`start`, found by a worker and taken some at a time: the window goes on meanwhile."""
        reading = self._worker.submit(lambda token: read_start(self._paths), "finding extensions")
        return reading.then(self._start_with)

    def _start_with(self, read: Start) -> Future[None]:
        done: Future[None] = Future()
        cache = self._take_start(read)

        def take() -> Iterator[None]:
            present = self._found.present()
            needed = yield from self._lifecycle.reconciling.reconcile_in_pieces(present)
            self.looks.need(needed)
            self._started(cache)
            done.set_result(None)

        self._scope.add(Slices(self._scheduler, take(), "starting extensions"))
        return done

    def _take_start(self, read: Start) -> ManifestCache:
        self.choices.begin(read.choices, read.problems)
        self._found.begin(read.found)
        return read.cache

    def _started(self, cache: ManifestCache) -> None:
        if cache.is_stale:
            self._worker.submit(lambda token: cache.save(), "keeping manifests")
        self._lifecycle.slots.have_started = True
        self.fire("*")

    def watch(self) -> None:
        """Take what changes in the folders from now on, and what has changed since start()."""
        if self._watcher is None or self._watches is None:
            return
        self._watches.watch_roots(self._paths.roots())  # linked folders have watches of their own
        self._watches.watch_links(self.choices.links())
        self.choices.watch(self._watcher)

    def fire(self, event: str) -> None:
        """Activate the extensions that wait for `event`: `onView:<id>` for instance."""
        if not self._disposed:
            self.activating.fire(event)
            if event == "onStartupFinished":
                self._patterns.begin()

    def records(self) -> list[ExtensionRecord]:
        """What is known of every extension, by name."""
        records = [slot.record() for slot in self._lifecycle.slots.values()]
        return sorted(records, key=lambda record: (record.name.casefold(), record.id))

    def record(self, extension_id: str) -> ExtensionRecord | None:
        slot = self._lifecycle.slots.get(extension_id)
        return slot.record() if slot is not None else None

    def holdings(self, extension_id: str) -> list[str]:
        """What an extension holds now, oldest first; what it does not own, at the end."""
        from pith.host._strays import strays

        slot = self._lifecycle.slots.get(extension_id)
        instance = slot.instance if slot is not None else None
        if instance is None:
            return []
        prefix = instance.generation.prefix
        modules = sorted(name for name in sys.modules if name.startswith(prefix + "."))
        held = [f"module {name.removeprefix(prefix + '.')}" for name in modules]
        held += instance.scope.entries()
        held += instance.pending()
        found = strays(prefix, instance.folder, self.stray_finders)
        return held + [f"not through its context: {each}" for each in found if each]

    def set_folders(self, folders: Sequence[Path]) -> None:
        """The window shows other folders, in which other extensions may run."""
        if tuple(folders) != self.choices.folders:
            self.choices.set_folders(folders)
            self._patterns.set_folders(folders)

    def bisection(self) -> Bisection:
        """A search among the extensions that run or may run."""
        usable = {
            name: slot.found
            for name, slot in self._lifecycle.slots.items()
            if slot.state in ("installed", "active", "failed") and slot.found.manifest is not None
        }
        return Bisection(
            {
                name: tuple(manifest.requires)
                for name in in_order(usable)
                if (manifest := usable[name].manifest) is not None
            }
        )

    def reload(self, extension_id: str) -> Future[None]:
        """Load an extension anew, whether or not its files have changed."""
        slot = self._lifecycle.slots.get(extension_id)
        if slot is None:
            return Future.failed(LookupError(f"there is no extension {extension_id}"))
        slot.forget_seen()
        return self.looks.refresh([slot.found.folder])

    def dispose(self) -> None:
        """End all extensions and take back everything of theirs."""
        if self._disposed:
            return
        self._disposed = True
        self.looks.dispose()
        self._scope.dispose()
        self._commands.activator = None
        self._lifecycle.changes.run(self._lifecycle.end)

    # -- acting on what is asked

    def _activate_for(self, command_id: str) -> Future[None] | None:
        """The bus asks for whoever declares a command that nobody handles."""
        owner = self._commands.owner_of(command_id)
        slot = self._lifecycle.slots.get(owner) if owner else None
        if slot is None or slot.instance is not None:
            return None
        return self.activating.activate(slot.found.id, f"onCommand:{command_id}")

    def _act(self, extension_id: str, action: str) -> None:
        """Do what was chosen in a notification about an extension."""
        if action == "reload":
            self.reload(extension_id)
        elif action == "disable":
            self.choices.set_enabled(extension_id, False)
        elif action == "rollBack":
            self._roll_back(extension_id)

    def _roll_back(self, extension_id: str) -> Future[None]:
        """Put the version before in the place of the one that is installed, and take it.

        Fails with ProblemError, which is also said in the extension's output.
        """

        def put_back(token: CancelToken) -> None:
            from pith.host.manage import roll_back

            was, now = roll_back(extension_id, self._paths)
            self._services.output.write(extension_id, f"{now} again (it was {was}, which is kept)")

        done = self._worker.submit(put_back, f"rolling {extension_id} back")

        def say(settled: Future[None]) -> None:
            error = settled.exception()
            if isinstance(error, ProblemError):
                for problem in error.problems:
                    self._services.output.write(extension_id, str(problem))

        done.on_done(say)
        return done.then(lambda _: self.looks.refresh([self._paths.user / extension_id]))

    # -- what the person chose

    def _choices_taken(self, before: Choices) -> None:
        if self._disposed:
            return
        links = self.choices.links()
        if links != before.links():
            if self._watches is not None:
                self._watches.watch_links(links)
            self.looks.refresh()
        self._reconcile()
        self.changed.emit(frozenset())

    def _reconcile(self) -> None:
        if not self._disposed:
            self._lifecycle.changes.run(self.looks.reconcile)

    def _say(self, problem: Problem) -> None:
        self._services.output.write(CHANNEL, str(problem))
