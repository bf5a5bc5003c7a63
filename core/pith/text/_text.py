"""A document's content: immutable, cheap to share and to derive from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from pith.text._leaves import FAN_MAXIMUM, LEAF_MAXIMUM, LEAF_MINIMUM, Branch, Builder, Leaf
from pith.text._tree import Place, Tree, new_place

if TYPE_CHECKING:
    from pith.text._leaves import AnyLeaf

_PRINTABLE = bytes(range(0x20, 0x7F))
NEAR = 768
"""Code points before and after an edit that are taken out of a page with it: most likely the
next edit is there too."""


class Point(NamedTuple):
    """A place for people: row and column from 0; the column counts code points of the line."""

    row: int
    column: int


class Edit(NamedTuple):
    """Replace `start` to `end` by `insert`; the offsets are those of the text before."""

    start: int
    end: int
    insert: str


_new_edit: Callable[[tuple[int, int, str]], Edit] = partial(tuple.__new__, Edit)


def many_edits(starts: Iterable[int], ends: Iterable[int], inserts: Iterable[str]) -> list[Edit]:
    """As many edits as there are starts; in less than half the time that one by one takes."""
    return list(map(_new_edit, zip(starts, ends, inserts, strict=False)))


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
            and _same_content(self, other)
        )

    def __hash__(self) -> int:
        return hash((self._length, self.line_count))

    # Finding leaves

    def _whole(self) -> Tree:
        """The tree with all edits in it."""
        tree = self._tree
        if not isinstance(tree, Tree):
            before, place = tree
            tree = before.with_leaf(place.branch_index, place.leaf_index, place.leaf)
            self._tree = tree
        return tree

    def _place(self, offset: int) -> Place:
        """The leaf that holds the code point at `offset`, or the last one at the very end."""
        near = self._near
        if near is not None and (
            near.start <= offset < near.end or offset == near.end == self._length
        ):
            return near
        if not 0 <= offset <= self._length:
            raise IndexError(f"offset {offset} is outside a text of {self._length} code points")
        near = self._near = self._whole().place_at(offset)
        return near

    def _place_of_break(self, index: int) -> Place:
        """The leaf that holds the line break number `index`."""
        near = self._near
        if near is not None:
            inside = index - near.breaks_before
            if 0 <= inside < near.leaf.break_count:
                return near
        near = self._near = self._whole().place_of_break(index)
        return near

    def leaf_between(self, offset: int) -> tuple[AnyLeaf, int, int]:
        """For this package: the leaf that holds the code point at `offset` (the last one at the
        end of the text), and where it starts and ends."""
        near = self._place(offset)
        return near.leaf, near.start, near.end

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
        near = self._place(start)
        if end <= near.end:
            return near.leaf.content[start - near.start : end - near.start]
        return "".join(self.chunks(start, end))

    def char_at(self, offset: int) -> str:
        """The code point at `offset`, "" at the end of the text."""
        if offset == self._length:
            return ""
        near = self._place(offset)
        return near.leaf.content[offset - near.start]

    def chunks(self, start: int = 0, end: int | None = None) -> Iterator[str]:
        """The content from `start` to `end` in pieces, without joining them."""
        end = self._length if end is None else min(end, self._length)
        start = max(start, 0)
        if start >= end:
            return
        near = self._place(start)
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
        return self._place(offset).leaf

    def leaves_of_rows(self, first_row: int, last_row: int, beyond: int = 0) -> list[AnyLeaf]:
        """The leaves that hold these rows, and as many `beyond` them on either side: found
        without reading any."""
        first_row = min(max(first_row, 0), self.line_count - 1)
        first = self._place_of_break(first_row - 1) if first_row else self._place(0)
        leaves: list[AnyLeaf] = []
        tree = self._whole()
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
        near = self._place(offset)
        leaf_index, at = near.leaf_index, near.start
        for branch in self.branches[near.branch_index :]:
            for leaf in branch.leaves[leaf_index:]:
                yield at, leaf
                at += leaf.length
            leaf_index = 0

    @property
    def branches(self) -> Sequence[Branch]:
        """For this package."""
        return self._whole().branches

    def with_branches(self, branches: list[Branch]) -> Text:
        """For this package: the same text in branches of the same lengths."""
        return _of_tree(self._whole().with_branches(branches))

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
        near = self._place(start)
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
        near = self._place(start)
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
        near = self._place(offset)
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
                near = self._place(start)
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
                        tree = tree[0] if tree[1] is near else self._whole()
                    growth = length - leaf.length
                    new = Leaf(content, breaks)
                    near = new_place(
                        (at, stop + growth, breaks_before, new, branch_index, leaf_index)
                    )
                    rows = self.line_count + breaks - leaf.break_count
                    return Text((tree, near), self._length + growth, rows, near)
            last = near if end <= stop else self._place(end)
            if (leaf.paged or last.leaf.paged) and branch_index == last.branch_index:
                return self._edited_in_branch(near, last, start, end, insert)
        return self._edited_often(edits)

    def _edited_often(self, edits: Sequence[Edit]) -> Text:
        builder = Builder()
        length = self._length
        position = 0
        # What is put together of the leaf that `content` is of, which goes from `base` to `stop`.
        pieces: list[str] = []
        content, base, stop = "", 0, -1
        for start, end, insert in edits:
            if not position <= start <= end <= length:
                fault = "overlaps another edit or is outside the text"
                raise ValueError(f"{Edit(start, end, insert)} {fault}")
            if end <= stop:
                pieces.append(content[position - base : start - base])
                pieces.append(insert)
            else:
                builder.add("".join(pieces))
                self._copy(builder, position, start)
                pieces = [insert]
                near = self._place(end)
                stop = -1
                if not near.leaf.paged:
                    content, base, stop = near.leaf.content, near.start, near.end
            position = end
        builder.add("".join(pieces))
        self._copy(builder, position, length)
        return Text.of_branches(builder.finish())

    def _edited_in_branch(
        self, first: Place, last: Place, start: int, end: int, insert: str
    ) -> Text:
        """This text with one edit that lies in one branch; the way of edits in pages."""
        builder = Builder()
        at = start - first.start
        near = max(at - NEAR, 0) if first.leaf.paged else at
        _add_part(builder, first.leaf, 0, near)
        _add_part(builder, first.leaf, near, at)
        builder.add(insert)
        at = end - last.start
        near = min(at + NEAR, last.leaf.length) if last.leaf.paged else at
        _add_part(builder, last.leaf, at, near)
        _add_part(builder, last.leaf, near, last.leaf.length)
        tree = self._whole().with_leaves(
            first.branch_index, first.leaf_index, last.leaf_index, builder.finish_leaves()
        )
        return _of_tree(tree) if tree is not None else Text.EMPTY

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
        branches = list(self.branches)
        more = tail.branches
        last, first = branches[-1].leaves, more[0].leaves
        joined = first[0].joined(last[-1]) if first[0].paged else None
        if joined is not None:
            branches[-1] = Branch.of([*last[:-1], joined])
            first = first[1:]
        if len(last) + len(first) <= FAN_MAXIMUM:
            branches[-1] = Branch.of([*branches[-1].leaves, *first])
        elif first:
            branches.append(Branch.of(first))
        return Text.of_branches([*branches, *more[1:]])

    def _copy(self, builder: Builder, start: int, end: int) -> None:
        """Hand `start` to `end` to the builder: as branches and leaves wherever they are whole."""
        tree = self._whole()
        while start < end:
            near = self._place(start)
            branch_index, leaf_index = near.branch_index, near.leaf_index
            if start > near.start or end < near.end:
                stop = min(end, near.end)
                _add_part(builder, near.leaf, start - near.start, stop - near.start)
                start = stop
            elif leaf_index == 0 and end >= tree.starts[branch_index + 1]:
                builder.add_branch(tree.branches[branch_index])
                start = tree.starts[branch_index + 1]
            else:
                builder.add_leaf(near.leaf)
                start = near.end


def _add_part(builder: Builder, leaf: AnyLeaf, start: int, end: int) -> None:
    """Hand a part of a leaf on: that of a page as one, unless it is small.

    What cannot be read any more stays in its page, so that it is never saved as what is shown.
    """
    if not leaf.paged:
        builder.add(leaf.content[start:end])
        return
    if start < end:
        content = leaf.read()
        if end - start > LEAF_MAXIMUM or leaf.page.lost:
            builder.add_leaf(leaf.part(start, end))
        else:
            builder.add(content[start:end])


def _same_content(one: Text, other: Text) -> bool:
    """Whether two texts of the same length are the same; what they share is not looked at."""
    ours, theirs = one.leaves(), other.leaves()
    mine, its = next(ours), next(theirs)
    at = place = 0  # how much of each leaf has been compared
    while True:
        size = min(mine.length - at, its.length - place)
        shared = mine is its or (mine.paged and its.paged and mine.is_same(its))
        shared = shared and at == place
        if not shared and mine.content[at : at + size] != its.content[place : place + size]:
            return False
        at, place = at + size, place + size
        if at == mine.length:
            following = next(ours, None)
            if following is None:
                return True
            mine, at = following, 0
        if place == its.length:
            following = next(theirs, None)
            if following is None:
                return True
            its, place = following, 0


def _of_tree(tree: Tree) -> Text:
    return Text(tree, tree.starts[-1], tree.rows[-1] + 1, None)


Text.EMPTY = _of_tree(Tree.of([Branch.of([Leaf("")])]))
