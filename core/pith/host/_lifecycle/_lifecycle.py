"""The parts of what becomes of extensions, put together."""

from __future__ import annotations

from collections.abc import Callable

from pith.host._contributions import Contributions
from pith.host._environment import Environment
from pith.host._folders import HostFolders
from pith.host._leaks import LeakWatch
from pith.host._lifecycle._activating import Activating
from pith.host._lifecycle._change_queue import ChangeQueue
from pith.host._lifecycle._declaring import Declaring
from pith.host._lifecycle._reconciling import Reconciling
from pith.host._lifecycle._reloading import Reloading
from pith.host._lifecycle._slots import Slots
from pith.host._lifecycle._withdrawing import Withdrawing


class Lifecycle:
    """All extensions, and every change of what they are. All of it is on the window's thread.

    What changes an extension is called within `changes.run`.
    """

    def __init__(
        self,
        folders: HostFolders,
        environment: Environment,
        contributions: Contributions,
        act: Callable[[str, str], object],
    ) -> None:
        """`act(extension id, action id)` does what is chosen in a notification."""
        self.changes = ChangeQueue()
        self.slots = Slots(environment, act, self.changes.touch)
        self.leaks = LeakWatch(
            environment.scheduler, environment.services.output.write, environment.stray_finders
        )
        self.activating = Activating(folders, environment, contributions, self.slots, self.changes)
        self._withdrawing = Withdrawing(self.slots, contributions, self.leaks, environment.services)
        declaring = Declaring(self.slots, contributions, self.activating)
        self.reloading = Reloading(
            self.slots, contributions, self.activating.serving, declaring, self.leaks
        )
        self.reconciling = Reconciling(
            self.slots, self.changes, contributions, declaring, self.reloading, self._withdrawing
        )

    def end(self) -> None:
        """End every extension, those that require others first."""
        self._withdrawing.end_all()
        self.leaks.dispose()
