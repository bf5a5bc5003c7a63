"""The extension host: finds extensions, runs them, and takes their changes while they run."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from pith.api import FileEvent
from pith.base import (
    Cancelled,
    CancelToken,
    Disposable,
    Future,
    Problem,
    ProblemError,
    Scheduler,
    Scope,
    Signal,
    Worker,
)
from pith.host._bisect import Bisection
from pith.host._choices import NOTHING_CHOSEN, Choices, change_choices, read_choices
from pith.host._choosing import choose
from pith.host._contributions import Contributions
from pith.host._discovery import Found, Root, find_extensions
from pith.host._environment import Environment, EventLoop
from pith.host._events import HostEvents
from pith.host._extension_points import ExtensionPoints
from pith.host._folder_patterns import FolderPatterns
from pith.host._folders import HostFolders
from pith.host._hooks import Hooks
from pith.host._lifecycle import Lifecycle, Present
from pith.host._manifest_cache import ManifestCache
from pith.host._points import (
    CommandsHandler,
    KeybindingsHandler,
    KeymapsHandler,
    LanguagesHandler,
    MenusHandler,
    PointHandler,
    SettingsHandler,
    SnippetsHandler,
    ThemesHandler,
)
from pith.host._record import ExtensionRecord
from pith.host._requirements import in_order
from pith.host._slices import Slices

if TYPE_CHECKING:
    from pith.commands import CommandBus, Keymap, Keymaps, Menus
    from pith.host._looking import Known, Look
    from pith.host._services import HostServices
    from pith.host._sources import Sources
    from pith.settings import Settings
    from pith.syntax import Languages, Snippets, Themes
    from pith.workspace import FileWatcher

DEBOUNCE: Final = 0.05  # seconds from the first event of a save to looking
#: After this a folder that is being written or removed is looked at again, in seconds.
GRACE: Final = 0.3
#: So often it is looked whether somebody who writes has come to an end, in seconds.
SETTLING: Final = 0.03
CHANNEL: Final = "extensions"

_IGNORED: Final = frozenset({"__pycache__", ".git", "node_modules", ".venv"})
_IGNORED_ENDS: Final = ("~", ".swp", ".swx", ".swo", ".tmp", ".pyc", ".bak", ".orig", ".part")
_IGNORED_STARTS: Final = (".#", "#", ".~", "4913", ".goutputstream-")


class KernelRegistries(NamedTuple):
    """What the points of the kernel register at."""

    commands: CommandBus
    keymap: Keymap
    menus: Menus
    settings: Settings
    languages: Languages
    themes: Themes
    snippets: Snippets
    keymaps: Keymaps


class _Start(NamedTuple):
    """What the disk has when the program starts."""

    choices: Choices
    problems: tuple[Problem, ...]
    found: Sequence[Found]
    cache: ManifestCache


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
        self.changed: Signal[frozenset[str]] = self._lifecycle.changes.changed
        self.events = HostEvents(self._hooks, scheduler, self.fire)

        self._found: dict[Path, Found] = {}
        self._left_out: frozenset[str] = frozenset()
        self._choices = NOTHING_CHOSEN
        self._choice_problems: tuple[Problem, ...] = ()
        self._folders: tuple[Path, ...] = ()
        self._links: dict[Path, Disposable] = {}
        self._dirty: set[Path] = set()
        self._look_at_all = False
        self._looking: Future[list[Look]] | None = None
        self._bare: set[Path] = set()
        #: When somebody was first seen to be writing what is not taken yet.
        self._unsettled_since: float | None = None
        self._waiting: list[Future[None]] = []
        self._scheduled: Disposable | None = None
        self._scope = Scope("the extension host")
        self._patterns = FolderPatterns(
            worker, kernel.settings, self._lifecycle.activating.waiting, self.fire
        )
        self._scope.add(self._patterns)
        self._scope.add(self.changed.connect(lambda _: self._patterns.look()))
        self._disposed = False

        self.add_point("extensionPoints", self._points)
        self.add_point("settings", SettingsHandler(kernel.settings))
        self.add_point("languages", LanguagesHandler(kernel.languages))
        self.add_point("snippets", SnippetsHandler(kernel.snippets))
        self.add_point("themes", ThemesHandler(kernel.themes))
        self.add_point("commands", CommandsHandler(kernel.commands))
        self.add_point("keymaps", KeymapsHandler(kernel.keymaps))
        self.add_point("keybindings", KeybindingsHandler(kernel.keymap))
        self.add_point("menus", MenusHandler(kernel.menus))
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
        cache = self._take_start(self._read_start())
        self._lifecycle.changes.run(lambda: self._reconcile({}))
        self._started(cache)

    def start_in_pieces(self) -> Future[None]:
        """`start`, found by a worker and taken some at a time: the window goes on meanwhile."""
        reading = self._worker.submit(lambda token: self._read_start(), "finding extensions")
        return reading.then(self._start_with)

    def _start_with(self, read: _Start) -> Future[None]:
        done: Future[None] = Future()
        cache = self._take_start(read)

        def take() -> Iterator[None]:
            chosen, overrides = choose(self._roots(), self._found)
            present = Present(chosen, overrides, self._disabled | self._left_out)
            needed = yield from self._lifecycle.reconciling.reconcile_in_pieces(present)
            self._look_at_needed(needed)
            self._started(cache)
            done.set_result(None)

        self._scope.add(Slices(self._scheduler, take(), "starting extensions"))
        return done

    def _read_start(self) -> _Start:
        problems: tuple[Problem, ...] = ()
        choices = NOTHING_CHOSEN
        try:
            choices = read_choices(self._paths.state)
        except ProblemError as error:
            problems = error.problems
        cache = ManifestCache(self._paths.manifest_cache)
        found = find_extensions(self._paths.roots(choices.links()), cache)
        return _Start(choices, problems, found, cache)

    def _take_start(self, read: _Start) -> ManifestCache:
        self._choices, self._choice_problems = read.choices, read.problems
        self._say(read.problems)
        self._found = {each.folder: each for each in read.found}
        return read.cache

    def _started(self, cache: ManifestCache) -> None:
        if cache.is_stale:
            self._worker.submit(lambda token: cache.save(), "keeping manifests")
        self._lifecycle.slots.have_started = True
        self.fire("*")

    def watch(self) -> None:
        """Take what changes in the folders from now on, and what has changed since start()."""
        if self._watcher is None:
            return
        for root in self._paths.roots():  # linked folders have watches of their own
            only = root.folder / root.only if root.only else None
            self._scope.add(self._watch_root(root.folder, only), f"watch of {only or root.folder}")
        self._watch_links()
        state = self._paths.state
        self._scope.add(
            self._watcher.watch(
                state.parent, self._state_changed, recursive=False, tells_start=True
            ),
            "watch of what is disabled",
        )

    def fire(self, event: str) -> None:
        """Activate the extensions that wait for `event`: `onView:<id>` for instance."""
        if not self._disposed:
            self._lifecycle.activating.fire(event)
            if event == "onStartupFinished":
                self._patterns.begin()

    def activate(self, extension_id: str, reason: str = "asked for") -> Future[None]:
        """Activate an extension. The Future fails with ExtensionFailure, LookupError."""
        return self._lifecycle.activating.activate(extension_id, reason)

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
        if tuple(folders) != self._folders:
            before, self._folders = self._disabled, tuple(folders)
            if self._disabled != before and not self._disposed:
                self._lifecycle.changes.run(lambda: self._reconcile({}))
            self._patterns.set_folders(folders)

    def set_enabled(
        self, extension_id: str, enabled: bool, folder: Path | None = None
    ) -> Future[None]:
        """Enable or disable an extension, also for the next time: everywhere, or while the window
        shows `folder`. Fails with ProblemError."""

        def change(choices: Choices) -> Choices:
            return choices.with_enabled(extension_id, enabled, folder)

        def write(token: CancelToken) -> Choices:
            return change_choices(self._paths.state, self._paths.lock, change)

        return self._worker.submit(write, "enabling extensions").then(self._take_choices)

    def is_enabled_everywhere(self, extension_id: str) -> bool:
        """Whether it may run where nothing else was chosen."""
        return extension_id not in self._choices.disabled

    def leave_out(self, extension_ids: frozenset[str]) -> None:
        """Run without these until this is called again, whatever is enabled. It is not kept."""
        if extension_ids != self._left_out and not self._disposed:
            self._left_out = extension_ids
            self._lifecycle.changes.run(lambda: self._reconcile({}))

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
        return self.refresh([slot.seen.folder if slot.seen is not None else slot.found.folder])

    def refresh(self, folders: Sequence[Path] | None = None) -> Future[None]:
        """Look at these extensions' folders (None: at all) and take what has changed."""
        if folders is None:
            self._look_at_all = True
        else:
            self._dirty.update(folders)
        done: Future[None] = Future()
        self._waiting.append(done)
        self._look_soon()
        return done

    def dispose(self) -> None:
        """End all extensions and take back everything of theirs."""
        if self._disposed:
            return
        self._disposed = True
        if self._scheduled is not None:
            self._scheduled.dispose()
        if self._looking is not None:
            self._looking.cancel()
        for each in self._waiting:
            each.set_exception(Cancelled())
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
        return self._lifecycle.activating.activate(slot.found.id, f"onCommand:{command_id}")

    def _act(self, extension_id: str, action: str) -> None:
        """Do what was chosen in a notification about an extension."""
        if action == "reload":
            self.reload(extension_id)
        elif action == "disable":
            self.set_enabled(extension_id, False)
        elif action == "rollBack":
            self.roll_back(extension_id)

    def roll_back(self, extension_id: str) -> Future[None]:
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
        return done.then(lambda _: self.refresh([self._paths.user / extension_id]))

    # -- what the person chose

    @property
    def _disabled(self) -> frozenset[str]:
        return self._choices.disabled_in(self._folders)

    def _roots(self) -> list[Root]:
        return self._paths.roots(self._choices.links())

    def _state_changed(self, events: Sequence[FileEvent]) -> None:
        state = self._paths.state
        if any(
            state in (event.path, event.target) or event.path == state.parent for event in events
        ):

            def read(token: CancelToken) -> Choices:
                return read_choices(state)

            def take(settled: Future[Choices]) -> None:
                error = settled.exception()
                if error is None:
                    self._choice_problems = ()
                    self._take_choices(settled.result())
                elif isinstance(error, ProblemError) and error.problems != self._choice_problems:
                    self._choice_problems = error.problems
                    self._say(error.problems)

            self._worker.submit(read, "reading what is disabled").on_done(take)

    def _take_choices(self, choices: Choices) -> None:
        if choices == self._choices or self._disposed:
            return
        before, self._choices = self._choices, choices
        if choices.linked != before.linked:
            self._watch_links()
            self.refresh()
        self._lifecycle.changes.run(lambda: self._reconcile({}))
        self.changed.emit(frozenset())

    def _say(self, problems: Sequence[Problem]) -> None:
        for problem in problems:
            self._services.output.write(CHANNEL, str(problem))

    # -- what changes in the folders

    def _watch_links(self) -> None:
        """Watch the linked folders there are now, and not what lies beside them."""
        if self._watcher is None or self._disposed:
            return
        links = self._choices.links()
        for folder in self._links.keys() - set(links):
            watch = self._links.pop(folder)
            self._scope.discard(watch)
            watch.dispose()
        for folder in links:
            if folder not in self._links:
                watch = self._watch_root(folder.parent, folder)
                self._links[folder] = self._scope.add(watch, f"watch of {folder}")

    def _watch_root(self, root: Path, only: Path | None = None) -> Disposable:
        assert self._watcher is not None

        def listen(events: Sequence[FileEvent]) -> None:
            for event in events:
                for path in (event.path, event.target):
                    if path is not None:
                        self._note(root, path)
            if self._dirty or self._look_at_all:
                self._look_soon()

        return self._watcher.watch(
            only or root, listen, recursive=True, debounce=DEBOUNCE, tells_start=True
        )

    def _note(self, root: Path, path: Path) -> None:
        """Remember what a change below a folder for extensions is about."""
        try:
            parts = path.relative_to(root).parts
        except ValueError:
            self._look_at_all = True  # moved out of the folder, or lost events
            return
        if not parts:
            self._look_at_all = True
        elif not parts[0].startswith(".") and not is_noise(parts[1:]):
            self._dirty.add(root / parts[0])

    def _look_soon(self) -> None:
        """Look at what may have changed, when this turn and the look under way are over."""
        if not self._disposed and self._looking is None and self._scheduled is None:
            self._scheduled = self._scheduler.call_soon(self._look)

    def _look(self) -> None:
        self._scheduled = None
        changed, everything = frozenset(self._dirty), self._look_at_all
        waiting, self._waiting = self._waiting, []
        self._dirty.clear()
        self._look_at_all = False
        known = {folder: self._known(folder) for folder in self._found}
        roots = self._roots()

        def look(token: CancelToken) -> list[Look]:
            from pith.host._looking import look_at

            return look_at(self._paths, known, changed, everything, token, roots)

        looking = self._looking = self._worker.submit(look, "looking at extensions")
        looking.on_done(
            lambda looked: self._lifecycle.changes.run(
                lambda: self._looked(looked, changed, everything, waiting)
            )
        )

    def _known(self, folder: Path) -> Known:
        from pith.host._looking import Known

        slot = self._lifecycle.slots.get(self._found[folder].id)
        if slot is None or slot.seen is None or slot.seen.folder != folder:
            return Known(None, False)
        return Known(slot.seen_sources, slot.instance is not None or slot.state == "failed")

    def _looked(
        self,
        looked: Future[list[Look]],
        changed: frozenset[Path],
        everything: bool,
        waiting: list[Future[None]],
    ) -> None:
        self._looking = None
        if self._disposed:
            for each in waiting:
                each.set_exception(Cancelled())
            return
        error = looked.exception()
        looks = looked.result() if error is None else []
        if self._is_unsettled(looks):
            # All of it: what is saved together is taken together.
            self._waiting = [*waiting, *self._waiting]
            self._dirty |= changed
            self._look_at_all |= everything
            # What is told of meanwhile waits too: who writes a lot tells of it all the time.
            self._scheduled = self._scheduler.call_later(SETTLING, self._look)
            return
        self._scheduler.call_soon(lambda: [each.set_result(None) for each in waiting])
        if isinstance(error, Cancelled):
            return
        if error is not None:
            raise error
        for look in looks:
            slot = self._lifecycle.slots.get(look.found.id) if look.found is not None else None
            if slot is not None and look.sources is not None:
                slot.previous = look.previous
        code = {look.folder: look.sources for look in looks if look.sources is not None}
        for look in looks:
            self._take(look)
        self._reconcile(code)
        if self._look_at_all:
            self._look_soon()

    def _is_unsettled(self, looks: Sequence[Look]) -> bool:
        """Whether to wait for somebody who writes; not for ever. Who waits for the outcome of
        these looks waits for that too."""
        now = time.monotonic()
        since = self._unsettled_since if self._unsettled_since is not None else now
        patience = max((look.patience for look in looks), default=0.0)
        is_unsettled = now - since < patience
        self._unsettled_since = since if is_unsettled else None
        return is_unsettled

    def _take(self, look: Look) -> None:
        before = self._found.get(look.folder)
        if look.found is not None:
            found = look.found
            if found.manifest is None and not found.incompatible and before is not None:
                # A manifest that cannot be read is still that of the same extension.
                found = found._replace(id=before.id, name=before.name, version=before.version)
            self._found[look.folder] = found
            self._bare.discard(look.folder)
        elif look.is_bare and before is not None and look.folder not in self._bare:
            # Some programs write by removing first: look again before taking it away.
            self._bare.add(look.folder)
            self._look_later(look.folder)
        else:
            self._bare.discard(look.folder)
            self._found.pop(look.folder, None)

    def _look_later(self, folder: Path) -> None:
        def look() -> None:
            self._dirty.add(folder)
            self._look_soon()

        self._scheduler.call_later(GRACE, look)

    def _reconcile(self, code: dict[Path, Sources]) -> None:
        chosen, overrides = choose(self._roots(), self._found)
        present = Present(chosen, overrides, self._disabled | self._left_out)
        self._look_at_needed(self._lifecycle.reconciling.reconcile(present, code))

    def _look_at_needed(self, folders: set[Path]) -> None:
        self._dirty |= folders
        if self._dirty:
            self._look_soon()


def is_noise(parts: Sequence[str]) -> bool:
    """Whether a path below an extension's folder is of what editors and tools leave about."""
    if not parts:
        return False
    name = parts[-1]
    return (
        not _IGNORED.isdisjoint(parts)
        or parts[0] == "tests"
        or name.startswith(_IGNORED_STARTS)
        or name.endswith(_IGNORED_ENDS)
        or name.isdecimal()
    )
