"""Pith as people start it: a process of its own, with a folder of its own for what is theirs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

#: However slow the machine: nothing here takes as long unless it never ends.
PATIENCE = 60.0


@dataclass(frozen=True)
class Answer:
    """What a process of the command line left."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def complaints(self) -> list[str]:
        """The lines of standard error, each without who says it."""
        found = self.err.splitlines()
        assert all(line.startswith("pith: ") for line in found), self.err
        return [line.removeprefix("pith: ") for line in found]

    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Pith:
    """Starts Pith with `--user-dir` and in a folder of its own."""

    user: Path
    folder: Path
    options: tuple[str, ...] = ()

    def command(self, *words: str | Path, python: Sequence[str] = ()) -> list[str]:
        head = [sys.executable, *python, "-m", "pith_app"]
        return [*head, "--user-dir", str(self.user), *self.options, *map(str, words)]

    def run(
        self, *words: str | Path, status: int = 0, environment: Mapping[str, str] | None = None
    ) -> Answer:
        """Run a sub-command to its end, which must be `status`."""
        done = subprocess.run(
            self.command(*words),
            cwd=self.folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        answer = Answer(done.returncode, done.stdout, done.stderr)
        assert answer.status == status, answer
        return answer

    @contextmanager
    def window(self, *words: str | Path, python: Sequence[str] = ()) -> Iterator[Window]:
        """A window that is ready; it is killed at the end if it is still there."""
        number = time.monotonic_ns()
        ready, said = self.folder / f"ready-{number}", self.folder / f"said-{number}"
        with open(said, "wb") as output:
            process = subprocess.Popen(
                self.command(*words, python=python),
                cwd=self.folder,
                env={
                    **os.environ,
                    "QT_QPA_PLATFORM": "offscreen",
                    "PITH_STARTUP_TRACE": str(ready),
                },
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        window = Window(process, self.user, said)
        try:
            window.until(lambda: ready.exists() and "ready" in ready.read_text(), "ready")
            ready.unlink()
            yield window
        finally:
            process.kill()
            process.wait()


@dataclass
class Window:
    """A running window, seen from outside."""

    process: subprocess.Popen[bytes]
    user: Path
    output: Path

    @property
    def said(self) -> str:
        """What it has printed, which should be nothing."""
        return self.output.read_text(errors="replace")

    def until(self, condition: Callable[[], Any], what: str) -> None:
        """Wait until `condition` holds; the window must live as long."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if self.process.poll() is not None:
                pytest.fail(f"the window ended before this: {what}\n{self.said}")
            if time.monotonic() > deadline:
                pytest.fail(f"waited in vain: {what}\n{self.said}\n{self.log}")
            time.sleep(0.01)

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End it by a signal and wait for it: the exit status."""
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)

    @property
    def log(self) -> str:
        try:
            return (self.user / "state" / "pith.log").read_text()
        except FileNotFoundError:
            return "(there is no log)"


@pytest.fixture
def pith(tmp_path: Path) -> Pith:
    """Pith for a person who has never used it, started in an empty folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    return Pith(tmp_path / "user", folder)
