"""Undo as a tree: nothing that was ever typed is lost by undoing and going another way."""

from __future__ import annotations

from pith.edit._changes import ChangeSet
from pith.edit._selection import Selection

TYPING = "input.type"
DELETING = ("delete.left", "delete.right")
PAUSE = 2.0  # seconds after which typing starts a new step


class HistoryStep:
    """What undo or redo does: `changes` to the text as it is, and the selection after them."""

    __slots__ = ("changes", "event", "selection")

    def __init__(self, changes: ChangeSet, selection: Selection, event: str) -> None:
        self.changes = changes
        self.selection = selection
        self.event = event


class _Node:
    """A state that was reached from `parent` by the changes in `forward`, in order.

    While a step still grows, its parts are kept one by one: putting them together for every key
    would cost more than the edit.
    """

    __slots__ = (
        "backward",
        "children",
        "event",
        "forward",
        "group",
        "parent",
        "selection_after",
        "selection_before",
        "state",
        "time",
    )

    def __init__(
        self,
        parent: _Node | None,
        changes: ChangeSet | None,
        inverse: ChangeSet | None,
        selection_before: Selection,
        selection_after: Selection,
    ) -> None:
        self.parent = parent
        self.forward = [changes] if changes is not None else []
        self.backward = [inverse] if inverse is not None else []
        self.selection_before = selection_before
        self.selection_after = selection_after
        self.children: list[_Node] = []
        self.event = ""
        self.group: str | None = None
        self.time = 0.0
        self.state = 0

    def changes(self) -> ChangeSet:
        if len(self.forward) > 1:
            whole = self.forward[0]
            for changes in self.forward[1:]:
                whole = whole.compose(changes)
            self.forward = [whole]
        return self.forward[0]

    def inverse(self) -> ChangeSet:
        if len(self.backward) > 1:
            whole = self.backward[-1]
            for inverse in self.backward[-2::-1]:
                whole = whole.compose(inverse)
            self.backward = [whole]
        return self.backward[0]


class History:
    """The states a document has been in, as a tree whose root is how it was opened.

    It holds changes and no text: the owner applies what undo() and redo() return. Times are
    seconds of any clock that does not go back.

    Typing is gathered by words: a step ends where a space follows a word, where the selection was
    moved, after a pause, and when something other than typing happens. Deleting in one
    direction is gathered likewise, without words.
    """

    def __init__(self) -> None:
        start = Selection.caret(0)
        self._current = _Node(None, None, None, start, start)
        self._states = 0
        self._open = False  # whether the current step may still grow
        self._latest: dict[int, _Node] = {0: self._current}

    @property
    def state(self) -> int:
        """A number for the state the document is in: the same again when it is reached again."""
        return self._current.state

    @property
    def can_undo(self) -> bool:
        return self._current.parent is not None

    @property
    def can_redo(self) -> bool:
        return bool(self._current.children)

    @property
    def branches(self) -> int:
        """How many ways redo can go from here; the last one, which redo takes, is the latest."""
        return len(self._current.children)

    def record(
        self,
        changes: ChangeSet,
        inverse: ChangeSet,
        selection_before: Selection,
        selection_after: Selection,
        event: str = "edit",
        time: float = 0.0,
        undo_group: str | None = None,
    ) -> None:
        """Enter changes that have been made; `inverse` takes them back.

        `selection_before` and `selection_after` are those of the view that made them.
        """
        current = self._current
        if changes.is_empty:
            if self._open and event == TYPING and _same(selection_before, current.selection_after):
                current.selection_after = selection_after  # a bracket was typed over
            return
        self._states += 1
        if self._continues(changes, selection_before, event, time, undo_group):
            del self._latest[current.state]
            current.forward.append(changes)
            current.backward.append(inverse)
            node = current
        else:
            self._close()
            node = _Node(current, changes, inverse, selection_before, selection_after)
            node.event, node.group = event, undo_group
            current.children.append(node)
            self._current = node
            self._open = True
        node.selection_after = selection_after
        node.time = time
        node.state = self._states
        self._latest[node.state] = node

    def _continues(
        self,
        changes: ChangeSet,
        selection_before: Selection,
        event: str,
        time: float,
        undo_group: str | None,
    ) -> bool:
        current = self._current
        if not self._open or current.parent is None:
            return False
        if undo_group is not None or current.group is not None:
            return undo_group == current.group
        if event != current.event or not (event == TYPING or event in DELETING):
            return False
        if time - current.time > PAUSE or not _same(selection_before, current.selection_after):
            return False
        return event != TYPING or not _starts_word_gap(current.forward[-1], changes)

    def _close(self) -> None:
        if self._open:
            self._current.changes()
            self._current.inverse()
            self._open = False

    def end_step(self) -> None:
        """Let the next changes start a step of their own (after a save, or a click)."""
        self._close()

    def undo(self) -> HistoryStep | None:
        """Go to the state before the current step; None at the root."""
        self._close()
        node = self._current
        if node.parent is None:
            return None
        self._current = node.parent
        return HistoryStep(node.inverse(), node.selection_before, node.event)

    def redo(self, branch: int = -1) -> HistoryStep | None:
        """Go to the state after the step undone last, or into another branch; None if none is."""
        self._close()
        children = self._current.children
        if not -len(children) <= branch < len(children):
            return None
        node = children.pop(branch)
        children.append(node)  # What was gone to last is what redo takes the next time.
        self._current = node
        return HistoryStep(node.changes(), node.selection_after, node.event)

    def go_to(self, state: int) -> list[HistoryStep]:
        """The steps, in order, to a state anywhere in the tree. Raises KeyError if it is gone.

        A state inside a step (between two letters of a word) is gone.
        """
        target = self._latest[state]
        above: list[_Node] = []
        node: _Node | None = target
        while node is not None:
            above.append(node)
            node = node.parent
        on_way = {id(each): index for index, each in enumerate(above)}
        steps: list[HistoryStep] = []
        while id(self._current) not in on_way:
            step = self.undo()
            assert step is not None  # The root is above every state.
            steps.append(step)
        for each in reversed(above[: on_way[id(self._current)]]):
            redone = self.redo(self._current.children.index(each))
            assert redone is not None
            steps.append(redone)
        return steps


def _same(one: Selection, other: Selection) -> bool:
    """Whether the same is selected; goal columns aside."""
    if one.ranges == other.ranges:
        return True
    return len(one.ranges) == len(other.ranges) and all(
        a.anchor == b.anchor and a.head == b.head
        for a, b in zip(one.ranges, other.ranges, strict=True)
    )


def _starts_word_gap(before: ChangeSet, changes: ChangeSet) -> bool:
    """Whether a space is typed after something else."""
    typed, last = changes.edits[0].insert, before.edits[0].insert
    return typed[:1].isspace() and not last[-1:].isspace()
