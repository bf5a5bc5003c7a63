"""What is known of a text's lines besides what stands in them: what is string or comment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol


class LineKinds(Protocol):
    """Rows and columns are those of one text; where nothing is known, all is code."""

    def spans(self, row: int) -> Sequence[tuple[int, int]]:
        """The columns of strings and comments in a row: from, to; ascending and disjoint."""
        ...

    def goes_on(self, row: int) -> bool:
        """Whether a row begins within a string or comment that began above it."""
        ...


class _AllCode:
    """Nothing is known."""

    def spans(self, row: int) -> Sequence[tuple[int, int]]:
        return ()

    def goes_on(self, row: int) -> bool:
        return False


ALL_CODE: Final[LineKinds] = _AllCode()
