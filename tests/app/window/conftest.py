from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.window import Window

OpenWindow = Callable[..., Window]


@pytest.fixture
def user_dir(tmp_path: Path) -> Path:
    return tmp_path / "user"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a few files."""
    folder = tmp_path / "project"
    (folder / "src").mkdir(parents=True)
    (folder / "src" / "main.py").write_text("import os\n\n\ndef main():\n    return os.name\n")
    (folder / "README.md").write_text("# Project\n\nWords.\n")
    (folder / "notes.txt").write_text("one\ntwo\nthree\n")
    return folder


@pytest.fixture
def open_window(qapp: QApplication, user_dir: Path) -> Iterator[OpenWindow]:
    """Run the program: paths, then what tests.support.window.Window takes."""
    opened: list[Window] = []

    def open_one(*targets: str | Path, **options: Any) -> Window:
        window = Window(qapp, options.pop("user_dir", user_dir), *targets, **options)
        opened.append(window)
        return window

    yield open_one
    for window in reversed(opened):
        window.close()
