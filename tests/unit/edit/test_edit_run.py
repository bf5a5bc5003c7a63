"""Edits that touch, gathered one by one, are the same as put together."""

from __future__ import annotations

import random

import pytest

from pith.edit import ChangeSet
from pith.edit._edit_run import EditRun
from pith.text import Edit, Text


@pytest.mark.parametrize("seed", range(200))
def test_a_run_is_what_its_edits_are_together(seed: int) -> None:
    rng = random.Random(seed)
    text = before = Text.of("".join(rng.choices("ab \n", k=rng.randrange(1, 12))))
    run: EditRun | None = None
    taken: list[ChangeSet] = []
    caret = rng.randrange(len(text) + 1)
    for _ in range(rng.randrange(1, 30)):
        what = rng.choice(["type", "type", "back", "delete", "replace", "anywhere"])
        start, end, insert = caret, caret, ""
        if what in ("type", "replace"):
            insert = rng.choice(["x", "yz", " "])
        if what in ("back", "replace"):
            start = max(0, caret - rng.choice([1, 1, 2, 5]))
        if what in ("delete", "replace"):
            end = min(len(text), caret + 1)
        if what == "anywhere":
            start = end = rng.randrange(len(text) + 1)
            insert = rng.choice(["", "w"])
        caret = start + len(insert)
        changes = ChangeSet.of(len(text), (Edit(start, end, insert),))
        if changes.is_empty:
            continue
        inverse = changes.invert(text)
        if run is None:
            run = EditRun(changes, inverse)
        elif not run.take(changes, inverse):
            break
        assert run.last_insert == insert
        taken.append(changes)
        text = changes.apply(text)
    if run is not None:
        together, back = run.finish()
        assert together.length_before == len(before)
        assert together.length_after == len(text)
        assert len(together.edits) <= 1
        assert together.apply(before) == text, taken
        assert back.apply(text) == before, taken


def test_what_does_not_touch_is_not_taken() -> None:
    text = Text.of("0123456789")
    first = ChangeSet.of(10, (Edit(2, 3, "x"),))
    run = EditRun(first, first.invert(text))
    after = first.apply(text)
    for start, end in ((0, 1), (4, 5)):
        other = ChangeSet.of(10, (Edit(start, end, "y"),))
        assert not run.take(other, other.invert(after))
    two = ChangeSet.of(10, (Edit(2, 2, "y"), Edit(3, 3, "y")))
    assert not run.take(two, two.invert(after))
    assert run.finish()[0] == first
