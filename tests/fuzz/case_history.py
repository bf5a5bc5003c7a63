"""Changes, histories and journals, at random."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from tests.fuzz.harness import Log, case
from tests.support.killing import Killing
from tests.unit.edit import test_changes, test_history_memory
from tests.unit.workspace import test_document
from tests.unit.workspace.journal import test_faults, test_round_trip


def seed_of(rng: random.Random, log: Log, operations: int) -> int:
    """A seed for a test that has its own, and that does so many operations."""
    seed = rng.randrange(2**32)
    log(f"seed {seed} of the test")
    log.operations += ["…"] * (operations - 1)
    return seed


@case("changes: their laws")
def changes(rng: random.Random, log: Log) -> None:
    for law in (
        test_changes.test_laws,
        test_changes.test_map_is_consistent,
        test_changes.test_rebased_changes_meet,
        test_changes.test_composing_all_is_composing_one_by_one,
        test_changes.test_a_selection_of_many_goes_where_each_range_goes,
    ):
        law(seed_of(rng, log, 3))


@case("history: a tree within a limit")
def history(rng: random.Random, log: Log) -> None:
    test_history_memory.test_random_trees_within_a_limit(seed_of(rng, log, 150))
    test_history_memory.test_a_tape_is_enough_to_make_it_again(seed_of(rng, log, 120))
    test_document.test_every_view_keeps_its_selection(seed_of(rng, log, 60))


@case("journal: text and history come back")
def round_trip(rng: random.Random, log: Log) -> None:
    with tempfile.TemporaryDirectory() as folder:
        test_round_trip.test_text_and_history_come_back(seed_of(rng, log, 80), Path(folder))


@case("journal: power loss and kill after every call")
def power_loss(rng: random.Random, log: Log) -> None:
    with tempfile.TemporaryDirectory() as folder:
        test_faults.power_loss_at_every_moment(seed_of(rng, log, 40), Path(folder))


@case("journal: the real program is killed")
def kill(rng: random.Random, log: Log) -> None:
    """Ten starts, each of them killed while keys are pressed."""
    with tempfile.TemporaryDirectory() as folder:
        killing = Killing(Path(folder), rng.randrange(2**32))
        for _ in range(10):
            before = killing.keys
            killing.once()
            log(f"killed after {killing.keys - before} keys; {killing.lost} keys lost at most")
            log.operations += ["…"] * (killing.keys - before)
