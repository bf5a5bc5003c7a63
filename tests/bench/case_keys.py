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
WINDOWS = {"bare": BARE, "pith": "Pith", "pith-busy": "Pith, while a worker computes"}


@case("key press to paint, in the window's process, in a 40 kB Python file")
def measure() -> Iterator[Row]:
    painted: dict[str, list[float]] = {what: [] for what in WINDOWS}
    stalls: dict[str, list[float]] = {what: [] for what in WINDOWS}
    with TemporaryDirectory(prefix="pith-bench-") as name, stage() as on:
        folder = Path(name)
        file = write_python(folder, SIZE)
        for number in range(1 + ROUNDS):
            for what in painted:
                # What is unsaved at the end would be recovered, and told of, in the next round.
                found = type_into(on, what, file, folder / f"user-{what}-{number}", KEYS)
                if number:  # the first fills caches
                    painted[what] += found["painted"]
                    stalls[what].append(
                        max((seconds for _, seconds in found["stalls"]), default=0.0)
                    )
    for what, title in WINDOWS.items():
        beside = (BARE, painted["bare"]) if what != "bare" else None
        yield Row.of(title, painted[what], yardstick=beside)
    for what, title in WINDOWS.items():
        yield Row.of(f"longest time the thread does not answer, {title}", stalls[what])


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
