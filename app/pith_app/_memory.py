"""When the cyclic garbage collector runs: not in the middle of a key press."""

from __future__ import annotations

import gc

from pith.base import OnDispose, Scheduler

THRESHOLDS = (50_000, 20, 100)
"""When each generation is looked at while the program runs: see gc.set_threshold()."""

_EVERY = 20.0


def before_start() -> None:
    """Nothing made during the start is garbage: do not look for it."""
    gc.disable()


def tend(scheduler: Scheduler) -> OnDispose:
    """Put what the start made aside for good, and collect the rest when little happens.

    On the window's thread only: a collection on another could delete a widget there. What little
    garbage the start made is kept with the rest: looking for it would hold up the first keys.
    """
    gc.freeze()
    stopped = False

    def collect() -> None:
        if stopped:
            return
        if gc.get_count()[0] > THRESHOLDS[0] // 10 or gc.get_count()[1]:
            gc.collect(1)
        scheduler.call_later(_EVERY, collect)

    scheduler.call_later(_EVERY, collect)
    gc.set_threshold(*THRESHOLDS)
    gc.enable()

    def stop() -> None:
        nonlocal stopped
        stopped = True

    return OnDispose(stop)
