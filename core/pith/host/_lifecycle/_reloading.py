"""Putting new versions in the place of those that run, or keeping all of those."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter
from typing import TYPE_CHECKING

from pith.host._contributions import Contributions, contributed_by
from pith.host._errors import RefusedError, SnapshotError
from pith.host._leaks import LeakWatch, ending
from pith.host._lifecycle._declaring import Declaring
from pith.host._lifecycle._grouping import Wanted
from pith.host._lifecycle._serving import Serving
from pith.host._lifecycle._slot import STAYS
from pith.host._lifecycle._slots import Slots

# What it takes to load code is imported with the first extension that is: after the window shows.
if TYPE_CHECKING:
    from pith.host._instance import Instance
    from pith.host._lifecycle._transaction import Change


class Reloading:
    """Changes extensions that belong together, of which some run, all at once."""

    def __init__(
        self,
        slots: Slots,
        contributions: Contributions,
        serving: Serving,
        declaring: Declaring,
        leaks: LeakWatch,
    ) -> None:
        self._slots = slots
        self._contributions = contributions
        self._serving = serving
        self._declaring = declaring
        self._leaks = leaks
        #: Versions that were brought up in the change under way, and do not serve yet.
        self._candidates: dict[str, Instance] = {}

    def provider(self, extension_id: str, user: Instance) -> Instance | None:
        """Who exports to `user`: while it is brought up, what is brought up with it."""
        if not user.live and extension_id in self._candidates:
            return self._candidates[extension_id]
        slot = self._slots.get(extension_id)
        return slot.instance if slot is not None else None

    def change_together(self, group: Sequence[Wanted]) -> None:
        """Let all of a group, which is in order, become what is wanted, or none."""
        from pith.host._lifecycle._transaction import discard, take_over

        conflicts = list(self._contributions.conflicts_among([each.found for each in group]))
        if conflicts:
            blamed = conflicts[0][0]
            problems = tuple(problem for name, problem in conflicts if name == blamed)
            self._refuse_together(group, RefusedError(problems, None, blamed))
            return
        changes: list[Change] = []
        times: list[float] = []
        try:
            for wanted in group:
                start = perf_counter()
                changes.append(self._prepared(wanted))
                times.append(perf_counter() - start)
            start = perf_counter()
            endings = [ending(each.old) for each in changes if each.old is not None]
            take_over(changes, self._contributions)
        except RefusedError as error:
            discard(self._candidates.values())
            self._refuse_together(group, error)
            return
        finally:
            self._candidates.clear()
        for each in endings:
            self._leaks.expect(each)
        shared = (perf_counter() - start) / len(group)
        for wanted, change, seconds in zip(group, changes, times, strict=True):
            self._took_over(wanted, change, seconds + shared)

    def _prepared(self, wanted: Wanted) -> Change:
        """The change that one of a group asks for, with the new version brought up, where the
        extension runs and will. Raises RefusedError."""
        from pith.host._lifecycle._transaction import Change

        slot, found, sources, _ = wanted
        new = None
        has_code = found.manifest is not None and found.manifest.module is not None
        if slot.instance is not None and has_code and sources is not None:
            new = self._candidates[found.id] = self._serving.bring_up(slot, found, sources)
        contributed, with_state = contributed_by(found), not slot.without_state
        return Change(found.id, new, slot.instance, contributed, with_state)

    def _took_over(self, wanted: Wanted, change: Change, seconds: float) -> None:
        """Note what was done of one of a group, which took `seconds`."""
        slot, found, sources, is_own = wanted
        slot.found, slot.held, slot.without_state = found, None, False
        if is_own:
            slot.problems = ()
        if change.old is not None:
            slot.instance = None
        if change.new is not None:
            what = "reloaded" if is_own else "reloaded after what it requires"
            self._serving.runs(slot, change.new, seconds, what)
        else:
            self._declaring.declared(slot, found, sources if change.old is None else None)

    def _refuse_together(self, group: Sequence[Wanted], error: RefusedError) -> None:
        """Say of each whose folder changed that it stays as it was, and why."""
        is_state = isinstance(error, SnapshotError)
        blamed = next(each for each in group if each.found.id == error.extension_id)
        first = error.problems[0]
        told = blamed.is_own
        if is_state:
            blamed.slot.without_state = True
        for wanted in group:
            slot, found, _, is_own = wanted
            what = f"{STAYS}, and the next save goes without its state" if is_state else STAYS
            if wanted is blamed and is_own:
                if slot.instance is None:
                    self._declaring.refused(slot, found, error.problems, error.failure)
                else:
                    slot.refuse(error.problems, error.failure, what)
            elif is_own:
                message = f"belongs together with {blamed.found.name}, which says: {first.message}"
                slot.held, slot.problems = wanted, (first._replace(message=message),)
                slot.touch()
                if not told:
                    told = True
                    slot.refuse(slot.problems, error.failure, what)
                else:
                    slot.failures.write(f"{found.name} {STAYS}: it {message}")
