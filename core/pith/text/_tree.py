"""The leaves of a text on branches, and finding them by offset and by line break."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from pith.text._leaves import Branch, branches_of, running_total

if TYPE_CHECKING:
    from pith.text._leaves import AnyLeaf


class Place(NamedTuple):
    """A leaf and where it is: offsets and count of breaks are those of the whole text."""

    start: int
    end: int
    breaks_before: int
    leaf: AnyLeaf
    branch_index: int
    leaf_index: int


_PlaceFields = tuple[int, int, int, "AnyLeaf", int, int]
#: A third of what the constructor takes; one is made for every key.
new_place: Callable[[_PlaceFields], Place] = partial(tuple.__new__, Place)


class Tree:
    """Branches, with the offset and the count of line breaks before each. It never changes.

    `starts` and `rows` have one entry more than there are branches: the last is the total.
    """

    __slots__ = ("branches", "rows", "starts")

    def __init__(self, branches: list[Branch], starts: list[int], rows: list[int]) -> None:
        self.branches = branches
        self.starts = starts
        self.rows = rows

    @classmethod
    def of(cls, branches: list[Branch]) -> Tree:
        """The tree of these branches, of which there is one at least."""
        return cls(
            branches,
            running_total([branch.starts[-1] for branch in branches]),
            running_total([branch.rows[-1] for branch in branches]),
        )

    def with_branches(self, branches: list[Branch]) -> Tree:
        """The same tree with branches of the same lengths."""
        return Tree(branches, self.starts, self.rows)

    # Finding leaves

    def place_at(self, offset: int) -> Place:
        """The leaf that holds the code point at `offset`, or the last one at the very end."""
        starts = self.starts
        branch_index = bisect_right(starts, offset, 1, len(starts) - 1) - 1
        base = starts[branch_index]
        starts = self.branches[branch_index].starts
        leaf_index = bisect_right(starts, offset - base, 1, len(starts) - 1) - 1
        return self._place(branch_index, leaf_index)

    def place_of_break(self, index: int) -> Place:
        """The leaf that holds the line break number `index`."""
        rows = self.rows
        branch_index = bisect_right(rows, index, 1, len(rows) - 1) - 1
        base = rows[branch_index]
        rows = self.branches[branch_index].rows
        leaf_index = bisect_right(rows, index - base, 1, len(rows) - 1) - 1
        return self._place(branch_index, leaf_index)

    def _place(self, branch_index: int, leaf_index: int) -> Place:
        branch = self.branches[branch_index]
        base = self.starts[branch_index]
        return Place(
            base + branch.starts[leaf_index],
            base + branch.starts[leaf_index + 1],
            self.rows[branch_index] + branch.rows[leaf_index],
            branch.leaves[leaf_index],
            branch_index,
            leaf_index,
        )

    # Deriving

    def with_leaf(self, branch_index: int, leaf_index: int, leaf: AnyLeaf) -> Tree:
        """This tree with one leaf replaced; all but two branches' lists are shared."""
        branch = self.branches[branch_index]
        leaves = branch.leaves.copy()
        before = leaves[leaf_index]
        leaves[leaf_index] = leaf
        delta = leaf.length - before.length
        delta_rows = leaf.break_count - before.break_count
        branches = self.branches.copy()
        branches[branch_index] = Branch(
            leaves,
            _shifted(branch.starts, leaf_index, delta),
            _shifted(branch.rows, leaf_index, delta_rows),
        )
        return Tree(
            branches,
            _shifted(self.starts, branch_index, delta),
            _shifted(self.rows, branch_index, delta_rows),
        )

    def with_leaves(
        self, branch_index: int, first: int, last: int, leaves: list[AnyLeaf]
    ) -> Tree | None:
        """This tree with the leaves `first` to `last` of a branch replaced by others; None if
        nothing is left."""
        old = self.branches[branch_index].leaves
        leaves = [*old[:first], *leaves, *old[last + 1 :]]
        new = branches_of(leaves) if leaves else []
        branches = [*self.branches[:branch_index], *new, *self.branches[branch_index + 1 :]]
        if not branches:
            return None
        starts = _replaced(self.starts, branch_index, [branch.starts[-1] for branch in new])
        rows = _replaced(self.rows, branch_index, [branch.rows[-1] for branch in new])
        return Tree(branches, starts, rows)


def _shifted(totals: list[int], index: int, delta: int) -> list[int]:
    """Running totals after the part number `index` grew by `delta`."""
    if not delta:
        return totals
    return totals[: index + 1] + [total + delta for total in totals[index + 1 :]]


def _replaced(totals: list[int], index: int, sizes: list[int]) -> list[int]:
    """Running totals after the part number `index` became parts of these sizes."""
    replaced = totals[: index + 1]
    at = replaced[-1]
    for size in sizes:
        at += size
        replaced.append(at)
    delta = at - totals[index + 1]
    return replaced + [total + delta for total in totals[index + 2 :]]
