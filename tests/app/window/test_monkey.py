"""A few hundred random events before the real window; `make fuzz` has many more."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.monkey import random_events, run_events, shortened


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_monkey(qapp: QApplication, tmp_path: Path, seed: int) -> None:
    run_events(qapp, tmp_path, random_events(random.Random(seed), 150))


def test_what_is_not_needed_to_fail_is_left_out() -> None:
    def fails(events: Sequence[int]) -> bool:
        return 3 in events and 50 in events and events.index(3) < events.index(50)

    assert shortened(list(range(100)), fails) == [3, 50]


def test_a_sequence_that_always_fails_is_short() -> None:
    assert len(shortened(list(range(7)), lambda events: True)) == 1
