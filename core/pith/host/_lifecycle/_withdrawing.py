"""Taking extensions away: their code ends, and what they contribute goes."""

from __future__ import annotations

from collections.abc import Sequence

from pith.base import Problem, report_exception
from pith.host._contributions import NOTHING, Contributions
from pith.host._leaks import LeakWatch, ending
from pith.host._lifecycle._slot import Slot
from pith.host._lifecycle._slots import Slots
from pith.host._services import HostServices


class Withdrawing:
    """Ends extensions. Nothing of that fails: what goes wrong is reported, and the rest goes."""

    def __init__(
        self,
        slots: Slots,
        contributions: Contributions,
        leaks: LeakWatch,
        services: HostServices,
    ) -> None:
        self._slots = slots
        self._contributions = contributions
        self._leaks = leaks
        self._services = services

    def remove(self, extension_id: str) -> None:
        """Take away an extension whose folder is gone."""
        slot = self._slots.remove(extension_id)
        self.take_down(slot)
        self._services.output.remove(extension_id)
        slot.touch()

    def take_down(self, slot: Slot) -> None:
        """End an extension and withdraw what it contributes."""
        self._end(slot)
        self._withdraw([slot.found.id])

    def end_all(self) -> None:
        """End every extension, those that require others first."""
        order = self._slots.in_ending_order()
        for extension_id in order:
            self._end(self._slots[extension_id])
        self._withdraw(order)
        self._slots.clear()

    def _end(self, slot: Slot) -> None:
        slot.ticket += 1
        slot.failures.settled()
        instance, slot.instance = slot.instance, None
        if instance is not None:
            generation = instance.generation
            self._leaks.expect(ending(instance))
            instance.dispose()
            generation.forget_line_cache()
        slot.abandon(Problem(f"{slot.found.name} is gone", str(slot.found.folder)))
        slot.declared = False

    def _withdraw(self, ids: Sequence[str]) -> None:
        try:
            self._contributions.apply(dict.fromkeys(ids, NOTHING))
        except Exception as error:
            report_exception(error, f"while withdrawing what {', '.join(ids)} contributes")
