"""Which commands were chosen from the palette last."""

from __future__ import annotations

from collections.abc import Sequence

_MOST = 50


class RecentCommands:
    """The commands chosen last, latest first."""

    def __init__(self, ids: Sequence[str] = ()) -> None:
        self.ids = list(ids)

    def add(self, command_id: str) -> None:
        if command_id in self.ids:
            self.ids.remove(command_id)
        self.ids.insert(0, command_id)
        del self.ids[_MOST:]
