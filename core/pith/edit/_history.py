"""Undo as a tree: nothing that was ever typed is lost by undoing and going another way."""

from __future__ import annotations

from collections.abc import Callable

from pith.edit._changes import ChangeSet
from pith.edit._history_joining import TYPING, continues, is_same
from pith.edit._history_node import Node
from pith.edit._history_texts import (
    cut_off,
    exchanged_state,
    grow_texts,
    is_exchange,
    is_exchanged_since,
    move_texts,
)
from pith.edit._history_trimming import trim
from pith.edit._history_values import (
    HistorySnapshot,
    HistoryState,
    HistoryStep,
    HistoryTape,
    WholeTextError,
)
from pith.edit._history_ways import upwards, way
from pith.edit._packed_changes import Packed
from pith.edit._selection import Selection
from pith.text import Text

UNDO_MEMORY = 64 * 1024 * 1024  # bytes


class History:
    """The states a document has been in, as a tree whose root is how it was opened.

    It holds changes and no text: the owner applies what undo() and redo() return. Times are
    seconds of any clock that does not go back.

    Typing is gathered by words: a step ends where a space follows a word, where the selection was
    moved, after a pause, and when something other than typing happens. Deleting in one
    direction is gathered likewise, without words.

    It holds about `limit` bytes at most. What is over is forgotten: of the branches that undo
    does not lead to, the oldest first; then the oldest steps. The last step always stays. A
    number of a forgotten state is never that of another.
    """

    def __init__(self, limit: int = UNDO_MEMORY) -> None:
        start = Selection.caret(0)
        self._current = Node(None, None, None, start, start)
        self._states = 0
        self._open = False  # whether the current step may still grow
        self._latest: dict[int, Node] = {0: self._current}
        self._limit = limit
        self._size = 0
        self.tape: HistoryTape | None = None
        self._grown = 0
        self._has_whole = False

    def grow(self, length: int, tail: Text | None = None) -> None:
        """All states have become longer by that many code points at their end: by `tail`, if that
        is known.

        What is read later of a file, or appended to it, is no step: undoing leaves it there. To
        be called when the text has its new end, which a tape may want to see.
        """
        self._grown += length
        grow_texts(self._whole_nodes(), tail)
        if self.tape is not None:
            self.tape.grown(length)

    @property
    def state(self) -> int:
        """A number for the state the document is in: the same again when it is reached again."""
        return self._current.state

    def __contains__(self, state: int) -> bool:
        """Whether a state can be gone to."""
        return state in self._latest

    @property
    def can_undo(self) -> bool:
        current = self._current
        return current.parent is not None and (not current.whole or current.before is not None)

    @property
    def can_redo(self) -> bool:
        return bool(self._current.children)

    @property
    def undo_state(self) -> int | None:
        """The state that undo leads to, if it leads anywhere."""
        parent = self._current.parent
        return parent.state if parent is not None and self.can_undo else None

    @property
    def redo_state(self) -> int | None:
        """The state that redo leads to, if it leads anywhere."""
        children = self._current.children
        return children[-1].state if children else None

    @property
    def branches(self) -> int:
        """How many ways redo can go from here; the last one, which redo takes, is the latest."""
        return len(self._current.children)

    @property
    def size(self) -> int:
        """Bytes of memory it holds, about; a step that still grows is not counted yet."""
        return self._size

    @property
    def limit(self) -> int:
        return self._limit

    @limit.setter
    def limit(self, limit: int) -> None:
        self._limit = limit
        self._trim()

    def record(
        self,
        changes: ChangeSet,
        inverse: ChangeSet | None,
        selection_before: Selection,
        selection_after: Selection,
        event: str = "edit",
        time: float = 0.0,
        undo_group: str | None = None,
        joins: bool | None = None,
        text_before: Text | None = None,
        packed: Packed | None = None,
    ) -> None:
        """Enter changes that have been made; `inverse` takes them back. `packed` are the two, if
        somebody has packed them: then nothing joins them.

        `selection_before` and `selection_after` are those of the view that made them. `joins`
        says whether they belong to the current step, for one who knows; None: find out. Of
        changes that take out more than a string should hold there is no `inverse`: undoing them
        brings back `text_before`, or, where that is not known any more, cannot be done.
        """
        if not changes.edits:
            goes_on = self._open and event == TYPING
            if goes_on and is_same(selection_before, self._current.selection_after):
                self.reselect(selection_after)  # a bracket was typed over
            return
        if inverse is None:
            joins = False
        elif joins is None:
            joins = self._open and continues(
                self._current, changes, selection_before, event, time, undo_group
            )
        if joins and inverse is not None:
            self._lengthen(changes, inverse, selection_after, time)
        else:
            self._close()
            node = Node(self._current, changes, inverse, selection_before, selection_after)
            node.event, node.time, node.group = event, time, undo_group
            node.whole, node.before = inverse is None, text_before if inverse is None else None
            self._append(node)
            if packed is not None and undo_group is None:
                node.pack(packed)
                self._close()
            elif node.whole:
                self._close()
        if self.tape is not None:
            self.tape.recorded(
                changes,
                inverse,
                selection_before,
                selection_after,
                event,
                time,
                undo_group,
                joins,
            )

    def exchange(
        self,
        before: Text | None,
        after: Text | None,
        selection_before: Selection,
        selection_after: Selection,
        event: str = "edit",
        time: float = 0.0,
    ) -> None:
        """Enter that the text `before` was exchanged for another one as a whole. What is not known
        (None) cannot be gone to."""
        self._close()
        node = Node(self._current, None, None, selection_before, selection_after)
        node.event, node.time = event, time
        node.whole, node.before, node.after = True, before, after
        self._append(node)
        self._close()
        if self.tape is not None:
            self.tape.exchanged(selection_after, event, time)

    def _append(self, node: Node) -> None:
        """Go to a new state, a child of the current one, by a step that may grow."""
        node.grown = self._grown
        self._current.children.append(node)
        self._current.record = None
        self._current = node
        self._open = True
        self._has_whole = self._has_whole or node.whole
        self._number(node)

    def _lengthen(
        self, changes: ChangeSet, inverse: ChangeSet, selection_after: Selection, time: float
    ) -> None:
        """Let the current step go on: the state it has led to so far is gone."""
        node = self._current
        self._open = True
        node.record = None
        if node.parent is not None:
            node.parent.record = None
        del self._latest[node.state]
        if node.grown != self._grown:
            node.extend(self._grown)
        node.add(changes, inverse)
        node.selection_after = selection_after
        node.time = time
        self._number(node)

    def _number(self, node: Node) -> None:
        self._states += 1
        node.state = self._states
        self._latest[node.state] = node

    def reselect(self, selection_after: Selection) -> None:
        """Let the current step end with another selection."""
        self._current.selection_after = selection_after
        self._current.record = None
        if self.tape is not None:
            self.tape.reselected(selection_after)

    def _close(self) -> None:
        if self._open:
            self._open = False
            self._current.put_together()
            self._current.pack()
            self._size += self._current.measure()
            self._trim()

    def _trim(self) -> None:
        if self._size > self._limit:
            self._size -= trim(self._latest, self._current, self._size - self._limit * 9 // 10)

    def end_step(self) -> None:
        """Let the next changes start a step of their own (after a save, or a click)."""
        self._close()

    # Going through the tree

    def undo(self) -> HistoryStep | None:
        """Go to the state before the current step; None at the root."""
        step = self._up()
        if step is not None:
            self._tell_moved()
        return step

    def redo(self, branch: int = -1) -> HistoryStep | None:
        """Go to the state after the step undone last, or into another branch; None if none is."""
        self._close()
        if not -self.branches <= branch < self.branches:
            return None
        step = self._down(self._current.children[branch])
        self._tell_moved()
        return step

    def go_to(self, state: int, *, remember: bool = True) -> list[HistoryStep]:
        """The steps, in order, to a state anywhere in the tree. Raises KeyError if it is gone.

        A state inside a step (between two letters of a word) is gone. Without `remember`, redo
        takes the branches that it would have taken before.
        """
        self._close()  # which may forget what is over the limit
        target = self._latest[state]
        above = list(upwards(target))
        on_way = {id(each): index for index, each in enumerate(above)}
        steps: list[HistoryStep] = []
        while id(self._current) not in on_way:
            step = self._up()
            if step is None:  # the root is above every state, but texts may be unknown
                raise WholeTextError(state)
            steps.append(step)
        down = above[: on_way[id(self._current)]]
        steps += [self._down(each, remember) for each in reversed(down)]
        if steps:
            self._tell_moved(remember)
        return steps

    def changes_to(self, state: int, start: int | None = None) -> ChangeSet | None:
        """The changes that lead from state `start` (None: the current one) to another one,
        without going there; None if they are one. A step that grows goes on growing. Raises
        KeyError for a state that is gone, and WholeTextError if a text on the way is kept as a
        whole."""
        up, down = self._way(state, start)
        parts: list[ChangeSet] = []
        for node in up:
            if node.whole:
                raise WholeTextError(node.state)
            node.extend(self._grown)
            parts += node.backward[::-1]
        for node in down:
            if is_exchange(node):
                raise WholeTextError(node.state)
            node.extend(self._grown)
            parts += node.forward
        return ChangeSet.compose_all(parts) if parts else None

    def edits_to(self, state: int) -> int | None:
        """How many edits changes_to() a state would go over; None where it would raise
        WholeTextError. Raises KeyError for a state that is gone."""
        up, down = self._way(state)
        if any(node.whole for node in up) or any(is_exchange(node) for node in down):
            return None
        return sum([node.edit_count for node in (*up, *down)])

    def _way(self, state: int, start: int | None = None) -> tuple[list[Node], list[Node]]:
        source = self._latest[start] if start is not None else self._current
        return way(source, self._latest[state])

    def _up(self) -> HistoryStep | None:
        self._close()
        node = self._current
        if node.parent is None or not self.can_undo:
            return None
        self._current = node.parent
        node.extend(self._grown)
        if node.before is not None:
            none = ChangeSet.empty(len(node.before))
            return HistoryStep(lambda: none, node.selection_before, node.event, node.before)
        return HistoryStep(node.inverse, node.selection_before, node.event)

    def _down(self, node: Node, remember: bool = True) -> HistoryStep:
        self._close()
        children = self._current.children
        if remember:
            children.remove(node)
            children.append(node)  # What was gone to last is what redo takes the next time.
            self._current.record = None
        self._current = node
        node.extend(self._grown)
        if is_exchange(node):
            if node.after is None:
                raise WholeTextError(node.state)
            none = ChangeSet.empty(len(node.after))
            return HistoryStep(lambda: none, node.selection_after, node.event, node.after)
        return HistoryStep(node.changes, node.selection_after, node.event)

    # Texts that are kept as a whole

    def _whole_nodes(self) -> list[Node]:
        if not self._has_whole:
            return []
        return [node for node in self._latest.values() if node.whole]

    def exchanged_state(self) -> int | None:
        """The last state on the way here that was reached by exchange(), if there is one."""
        return exchanged_state(self._current)

    def is_exchanged_since(self, state: int) -> bool:
        """Whether the way here from an earlier state goes through exchange()."""
        return is_exchanged_since(self._current, state)

    def move_texts(self, moved: Callable[[Text], Text]) -> None:
        """The texts it holds lie elsewhere now: `moved` gives each as it is there."""
        move_texts(self._whole_nodes(), moved)

    def find_texts(self, find: Callable[[int], Text | None]) -> bool:
        """For who brings a history back: `find` gives the text of a state, if it can be known.
        Where it cannot, what lies before is forgotten; returns whether something was."""
        forgot = False
        for node in self._whole_nodes():
            if node.before is None and node.parent is not None:
                node.before = find(node.parent.state)
                node.record = None
                if node.before is None or not (node.has_changes or node.after):
                    self._size -= cut_off(self._latest, self._current, node)
                    forgot = True
        return forgot

    def _tell_moved(self, remember: bool = True) -> None:
        if self.tape is not None:
            self.tape.moved(self._current.state, remember)

    # Looking at the tree

    def states(self) -> list[HistoryState]:
        """Every state that can be gone to, in the order in which they came to be. A step that
        grows ends."""
        from pith.edit._history_states import states_of  # nobody asks at the start

        self._close()
        return states_of(self._latest, self._current)

    def neighbour(self, by: int) -> int | None:
        """The state that came to be `by` states later than this one (earlier if negative), on
        whichever branch; the last one there is in that direction, None if there is none."""
        from pith.edit._history_states import neighbour_of

        self._close()
        return neighbour_of(self._latest, self._current, by)

    def state_at(self, time: float) -> int:
        """The state the document had come to at `time`: the last that is not younger."""
        from pith.edit._history_states import state_at

        self._close()
        return state_at(self._latest, time)

    # As a value

    def snapshot(self) -> HistorySnapshot:
        """The tree as it is now. A step that grows goes on growing."""
        grown = self._grown
        records = tuple(
            [
                node.record if node.record is not None and node.grown == grown else node.note(grown)
                for node in self._latest.values()
            ]
        )
        return HistorySnapshot(records, self._current.state, self._states, self._open)

    @classmethod
    def of_snapshot(cls, snapshot: HistorySnapshot, limit: int = UNDO_MEMORY) -> History:
        """The history that a snapshot was taken of. Raises ValueError for one that is no tree."""
        from pith.edit._history_snapshots import nodes_of  # a start without a crash has none

        history = cls(limit)
        history._latest = nodes = nodes_of(snapshot)
        history._current = nodes[snapshot.current]
        history._states = snapshot.latest_state
        history._open = snapshot.is_open
        history._size = sum([node.size for node in nodes.values()])
        history._has_whole = any(node.whole for node in nodes.values())
        return history
