"""Where in a manifest something is said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pith.base import TomlPositions


class Places:
    """The lines of a manifest's keys, for problems that are found after it was read.

    Without `positions` the file is read when the first line is asked for. All are equal, so that
    they make no difference between two manifests that say the same.
    """

    __slots__ = ("_path", "_positions")

    def __init__(self, path: Path, positions: TomlPositions | None = None) -> None:
        self._path = path
        self._positions = positions

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Places)

    def __hash__(self) -> int:
        return 0

    def line(self, path: Sequence[str | int]) -> int | None:
        """The line, from 1, of a key or of the nearest thing around it."""
        if self._positions is None:
            try:
                source = self._path.read_text("utf-8")
            except (OSError, UnicodeDecodeError):
                source = ""
            self._positions = TomlPositions(source)
        return self._positions.line(path)
