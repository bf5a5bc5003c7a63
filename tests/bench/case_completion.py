"""What a key costs while a list of completions is shown: it is narrowed after the key's pixels."""

from __future__ import annotations

import random
from collections.abc import Iterator
from time import perf_counter

from pith.api import Completion
from pith_app._completion._candidates import Candidate, Candidates
from tests.bench.harness import Row, case

PARTS = ("get", "set", "user", "name", "alpha", "data", "frame", "order", "total", "price", "each")
TYPED = ("g", "ge", "get", "getu", "d", "da", "rt", "ut", "n", "name", "x")
ROUNDS = 5
SHOWN = 200


@case("completions: narrowed by a key, on the window's thread")
def narrowing() -> Iterator[Row]:
    for count in (2_000, 20_000):
        generator = random.Random(1)
        words: dict[str, None] = {}
        while len(words) < count:
            parts = (generator.choice(PARTS) for _ in range(generator.randrange(1, 5)))
            words[generator.choice(("", "_")).join(map(str.title, parts))] = None
        samples = []
        for _ in range(ROUNDS):
            candidates = Candidates()
            candidates.add(Candidate(Completion(word)) for word in words)
            for typed in TYPED:
                began = perf_counter()
                candidates.fitting(typed, str, SHOWN, every=False)
                samples.append(perf_counter() - began)
        yield Row.of(f"{count:,} words", samples)
