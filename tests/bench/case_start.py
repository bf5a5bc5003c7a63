"""From the start of the program to the text on the screen, seen from outside."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.case_host import many
from tests.bench.harness import Row, case, in_rounds, timed
from tests.bench.samples import write_python
from tests.bench.screen import Cell, Stage, stage

ROUNDS = 9
INSTALLED = (0, 20, 200)  # extensions, beside those that are bundled
STALL_ROUNDS = 3
SIZE = 42_000  # characters of the file
SETTLED = 1.5  # seconds after which a start is over, for the longest stall

BARE = "a bare QPlainTextEdit"
BARE_COMMAND = (sys.executable, "-m", "tests.bench.bare")
QT = "python -c 'import PySide6.QtWidgets'"
CORE = "text visible, bare core (--safe-mode)"
ALL = "text visible, all bundled extensions"


class Starter:
    """Starts one kind of program on a file, and looks when its text is there."""

    def __init__(self, on: Stage, command: Sequence[str], folder: Path) -> None:
        self._stage = on
        self._command = list(command)
        self._traced = "--user-dir" in command
        self._folder = folder
        folder.mkdir()
        self._trace = folder / "trace"
        self.phases: list[list[tuple[float, str]]] = []
        self._empty = folder / "empty.py"
        self._empty.touch()
        self._cells: frozenset[Cell] = frozenset()

    def calibrate(self, file: Path) -> None:
        """Start twice, for warm caches, and to learn which cells of the screen hold text."""
        seen = []
        for name in (self._empty, file):
            with self._running(name) as process:
                self._stage.screen.wait_until_still()
                seen.append(self._stage.screen.inked())
                process.terminate()  # politely: what it keeps for the next start is written
                process.wait()
        text = seen[1] - seen[0]
        rows = sorted({cell.row for cell in text})
        # Three lines of the text: the screen is read every millisecond.
        some = {rows[len(rows) * part // 6] for part in (1, 3, 5)}
        self._cells = frozenset(cell for cell in text if cell.row in some)

    def seconds(self, file: Path) -> float:
        """From exec until the text is painted."""
        before = time.monotonic()
        with self._running(file):
            painted = self._stage.screen.wait_for_ink(self._cells) - before
            self._take_trace()
        return painted

    @contextmanager
    def _running(self, file: Path) -> Iterator[subprocess.Popen[bytes]]:
        self._stage.screen.wait_until_blank()
        self._trace.unlink(missing_ok=True)
        process = subprocess.Popen(
            [*self._command, str(file)],
            env={**self._stage.environment, "PITH_STARTUP_TRACE": str(self._trace)},
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def _take_trace(self) -> None:
        if not self._traced:
            return
        deadline = time.monotonic() + 20
        while not (self._trace.exists() and "ready" in self._trace.read_text()):
            if time.monotonic() > deadline:
                raise TimeoutError("the program did not become ready")
            time.sleep(0.01)
        marks = [line.split(None, 1) for line in self._trace.read_text().splitlines()]
        self.phases.append([(float(moment), step) for moment, step in marks])

    def phase_rows(self) -> Iterator[Row]:
        """How long each step of the counted rounds took."""
        rounds = self.phases[-ROUNDS:]
        for index, (_, step) in enumerate(rounds[0]):
            before = [marks[index - 1][0] if index else 0.0 for marks in rounds]
            taken = [marks[index][0] - since for marks, since in zip(rounds, before, strict=True)]
            note = "" if index else "the system tells when a process began to 10 ms"
            yield Row.of(f"    … {step}", taken, scale=1, note=note)


def pith(
    user: Path, *options: str, program: Sequence[str] = (sys.executable, "-m", "pith_app")
) -> list[str]:
    """Pith with settings of its own: a blinking caret is never still."""
    config = user / "config"
    config.mkdir(parents=True)
    (config / "settings.toml").write_text('[editor]\ncursorBlinking = "solid"\n')
    return [*program, "--user-dir", str(user), *options]


@case("start: from exec to the text of a 42 kB Python file on the screen")
def measure() -> Iterator[Row]:
    with TemporaryDirectory(prefix="pith-bench-") as name, stage() as on:
        folder = Path(name)
        file = write_python(folder, SIZE)
        starters = {
            BARE: Starter(on, BARE_COMMAND, folder / "bare"),
            CORE: Starter(on, pith(folder / "user-core", "--safe-mode"), folder / "core"),
            ALL: Starter(on, pith(folder / "user-all"), folder / "all"),
        }
        for starter in starters.values():
            starter.calibrate(file)
        import_qt = [sys.executable, "-c", "import PySide6.QtWidgets"]
        samples = in_rounds(
            {
                QT: timed(lambda: subprocess.run(import_qt, env=on.environment, check=True)),
                **{
                    name: lambda starter=starter: starter.seconds(file)  # type: ignore[misc]
                    for name, starter in starters.items()
                },
            },
            ROUNDS,
        )
        note = f"under {on.manager}" if on.manager else "no window manager: install openbox"
        yield Row.of(QT, samples[QT])
        yield Row.of(f"text visible, {BARE}", samples[BARE], note=note)
        for name in (CORE, ALL):
            yield Row.of(name, samples[name], yardstick=(BARE, samples[BARE]), note=note)
            yield from starters[name].phase_rows()


@case("start: to the text, and to ready, with installed extensions that nothing activates")
def measure_installed() -> Iterator[Row]:
    with TemporaryDirectory(prefix="pith-bench-") as name, stage() as on:
        folder = Path(name)
        file = write_python(folder, SIZE)
        starters = {}
        for count in INSTALLED:
            user = folder / f"user-{count}"
            command = pith(user)
            many(user / "data" / "extensions", count)
            starter = Starter(on, command, folder / str(count))
            starter.calibrate(file)
            starters[f"text visible, {count} installed"] = starter
        samples = in_rounds(
            {
                title: lambda starter=starter: starter.seconds(file)  # type: ignore[misc]
                for title, starter in starters.items()
            },
            ROUNDS,
        )
        none = next(iter(samples))
        for title, starter in starters.items():
            yield Row.of(title, samples[title], yardstick=(none, samples[none]))
            ready = [marks[-1][0] for marks in starter.phases[-ROUNDS:]]
            yield Row.of(f"    … {starter.phases[-1][-1][1]}", ready, scale=1)


@case("start: the longest time the window's thread does not answer")
def measure_stalls() -> Iterator[Row]:
    with TemporaryDirectory(prefix="pith-bench-") as name, stage() as on:
        folder = Path(name)
        file = write_python(folder, SIZE)
        for title, options, count in (
            ("bare core", ["--safe-mode"], 0),
            ("all bundled extensions", [], 0),
            (f"and {INSTALLED[-1]} installed ones that nothing activates", [], INSTALLED[-1]),
        ):
            user = folder / title.split()[0]
            given = ["--user-dir", str(user), *options]
            many(user / "data" / "extensions", count)
            samples = [longest_stall(on, folder, given, file) for _ in range(1 + STALL_ROUNDS)]
            yield Row.of(f"after the first paint, {title}", samples[1:])


def longest_stall(on: Stage, folder: Path, options: Sequence[str], file: Path) -> float:
    """The longest stall between the first paint and some time after the program is ready."""
    report = folder / "report.json"
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "tests.bench.watched", str(report), *options, str(file)]
    process = subprocess.Popen(command, env=on.environment)
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            time.sleep(0.1)
            if not report.exists():
                continue
            found = json.loads(report.read_text())
            marks = {step: moment for moment, step in found["marks"]}
            if "ready" in marks and time.monotonic() > marks["ready"] + SETTLED:
                shown = marks["first paint"]
                return max((each[1] for each in found["stalls"] if each[0] > shown), default=0.0)
        raise TimeoutError("the program did not become ready")
    finally:
        process.terminate()
        process.wait()
