"""All extensions that there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pith.base import Problem
from pith.host._discovery import Found
from pith.host._environment import Environment
from pith.host._failures import FailureLog
from pith.host._lifecycle._slot import Slot
from pith.host._requirements import in_order


class Slots(Mapping[str, Slot]):
    """The slots of all extensions, by id. They come and go with what was found."""

    def __init__(
        self,
        environment: Environment,
        act: Callable[[str, str], object],
        touch: Callable[[str], object],
    ) -> None:
        """`act(extension id, action id)` does what is chosen in a notification; `touch(extension
        id)` is told when one is not what it was."""
        self._environment = environment
        self._act = act
        self._touch = touch
        self._slots: dict[str, Slot] = {}
        #: The program has started: what comes from now on, or changes, is news to the person.
        self.have_started = False

    def __getitem__(self, extension_id: str) -> Slot:
        return self._slots[extension_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._slots)

    def __len__(self) -> int:
        return len(self._slots)

    def make(self, found: Found) -> Slot:
        """A slot for an extension that there was not before."""
        environment = self._environment
        log = FailureLog(found.id, environment.services, environment.scheduler, self._act)
        slot = self._slots[found.id] = Slot(found, log, self._touch)
        return slot

    def remove(self, extension_id: str) -> Slot:
        """Forget an extension; its slot is what is left to be ended."""
        return self._slots.pop(extension_id)

    def clear(self) -> None:
        self._slots.clear()

    def in_ending_order(self) -> list[str]:
        """Every id before those it requires."""
        return list(reversed(in_order({name: slot.found for name, slot in self._slots.items()})))

    def declined(self, extension_id: str, problems: tuple[Problem, ...]) -> None:
        """Others' points do not take what an extension contributes; or they do again."""
        slot = self._slots.get(extension_id)
        if slot is not None:
            slot.decline(problems)
