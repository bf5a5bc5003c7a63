"""What of the contract will go, and what takes its place.

A part is deprecated in one minor version and gone, at the earliest, in the next major one. Until
then it works; who uses it is told, in the extension's output and by `pith extension check`, and
the reference says so.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Deprecation(NamedTuple):
    """A part of the contract that will go."""

    #: The version of the contract that says so first.
    since: str
    #: What to use, in words that follow "use".
    instead: str

    @property
    def said(self) -> str:
        """For people, after the name of the part."""
        return f"deprecated since {self.since}: use {self.instead}"


#: By what it is: `event <name>`, `hook <name>`, `field <point>.<field>`, `context <part>.<name>`.
DEPRECATIONS: Final[dict[str, Deprecation]] = {
    "event *": Deprecation("0.1", "`onStartupFinished`, for which nobody waits"),
}


def deprecated_parts(kind: str) -> dict[str, str]:
    """What is said of the parts of a kind (`event`, `hook`, `field`, `context`), by their names."""
    start = f"{kind} "
    return {
        name.removeprefix(start): each.said
        for name, each in DEPRECATIONS.items()
        if name.startswith(start)
    }
