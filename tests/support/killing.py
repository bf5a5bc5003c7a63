"""Kills the real program while somebody types, and looks at what the next start has."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

PATIENCE = 60.0
ALLOWED = 1.0
"""Seconds that what was typed may be lost if it is no older."""


class Killing:
    """A file that is typed into by one process after another, each of which is killed."""

    def __init__(self, folder: Path, seed: int, period: float = 0.01) -> None:
        self.folder = folder
        self.seed = seed
        self.kills = 0
        self.keys = 0
        self.lost = 0
        """Keys, all younger than a second, that a kill has taken at most."""
        self._rng = random.Random(seed)
        self._period = period
        self._file = folder / "typed.txt"
        self._file.write_text("as it is on the disk\n")
        self._on_disk = self._file.read_text()
        self._possible = [self._on_disk]

    def once(self, how: signal.Signals = signal.SIGKILL) -> None:
        """Start the program, let it type for a while, end it; and check how it started."""
        report = self.folder / f"report-{self.kills}"
        self._on_disk = self._file.read_text()
        output = self.folder / "said"
        with open(output, "wb") as said:
            process = subprocess.Popen(
                [
                    sys.executable,
                    str(Path(__file__).with_name("killed_program.py")),
                    str(self.folder / "user"),
                    str(self._file),
                    str(report),
                    f"{self.seed}-{self.kills}",
                    str(self._period),
                ],
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )
        try:
            deadline = time.monotonic() + PATIENCE
            while not _lines(report):
                assert process.poll() is None, output.read_text()
                assert time.monotonic() < deadline, output.read_text()
                time.sleep(0.01)
            time.sleep(self._rng.uniform(0.0, 1.5))
        finally:
            killed_at = time.monotonic()
            process.send_signal(how)
            process.wait(PATIENCE)
        self._check(_lines(report), killed_at)
        self.kills += 1

    def _check(self, lines: list[dict[str, Any]], killed_at: float) -> None:
        start = lines[0]["start"]
        what = f"seed {self.seed}, kill {self.kills}"
        assert start in self._possible, (what, start, self._possible)
        newest = len(self._possible) - 1 - self._possible[::-1].index(start)
        self.lost = max(self.lost, len(self._possible) - 1 - newest)
        if start != self._on_disk:
            assert any("Recovered" in note for note in lines[0]["notes"]), (what, lines[0])
        possible = [(lines[0]["time"], start)]
        for line in lines[1:]:
            if "text" in line:
                possible.append((line["time"], line["text"]))
                self.keys += 1
        lately = sum(at > killed_at - ALLOWED for at, _ in possible)
        # The one before those was there when the last second began.
        texts = [text for _, text in possible[max(0, len(possible) - lately - 1) :]]
        last = texts[-1]
        if "next" in lines[-1]:  # it was pressed, and what came of it could not be said
            pressed = lines[-1]["next"]
            if pressed == "undo":
                texts += [text for _, text in possible]
            elif pressed == "\n":  # with indentation of any depth, and without spaces before it
                ends = [pressed + " " * cells for cells in range(80)]
                texts += [kept + end for kept in (last, last.rstrip(" ")) for end in ends]
            elif pressed != "save":
                texts.append(last[:-1] if pressed == "backspace" else last + pressed)
        self._possible = texts


def _lines(report: Path) -> list[dict[str, Any]]:
    try:
        data = report.read_bytes()
    except FileNotFoundError:
        return []
    return [json.loads(line) for line in data.splitlines(keepends=True) if line.endswith(b"\n")]
