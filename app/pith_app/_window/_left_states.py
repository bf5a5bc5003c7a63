"""Where files were left whose tabs were closed: who opens one again goes on there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

_MOST = 100


class LeftStates:
    """States of tabs by the path of their file, the one that was left last at the end."""

    def __init__(self) -> None:
        self._states: dict[str, dict[str, Any]] = {}

    def keep(self, path: Path, state: Mapping[str, Any]) -> None:
        """A tab of that file goes."""
        self._states.pop(str(path), None)
        if state:
            self._states[str(path)] = dict(state)
            if len(self._states) > _MOST:
                del self._states[next(iter(self._states))]

    def of(self, path: Path) -> dict[str, Any]:
        """How the file was left; empty if nobody knows."""
        return dict(self._states.get(str(path), {}))

    def data(self) -> dict[str, Any]:
        """All of it as plain data, for `take_up`."""
        return dict(self._states)

    def take_up(self, data: object) -> None:
        """Know what `data` says, and nothing else; what is not of its form counts for nothing."""
        known = data.items() if isinstance(data, dict) else ()
        self._states = {str(path): state for path, state in known if isinstance(state, dict)}
