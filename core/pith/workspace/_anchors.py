"""Places in a document that go along with its edits."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter

from pith.edit import ChangeSet
from pith.workspace._document import Document
from pith.workspace._document_values import DocumentChange
from pith.workspace._moved_lines import MovedLines, may_move_lines

_MOST_PENDING = 200
_MOST_DELETIONS = 100
_BACKWARDS = ("undo", "undo.goTo")
_start_of = attrgetter("start")


class Anchor:
    """One place. It stays behind what is inserted right at it, so that the place of a line goes
    down with the line when something is put above; or before that, if it is said to. When what it
    stood before was deleted, undo brings it back there, unless that undoes several edits at once.
    Where an edit puts lines into another order, it goes with its line.
    """

    __slots__ = ("_anchors", "_deletions", "_offset", "_side")

    def __init__(self, anchors: Anchors, offset: int, side: int) -> None:
        """For Anchors: use its `add`."""
        self._anchors = anchors
        self._offset = offset
        self._side = side
        self._deletions: list[tuple[int, int]] = []  # how far in what was deleted, and its length

    @property
    def offset(self) -> int:
        """Where it is in the document's text as it is now."""
        self._anchors.settle()
        return min(self._offset, len(self._anchors.document.text))

    @property
    def row(self) -> int:
        return self._anchors.document.text.row_at(self.offset)

    def move(self, offset: int) -> None:
        """Put it elsewhere; the offset is one of the text as it is now."""
        self._anchors.settle()
        self._offset = offset

    def mapped(self, changes: ChangeSet, backwards: bool, lines: MovedLines | None = None) -> None:
        """For Anchors: the text has changed; `backwards`: edits were undone. `lines` says where
        those are that may have been put elsewhere."""
        offset, deletions = self._offset, self._deletions
        at = bisect_right(changes.edits, offset, key=_start_of) - 1
        edit = changes.edits[at] if at >= 0 else None
        moved = lines.find(offset) if lines is not None else None
        self._offset = changes.map(offset, self._side) if moved is None else moved
        if edit is None or offset > edit.end:
            return
        # Whatever touches the place is noted, so that deletions are undone one for one.
        if not backwards:
            if edit.start < edit.end:
                deletions.append((offset - edit.start, edit.end - edit.start))
                del deletions[:-_MOST_DELETIONS]
        elif deletions and (edit.insert or moved is not None):
            far, length = deletions.pop()
            if length == len(edit.insert):
                self._offset = changes.map(edit.start, -1) + far
            elif moved is None:  # several are undone at once
                deletions.clear()


class Anchors:
    """The places of one document.

    An edit costs next to nothing: places are moved when somebody asks for one, or when lines may
    have changed places. A document that
    was replaced as a whole keeps the offsets, as far as it goes.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._anchors: list[Anchor] = []
        self._pending: list[tuple[ChangeSet, bool]] = []  # and whether they undo something
        self._listening = (
            document.changed.connect(self._changed),
            document.replaced.connect(lambda _: self._pending.clear()),
        )

    def add(self, offset: int, *, before: bool = False) -> Anchor:
        """A place at an offset of the text as it is now; `before`: before what is put there."""
        self.settle()
        anchor = Anchor(self, offset, -1 if before else 1)
        self._anchors.append(anchor)
        return anchor

    def remove(self, anchor: Anchor) -> None:
        self._anchors = [each for each in self._anchors if each is not anchor]

    def __len__(self) -> int:
        return len(self._anchors)

    def _changed(self, change: DocumentChange) -> None:
        if not self._anchors:
            return
        backwards = change.event in _BACKWARDS
        if may_move_lines(change.changes):  # which only the texts say
            self.settle()
            lines = MovedLines(change.before, change.changes, change.after)
            for anchor in self._anchors:
                anchor.mapped(change.changes, backwards, lines)
        elif change.changes.edits:
            self._pending.append((change.changes, backwards))
            if len(self._pending) >= _MOST_PENDING:
                self.settle()

    def settle(self) -> None:
        """Bring all places up to date."""
        if self._pending:
            pending, self._pending = self._pending, []
            for changes, backwards in pending:
                for anchor in self._anchors:
                    anchor.mapped(changes, backwards)

    def dispose(self) -> None:
        self.settle()
        for listening in self._listening:
            listening.dispose()
