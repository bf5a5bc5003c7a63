"""Taking what extensions contribute that do not run, before any code of theirs is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pith.base import Problem, ProblemError, report_exception
from pith.host._contributions import Contributions, contributed_by
from pith.host._discovery import Found
from pith.host._lifecycle._activating import Activating
from pith.host._lifecycle._grouping import Wanted
from pith.host._lifecycle._slot import Slot
from pith.host._lifecycle._slots import Slots

if TYPE_CHECKING:
    from pith.host._sources import Sources


class Declaring:
    """Declares extensions, and has those run that are wanted already."""

    def __init__(self, slots: Slots, contributions: Contributions, activating: Activating) -> None:
        self._slots = slots
        self._contributions = contributions
        self._activating = activating

    def declare(self, wanted: Wanted) -> None:
        """Take what an extension that does not run contributes, and run it if it is wanted."""
        slot, found, sources, _ = wanted
        problems = tuple(self._contributions.conflicts(found))
        if problems and not slot.declared:
            slot.blocked = Wanted(slot, found, sources)
        if not problems:
            try:
                self._contributions.apply({found.id: contributed_by(found)})
            except ProblemError as error:
                problems = error.problems
            except Exception as error:
                report_exception(error, f"while declaring {found.id}")
                problems = (Problem(f"cannot be declared: {error}", str(found.folder)),)
        if problems:
            self.refused(slot, found, problems)
        else:
            self.declared(slot, found, sources)

    def refused(
        self, slot: Slot, found: Found, problems: tuple[Problem, ...], failure: Any = None
    ) -> None:
        """Note that an extension that does not run cannot be declared as `found`."""
        if slot.declared:
            slot.refuse(problems, failure)
            return
        slot.found, slot.state, slot.problems = found, "invalid", problems
        slot.abandon(problems[0])
        slot.tell_unusable(self._slots.have_started)

    def declared(self, slot: Slot, found: Found, sources: Sources | None) -> None:
        """What an extension that does not run contributes was taken: run it if it is wanted."""
        was_wanted = slot.state == "failed" or slot.activation is not None
        slot.found, slot.declared = found, True
        slot.state, slot.problems = "installed", ()
        if slot.instance is None:
            slot.failures.settled()
        slot.ticket += 1
        reason = next((event for event in slot.events() if self._activating.holds(event)), "")
        if was_wanted or reason:
            slot.reason = slot.reason if was_wanted else reason
            if sources is not None:
                self._activating.serving.serve(slot, sources)
            else:
                self._activating.begin(slot)
        elif sources is not None:
            _show_syntax_errors(slot, sources)


def _show_syntax_errors(slot: Slot, sources: Sources) -> None:
    """Say of code that is not loaded yet that it will not load."""
    from pith.host._tracebacks import describe_failure

    manifest = slot.found.manifest
    assert manifest is not None
    assert manifest.module is not None
    failures = [
        describe_failure(error, "compiling", slot.found.folder)
        for _, error in sources.errors(manifest.module)
    ]
    if failures:
        slot.problems = tuple(failure.problem for failure in failures)
        slot.failures.refused("will not start as it is", slot.problems, failures[0])
