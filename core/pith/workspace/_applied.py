"""What comes of many changes, found beforehand: in a long text that takes longer than a frame."""

from __future__ import annotations

from typing import NamedTuple

from pith.edit import ChangeSet, Packed, is_within_reach
from pith.text import Text


class Applied(NamedTuple):
    """Changes to the text `before`, the one after them, and what takes them back (None: that
    text itself is kept, as so much was deleted). `packed`: as a history keeps very many."""

    before: Text
    changes: ChangeSet
    after: Text
    inverse: ChangeSet | None
    packed: Packed | None = None

    @classmethod
    def of(cls, before: Text, changes: ChangeSet, after: Text | None = None) -> Applied:
        """On any thread. `after` is for one who has that text already. Raises ValueError for
        changes that do not fit the one or the other."""
        if after is None:
            after = changes.apply(before)
        elif len(after) != changes.length_after:
            raise ValueError(f"{changes} do not lead to a text of {len(after)} code points")
        inverse: ChangeSet | None = None
        if is_within_reach(len(before)) or is_within_reach(changes.removed):
            inverse = changes.invert(before)
        changes.map(0)  # what mapping selections takes is found here, and not where all is shown
        return cls(before, changes, after, inverse)

    def to_keep(self) -> Applied:
        """With what a history would do first with very many edits. On a worker."""
        return self._replace(packed=Packed.of(self.changes, self.inverse))
