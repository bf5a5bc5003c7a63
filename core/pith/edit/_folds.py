"""Which rows of a view are folded away."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate

from pith.edit._changes import ChangeSet
from pith.edit._fold_blocks import Fold, FoldBlock, blocks_of
from pith.edit._row_edits import RowEdits
from pith.text import Text


class Folds:
    """Folds of one text, by rows. Immutable; they may lie in each other.

    An *index* counts the rows that are seen, from 0. Every question takes two bisections, and an
    edit works out anew the block of folds that it is in; the others only lie elsewhere.
    """

    __slots__ = ("_all", "_before", "_blocks", "_indexes", "_origins")

    def __init__(self, folds: Iterable[Fold] = ()) -> None:
        self._take(list(blocks_of(folds)))

    def _take(self, placed: list[tuple[int, FoldBlock]]) -> None:
        self._all: tuple[Fold, ...] | None = None
        self._origins = [origin for origin, _ in placed]
        self._blocks = [block for _, block in placed]
        # How many rows are hidden before each block and, at the end, in all.
        self._before = list(accumulate((block.after[-1] for block in self._blocks), initial=0))
        self._indexes = [
            origin - before for origin, before in zip(self._origins, self._before, strict=False)
        ]

    @classmethod
    def _of(cls, placed: list[tuple[int, FoldBlock]]) -> Folds:
        folds = cls.__new__(cls)
        folds._take(placed)
        return folds

    @property
    def all(self) -> tuple[Fold, ...]:
        """All of them, the outer before those in them."""
        if self._all is None:
            self._all = tuple(self)
        return self._all

    def __iter__(self) -> Iterator[Fold]:
        return self._in_blocks(0, len(self._blocks))

    def __bool__(self) -> bool:
        return bool(self._blocks)

    def __len__(self) -> int:
        return sum(len(block.folds) for block in self._blocks)

    def __contains__(self, fold: object) -> bool:
        if not isinstance(fold, Fold):
            return False
        at = self._block(fold.first)
        if at < 0:
            return False
        origin = self._origins[at]
        return Fold(fold.first - origin, fold.last - origin) in self._blocks[at].folds

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Folds):
            return False
        if self._origins == other._origins and self._blocks == other._blocks:
            return True
        return len(self) == len(other) and self.all == other.all

    def __hash__(self) -> int:
        return hash(self.all)

    def __repr__(self) -> str:
        return f"<Folds {[tuple(each) for each in self]}>"

    # Rows

    def hides(self, row: int) -> bool:
        at, run = self._run(row)
        return run >= 0 and row - self._origins[at] <= self._blocks[at].ends[run]

    def seen_row(self, row: int) -> int:
        """The row itself, or the one that stands for it."""
        at, run = self._run(row)
        if run >= 0 and row - self._origins[at] <= self._blocks[at].ends[run]:
            return self._origins[at] + self._blocks[at].starts[run] - 1
        return row

    def next_row(self, row: int) -> int:
        """The next row that is seen, or the number of rows after the last one."""
        at, run = self._run(row + 1)
        if run >= 0 and row + 1 - self._origins[at] <= self._blocks[at].ends[run]:
            return self._origins[at] + self._blocks[at].ends[run] + 1
        return row + 1

    def last_hidden(self, row: int) -> int:
        """The last row that the same row stands for as for `row`, which is hidden."""
        at, run = self._run(row)
        return self._origins[at] + self._blocks[at].ends[run]

    def index_of(self, row: int) -> int:
        """How many rows are seen before a row (before the one that stands for it)."""
        at, run = self._run(row)
        if at < 0:
            return row
        seen = self._indexes[at]  # before the block
        row -= self._origins[at]
        if run < 0:
            return seen + row
        block = self._blocks[at]
        if row <= block.ends[run]:
            return seen + block.starts[run] - 1 - block.after[run]
        return seen + row - block.after[run + 1]

    def row_of(self, index: int) -> int:
        """The row with so many seen rows before it."""
        at = bisect_right(self._indexes, index) - 1
        if at < 0:
            return index
        index -= self._indexes[at]
        block = self._blocks[at]
        return self._origins[at] + index + block.after[bisect_right(block.indexes, index)]

    def count_of(self, line_count: int) -> int:
        """How many rows are seen of a text with so many."""
        return line_count - self._before[-1]

    # Folds

    def at(self, row: int) -> Fold | None:
        """The fold a row stands for: the largest one."""
        at = self._block(row)
        if at < 0:
            return None
        origin = self._origins[at]
        found = self._blocks[at].at(row - origin)
        return None if found is None else Fold(row, found.last + origin)

    def over(self, row: int) -> list[Fold]:
        """The folds that hide a row."""
        at = max(self._block(row), 0)
        return [each for each in self._in_blocks(at, at + 1) if each.first < row <= each.last]

    def adding(self, folds: Iterable[Fold]) -> Folds:
        return self._exchanged(folds, lambda here, more: here | more)

    def without(self, folds: Iterable[Fold]) -> Folds:
        return self._exchanged(folds, lambda here, gone: here - gone)

    def cut(self, line_count: int) -> Folds:
        """Those that lie in a text with so many rows."""
        if not self._blocks or self._origins[-1] + self._blocks[-1].last < line_count:
            return self
        return Folds(each for each in self if each.last < line_count)

    def map(self, changes: ChangeSet, before: Text) -> Folds:
        """The folds after edits of the text `before`.

        Rows that come and go inside of a fold make it longer and shorter. One whose first row is
        broken or joined, or whose end is overrun, is opened.
        """
        edits = RowEdits(changes, before) if self._blocks else None
        if not edits:
            return self
        placed: list[tuple[int, FoldBlock]] = []
        loose: list[Fold] = []  # those of blocks that are others, behind the placed ones
        end = -1  # the last row of either

        for origin, block in zip(self._origins, self._blocks, strict=True):
            moved = edits.moves(origin, origin + block.last)
            if moved is None or origin + moved <= end:
                more = edits.mapped(Fold(origin + a, origin + b) for a, b in block.folds)
                if placed and not loose and more and more[0].first <= end:
                    origin, block = placed.pop()
                    loose = [Fold(origin + a, origin + b) for a, b in block.folds]
                loose += more
                end = max(end, *(each.last for each in more)) if more else end
            else:
                placed += blocks_of(loose)
                loose = []
                placed.append((origin + moved, block))
                end = origin + moved + block.last
        placed += blocks_of(loose)
        return Folds._of(placed)

    def near(self, changes: ChangeSet, before: Text) -> list[tuple[Fold, Fold | None]]:
        """Folds around edits, among them all that map() leaves out, each with what it makes of
        them."""
        edits = RowEdits(changes, before)
        found: list[tuple[Fold, Fold | None]] = []
        for at, (origin, block) in enumerate(zip(self._origins, self._blocks, strict=True)):
            if edits.moves(origin, origin + block.last) is None:
                here = self._in_blocks(at, at + 1)
                found += [(each, next(iter(edits.mapped([each])), None)) for each in here]
        return found

    # Blocks

    def _block(self, row: int) -> int:
        """The last block that begins with a row or before it, -1 if none does."""
        return bisect_right(self._origins, row) - 1

    def _run(self, row: int) -> tuple[int, int]:
        """The block and, in it, the run of hidden rows that is the last before a row, or has it."""
        at = bisect_right(self._origins, row) - 1
        return at, self._blocks[at].run(row - self._origins[at]) if at >= 0 else -1

    def _in_blocks(self, first: int, end: int) -> Iterator[Fold]:
        for origin, block in zip(self._origins[first:end], self._blocks[first:end], strict=True):
            for each in block.folds:
                yield Fold(origin + each.first, origin + each.last)

    def _exchanged(
        self, folds: Iterable[Fold], exchange: Callable[[set[Fold], set[Fold]], set[Fold]]
    ) -> Folds:
        """The same but for the blocks in which some folds lie."""
        given = {each for each in folds if each.last > each.first}
        if not given:
            return self
        first = max(self._block(min(each.first for each in given)), 0)
        end = bisect_right(self._origins, max(each.last for each in given))
        here = set(self._in_blocks(first, end))
        after = exchange(here, given)
        if after == here:
            return self
        placed = list(zip(self._origins, self._blocks, strict=True))
        placed[first:end] = blocks_of(after)
        return Folds._of(placed)


NO_FOLDS = Folds()
