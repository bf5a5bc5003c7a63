"""Benchmark cases: how they are declared, measured and told.

A case is a function that returns rows. It stands in a file `case_*.py` of this folder:

    @case("what it measures")
    def measure() -> Iterator[Row]:
        yield Row.of("a variant", samples_in_seconds, unit="ms", scale=1000)

A number means little without one beside it: give `yardstick=` the samples of something else that
was measured in the same rounds (`in_rounds`), and the row shows the ratio of the medians.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CaseFunction = Callable[[], Iterable["Row"]]


@dataclass(frozen=True)
class Row:
    """One line of the table. Durations and sizes are in `unit`."""

    name: str
    unit: str = ""
    median: float | None = None
    p99: float | None = None
    max: float | None = None
    samples: int = 0
    ratio: float | None = None
    yardstick: str = ""
    note: str = ""

    @classmethod
    def of(
        cls,
        name: str,
        samples: Sequence[float],
        *,
        unit: str = "ms",
        scale: float = 1000.0,
        yardstick: tuple[str, Sequence[float]] | None = None,
        note: str = "",
    ) -> Row:
        """A row of samples, multiplied by `scale` to be in `unit`: seconds to ms unless said."""
        middle = statistics.median(samples)
        beside = statistics.median(yardstick[1]) if yardstick else 0.0
        return cls(
            name,
            unit,
            median=middle * scale,
            p99=percentile(samples, 99) * scale,
            max=max(samples) * scale,
            samples=len(samples),
            ratio=middle / beside if beside else None,
            yardstick=yardstick[0] if yardstick else "",
            note=note,
        )


@dataclass(frozen=True)
class Case:
    name: str
    function: CaseFunction


class CannotRun(Exception):
    """A case lacks something; the table says what."""


_cases: dict[str, Case] = {}


def case(name: str) -> Callable[[CaseFunction], CaseFunction]:
    """Declare a benchmark case."""

    def declare(function: CaseFunction) -> CaseFunction:
        if name in _cases:
            raise ValueError(f"two cases are called {name!r}")
        _cases[name] = Case(name, function)
        return function

    return declare


def declared_cases() -> Mapping[str, Case]:
    return _cases


def percentile(samples: Sequence[float], percent: float) -> float:
    """The smallest sample that `percent` of them do not exceed."""
    ordered = sorted(samples)
    return ordered[max(0, -(-len(ordered) * percent // 100).__trunc__() - 1)]


def in_rounds(
    variants: Mapping[str, Callable[[], float]], rounds: int, warm_up: int = 1
) -> dict[str, list[float]]:
    """Call each variant once a round, for samples that had the same machine.

    A variant returns what it measured. The first `warm_up` rounds are not counted.
    """
    samples: dict[str, list[float]] = {name: [] for name in variants}
    for number in range(warm_up + rounds):
        for name, measure in variants.items():
            sample = measure()
            if number >= warm_up:
                samples[name].append(sample)
    return samples


def timed(function: Callable[[], object]) -> Callable[[], float]:
    """A variant of in_rounds that measures the wall time of a call, in seconds."""

    def measure() -> float:
        before = time.perf_counter()
        function()
        return time.perf_counter() - before

    return measure


def bench_data(name: str) -> Path:
    """A file below the folder that PITH_BENCH_DATA names."""
    folder = os.environ.get("PITH_BENCH_DATA")
    if not folder:
        raise CannotRun(f"{name}: PITH_BENCH_DATA names no folder")
    path = Path(folder, name)
    if not path.exists():
        raise CannotRun(f"{path} is not there")
    return path
