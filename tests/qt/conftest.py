from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from pith.base import ThreadWorker
from pith.qt._scheduler import QtScheduler
from pith.text import PageReader
from pith.text._page_cache import DEFAULT_LIMIT, PAGES
from tests.qt.editors import Editor
from tests.support.slow_disk import SlowDisk

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


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowDisk]:
    """A disk that can be held: pages are not read then."""
    disk = SlowDisk(monkeypatch)
    yield disk
    disk.go_on()


@pytest.fixture
def reader(qapp: QApplication) -> Iterator[PageReader]:
    """What reads the pages of a document, with a thread of its own."""
    scheduler = QtScheduler()
    worker = ThreadWorker(scheduler, 1, "pages")
    reader = PageReader(worker)
    yield reader
    reader.let_go()
    worker.dispose(wait=5.0)
    scheduler.dispose()
    PAGES.set_limit(DEFAULT_LIMIT)
