"""Bringing the extensions there are in line with what was found."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from pith.host._contributions import Contributions
from pith.host._discovery import Found
from pith.host._lifecycle._change_queue import ChangeQueue
from pith.host._lifecycle._declaring import Declaring
from pith.host._lifecycle._grouping import Wanted, groups, with_dependents
from pith.host._lifecycle._reloading import Reloading
from pith.host._lifecycle._slot import Slot
from pith.host._lifecycle._slots import Slots
from pith.host._lifecycle._withdrawing import Withdrawing
from pith.host._requirements import Verdict, in_order, judge

if TYPE_CHECKING:
    from pith.host._sources import Sources

#: So many extensions are declared in one go while the program starts.
AT_A_TIME = 4
_END: Final = object()


class Present(NamedTuple):
    """What there is now."""

    #: The folder that counts for each id.
    chosen: Mapping[str, Found]
    #: By id, those that it stands before.
    overrides: Mapping[str, tuple[Found, ...]]
    #: Ids that may not run.
    unwanted: frozenset[str]


class Reconciling:
    """Lets each extension become what its folder says, in the order of what requires what."""

    def __init__(
        self,
        slots: Slots,
        changes: ChangeQueue,
        contributions: Contributions,
        declaring: Declaring,
        reloading: Reloading,
        withdrawing: Withdrawing,
    ) -> None:
        self._slots = slots
        self._changes = changes
        self._contributions = contributions
        self._declaring = declaring
        self._reloading = reloading
        self._withdrawing = withdrawing
        #: Rises with every look at all that was found.
        self._reconciled = 0
        self._wanted: dict[str, Wanted] = {}

    def reconcile(self, present: Present, code: Mapping[Path, Sources]) -> set[Path]:
        """Take what was found, within a change; `code` has the modules of folders that were read.

        Returns the folders whose code is needed and was not read.
        """
        needed: set[Path] = set()
        for _ in self._reconciling(present, code, needed, len(present.chosen)):
            pass
        return needed

    def reconcile_in_pieces(self, present: Present) -> Generator[None, None, set[Path]]:
        """`reconcile`, some extensions at a time: between them, other changes may happen. One that
        takes all that was found leaves nothing to be done here."""
        needed: set[Path] = set()
        work = self._reconciling(present, {}, needed, AT_A_TIME)
        going_on = True
        while going_on:
            outcome: list[bool] = []

            def step(outcome: list[bool] = outcome) -> None:
                more = False
                try:
                    more = next(work, _END) is not _END
                finally:
                    outcome.append(more)

            self._changes.run(step)
            while not outcome:  # a change is under way, in a loop of its own
                yield
            going_on = outcome[0]
            yield
        return needed

    def _reconciling(
        self, present: Present, code: Mapping[Path, Sources], needed: set[Path], at_a_time: int
    ) -> Iterator[None]:
        self._reconciled += 1
        this = self._reconciled
        chosen, overrides, unwanted = present
        verdicts = judge(chosen, unwanted)
        for extension_id in self._slots.in_ending_order():
            if extension_id not in chosen:
                self._withdrawing.remove(extension_id)
            elif not verdicts[extension_id].usable:
                found = chosen[extension_id]
                self._update(
                    self._slots[extension_id],
                    found,
                    verdicts[extension_id],
                    code.get(found.folder),
                )
        for number, extension_id in enumerate(in_order(chosen), 1):
            found = chosen[extension_id]
            slot = self._slots.get(extension_id) or self._slots.make(found)
            if slot.overrides != overrides.get(extension_id, ()):
                slot.overrides = overrides.get(extension_id, ())
                slot.touch()
            if not self._update(slot, found, verdicts[extension_id], code.get(found.folder)):
                needed.add(found.folder)
            if number % at_a_time == 0:
                self._change()
                yield
                if self._reconciled != this:
                    return
        self._change()

    def _update(self, slot: Slot, found: Found, verdict: Verdict, sources: Sources | None) -> bool:
        """Take what an extension's folder holds now; False if its code is needed for that."""
        is_same = slot.seen == found and (
            sources is None
            or (slot.seen_sources is not None and sources.same_as(slot.seen_sources))
        )
        if is_same and slot.verdict == verdict:
            return True
        if slot.instance is not None and verdict.usable and sources is None and not is_same:
            manifest = found.manifest
            if manifest is not None and manifest.module is not None:
                return False
        changed_itself = slot.seen is not None and not is_same
        is_new = slot.seen is None and self._slots.have_started
        is_news = changed_itself or is_new or slot.instance is not None
        slot.held = slot.blocked = None
        slot.seen, slot.verdict = found, verdict
        slot.seen_sources = sources or slot.seen_sources
        slot.touch()
        if not verdict.usable:
            if slot.declared and changed_itself and verdict.state != "disabled":
                slot.refuse(verdict.problems)
            else:
                self._withdrawing.take_down(slot)
                slot.found = found
                slot.state, slot.problems = verdict.state, verdict.problems
                slot.tell_unusable(is_news and verdict.state != "disabled")
        else:
            known = slot.seen_sources if slot.instance is not None else None
            self._wanted[found.id] = Wanted(slot, found, sources or known)
        return True

    def _change(self) -> None:
        """Let extensions become what they are wanted to be, and those that had to wait for what
        others give up."""
        while self._wanted or self._free():
            self._change_wanted()

    def _free(self) -> bool:
        """Want what was blocked and is no longer; whether there is such."""
        for extension_id, slot in self._slots.items():
            blocked = slot.blocked
            if blocked is not None and not any(self._contributions.conflicts(blocked.found)):
                slot.blocked = None
                self._wanted[extension_id] = blocked
                return True
        return False

    def _change_wanted(self) -> None:
        """What belongs together changes at once."""
        wanted, self._wanted = self._wanted, {}
        for extension_id, slot in self._slots.items():
            if slot.held is not None:
                wanted.setdefault(extension_id, slot.held)
        wanted = with_dependents(wanted, self._slots)
        for group in groups(wanted, self._contributions.gives_up):
            if len(group) == 1 and group[0].slot.instance is None:
                self._declaring.declare(group[0])
            else:
                self._reloading.change_together(group)
