"""What is left of a window that was closed: nothing, though the process goes on."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.support.window import Window


def test_nothing_of_a_closed_window_is_kept(
    qapp: QApplication, user_dir: Path, project: Path
) -> None:
    window = Window(qapp, user_dir, project, project / "src" / "main.py")
    window.type("x = 1")
    window.run("edit.undo")
    window.close()
    program, shown = weakref.ref(window.program), weakref.ref(window.program.window)
    del window
    gc.unfreeze()  # what the program put aside at its start
    gc.collect()
    assert (program(), shown()) == (None, None)
