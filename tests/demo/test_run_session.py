"""The demonstration goes well, says so, and says so when it does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.demo.steps import StepFailed, Steps, check

SCRIPT = Path(__file__).with_name("run_session.py")


def run_session(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, SCRIPT, *words],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.mark.timeout(600)
def test_the_session_goes_well(tmp_path: Path) -> None:
    out = tmp_path / "build"
    done = run_session(out)
    assert done.returncode == 0, done.stdout + done.stderr
    steps, _, pictures = done.stdout.partition("\n\n")
    assert all(line.startswith("ok    ") for line in steps.splitlines())
    assert len(steps.splitlines()) >= 15
    assert done.stderr == ""
    files = [Path(line) for line in pictures.splitlines()]
    assert sorted(files) == sorted(out.iterdir())
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in files)


@pytest.mark.timeout(600)
def test_what_fails_ends_it(tmp_path: Path) -> None:
    (tmp_path / "session-1-folder.png").mkdir()
    done = run_session(tmp_path)
    assert done.returncode == 1
    assert "session-1-folder.png cannot be written" in done.stderr
    assert str(tmp_path / "session-failed.png") in done.stdout


def test_it_wants_a_folder() -> None:
    done = run_session()
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "run_session.py: name the folder for the pictures\n"


def test_a_failed_step_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    steps = Steps()
    with steps.step("one"):
        check(True, "")
    with pytest.raises(StepFailed, match="not so"), steps.step("two"):
        check(False, "not so")
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("ok    one  (")
    assert second == "FAIL  two"
