"""How long importing takes, beside bare Python and Qt's widgets."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec

from tests.bench.harness import Row, case, in_rounds, timed

ROUNDS = 15
QT = "PySide6.QtWidgets"
PYTHON = "bare python"
PROGRAM = "pith_app.__main__"
KERNEL = ("base", "text", "edit", "api", "syntax", "commands", "settings", "workspace", "host")
# Each of these was measured to be too slow to import before the first paint, or is a sign of it.
LATE = {
    "asyncio",
    "argparse",
    "charset_normalizer",
    "concurrent.futures",
    "difflib",
    "importlib.metadata",
    "inspect",
    "logging",
    "numpy",
    "packaging",
    "pathspec",
    "platformdirs",
    "pygments",
    "regex",
    "shutil",
    "subprocess",
    "tempfile",
    "traceback",
    "typing_extensions",
    "urllib",
    "watchdog",
}


def importing(module: str) -> Callable[[], None]:
    program = f"import {module}" if module != PYTHON else "pass"

    def run() -> None:
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            check=True,
        )

    return run


def what_comes_along(module: str) -> str:
    """How many modules an import brings, and which of them should wait."""
    program = f"import {module}, sys; print(len(sys.modules)); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    count, names = done.stdout.splitlines()
    early = sorted(LATE & set(names.split()))
    return f"{count} modules" + (f", too early: {' '.join(early)}" if early else "")


@case("import: wall time of a process that imports and ends")
def measure() -> Iterator[Row]:
    ours = [f"pith.{name}" for name in KERNEL]
    if find_spec(PROGRAM):
        ours += ["pith.qt", PROGRAM]
    modules = [PYTHON, QT, *ours]
    samples = in_rounds({module: timed(importing(module)) for module in modules}, ROUNDS)
    yield Row.of(PYTHON, samples[PYTHON])
    yield Row.of(QT, samples[QT], yardstick=(PYTHON, samples[PYTHON]))
    for module in ours:
        yield Row.of(
            module,
            samples[module],
            yardstick=(QT, samples[QT]),
            note=what_comes_along(module),
        )
