"""Whether a version of an extension that ended is really gone."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from pith.base import Disposable, Scheduler

if TYPE_CHECKING:
    from pith.host._generation import Generation, Sentinel
    from pith.host._instance import Instance

#: Long enough for what runs out by itself, and for one collection after a burst of saves.
DELAY: Final = 2.0  # seconds


class LeakWatch:
    """Looks some time after versions have ended, and reports what survived.

    It collects garbage itself, on the window's thread: elsewhere the collector could delete Qt's
    objects on the wrong one.
    """

    def __init__(self, scheduler: Scheduler, report: Callable[[str, str], object]) -> None:
        """`report(extension id, message)` is told of each version that lives on."""
        self._scheduler = scheduler
        self._report = report
        self._ended: list[tuple[str, int, weakref.ref[Instance], list[weakref.ref[Sentinel]]]] = []
        self._timer: Disposable | None = None

    def expect_end_of(self, instance: Instance, generation: Generation) -> None:
        """Look later whether this one, which has ended, is gone."""
        self._ended.append(
            (
                generation.extension_id,
                generation.number,
                weakref.ref(instance),
                generation.sentinels(),
            )
        )
        if self._timer is not None:
            self._timer.dispose()
        self._timer = self._scheduler.call_later(DELAY, self.look)

    def look(self) -> None:
        """Collect garbage and report survivors."""
        self._timer = None
        ended, self._ended = self._ended, []
        if not ended:
            return
        gc.collect()
        for extension_id, number, instance, sentinels in ended:
            names = [alive.module for alive in (ref() for ref in sentinels) if alive is not None]
            if instance() is not None:
                names.append("its context")
            if names:
                held = ", ".join(sorted(names))
                self._report(
                    extension_id,
                    f"version g{number} has ended, but something still holds {held}",
                )

    def dispose(self) -> None:
        if self._timer is not None:
            self._timer.dispose()
        self._ended.clear()
