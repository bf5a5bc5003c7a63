"""Running Python as a user who may not do everything: root reads what nobody may read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

NOBODY = 65534
_PROLOGUE = f"""
import os, sys, tempfile  # now: the interpreter itself may lie where nobody can read
from pathlib import Path
from pith.base import ProblemError
from pith.text import *
path = Path(sys.argv[1])
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid({NOBODY})
    os.setuid({NOBODY})
"""


def open_to_all(path: Path) -> bool:
    """Whether everybody may go through the folders above `path`."""
    return all(folder.stat().st_mode & 0o001 for folder in path.resolve().parents)


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder of nobody's that nobody may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="pith-test-", dir="/tmp"))
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def run_unprivileged(script: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Run `script`, which finds `path`, pith.text and ProblemError, as nobody; it must succeed."""
    return subprocess.run(
        [sys.executable, "-c", _PROLOGUE + textwrap.dedent(script), str(path)],
        text=True,
        capture_output=True,
        check=True,
        timeout=60,
        env={**os.environ, "TMPDIR": "/tmp"},
    )
