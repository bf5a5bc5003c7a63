"""Editing commands and snippets, at random."""

from __future__ import annotations

import random

from tests.fuzz.case_history import seed_of
from tests.fuzz.harness import Log, case
from tests.unit.edit import test_random_commands, test_snippet_session
from tests.unit.workspace import test_anchors


@case("commands: any, anywhere, with many carets")
def commands(rng: random.Random, log: Log) -> None:
    test_random_commands.test_what_holds_after_every_command(seed_of(rng, log, 60))
    test_random_commands.test_undo_restores_text_and_selection(seed_of(rng, log, 40))
    test_random_commands.test_typing_and_deleting_with_many_carets(seed_of(rng, log, 40))


@case("snippets: filled in")
def snippets(rng: random.Random, log: Log) -> None:
    seed = seed_of(rng, log, 40)
    test_snippet_session.test_at_random_places_stay_in_order_and_in_the_text(seed)


@case("anchors: places that go along")
def anchors(rng: random.Random, log: Log) -> None:
    test_anchors.test_at_random(seed_of(rng, log, 600))
    test_anchors.test_undoing_everything_brings_every_place_back(seed_of(rng, log, 60))
