"""From the save of an extension's file by another program to changed pixels in the window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.harness import Row, case, in_rounds, percentile
from tests.bench.samples import write_python
from tests.bench.screen import CELL, HEIGHT, Stage, stage

SAVES = 25  # of each kind
REPEATED = 0.1  # seconds without a change of pixels after which a reload is over
BETWEEN = 0.3  # seconds between the end of one reload and the next save
STATUS_BAR = (
    HEIGHT // CELL - 5
)  # of the last rows of cells; the window may be less high than its screen

MANIFEST = """\
schema = 1
id = "bench.lines{0}"
name = "Reload"
version = "1.0.0"
api = ">=0.1,<1"
module = "reload"
tier = "trusted"
activation = ["onStartupFinished"]

[[contributes.commands]]
id = "bench.lines{0}.show"
title = "Show"

[[contributes.statusItems]]
id = "bench.lines{0}"
name = "Reload"
"""

HEAD = """\
from pith.api import ExtensionContext

SHOWN = "{1}"
state = {{"saves": 0}}


def activate(context: ExtensionContext) -> None:
    context.commands.handle("bench.lines{0}.show", lambda: SHOWN)
    context.status.update("bench.lines{0}", text=SHOWN)


def snapshot(): return state
def restore(before, version): state["saves"] = before["saves"] + 1
"""

FUNCTION = """

def function_{0}(first, second={0}):
    total = first * second + {0}
    return [total, first, second, "text {0}"]
"""


def source(lines: int, shown: str) -> str:
    """An extension of so many lines that shows something."""
    head = HEAD.format(lines, shown)
    count = (lines - head.count("\n")) // FUNCTION.count("\n")
    return head + "".join(FUNCTION.format(number) for number in range(max(0, count)))


class Saver:
    """Changes what the extension shows, and waits until the window shows it."""

    def __init__(self, on: Stage, extensions: Path, lines: int) -> None:
        self._screen = on.screen
        self._lines = lines
        self._file = extensions / f"bench.lines{lines}" / "reload.py"
        self._file.parent.mkdir(parents=True)
        (self._file.parent / "extension.toml").write_text(MANIFEST.format(lines))
        self._number = lines
        self._seen: set[bytes] = set()
        self.write()

    def write(self) -> None:
        """As most programs save: into the file that is there."""
        self._file.write_text(self._next())

    def replace(self) -> None:
        """As careful programs save: a new file takes the old one's place."""
        temporary = self._file.with_name("reload.py.tmp")
        temporary.write_text(self._next())
        temporary.replace(self._file)

    def _next(self) -> str:
        self._number += 1
        return source(self._lines, f"Reload {self._number * 7919 % 100_000:05}")

    def pixels(self) -> bytes:
        return self._screen.grab(STATUS_BAR, 5)

    def seconds(self, save: Callable[[], object]) -> float:
        """From just before the save to the last pixels that it changed."""
        time.sleep(BETWEEN)
        shown = self.pixels()
        self._seen.add(shown)
        before = time.monotonic()
        save()
        changed = 0.0
        while True:
            now = time.monotonic()
            pixels = self.pixels()
            if pixels != shown:
                shown, changed = pixels, now
            elif changed and now - changed > REPEATED:
                break
            elif now - before > 10:
                raise TimeoutError("the window did not change")
            time.sleep(0.0005)
        if shown in self._seen:
            raise ValueError("the window shows what it showed before another save")
        return changed - before


@case("save of a trusted extension's file by another program to changed pixels")
def measure() -> Iterator[Row]:
    with TemporaryDirectory(prefix="pith-bench-") as name, stage() as on:
        folder = Path(name)
        user = folder / "user"
        extensions = user / "data" / "extensions"
        savers = {lines: Saver(on, extensions, lines) for lines in (10, 1_000, 5_000)}
        small, middle, large = savers.values()
        report = folder / "report.json"
        with running(on, report, user, write_python(folder, 40_000)):
            begun = time.monotonic()
            samples = in_rounds(
                {
                    "10 lines": lambda: small.seconds(small.write),
                    "1,000 lines": lambda: middle.seconds(middle.write),
                    "1,000 lines, rename over it": lambda: middle.seconds(middle.replace),
                    "5,000 lines": lambda: large.seconds(large.write),
                },
                SAVES,
            )
            time.sleep(0.6)  # until the next report
            stalls = json.loads(report.read_text())["stalls"]
        for kind, seconds in samples.items():
            note = f"p95 {percentile(seconds, 95) * 1000:.3g} ms, with state and debounce"
            yield Row.of(kind, seconds, note=note)
        late = [seconds for since, seconds in stalls if since > begun]
        yield Row.of("longest time the window's thread does not answer", [max(late, default=0.0)])


@contextmanager
def running(on: Stage, report: Path, user: Path, file: Path) -> Iterator[None]:
    """Pith with a heartbeat, ready and at rest."""
    settings = user / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('[editor]\ncursorBlinking = "solid"\n')
    command = [sys.executable, "-m", "tests.bench.watched", str(report)]
    process = subprocess.Popen(
        [*command, "--user-dir", str(user), str(file)], env={**os.environ, **on.environment}
    )
    try:
        deadline = time.monotonic() + 30
        while not (report.exists() and '"ready"' in report.read_text()):
            if time.monotonic() > deadline or process.poll() is not None:
                raise TimeoutError("the program did not become ready")
            time.sleep(0.05)
        on.screen.wait_until_still(1.0)
        yield
    finally:
        process.terminate()
        process.wait()
