"""Huge files in the real window: opened, scrolled, edited, searched and saved.

With PITH_BENCH_HUGE=1 also one of 10 GB. Files are of lines as a log has them, not sparse, and lie
in build/.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.harness import CannotRun, Row, case
from tests.bench.samples import log_lines, one_line

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1_000_000
NEEDLE = "no such words"
_STEPS = {
    "open": "first screen",
    "last line": "last line, at once after it",
    "first line": "back to the first line",
    "go to the middle": "to the middle",
    "first edit in the middle": "first key there",
    "undo in the middle": "undo there, from 50 pages away",
    "end of the line": "end of the line",
    "search": "search where nothing is",
    "save": "save after an edit",
}
_KEYS = {
    "key at the end": "a key at the end",
    "key in the middle": "a key in the middle",
    "key at the end of the line": "a key at the end of the line",
}


def seconds_of(*command: str) -> float:
    before = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - before


def copied(path: Path) -> float:
    """Seconds for copying a file by reading and writing, and getting it to the disk."""
    before = time.perf_counter()
    target = path.with_name("copy")
    with path.open("rb") as source, target.open("wb") as file:
        while piece := source.read(MEGABYTE):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    target.unlink()
    return time.perf_counter() - before


def rows_for(name: str, size: int, content: Iterator[bytes]) -> Iterator[Row]:
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    if shutil.disk_usage(build).free < 3 * size + 1000 * MEGABYTE:
        raise CannotRun(f"{build} has no room for three times {size / 1e9:.1f} GB")
    with tempfile.TemporaryDirectory(prefix="huge-", dir=build) as folder:
        path = Path(folder) / "huge.log"
        with path.open("wb") as file:
            file.writelines(content)
        counted = seconds_of("wc", "-l", str(path))
        searched = seconds_of("grep", "-ci", NEEDLE, str(path))
        beside = {
            "last line": ("wc -l", counted),
            "search": ("grep -i", searched),
            "save": ("copying it, with fsync", copied(path)),
        }
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.huge", str(path), NEEDLE],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            check=True,
        )
        found = json.loads(done.stdout.splitlines()[-1])
    steps, memory = found["steps"], found["memory"]
    beside["open"] = ("a small file", steps["small: open"]["seconds"])
    for step, label in _STEPS.items():
        if step in steps:
            yardstick, figure = beside.get(step, ("", 0.0))
            yield Row.of(
                f"{name}: {label}",
                [steps[step]["seconds"]],
                yardstick=(yardstick, [figure]) if yardstick else None,
                note=f"longest stall {steps[step]['stall'] * 1000:.0f} ms",
            )
    for step, label in _KEYS.items():
        if step in steps:
            figures = steps[step]
            yield Row(
                f"{name}: {label}",
                "ms",
                figures["seconds"] * 1000,
                figures["p99"] * 1000,
                ratio=figures["seconds"] / steps["small: key"]["seconds"],
                yardstick="a small file",
                note=f"longest stall {figures['stall'] * 1000:.0f} ms",
            )
    for moment, label in (("read", "when it was read"), ("end", "after all that")):
        yield Row.of(
            f"{name}: private memory {label}",
            [memory[moment]],
            unit="MB",
            scale=1,
            yardstick=("before it was opened", [memory["before"]]),
        )


@case("huge: 100 MB of lines")
def hundred_megabytes() -> Iterator[Row]:
    yield from rows_for("100 MB", 100 * MEGABYTE, log_lines(100 * MEGABYTE))


@case("huge: 100 MB in one line")
def hundred_megabytes_in_a_line() -> Iterator[Row]:
    yield from rows_for("one line", 100 * MEGABYTE, one_line(100 * MEGABYTE))


@case("huge: 1 GB of lines")
def gigabyte() -> Iterator[Row]:
    yield from rows_for("1 GB", 1000 * MEGABYTE, log_lines(1000 * MEGABYTE))


@case("huge: 10 GB of lines")
def ten_gigabytes() -> Iterator[Row]:
    if not os.environ.get("PITH_BENCH_HUGE"):
        raise CannotRun("10 GB take minutes: set PITH_BENCH_HUGE=1")
    yield from rows_for("10 GB", 10_000 * MEGABYTE, log_lines(10_000 * MEGABYTE))
