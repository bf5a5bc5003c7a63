"""How long importing takes, beside bare Python and Qt's widgets."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

from tests.bench.harness import Row, case, in_rounds, timed

ROUNDS = 15
QT = "PySide6.QtWidgets"
PYTHON = "bare python"
EDITOR = "pith.qt, Qt imported the short way"
WINDOW = "the window, Qt imported the short way"
SHORT_WAY = "from pith_app._run import prepare_qt; prepare_qt(); import "
PROGRAMS = {
    PYTHON: "pass",
    EDITOR: SHORT_WAY + "pith.qt",
    WINDOW: SHORT_WAY + "pith_app._program",
}
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
    "urllib.request",
    "watchdog",
}


def program_of(module: str) -> str:
    return PROGRAMS.get(module, f"import {module}")


def importing(module: str) -> Callable[[], None]:
    def run() -> None:
        subprocess.run(
            [sys.executable, "-c", program_of(module)],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            check=True,
        )

    return run


def what_comes_along(module: str) -> str:
    """How many modules an import brings, and which of them should wait."""
    program = program_of(module) + "; import sys; print(len(sys.modules)); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    count, names = done.stdout.splitlines()
    early = sorted(LATE & set(names.split()))
    return f"{count} modules" + (f", too early: {' '.join(early)}" if early else "")


@case("import: wall time of a process that imports and ends")
def measure() -> Iterator[Row]:
    ours = [*(f"pith.{name}" for name in KERNEL), EDITOR, WINDOW]
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
