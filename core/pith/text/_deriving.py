"""The leaves and branches of a text that is derived from another one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pith.text._edit_values import Edit
from pith.text._leaves import FAN_MAXIMUM, LEAF_MAXIMUM, Branch, Builder
from pith.text._tree import Place

if TYPE_CHECKING:
    from pith.text._leaves import AnyLeaf
    from pith.text._text import Text

NEAR = 768
"""Code points before and after an edit that are taken out of a page with it: most likely the
next edit is there too."""


def branches_edited(text: Text, edits: Sequence[Edit]) -> list[Branch]:
    """What `text` consists of when all edits are made; as Text.edited() has them."""
    builder = Builder()
    length = len(text)
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
            _copy(builder, text, position, start)
            pieces = [insert]
            near = text.place_at(end)
            stop = -1
            if not near.leaf.paged:
                content, base, stop = near.leaf.content, near.start, near.end
        position = end
    builder.add("".join(pieces))
    _copy(builder, text, position, length)
    return builder.finish()


def leaves_edited(first: Place, last: Place, edit: Edit) -> list[AnyLeaf]:
    """What stands in the place of the leaves from `first` to `last`, in which an edit starts and
    ends, when it is made; the way of edits in pages."""
    start, end, insert = edit
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
    return builder.finish_leaves()


def branches_joined(branches: Sequence[Branch], more: Sequence[Branch]) -> list[Branch]:
    """What a text and then another one consist of: leaves of the second that go on where the last
    page of the first ends become one with it."""
    joined_branches = list(branches)
    last, first = joined_branches[-1].leaves, more[0].leaves
    joined = first[0].joined(last[-1]) if first[0].paged else None
    if joined is not None:
        joined_branches[-1] = Branch.of([*last[:-1], joined])
        first = first[1:]
    if len(last) + len(first) <= FAN_MAXIMUM:
        joined_branches[-1] = Branch.of([*joined_branches[-1].leaves, *first])
    elif first:
        joined_branches.append(Branch.of(first))
    return [*joined_branches, *more[1:]]


def _copy(builder: Builder, text: Text, start: int, end: int) -> None:
    """Hand `start` to `end` to the builder: as branches and leaves wherever they are whole."""
    tree = text.tree()
    while start < end:
        near = text.place_at(start)
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
