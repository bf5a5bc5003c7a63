"""What an extension costs."""

from __future__ import annotations

#: Begins the names of costs that are those of a module, at start.
IMPORTING = "importing "


def is_starting(name: str) -> bool:
    """Whether a cost is of an extension's start, not of what it does since."""
    return name in ("loading", "activate") or name.startswith(IMPORTING)


class Cost:
    """How often something of an extension was called, and how long that took.

    Times are seconds, of the window's thread unless it is a task.
    """

    __slots__ = ("count", "total", "worst")

    def __init__(self) -> None:
        self.count = 0
        self.total = 0.0
        self.worst = 0.0

    def add(self, seconds: float) -> None:
        self.count += 1
        self.total += seconds
        self.worst = max(self.worst, seconds)
