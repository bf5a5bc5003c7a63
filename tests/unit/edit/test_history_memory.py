"""A history that holds no more than it may, and that can be taken as a value."""

from __future__ import annotations

import random

import pytest

from pith.edit import ChangeSet, History, Selection, _packed_changes
from pith.text import Edit, Text
from tests.unit.edit.test_changes import random_changes

CARET = Selection.caret(0)


class Written:
    """A text with its history, and the text of every state there ever was."""

    def __init__(self, content: str = "", limit: int = 1 << 26) -> None:
        self.text = Text.of(content)
        self.history = History(limit)
        self.texts = {0: content}
        self.clock = 0.0

    def edit(self, changes: ChangeSet, event: str = "edit", group: str | None = None) -> int:
        self.clock += 1
        self.history.record(
            changes, changes.invert(self.text), CARET, CARET, event, self.clock, group
        )
        self.text = changes.apply(self.text)
        self.texts[self.history.state] = str(self.text)
        return self.history.state

    def append(self, insert: str) -> int:
        length = len(self.text)
        return self.edit(ChangeSet.of(length, [Edit(length, length, insert)]))

    def go_to(self, state: int, remember: bool = True) -> str:
        for step in self.history.go_to(state, remember=remember):
            self.text = step.changes.apply(self.text)
        return str(self.text)


def test_the_oldest_branch_goes_first_then_the_oldest_steps() -> None:
    written = Written()
    trunk = written.append("trunk " * 100)
    old = written.append("old " * 1000)
    written.go_to(trunk)
    young = written.append("young " * 1000)
    written.go_to(trunk)
    last = [written.append("last " * 1000) for _ in range(4)]
    written.history.end_step()
    history = written.history
    everything = history.size

    history.limit = everything - 1000
    assert {each.state for each in history.states()} == {0, trunk, young, *last}
    history.limit = history.size - 1000
    assert {each.state for each in history.states()} == {0, trunk, *last}
    history.limit = history.size - 1000
    assert {each.state for each in history.states()} == {trunk, *last} or {
        each.state for each in history.states()
    } == {*last}
    assert history.size <= history.limit
    with pytest.raises(KeyError):
        history.go_to(old)


def test_the_last_step_stays_however_large() -> None:
    written = Written(limit=10_000)
    before = written.append("a")
    after = written.append("b" * 100_000)
    written.history.end_step()
    assert written.go_to(before) == "a"
    assert written.go_to(after) == "a" + "b" * 100_000


def test_numbers_of_forgotten_states_are_not_given_again() -> None:
    written = Written(limit=20_000)
    states = [written.append("x" * 500) for _ in range(300)]
    assert len(set(states)) == 300
    kept = [each.state for each in written.history.states()]
    assert kept == states[-len(kept) :]
    assert written.history.size <= 20_000
    assert written.go_to(kept[0]) == written.texts[kept[0]]
    assert not written.history.can_undo


@pytest.mark.parametrize("seed", range(60))
def test_random_trees_within_a_limit(seed: int) -> None:
    rng = random.Random(seed)
    limit = rng.choice([8_000, 30_000, 1 << 26])
    written = Written("start", limit)
    for number in range(150):
        chosen = rng.random()
        if chosen < 0.6:
            written.edit(
                random_changes(rng, len(written.text)), group=rng.choice([None, None, "g"])
            )
        elif chosen < 0.75:
            step = written.history.undo()
            if step is not None:
                written.text = step.changes.apply(written.text)
        elif chosen < 0.78:
            written.text = written.text.grown(Text.of("++"))
            written.history.grow(2)
            written.texts = {state: text + "++" for state, text in written.texts.items()}
        elif chosen < 0.86:
            step = written.history.redo(rng.choice([-1, 0]))
            if step is not None:
                written.text = step.changes.apply(written.text)
        else:
            there = rng.choice(written.history.states())
            assert written.go_to(there.state) == written.texts[there.state], (seed, number)
        history = written.history
        assert str(written.text) == written.texts[history.state], (seed, number)
        if rng.random() < 0.5:
            # What is kept for the next snapshot is what a new one would have.
            snapshot = history.snapshot()
            for node in history._latest.values():
                node.record = None
            assert history.snapshot() == snapshot, (seed, number)
        if rng.random() < 0.2:
            snapshot = history.snapshot()
            written.history = History.of_snapshot(snapshot, limit)
            assert written.history.snapshot() == snapshot
        history.end_step()
        last = history.states()[-1]
        assert history.size <= limit or len(history.states()) <= 2 or last.parent is not None
    states = [each.state for each in written.history.states()]
    assert states == sorted(states)
    for state in states:
        changes = written.history.changes_to(state)
        assert (changes is None) == (state == written.history.state)
        if changes is not None:
            assert str(changes.apply(written.text)) == written.texts[state]
        assert written.go_to(state) == written.texts[state]


