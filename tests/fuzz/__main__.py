"""Try random operations against plain counterparts, for as long as one likes.

python -m tests.fuzz [WORD…]                 cases whose name has one of the words, or all
python -m tests.fuzz --seconds 600           so long for each case (30 unless said)
python -m tests.fuzz --operations 1000000    until that many were done in all cases together
python -m tests.fuzz --seed 1234 WORD        from that run on; with --runs 1 that one alone

Every run has a seed, which is printed with the operations it did if it fails.
"""

from __future__ import annotations

import argparse
import importlib
import random
import sys
import time
import traceback
from pathlib import Path

from tests.fuzz.harness import CaseFunction, Log, declared_cases

_LAST_SHOWN = 200  # operations of a run that failed


class Budget:
    """When a case has been tried enough."""

    def __init__(self, seconds: float, runs: int | None, operations: int | None) -> None:
        self._end = time.monotonic() + seconds
        self._runs = runs
        self._operations = operations
        self.runs = 0
        self.operations = 0

    @property
    def left(self) -> bool:
        if self._runs is not None:
            return self.runs < self._runs
        if self._operations is not None:
            return self.operations < self._operations
        return time.monotonic() < self._end


def run(name: str, function: CaseFunction, seed: int, budget: Budget) -> bool:
    """Try one case; whether every run did what it should."""
    began = time.monotonic()
    while budget.left:
        log = Log()
        try:
            function(random.Random(seed), log)
        except Exception:
            traceback.print_exc()
            shown = log.operations[-_LAST_SHOWN:]
            left_out = len(log.operations) - len(shown)
            print(f"\n{name}: FAILED with seed {seed}, after {len(log.operations)} operations:")
            print(f"  … {left_out} before" if left_out else "", end="\n" if left_out else "")
            print("\n".join(f"  {operation}" for operation in shown))
            print(f"again: python -m tests.fuzz --seed {seed} --runs 1 '{name}'", flush=True)
            return False
        budget.runs += 1
        budget.operations += len(log.operations)
        seed += 1
    seconds = time.monotonic() - began
    print(
        f"{name}: {budget.operations:,} operations in {budget.runs:,} runs, {seconds:.0f} s,"
        f" seeds up to {seed - 1}",
        flush=True,
    )
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description="Random operations against plain counterparts.")
    parser.add_argument("words", nargs="*", help="try the cases whose name has one")
    parser.add_argument("--list", action="store_true", help="name the cases and end")
    parser.add_argument("--seconds", type=float, default=30.0, help="for each case")
    parser.add_argument("--seed", type=int, help="of the first run (random unless given)")
    parser.add_argument("--runs", type=int, help="of each case, however long they take")
    parser.add_argument("--operations", type=int, help="in all, however long they take")
    arguments = parser.parse_args()

    for file in sorted(Path(__file__).parent.glob("case_*.py")):
        importlib.import_module(f"tests.fuzz.{file.stem}")
    cases = {
        name: function
        for name, function in declared_cases().items()
        if not arguments.words or any(word in name for word in arguments.words)
    }
    if arguments.list:
        print("\n".join(cases))
        return 0
    if not cases:
        print(f"no case has {' or '.join(arguments.words)} in its name; --list names them")
        return 2
    seed = arguments.seed if arguments.seed is not None else random.SystemRandom().randrange(2**32)
    print(f"seed {seed}", flush=True)
    each = None if arguments.operations is None else -(-arguments.operations // len(cases))
    passed = True
    total = 0
    for name, function in cases.items():
        budget = Budget(arguments.seconds, arguments.runs, each)
        passed &= run(name, function, seed, budget)
        total += budget.operations
    print(f"{total:,} operations in all")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
