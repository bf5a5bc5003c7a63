"""`pith extension bisect` in a process of its own, which asks and is answered."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest

from tests.support.extension_host import manifest, write_extension
from tests.support.pith_process import Pith


@pytest.fixture
def several(pith: Pith) -> Pith:
    for name in "abcdef":
        text = manifest(extension_id=f"acme.{name}", name=name)
        folder = pith.user / "data" / "extensions" / f"acme.{name}"
        write_extension(folder, {"extension.toml": text, "sample.py": ""})
    pith.run("extension", "disable", "acme.f")
    return pith


class Asked:
    """A process that asks; `culprit` is what makes the answer."""

    def __init__(self, pith: Pith) -> None:
        command = [sys.executable, "-m", "pith_app", "--user-dir", str(pith.user)]
        self.process = subprocess.Popen(
            [*command, "extension", "bisect"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.state = next(iter((pith.user).rglob("extensions.json")))
        self.said: list[str] = []

    def question(self) -> bool:
        """Read up to the next question; False at the end."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.rstrip())
            if line.startswith("Is it still wrong?"):
                return True
        return False

    def answer(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def disabled(self) -> list[str]:
        found: list[str] = json.loads(self.state.read_text())["disabled"]
        return found

    def end(self) -> int:
        with self.process:
            self.process.wait(20)
        return self.process.returncode


@pytest.mark.parametrize("culprit", ["acme.a", "acme.c", "acme.e", "pith.word-count"])
def test_it_finds_the_one(several: Pith, culprit: str) -> None:
    asked = Asked(several)
    while asked.question():
        asked.answer("n" if culprit in asked.disabled() else "yes")
    assert asked.end() == 0
    assert f"It is {culprit}. It is enabled, as before; to change that:" in asked.said
    assert asked.disabled() == ["acme.f"]


def test_none_is_to_blame(several: Pith) -> None:
    asked = Asked(several)
    while asked.question():
        asked.answer("y")
    assert asked.end() == 1
    assert asked.said[-1] == "It is there without any extension as well: none is to blame."


@pytest.mark.parametrize("line", ["stop", "", "nonsense\ns"])
def test_it_can_be_stopped(several: Pith, line: str) -> None:
    asked = Asked(several)
    assert asked.question()
    assert len(asked.disabled()) > 5
    if line:
        asked.answer(line)
    else:
        assert asked.process.stdin is not None
        asked.process.stdin.close()
    while asked.question():
        pass
    assert asked.end() == 1
    assert asked.disabled() == ["acme.f"]


def test_one_that_is_killed_is_put_right_by_the_next(several: Pith) -> None:
    asked = Asked(several)
    assert asked.question()
    os.kill(asked.process.pid, signal.SIGKILL)
    asked.end()
    assert len(asked.disabled()) > 5
    again = Asked(several)
    assert again.question()
    again.answer("s")
    again.end()
    assert again.disabled() == ["acme.f"]
