"""What of a text a command goes over: each declares it, since some texts are huge."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final


class Reach(Enum):
    """What of a text a command looks at, copies or changes. "Nearby" is a few thousand code
    points."""

    NOTHING = auto()
    """It looks at no text."""
    NEARBY = auto()
    """What is near the ends of selections, and no more of what is selected."""
    REPLACED = auto()
    """The same, and puts something small in the place of what is selected, which goes without
    being copied or read."""
    REPLACED_ROWS = auto()
    """The same, but whole rows may go, which undo wants to have unless they are too long."""
    SELECTED = auto()
    """All that is selected, and what is near carets."""
    ROWS = auto()
    """All of the rows that something is selected in, and of those beside them."""
    ROWS_OR_TEXT = auto()
    """The same, but the whole text when nothing is selected."""
    TEXT = auto()
    """The whole text."""


APART: Final = True
"""Said of a command that asks its context for options and rules alone: when it takes long, it may
be a worker's job."""
