"""Changes to a text that has moved on meanwhile."""

from __future__ import annotations

import random

import pytest

from pith.edit import ChangeSet, Transaction
from pith.text import Edit, Text
from pith.workspace import Applied, Document, Drift
from pith.workspace import _growth as implementation
from pith.workspace._growth import grow


def change(document: Document, start: int, end: int, insert: str) -> None:
    changes = ChangeSet.of(len(document.text), [Edit(start, end, insert)])
    document.apply(Transaction(changes))


def marked(text: Text) -> ChangeSet:
    """A mark after each x."""
    content = str(text)
    places = [at + 1 for at, character in enumerate(content) if character == "x"]
    return ChangeSet.of(len(content), [Edit(at, at, "!") for at in places])


@pytest.mark.parametrize("seed", range(60))
def test_changes_follow_what_was_typed_and_what_has_grown(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(implementation, "_TOLD_AS_CHANGE", 3)  # longer growths are told otherwise
    rng = random.Random(seed)
    document = Document("axbx" * rng.randrange(1, 5))
    with Drift(document) as drift:
        for _ in range(rng.randrange(6)):
            if rng.random() < 0.4:
                grow(document, Text.of("t" * rng.randrange(1, 8)))
            else:
                at = rng.randrange(len(document.text) + 1)
                change(document, at, at, rng.choice(["--", "-"]))
        changes = drift.rebase(marked(drift.text))
    before = str(document.text)
    document.apply(Transaction(changes))
    after = str(document.text)
    assert after.replace("!", "") == before
    assert after.count("!") == before.count("x")
    # What comes to stand right after an x may be before or after the mark.
    assert after.replace("-", "").replace("t", "").count("x!") == before.count("x")


def test_what_was_found_beforehand_is_taken_unless_something_was_typed() -> None:
    document = Document("axbx")
    with Drift(document) as drift:
        found = Applied.of(drift.text, marked(drift.text))
        assert drift.catch_up(found) is found
        document.apply(Transaction(found.changes), applied=found)
        assert document.text is found.after
        document.travel.undo()
        assert str(document.text) == "axbx"
        change(document, 0, 0, "-")
        # The undo was a change, too: the marks are made to what came of both.
        again = drift.catch_up(found)
    document.apply(Transaction(again.changes), applied=again)
    assert str(document.text) == "-ax!bx!"
    other = Applied.of(Text.of("axbx"), marked(Text.of("axbx")))
    document.apply(Transaction(ChangeSet.of(7, [Edit(0, 1, "")])), applied=other)
    assert str(document.text) == "ax!bx!"


def test_nothing_is_left_to_change_in_another_text() -> None:
    document = Document("one x")
    with Drift(document) as drift:
        document.travel.undo()
        drift._replaced(document)
        assert drift.rebase(marked(drift.text)).is_empty


def test_a_change_that_was_made_before_does_not_count() -> None:
    document = Document("x")
    drifts: list[Drift] = []

    def first(_: object) -> None:
        if not drifts:
            change(document, 0, 0, "-")
            drifts.append(Drift(document))

    document.changed.connect(first)
    change(document, 0, 0, "-")
    changes = drifts[0].rebase(marked(drifts[0].text))
    drifts[0].dispose()
    document.apply(Transaction(changes))
    assert str(document.text) == "--x!"
