"""What a text is made of: leaves of content, on branches that count them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

if TYPE_CHECKING:
    from pith.text._pages import Page, PagePart

    AnyLeaf: TypeAlias = "Leaf | Page | PagePart"

LEAF_TARGET = 2048  # code points of a leaf when content is cut into leaves
LEAF_MAXIMUM = 4096
LEAF_MINIMUM = 512
FAN_TARGET = 32  # leaves of a branch when leaves are gathered into branches
FAN_MAXIMUM = 64
FAN_MINIMUM = 8


class Leaf:
    """A few thousand code points and, once somebody asked, where their line breaks are."""

    __slots__ = ("_breaks", "break_count", "content", "length")

    paged: ClassVar[Literal[False]] = False

    def __init__(self, content: str, break_count: int = -1) -> None:
        """`break_count`: how many line breaks are in `content`, for who knows."""
        self.content = content
        self.length = len(content)
        self.break_count = content.count("\n") if break_count < 0 else break_count
        self._breaks: list[int] | None = None

    @property
    def breaks(self) -> list[int]:
        """Where each "\\n" is, counted from the start of the leaf."""
        breaks = self._breaks
        if breaks is None:
            breaks = self._breaks = find_breaks(self.content)
        return breaks

    @property
    def is_ascii(self) -> bool:
        return self.content.isascii()


class Branch:
    """Some leaves, with the offset and the count of line breaks before each of them.

    `starts` and `rows` have one entry more than there are leaves: the last is the total.
    """

    __slots__ = ("leaves", "rows", "starts")

    def __init__(self, leaves: list[AnyLeaf], starts: list[int], rows: list[int]) -> None:
        self.leaves = leaves
        self.starts = starts
        self.rows = rows

    @classmethod
    def of(cls, leaves: list[AnyLeaf]) -> Branch:
        starts = running_total([leaf.length for leaf in leaves])
        rows = running_total([leaf.break_count for leaf in leaves])
        return cls(leaves, starts, rows)


_GATHERED = 256  # leaves whose pieces are put together at once


class Builder:
    """Puts the branches of a text together, of strings and of what other texts are made of.

    Small strings are put together with what lies beside them, but no page is read for that.
    """

    __slots__ = ("_branches", "_leaves", "_pieces", "_size")

    def __init__(self) -> None:
        self._branches: list[Branch] = []
        self._leaves: list[AnyLeaf] = []
        self._pieces: list[str] = []
        self._size = 0

    def add(self, content: str) -> None:
        if content:
            self._pieces.append(content)
            self._size += len(content)
            if self._size > _GATHERED * LEAF_MAXIMUM:
                # Joining all of a huge text at once would keep other threads from going on.
                self._flush_pieces()

    def add_leaf(self, leaf: AnyLeaf) -> None:
        if leaf.paged:
            self._flush_pieces()
        elif self._size and (self._size < LEAF_MINIMUM or leaf.length < LEAF_MINIMUM):
            self.add(leaf.content)
            return
        else:
            self._flush_pieces()
        self._leaves.append(leaf)

    def add_branch(self, branch: Branch) -> None:
        if self._size >= LEAF_MINIMUM or branch.leaves[0].paged:
            self._flush_pieces()
        if self._size or 0 < len(self._leaves) < FAN_MINIMUM or len(branch.leaves) < FAN_MINIMUM:
            for leaf in branch.leaves:
                self.add_leaf(leaf)
            return
        self._flush_leaves()
        self._branches.append(branch)

    def _flush_pieces(self) -> None:
        if not self._size:
            return
        content = "".join(self._pieces)
        self._pieces = []
        self._size = 0
        if len(content) <= LEAF_MAXIMUM:
            self._leaves.append(Leaf(content))
            return
        for start, end in _even_cuts(len(content), LEAF_TARGET):
            self._leaves.append(Leaf(content[start:end]))

    def _flush_leaves(self) -> None:
        leaves = self._leaves
        if not leaves:
            return
        self._leaves = []
        self._branches += branches_of(leaves)

    def finish(self) -> list[Branch]:
        """The branches of all that was added."""
        self._end_pieces()
        if 0 < len(self._leaves) < FAN_MINIMUM and self._branches:
            self._leaves = self._branches.pop().leaves + self._leaves
        self._flush_leaves()
        return self._branches

    def finish_leaves(self) -> list[AnyLeaf]:
        """The leaves of all that was added, if no branch was."""
        self._end_pieces()
        return self._leaves

    def _end_pieces(self) -> None:
        if 0 < self._size < LEAF_MINIMUM:
            # Too little for a leaf of its own: what is before it takes it in.
            if not self._leaves and self._branches:
                self._leaves = list(self._branches.pop().leaves)
            if self._leaves and not self._leaves[-1].paged:
                self._pieces.insert(0, self._leaves.pop().content)
                self._size += len(self._pieces[0])
        self._flush_pieces()


def branches_of(leaves: list[AnyLeaf]) -> list[Branch]:
    """The leaves on one branch, or, when they are too many, on several."""
    if len(leaves) <= FAN_MAXIMUM:
        return [Branch.of(leaves)]
    return [Branch.of(leaves[start:end]) for start, end in _even_cuts(len(leaves), FAN_TARGET)]


def find_breaks(content: str) -> list[int]:
    """Where each "\\n" is."""
    breaks = []
    find = content.find
    at = find("\n")
    while at >= 0:
        breaks.append(at)
        at = find("\n", at + 1)
    return breaks


def running_total(counts: list[int]) -> list[int]:
    """The sum before each count, and that of all at the end."""
    return list(accumulate(counts, initial=0))


def _even_cuts(length: int, target: int) -> Iterator[tuple[int, int]]:
    """The parts, about `target` long and all nearly equal, that `length` is cut into."""
    count = -(-length // target)
    start = 0
    for index in range(1, count + 1):
        end = length * index // count
        yield start, end
        start = end
