"""Undo as a tree: nothing that was ever typed is lost by undoing and going another way."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pith.edit._changes import ChangeSet
from pith.edit._history_node import Node
from pith.edit._history_trimming import trim
from pith.edit._history_values import (
    HistorySnapshot,
    HistoryState,
    HistoryStep,
    HistoryTape,
    WholeTextError,
)
from pith.edit._packed_changes import Packed, PackedChanges
from pith.edit._selection import Selection
from pith.text import Text

TYPING = "input.type"
DELETING = ("delete.left", "delete.right")
PAUSE = 2.0  # seconds after which typing starts a new step
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
        for node in self._whole_nodes():
            node.record = None
            for name in ("before", "after"):
                text = getattr(node, name)
                if text is not None:
                    setattr(node, name, text.grown(tail) if tail is not None else None)
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
        current = self._current
        if inverse is None:
            joins = False
        if not changes.edits:
            if self._open and event == TYPING and _same(selection_before, current.selection_after):
                self.reselect(selection_after)  # a bracket was typed over
            return
        if joins is None:
            joins = self._open and self._continues(
                changes, selection_before, event, time, undo_group
            )
        self._states += 1
        if joins and inverse is not None:
            self._open = True
            current.record = None
            if current.parent is not None:
                current.parent.record = None
            del self._latest[current.state]
            if current.grown != self._grown:
                current.extend(self._grown)
            current.add(changes, inverse)
            node = current
        else:
            self._close()
            node = Node(current, changes, inverse, selection_before, selection_after)
            node.event, node.group, node.grown = event, undo_group, self._grown
            current.children.append(node)
            current.record = None
            self._current = node
            self._open = True
            if inverse is None:
                node.whole = self._has_whole = True
                node.before = text_before
        node.selection_after = selection_after
        node.time = time
        node.state = self._states
        self._latest[node.state] = node
        done = packed is not None and not joins and undo_group is None
        if done:
            node.pack(packed)
        if node.whole or done:
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
        self._states += 1
        node = Node(self._current, None, None, selection_before, selection_after)
        node.whole = self._has_whole = True
        node.before, node.after = before, after
        node.event, node.time, node.grown = event, time, self._grown
        node.state = self._states
        self._current.children.append(node)
        self._current.record = None
        self._current = self._latest[node.state] = node
        self._size += node.measure()
        self._trim()
        if self.tape is not None:
            self.tape.exchanged(selection_after, event, time)

    def reselect(self, selection_after: Selection) -> None:
        """Let the current step end with another selection."""
        self._current.selection_after = selection_after
        self._current.record = None
        if self.tape is not None:
            self.tape.reselected(selection_after)

    def _continues(
        self,
        changes: ChangeSet,
        selection_before: Selection,
        event: str,
        time: float,
        undo_group: str | None,
    ) -> bool:
        current = self._current
        if current.parent is None:
            return False
        if undo_group is not None or current.group is not None:
            return undo_group == current.group
        if event != current.event or time - current.time > PAUSE:
            return False
        before = current.selection_after
        if selection_before is not before and not _same(selection_before, before):
            return False
        if event == TYPING:
            # A word ends where a space is typed after something else.
            typed = changes.edits[0].insert
            return not typed[:1].isspace() or current.last_insert[-1:].isspace()
        return event in DELETING

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
        below: list[Node] = []
        node: Node | None = target
        while node is not None:
            below.append(node)
            node = node.parent
        on_way = {id(each): index for index, each in enumerate(below)}
        steps: list[HistoryStep] = []
        while id(self._current) not in on_way:
            step = self._up()
            if step is None:  # the root is above every state, but texts may be unknown
                raise WholeTextError(state)
            steps.append(step)
        down = below[: on_way[id(self._current)]]
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
            if node.whole and not node.has_changes:
                raise WholeTextError(node.state)
            node.extend(self._grown)
            parts += node.forward
        return ChangeSet.compose_all(parts) if parts else None

    def edits_to(self, state: int) -> int | None:
        """How many edits changes_to() a state would go over; None where it would raise
        WholeTextError. Raises KeyError for a state that is gone."""
        up, down = self._way(state)
        if any(node.whole for node in up) or any(
            node.whole and not node.has_changes for node in down
        ):
            return None
        return sum([node.edit_count for node in (*up, *down)])

    def _way(self, state: int, start: int | None = None) -> tuple[list[Node], list[Node]]:
        """The nodes whose steps are taken back, and then those whose steps are made, on the way
        from state `start` (None: the current one) to another one."""
        source = self._latest[start] if start is not None else self._current
        target = self._latest[state]
        if source.parent is target:  # undo
            return [source], []
        if target.parent is source:  # redo
            return [], [target]
        down: list[Node] = []
        node: Node | None = target
        while node is not None:
            down.append(node)
            node = node.parent
        on_way = {id(each): index for index, each in enumerate(down)}
        up: list[Node] = []
        while id(source) not in on_way:
            up.append(source)
            assert source.parent is not None  # The root is above every state.
            source = source.parent
        return up, down[: on_way[id(source)]][::-1]

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
        if node.whole and not node.has_changes:
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
        node: Node | None = self._current
        while node is not None and not (node.whole and not node.has_changes):
            node = node.parent
        return node.state if node is not None else None

    def is_exchanged_since(self, state: int) -> bool:
        """Whether the way here from an earlier state goes through exchange()."""
        node: Node | None = self._current
        while node is not None and node.state != state:
            if node.whole and not node.has_changes:
                return True
            node = node.parent
        return False

    def move_texts(self, moved: Callable[[Text], Text]) -> None:
        """The texts it holds lie elsewhere now: `moved` gives each as it is there."""
        for node in self._whole_nodes():
            node.record = None
            if node.before is not None:
                node.before = moved(node.before)
            if node.after is not None:
                node.after = moved(node.after)

    def find_texts(self, find: Callable[[int], Text | None]) -> bool:
        """For who brings a history back: `find` gives the text of a state, if it can be known.
        Where it cannot, what lies before is forgotten; returns whether something was."""
        forgot = False
        for node in self._whole_nodes():
            if node.before is None and node.parent is not None:
                node.before = find(node.parent.state)
                node.record = None
                if node.before is None or not (node.has_changes or node.after):
                    self._cut_off(node)
                    forgot = True
        return forgot

    def _cut_off(self, node: Node) -> None:
        """Of what lies before a node and what lies behind it, keep where the document is."""
        assert node.parent is not None
        below = {id(node)}
        for each in self._latest.values():  # children come after their parents
            if each.parent is not None and id(each.parent) in below:
                below.add(id(each))
        keep_below = id(self._current) in below
        node.parent.children.remove(node)
        node.parent.record = None
        if keep_below:
            node.parent = node.record = None
            node.whole, node.before, node.after = False, None, None
            node.set_changes([], [])
        for state, each in list(self._latest.items()):
            if (id(each) in below) != keep_below:
                del self._latest[state]
                self._size -= each.size

    def _tell_moved(self, remember: bool = True) -> None:
        if self.tape is not None:
            self.tape.moved(self._current.state, remember)

    # Looking at the tree

    def states(self) -> list[HistoryState]:
        """Every state that can be gone to, in the order in which they came to be. A step that
        grows ends."""
        self._close()
        path: set[int] = set()
        node: Node | None = self._current
        while node is not None:
            path.add(node.state)
            node = node.parent
        return [
            HistoryState(
                node.state,
                node.parent.state if node.parent is not None else None,
                node.time,
                node.event,
                *_amounts(node),
                node is self._current,
                node.state in path,
            )
            for node in self._latest.values()
        ]

    def neighbour(self, by: int) -> int | None:
        """The state that came to be `by` states later than this one (earlier if negative), on
        whichever branch; the last one there is in that direction, None if there is none."""
        self._close()
        states = list(self._latest)
        at = states.index(self._current.state)
        to = max(0, min(len(states) - 1, at + by))
        return states[to] if to != at else None

    def state_at(self, time: float) -> int:
        """The state the document had come to at `time`: the last that is not younger."""
        self._close()
        found = next(iter(self._latest))
        for state, node in self._latest.items():
            if node.time <= time:
                found = state
        return found

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
        history = cls(limit)
        nodes: dict[int, Node] = {}
        try:
            for each in snapshot.records:
                parent = nodes[each.parent] if each.parent is not None else None
                if (parent is None) != (not nodes) or each.state in nodes:
                    raise ValueError("a history has one root, and a number for each state")
                node = Node(parent, None, None, each.selection_before, each.selection_after)
                node.set_changes(_unpacked(each.forward), _unpacked(each.backward[::-1]))
                node.pack()
                node.event, node.group, node.time = each.event, each.group, each.time
                node.state = each.state
                node.whole, node.before, node.after = each.whole, each.before, each.after
                history._has_whole = history._has_whole or each.whole
                nodes[each.state] = node
                if parent is not None:
                    history._size += node.measure()
            for each in snapshot.records:
                nodes[each.state].children = [nodes[child] for child in each.children]
            history._current = nodes[snapshot.current]
        except KeyError as error:
            raise ValueError(f"a history has no state {error}") from None
        history._latest = nodes
        history._states = snapshot.latest_state
        history._open = snapshot.is_open
        return history


def _unpacked(parts: Iterable[ChangeSet | PackedChanges]) -> list[ChangeSet]:
    return [each.unpack() if isinstance(each, PackedChanges) else each for each in parts]


def _amounts(node: Node) -> tuple[int, int, str]:
    """Code points put in and taken out, and the beginning of either."""
    packed = node.packed
    if packed is not None:
        made, back = packed
        deleted = made.inserted - made.length_after + made.length_before
        taken = back.first_inserts if back is not None else ""
        return made.inserted, deleted, made.first_inserts or taken
    inserted = deleted = 0
    typed = taken = ""
    backward: list[ChangeSet] = node.backward
    if node.whole:
        backward = [ChangeSet.empty(changes.length_after) for changes in node.forward]
    for changes, inverse in zip(node.forward, backward, strict=True):
        for edit in changes.edits:
            inserted += len(edit.insert)
            deleted += edit.end - edit.start
            if len(typed) < 80:
                typed += edit.insert[:80]
        if not taken and inverse.edits:
            taken = inverse.edits[0].insert[:80]
    return inserted, deleted, typed or taken


def _same(one: Selection, other: Selection) -> bool:
    """Whether the same is selected; goal columns aside."""
    if one is other or one.ranges == other.ranges:
        return True
    return len(one.ranges) == len(other.ranges) and all(
        a.anchor == b.anchor and a.head == b.head
        for a, b in zip(one.ranges, other.ranges, strict=True)
    )
