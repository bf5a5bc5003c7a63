"""Making a version of an extension the one that serves."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING

from pith.base import Future
from pith.host._contributions import Contributions, contributed_by
from pith.host._discovery import Found
from pith.host._environment import Environment
from pith.host._errors import RefusedError
from pith.host._folders import HostFolders
from pith.host._lifecycle._change_queue import ChangeQueue
from pith.host._lifecycle._slot import Slot

# What it takes to load code is imported with the first extension that is: after the window shows.
if TYPE_CHECKING:
    from pith.host._instance import Instance
    from pith.host._sources import Sources


class Serving:
    """Brings versions up, and notes of those that have taken over that they run."""

    def __init__(
        self,
        folders: HostFolders,
        environment: Environment,
        contributions: Contributions,
        changes: ChangeQueue,
        fire: Callable[[str], object],
    ) -> None:
        """`fire(event)` activates what waits for an extension to run."""
        self._folders = folders
        self._environment = environment
        self._contributions = contributions
        self._changes = changes
        self._fire = fire
        #: Generations are numbered through, also when an extension goes and comes again.
        self._numbers: dict[str, int] = {}

    def bring_up(self, slot: Slot, found: Found, sources: Sources) -> Instance:
        """Import and activate a version, in silence. Raises RefusedError and leaves nothing."""
        from pith.host._lifecycle._loading import Candidate, bring_up

        assert found.manifest is not None
        number = self._numbers[found.id] = self._numbers.get(found.id, 0) + 1
        return bring_up(
            Candidate(found.manifest, found.folder, self._folders.storage_of(found.id), sources),
            number,
            self._environment,
            slot.costs,
            slot.failures.report,
            slot.failures.held,
        )

    def serve(self, slot: Slot, sources: Sources) -> None:
        """Bring up an extension that does not run, and let it serve."""
        from pith.host._lifecycle._transaction import Change, take_over

        if slot.activation is None:
            slot.activation = Future()  # for who asks meanwhile
        start = perf_counter()
        try:
            instance = self.bring_up(slot, slot.found, sources)
            change = Change(slot.found.id, instance, None, contributed_by(slot.found))
            take_over([change], self._contributions)
        except RefusedError as error:
            slot.fail(error)
            return
        slot.problems = ()
        self.runs(slot, instance, perf_counter() - start, f"activated ({slot.reason})")

    def runs(self, slot: Slot, instance: Instance, seconds: float, what: str) -> None:
        """Note that `instance` has taken over, `seconds` after it began to be brought up, and set
        it going. `what` says in the output how that came about."""
        slot.instance = instance
        slot.state = "active"
        slot.activation_time = seconds
        if not slot.problems:
            slot.failures.settled()
        slot.failures.write(
            f"{what}: version {instance.manifest.version}, g{instance.generation.number}, "
            f"in {slot.activation_time * 1000:.1f} ms"
        )
        slot.touch()
        activation, slot.activation = slot.activation, None

        def begin() -> None:
            from pith.host._lifecycle._transaction import set_going

            problem = set_going(instance)
            if problem is not None:
                slot.failures.half_started(problem)
            if activation is not None:
                activation.set_result(None)
            self._fire(f"onExtension:{slot.found.id}")

        # What begins now may run for long, in a dialog for instance: not within the change.
        self._changes.run_afterwards(begin)
