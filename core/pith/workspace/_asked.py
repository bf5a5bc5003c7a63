"""What a job is that waits for its turn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pith.edit import Selection
    from pith.workspace._view import View


class Asked(NamedTuple):
    """A command of the `view`, with arguments that are plain data; "" for what only selects the
    `selection`."""

    view: View | None
    command: str
    arguments: Mapping[str, Any]
    selection: Selection | None = None

    @property
    def edits(self) -> bool:
        """Whether the text may be another one after it."""
        return self.command.startswith("edit.") and self.command != "edit.copy"
