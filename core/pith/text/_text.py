"""A document's content: immutable, cheap to share and to derive from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from pith.text._comparing import same_content
from pith.text._deriving import branches_edited, branches_joined, leaves_edited
from pith.text._edit_values import Edit, Point
from pith.text._leaves import LEAF_MAXIMUM, LEAF_MINIMUM, Branch, Builder, Leaf
from pith.text._tree import Place, Tree, new_place

if TYPE_CHECKING:
    from pith.text._leaves import AnyLeaf

_PRINTABLE = bytes(range(0x20, 0x7F))


class Text:
    """Content as a sequence of code points, with lines.

    Line breaks are kept as they are: only "\\n" ends a line, and a "\\r" right before it belongs
    to the break. Offsets are code points from the start of the text; rows count from 0.

    Inside, leaves of a few thousand code points hang on branches: an edit copies one leaf, one
    list of leaves and one list of branches, and everything else is shared with the text before.
    While one edit follows the other in one leaf, the lists are not copied: a text is then the
    tree that was there before the first of them, and the leaf that stands in for one of its.
    Of a huge file, leaves are pages that are read when they are wanted (see _pages).
    A Text never changes, so that any thread may read one (what is computed on demand is
    the same for all and put in place by one assignment).
    """

    __slots__ = ("__weakref__", "_length", "_near", "_tree", "line_count")

    EMPTY: ClassVar[Text]

    def __init__(
        self, tree: Tree | tuple[Tree, Place], length: int, line_count: int, near: Place | None
    ) -> None:
        """Private: use Text.of()."""
        self._tree = tree
        self._length = length
        self.line_count: int = line_count
        self._near = near

    @staticmethod
    def of(content: str) -> Text:
        """The text with this content."""
        if not content:
            return Text.EMPTY
        builder = Builder()
        builder.add(content)
        return Text.of_branches(builder.finish())

    @staticmethod
    def of_branches(branches: list[Branch]) -> Text:
        """For this package: the text that consists of these."""
        return _of_tree(Tree.of(branches)) if branches else Text.EMPTY

    def __len__(self) -> int:
        return self._length

    def __bool__(self) -> bool:
        return self._length > 0

    def __str__(self) -> str:
        return "".join([leaf.content for branch in self.branches for leaf in branch.leaves])

    def __repr__(self) -> str:
        shown = repr(self.slice(0, 40))
        more = "…" if self._length > 40 else ""
        return f"<Text {shown}{more}: {self._length} code points, {self.line_count} lines>"

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Text):
            return NotImplemented
        return (
            self._length == other._length
            and self.line_count == other.line_count
            and same_content(self, other)
        )

    def __hash__(self) -> int:
        return hash((self._length, self.line_count))

    # Finding leaves

    def tree(self) -> Tree:
        """For this package: the tree with all edits in it."""
        tree = self._tree
        if not isinstance(tree, Tree):
            before, place = tree
            tree = before.with_leaf(place.branch_index, place.leaf_index, place.leaf)
            self._tree = tree
        return tree

    def place_at(self, offset: int) -> Place:
        """For this package: the leaf that holds the code point at `offset`, or the last one at the
        very end. Raises IndexError."""
        near = self._near
        if near is not None and (
            near.start <= offset < near.end or offset == near.end == self._length
        ):
            return near
        if not 0 <= offset <= self._length:
            raise IndexError(f"offset {offset} is outside a text of {self._length} code points")
        near = self._near = self.tree().place_at(offset)
        return near

    def _place_of_break(self, index: int) -> Place:
        """The leaf that holds the line break number `index`."""
        near = self._near
        if near is not None:
            inside = index - near.breaks_before
            if 0 <= inside < near.leaf.break_count:
                return near
        near = self._near = self.tree().place_of_break(index)
        return near

    # Reading

    def slice(self, start: int, end: int) -> str:
        """The content from `start` to `end`; both are clamped to the text."""
        # Asked for so often that max() and min() would be half of what it takes.
        if start < 0:
            start = 0
        if end > self._length:
            end = self._length
        if start >= end:
            return ""
        near = self.place_at(start)
        if end <= near.end:
            return near.leaf.content[start - near.start : end - near.start]
        return "".join(self.chunks(start, end))

    def char_at(self, offset: int) -> str:
        """The code point at `offset`, "" at the end of the text."""
        if offset == self._length:
            return ""
        near = self.place_at(offset)
        return near.leaf.content[offset - near.start]

    def chunks(self, start: int = 0, end: int | None = None) -> Iterator[str]:
        """The content from `start` to `end` in pieces, without joining them."""
        end = self._length if end is None else min(end, self._length)
        start = max(start, 0)
        if start >= end:
            return
        near = self.place_at(start)
        branch_index, leaf_index, at = near.branch_index, near.leaf_index, near.start
        for branch in self.branches[branch_index:]:
            for leaf in branch.leaves[leaf_index:]:
                if at >= start and at + leaf.length <= end:
                    yield leaf.content
                else:
                    yield leaf.content[max(start - at, 0) : end - at]
                at += leaf.length
                if at >= end:
                    return
            leaf_index = 0

    def leaves(self) -> Iterator[AnyLeaf]:
        """What it is made of, in order: for saving it without reading what lies in a file."""
        for branch in self.branches:
            yield from branch.leaves

    def leaf_at(self, offset: int) -> AnyLeaf:
        """The leaf that holds an offset, found without reading any."""
        return self.place_at(offset).leaf

    def leaves_of_rows(self, first_row: int, last_row: int, beyond: int = 0) -> list[AnyLeaf]:
        """The leaves that hold these rows, and as many `beyond` them on either side: found
        without reading any."""
        first_row = min(max(first_row, 0), self.line_count - 1)
        first = self._place_of_break(first_row - 1) if first_row else self.place_at(0)
        leaves: list[AnyLeaf] = []
        tree = self.tree()
        branch_index, leaf_index = first.branch_index, first.leaf_index
        for _ in range(beyond):
            if leaf_index:
                leaf_index -= 1
            elif branch_index:
                branch_index -= 1
                leaf_index = len(tree.branches[branch_index].leaves) - 1
        breaks = tree.rows[branch_index] + tree.branches[branch_index].rows[leaf_index]
        left = beyond
        for branch in tree.branches[branch_index:]:
            for leaf in branch.leaves[leaf_index:]:
                if breaks > last_row:
                    if not left:
                        return leaves
                    left -= 1
                leaves.append(leaf)
                breaks += leaf.break_count
            leaf_index = 0
        return leaves

    def leaves_from(self, offset: int) -> Iterator[tuple[int, AnyLeaf]]:
        """The leaves from the one that holds an offset, each with where it starts."""
        near = self.place_at(offset)
        leaf_index, at = near.leaf_index, near.start
        for branch in self.branches[near.branch_index :]:
            for leaf in branch.leaves[leaf_index:]:
                yield at, leaf
                at += leaf.length
            leaf_index = 0

    @property
    def branches(self) -> Sequence[Branch]:
        """For this package."""
        return self.tree().branches

    def with_branches(self, branches: list[Branch]) -> Text:
        """For this package: the same text in branches of the same lengths."""
        return _of_tree(self.tree().with_branches(branches))

    @property
    def last_leaf(self) -> AnyLeaf:
        return self.branches[-1].leaves[-1]

    @property
    def has_pages(self) -> bool:
        """Whether some of it lies in a file and not in memory."""
        return any(leaf.paged for branch in self.branches for leaf in branch.leaves)

    @property
    def is_intact(self) -> bool:
        """Whether nobody has written to the files it lies in since they were read."""
        sources = {leaf.page.source for leaf in self.leaves() if leaf.paged}
        return all(source.unchanged and not source.lost for source in sources)

    def is_ascii(self, start: int, end: int) -> bool:
        """Whether all from `start` to `end` is known to be ASCII, found out without reading."""
        if start >= end:
            return True
        near = self.place_at(start)
        leaf_index, at = near.leaf_index, near.start
        for branch in self.branches[near.branch_index :]:
            for leaf in branch.leaves[leaf_index:]:
                if not leaf.is_ascii:
                    return False
                at += leaf.length
                if at >= end:
                    return True
            leaf_index = 0
        return True

    def is_plain(self, start: int, end: int) -> bool:
        """Whether all from `start` to `end`, which are in one line, is known to be printable ASCII:
        found out without reading what is in no memory."""
        if start >= end:
            return True
        near = self.place_at(start)
        leaf_index, at = near.leaf_index, near.start
        for branch in self.branches[near.branch_index :]:
            for leaf in branch.leaves[leaf_index:]:
                if leaf.paged:
                    if not leaf.is_plain:
                        return False
                else:
                    content = leaf.content[max(start - at, 0) : end - at]
                    if not content.isascii() or content.encode().translate(None, _PRINTABLE):
                        return False  # isprintable() takes four times as long
                at += leaf.length
                if at >= end:
                    return True
            leaf_index = 0
        return True

    # Lines

    def line_start(self, row: int) -> int:
        """The offset where row `row` starts. Raises IndexError for a row that is not there."""
        if row == 0:
            return 0
        if not 0 < row < self.line_count:
            raise IndexError(f"row {row} is outside a text of {self.line_count} lines")
        near = self._place_of_break(row - 1)
        return near.start + near.leaf.breaks[row - 1 - near.breaks_before] + 1

    def line_end(self, row: int) -> int:
        """The offset where row `row` ends, before its line break."""
        if row == self.line_count - 1:
            return self._length
        if not 0 <= row < self.line_count:
            raise IndexError(f"row {row} is outside a text of {self.line_count} lines")
        near = self._place_of_break(row)
        at = near.leaf.breaks[row - near.breaks_before]
        if at:
            return near.start + at - (near.leaf.content[at - 1] == "\r")
        # The break is the first of its leaf: a "\r" before it would be in another one.
        at = near.start
        return at - 1 if at and self.char_at(at - 1) == "\r" else at

    def line(self, row: int) -> str:
        """Row `row` without its line break."""
        if 0 < row < self.line_count - 1:
            near = self._place_of_break(row)
            inside = row - near.breaks_before
            if inside:  # The whole line is in one leaf: nearly always.
                breaks = near.leaf.breaks
                line = near.leaf.content[breaks[inside - 1] + 1 : breaks[inside]]
                return line[:-1] if line.endswith("\r") else line
        return self.slice(self.line_start(row), self.line_end(row))

    def lines(self, start_row: int, end_row: int) -> list[str]:
        """Rows `start_row` to `end_row` (excluded) without their line breaks."""
        if start_row >= end_row:
            return []
        content = self.slice(self.line_start(start_row), self.line_end(end_row - 1))
        lines = content.split("\n")
        if "\r" in content:
            last = lines.pop()  # Its break is not in `content`: a "\r" there is content.
            lines = [line[:-1] if line.endswith("\r") else line for line in lines]
            lines.append(last)
        return lines

    def row_at(self, offset: int) -> int:
        """The row that the offset is in; a line break belongs to the row that it ends."""
        near = self.place_at(offset)
        return near.breaks_before + bisect_left(near.leaf.breaks, offset - near.start)

    def point_at(self, offset: int) -> Point:
        """Row and column of the offset."""
        row = self.row_at(offset)
        return Point(row, offset - self.line_start(row))

    def offset_at(self, point: Point) -> int:
        """The offset of the point; row and column are clamped to what is there."""
        row = min(max(point.row, 0), self.line_count - 1)
        return min(self.line_start(row) + max(point.column, 0), self.line_end(row))

    # Deriving

    def edited(self, edits: Sequence[Edit]) -> Text:
        """The text with all `edits` made, in one pass.

        They are sorted and disjoint, and their offsets are those of this text. Raises ValueError
        for edits that overlap, are out of order or lie outside the text.
        """
        if len(edits) == 1:
            start, end, insert = edits[0]
            near = self._near
            if near is None or not near.start <= start <= end <= near.end:
                if not 0 <= start <= end <= self._length:
                    fault = f"does not fit a text of {self._length} code points"
                    raise ValueError(f"{edits[0]} {fault}")
                near = self.place_at(start)
            at, stop, breaks_before, leaf, branch_index, leaf_index = near
            if end <= stop and not leaf.paged:
                # What a key does.
                content = leaf.content
                breaks = leaf.break_count + insert.count("\n")
                if start < end:
                    breaks -= content.count("\n", start - at, end - at)
                content = f"{content[: start - at]}{insert}{content[end - at :]}"
                length = len(content)
                if LEAF_MINIMUM <= length <= LEAF_MAXIMUM or (
                    leaf.length == self._length and 0 < length <= LEAF_MAXIMUM
                ):
                    tree = self._tree
                    if not isinstance(tree, Tree):
                        tree = tree[0] if tree[1] is near else self.tree()
                    growth = length - leaf.length
                    new = Leaf(content, breaks)
                    near = new_place(
                        (at, stop + growth, breaks_before, new, branch_index, leaf_index)
                    )
                    rows = self.line_count + breaks - leaf.break_count
                    return Text((tree, near), self._length + growth, rows, near)
            last = near if end <= stop else self.place_at(end)
            if (leaf.paged or last.leaf.paged) and branch_index == last.branch_index:
                leaves = leaves_edited(near, last, edits[0])
                edited = self.tree().with_leaves(branch_index, leaf_index, last.leaf_index, leaves)
                return _of_tree(edited) if edited is not None else Text.EMPTY
        return Text.of_branches(branches_edited(self, edits))

    def grown(self, tail: Text) -> Text:
        """This text and then `tail`: what is in it stays where it is.

        Leaves of `tail` that go on where the last page of this text ends become one with it.
        """
        if not tail:
            return self
        if not self:
            return tail
        if tail._length <= LEAF_MAXIMUM and not tail.has_pages:
            return self.edited((Edit(self._length, self._length, str(tail)),))
        return Text.of_branches(branches_joined(self.branches, tail.branches))


def _of_tree(tree: Tree) -> Text:
    return Text(tree, tree.starts[-1], tree.rows[-1] + 1, None)


Text.EMPTY = _of_tree(Tree.of([Branch.of([Leaf("")])]))
