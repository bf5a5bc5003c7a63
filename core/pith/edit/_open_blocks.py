"""Blocks of deeper rows, found in one pass from above to below."""

from __future__ import annotations

from typing import NamedTuple


class BlockEnd(NamedTuple):
    """Where what is deeper than a row ends: its last row with text. `ended`: there are rows below
    it, rather than the end of the text."""

    last: int
    ended: bool


class OpenBlocks:
    """Is told of rows with text, in order, and knows of those above them how far they reach.

    A block is a row with the deeper ones below it. What it reaches to grows as long as it is open.
    """

    def __init__(self) -> None:
        self._open: list[list[int]] = []  # ever deeper: row, depth, last row so far
        self.ends: dict[int, BlockEnd] = {}
        """Of rows with deeper ones below, where those end; only of blocks that are not open."""

    def begin(self, row: int, depth: int) -> None:
        """A row of code: it may have deeper ones below it."""
        self.end(depth)
        self._open.append([row, depth, row])

    def end(self, depth: int, ended: bool = True) -> None:
        """End the blocks of rows as deep as `depth` and deeper."""
        blocks = self._open
        while blocks and blocks[-1][1] >= depth:
            row, _, last = blocks.pop()
            if blocks:
                blocks[-1][2] = max(blocks[-1][2], last)
            if last > row:
                self.ends[row] = BlockEnd(last, ended)

    def is_open_at(self, depth: int) -> bool:
        """Whether the deepest open block begins with a row of that depth."""
        return bool(self._open) and self._open[-1][1] == depth

    def reach(self, row: int, depth: int, comment: bool) -> None:
        """A row that begins no block: the one that it is in reaches to it."""
        for block in reversed(self._open):
            # Comments alone are no block.
            alone = comment and block is self._open[-1] and block[2] == block[0]
            if block[1] < depth and not alone:
                block[2] = max(block[2], row)
                break
