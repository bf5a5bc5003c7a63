"""What assistive technology is told is tested in a process that has heard of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

APART = ("tests/qt/test_accessible.py", "tests/app/window/test_accessibility.py")


@pytest.mark.parametrize("file", APART)
def test_it_passes_in_a_process_of_its_own(file: str, repository: Path, tmp_path: Path) -> None:
    base = tmp_path / "base"
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            f"--basetemp={base}",
            file,
        ],
        cwd=repository,
        env={**os.environ, "PITH_TEST_ACCESSIBLE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