def test_states_are_told_as_they_came() -> None:
    written = Written("abc")
    one = written.append("one")
    written.history.end_step()
    two = written.edit(ChangeSet.of(6, [Edit(0, 3, "")]))
    written.go_to(0)
    three = written.append("three")
    states = written.history.states()
    assert [each.state for each in states] == [0, one, two, three]
    assert [each.parent for each in states] == [None, 0, one, 0]
    assert [each.on_path for each in states] == [True, False, False, True]
    assert [each.is_current for each in states] == [False, False, False, True]
    assert [(each.inserted, each.deleted, each.typed) for each in states[1:]] == [
        (3, 0, "one"),
        (0, 3, "abc"),
        (5, 0, "three"),
    ]
    history = written.history
    assert history.neighbour(-1) == two
    assert history.neighbour(-9) == 0
    assert history.neighbour(1) is None
    assert history.state_at(2.0) == two
    assert history.state_at(0.5) == 0


def test_a_snapshot_that_is_no_tree_is_refused() -> None:
    written = Written()
    written.append("a")
    written.append("b")
    snapshot = written.history.snapshot()
    for broken in (
        snapshot._replace(current=77),
        snapshot._replace(records=snapshot.records[1:]),
        snapshot._replace(records=(*snapshot.records, snapshot.records[0])),
        snapshot._replace(records=()),
    ):
        with pytest.raises(ValueError, match="history has"):
            History.of_snapshot(broken)


class Tape:
    def __init__(self, copy: Written) -> None:
        self.copy = copy

    def recorded(
        self,
        changes: ChangeSet,
        inverse: ChangeSet | None,
        selection_before: Selection,
        selection_after: Selection,
        event: str,
        time: float,
        undo_group: str | None,
        joined: bool,
    ) -> None:
        assert inverse == changes.invert(self.copy.text)
        self.copy.history.record(
            changes, inverse, selection_before, selection_after, event, time, undo_group, joined
        )
        self.copy.text = changes.apply(self.copy.text)

    def exchanged(self, selection_after: Selection, event: str, time: float) -> None:
        raise AssertionError("no text is exchanged here")

    def reselected(self, selection_after: Selection) -> None:
        self.copy.history.reselect(selection_after)

    def grown(self, length: int) -> None:
        self.copy.history.grow(length)
        self.copy.text = self.copy.text.grown(Text.of("+" * length))

    def moved(self, state: int, remember: bool) -> None:
        self.copy.go_to(state, remember)


@pytest.mark.parametrize("seed", range(40))
def test_a_tape_is_enough_to_make_it_again(seed: int) -> None:
    rng = random.Random(seed)
    written, copy = Written("start"), Written("start")
    written.history.tape = Tape(copy)
    for _ in range(120):
        chosen = rng.random()
        if chosen < 0.7:
            written.clock += rng.choice([0, 0, 5])
            event = rng.choice(["input.type", "delete.left", "edit"])
            written.edit(random_changes(rng, len(written.text)), event)
        elif chosen < 0.8:
            written.history.end_step()
        elif chosen < 0.85:
            written.text = written.text.grown(Text.of("++"))
            written.history.grow(2)
        else:
            written.go_to(rng.choice(written.history.states()).state, rng.random() < 0.7)
        assert str(copy.text) == str(written.text)
    written.history.end_step()
    copy.history.end_step()
    assert copy.history.snapshot() == written.history.snapshot()


@pytest.mark.parametrize("same", [True, False])
def test_very_many_edits_take_little_and_come_back(
    same: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_packed_changes, "MANY_EDITS", 50)
    rng = random.Random(7)
    text = Text.of("".join(rng.choices("abc \n", k=5000)))
    before = str(text)
    places = range(0, 5000, 10)
    edits = [Edit(at, at + at % 3, "NEW" if same else "x" * (at % 4) + "é") for at in places]
    changes = ChangeSet.of(5000, edits)
    inverse, after = changes.invert(text), changes.apply(text)
    history = History()
    caret = Selection.caret(0)
    history.record(changes, inverse, caret, caret, "replace.all")
    plain = history.states()[1]
    history.end_step()
    assert history.size < 700 + len(edits) * 2 * 40
    assert history.states()[1][4:6] == (plain.inserted, plain.deleted)
    assert history.states()[1].typed[:20] == "".join(edit.insert for edit in changes.edits)[:20]
    state = history.state
    assert history.edits_to(0) == len(changes.edits)
    copy = History.of_snapshot(history.snapshot())
    for each in (history, copy):
        each.grow(3, Text.of("end"))
        step = each.undo()
        assert step is not None
        assert str(step.apply(after.grown(Text.of("end")))) == before + "end"
        assert each.edits_to(state) == len(changes.edits)
        (again,) = each.go_to(state)
        assert str(again.apply(Text.of(before + "end"))) == str(after) + "end"
        # It may be gone on with, as a journal does.
        more = ChangeSet.of(len(after) + 3, [Edit(0, 0, "!")])
        back = more.invert(after.grown(Text.of("end")))
        each.record(more, back, caret, caret, "replace.all", joins=True)
        step = each.undo()
        assert step is not None
        assert str(step.apply(Text.of("!" + str(after) + "end"))) == before + "end"
