"""From a key press to what it paints, in the process of the window."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.harness import Row, case
from tests.bench.samples import write_python
from tests.bench.screen import Stage, stage

ROUNDS = 3
KEYS = 250  # a round: letters, brackets, quotes, new lines, deletions
SIZE = 40_000  # characters of the file
BARE = "a bare QPlainTextEdit"


@case("key press to paint, in the window's process, in a 40 kB Python file")
def measure() -> Iterator[Row]:
    painted: dict[str, list[float]] = {"bare": [], "pith": []}
    stalls: dict[str, list[float]] = {"bare": [], "pith": []}
    with TemporaryDirectory(prefix="pith-bench-") as name, stage() as on:
        folder = Path(name)
        file = write_python(folder, SIZE)
        for number in range(1 + ROUNDS):
            for what in painted:
                found = type_into(on, what, file, folder / "user", KEYS)
                if number:  # the first fills caches
                    painted[what] += found["painted"]
                    stalls[what].append(
                        max((seconds for _, seconds in found["stalls"]), default=0.0)
                    )
    yield Row.of(BARE, painted["bare"])
    yield Row.of("Pith", painted["pith"], yardstick=(BARE, painted["bare"]))
    yield Row.of(f"longest time the thread does not answer, {BARE}", stalls["bare"])
    yield Row.of("longest time the thread does not answer, Pith", stalls["pith"])


def type_into(on: Stage, what: str, file: Path, user_dir: Path, count: int) -> dict[str, Any]:
    """What tests.bench.typist prints."""
    command = [sys.executable, "-m", "tests.bench.typist", what, str(file), str(count)]
    done = subprocess.run(
        [*command, str(user_dir)],
        env=on.environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=120,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found
