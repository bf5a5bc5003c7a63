"""Files and folders that the person may not read or write, in the window."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.trials.without_rights import SCENES

# What makes root see modes as everybody does.
UNPRIVILEGED = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes of files")
@pytest.mark.parametrize("scene", SCENES)
def test_somebody_who_may_not_do_everything(scene: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.trials.without_rights", scene, str(tmp_path)]
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root reads everything, and setpriv is not here to prevent that")
        command = UNPRIVILEGED + command
    done = subprocess.run(
        command,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
