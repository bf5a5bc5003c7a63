"""The runner of fuzz cases: what it counts, and what it says of a run that fails."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.__main__ import Budget, run
from tests.fuzz.harness import Log

ROOT = Path(__file__).resolve().parents[3]


def test_cases_run_by_name() -> None:
    """Some of them: there is one that starts the program, and kills it."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", "--runs", "3", "--seed", "7", "text in", "laws"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("seed 7\n")
    assert done.stdout.count("in 3 runs") == 3


def test_a_run_that_fails_is_printed_and_can_be_repeated(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def failing(rng: random.Random, log: Log) -> None:
        for number in range(300):
            log(f"operation {number} of {rng.random():.3f}")
        assert rng.random() > 0.5

    budget = Budget(10.0, 20, None)
    assert not run("something", failing, 1, budget)
    out, err = capsys.readouterr()
    assert "AssertionError" in err
    assert "FAILED with seed " in out
    assert "after 300 operations" in out
    assert "operation 299" in out
    assert "operation 99 " not in out
    seed = int(out.split("FAILED with seed ")[1].split(",")[0])
    assert f"again: python -m tests.fuzz --seed {seed} --runs 1 'something'" in out
    with pytest.raises(AssertionError):
        failing(random.Random(seed), Log())


def test_a_budget_of_operations() -> None:
    budget = Budget(0.0, None, 25)

    def three(rng: random.Random, log: Log) -> None:
        for number in range(3):
            log(str(number))

    assert run("three", three, 1, budget)
    assert budget.operations == 27
