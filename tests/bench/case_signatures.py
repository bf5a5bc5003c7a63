"""What it costs to say how a function is called, in the worker that does it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from tests.bench.harness import Row, case

ROWS = 20_000
ROUNDS = 7
FUNCTION = '''def function_{0}(one: int, two: str = "(,", *, three=None) -> int:  # it's {0}
    """Says what it does."""
    return function_{0}(one, [two, {{1: 2}}], three=three)


'''


@case("signatures: 20,000 rows of Python")
def asking() -> Iterator[Row]:
    folder = Path(__file__).parents[2] / "extensions" / "pith.function-signatures"
    sys.path.insert(0, str(folder))
    from function_signatures._answer import Functions, help_at
    from function_signatures._calls import call_at
    from function_signatures._languages import language
    from function_signatures._source import Source

    text = "".join(map(FUNCTION.format, range(ROWS // 5))) + "function_7(1, "
    python = language("python")
    read: list[float] = []
    first: list[float] = []
    again: list[float] = []
    for _ in range(ROUNDS):
        began = perf_counter()
        source = Source.of(text, python)
        read.append(perf_counter() - began)
        functions = Functions(source)
        for samples in (first, again):
            began = perf_counter()
            call = call_at(source, len(text))
            assert call is not None
            assert help_at(call, len(text), functions, [], "python") is not None
            samples.append(perf_counter() - began)
    yield Row.of("a new version, its strings and comments", read)
    yield Row.of("what is called, the first time", first)
    yield Row.of("and again", again)
