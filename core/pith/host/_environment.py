"""What the contexts of extensions pass on to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pith.base import Scheduler, Worker
    from pith.commands import CommandBus
    from pith.host._exports import Provider
    from pith.host._extension_points import ExtensionPoints
    from pith.host._hooks import Hooks
    from pith.host._keeping import Keeper
    from pith.host._services import HostServices
    from pith.host._strays import StrayFinder
    from pith.settings import Settings
    from pith.workspace import FileWatcher


class EventLoop:
    """The window's event loop, as far as it is known here."""

    __slots__ = ("turns",)

    def __init__(self) -> None:
        #: Rises with each turn, if the program counts them: a call in the middle of which it rose
        #: (of a modal dialog, for instance) did not hold up the window.
        self.turns = 0


class Environment(NamedTuple):
    """The kernel and the program, as far as extensions reach them."""

    services: HostServices
    commands: CommandBus
    settings: Settings
    hooks: Hooks
    scheduler: Scheduler
    worker: Worker
    watcher: FileWatcher | None
    provider: Provider
    keepers: list[Keeper]
    stray_finders: list[StrayFinder]
    loop: EventLoop
    points: ExtensionPoints
