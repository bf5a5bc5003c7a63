"""Single edits that touch each other, which is what typing and deleting give, as one."""

from __future__ import annotations

from pith.edit._changes import ChangeSet
from pith.text import Edit


class EditRun:
    """Gathers edits of which each touches what the ones before it have put in or left open.

    What is gathered takes as much memory as the text it puts in and takes out, however many
    edits that were.
    """

    __slots__ = ("_at", "_before", "_pieces", "_removed", "_start", "last_insert")

    def __init__(self, changes: ChangeSet, inverse: ChangeSet) -> None:
        """Begin with changes of one edit."""
        left, _, insert = changes.edits[0]
        self._before = changes.length_before
        self._start, self._at = left, left + len(insert)
        self._removed = inverse.edits[0].insert
        self._pieces = [insert]
        #: What the last edit has put in.
        self.last_insert = insert

    def take(self, changes: ChangeSet, inverse: ChangeSet) -> bool:
        """Add what follows, if it is one edit that touches; False if it is not."""
        edits = changes.edits
        if len(edits) != 1:
            return False
        left, right, insert = edits[0]
        start, at = self._start, self._at
        if left == right == at:
            self._pieces.append(insert)
            self._at = at + len(insert)
        elif right == at and not insert and right - left <= len(self._pieces[-1]):
            # The last ones that were typed are deleted.
            self._pieces[-1] = self._pieces[-1][: left - right]
            self._at = left
            if not self._pieces[-1] and len(self._pieces) > 1:
                self._pieces.pop()
        elif left <= at and right >= start:
            gone = inverse.edits[0].insert
            before, after = max(start - left, 0), max(right - at, 0)
            inserted = "".join(self._pieces)
            self._pieces = [inserted[: max(left - start, 0)], insert, inserted[right - start :]]
            self._removed = gone[:before] + self._removed + gone[len(gone) - after :]
            self._start = min(start, left)
            self._at = self._start + sum(map(len, self._pieces))
        else:
            return False
        self.last_insert = insert
        return True

    def finish(self) -> tuple[ChangeSet, ChangeSet]:
        """All of it, and what takes it back."""
        inserted = "".join(self._pieces)
        before = self._before
        after = before + len(inserted) - len(self._removed)
        if not inserted and not self._removed:
            return ChangeSet.empty(before), ChangeSet.empty(after)
        start = self._start
        edit = Edit(start, start + len(self._removed), inserted)
        inverse = Edit(start, start + len(inserted), self._removed)
        return (
            ChangeSet(before, (edit,), after),
            ChangeSet(after, (inverse,), before),
        )
