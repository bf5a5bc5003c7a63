"""What the program knows of one extension."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

from pith.base import Problem
from pith.host._costs import Cost
from pith.host._discovery import Origin
from pith.host._manifest import Manifest, Tier

#: disabled: by the person. incompatible: for another version of the contract. invalid: its
#: manifest is wrong. unavailable: something it needs is not there. installed: declared, its code
#: not loaded. active: running. failed: its code could not be started.
ExtensionState = Literal[
    "disabled", "incompatible", "invalid", "unavailable", "installed", "active", "failed"
]


class ExtensionRecord(NamedTuple):
    """One extension as it is now.

    An active one with `problems` runs the version before: they say what keeps the new one out.
    """

    id: str
    name: str
    version: str
    description: str
    tier: Tier | None
    origin: Origin
    folder: Path
    state: ExtensionState
    problems: tuple[Problem, ...]
    #: Folders of extensions with the same id that this one stands before.
    overrides: tuple[Path, ...]
    manifest: Manifest | None
    #: The number of the version of its code that runs, counted by attempts; 0 while none does.
    generation: int = 0
    #: What it was activated for, "" while it is not active.
    activated_by: str = ""
    #: Seconds of the window's thread that loading and activating took.
    activation_time: float = 0.0
    #: What was called of it on the window's thread, and for how long.
    costs: dict[str, Cost] = {}  # noqa: RUF012  # shared with the host, never changed here
    #: What it holds now, oldest first.
    holds: tuple[str, ...] = ()
    #: What it contributes to points of other extensions, and was left out as it does not fit.
    declined: tuple[Problem, ...] = ()

    @property
    def summary(self) -> str:
        """The state, and why, in one line."""
        if not self.problems:
            return self.state
        return f"{self.state}: {self.problems[0].message}"
