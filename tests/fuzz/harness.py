"""Fuzz cases: how they are declared.

A case makes one run of random operations and compares every outcome with a plain counterpart:

    @case("what is tried")
    def run(rng: random.Random, log: Log) -> None:
        for _ in range(rng.randrange(100)):
            log(f"insert at {at}")       # an operation: counted, and printed if the run fails
            ...
            assert same

A run is its seed: the same seed does the same. Keep a run under a second.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass
class Log:
    """What a run has done so far."""

    operations: list[str] = field(default_factory=list)

    def __call__(self, operation: str) -> None:
        self.operations.append(operation)


CaseFunction = Callable[[random.Random, Log], None]

_cases: dict[str, CaseFunction] = {}


def case(name: str) -> Callable[[CaseFunction], CaseFunction]:
    """Declare a fuzz case."""

    def declare(function: CaseFunction) -> CaseFunction:
        if name in _cases:
            raise ValueError(f"two cases are called {name!r}")
        _cases[name] = function
        return function

    return declare


def declared_cases() -> Mapping[str, CaseFunction]:
    return _cases
