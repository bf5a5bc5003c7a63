"""Saying how far something is that takes long."""

from __future__ import annotations

from collections.abc import Callable

from pith.base import Disposable, OnDispose, Scheduler
from pith_app._window._notifications import Notification, NotificationCentre

PATIENCE = 1.0  # seconds before anything is said
UNKNOWN = -1.0
"""What a fraction is of which nobody knows anything but that it is not 1."""
_EVERY = 0.1


def watch(
    notifications: NotificationCentre,
    scheduler: Scheduler,
    what: str,
    fraction_of: Callable[[], float | None],
    cancel: Callable[[], object],
) -> Disposable:
    """Show how far `what` is, from 0 to 1, and a button that cancels it: after PATIENCE, until
    `fraction_of` says None. Disposing the result is showing it no more."""
    note = Notification(what, "info", (), "")
    note.cancel = cancel
    later: Disposable = OnDispose()

    def begin() -> None:
        note.progress = fraction_of()
        if note.progress is not None:
            notifications.show(note)
            look()

    def look() -> None:
        nonlocal later
        fraction = fraction_of()
        if fraction is None:
            notifications.close(note)
            return
        note.progress = fraction
        notifications.update(note)
        later = scheduler.call_later(_EVERY, look)

    later = scheduler.call_later(PATIENCE, begin)
    return OnDispose(lambda: later.dispose())
