from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tests.qt.editors import Editor

MakeEditor = Callable[..., Editor]


@pytest.fixture
def make_editor(qapp: QApplication) -> Iterator[MakeEditor]:
    """Make editors: content, then width, height and any of EditorOptions' fields."""
    made: list[Editor] = []

    def make(content: str = "", **settings: Any) -> Editor:
        editor = Editor(content, **settings)
        made.append(editor)
        return editor

    yield make
    for editor in made:
        editor.close()
