"""A short soak: thirty reloads leave nothing but what one left."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

# In a process of its own, as `make soak` is: what other tests leave in theirs is not looked at.
SOAK = """
    import sys
    from pathlib import Path
    from PySide6.QtWidgets import QApplication
    from tests.soak.reloads import soaking

    application = QApplication([])
    with soaking(Path(sys.argv[1])) as soak:
        soak.reload()
        soak.settle()
        before = soak.held()
        for _ in range(30):
            soak.reload()
        soak.settle()
        more = soak.held().beyond(before)
        print("more", more, "survivors", soak.survivors(), "complaints", soak.complaints())
"""


def test_thirty_reloads_leave_nothing(tmp_path: Path, repository: Path) -> None:
    folder = tmp_path / "tmp"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(SOAK), str(tmp_path / "soak")],
        cwd=repository,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "more {} survivors 0 complaints []\n", done.stderr[-3000:]
    assert done.returncode == 0, done.stderr[-3000:]
