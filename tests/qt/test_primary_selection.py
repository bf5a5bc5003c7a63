"""What is selected is there for the middle button, in every program: a thing of X11's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pith.edit import ClipboardContent, MemoryClipboard
from pith.text import PageReader
from pith.workspace import Document
from tests.qt.conftest import MakeEditor
from tests.qt.editors import Editor
from tests.support.paged import paged_text
from tests.support.slow_disk import SlowDisk

LINES = "\n".join(f"line {number}" for number in range(500))


def test_under_x11(x_display: dict[str, str], repository: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.qt.primary_selection"],
        cwd=repository,
        env=x_display,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "as it should be\n"), done.stderr[-3000:]


class OfferedClipboard(MemoryClipboard):
    supported = True


@pytest.fixture
def editor(make_editor: MakeEditor, reader: PageReader, tmp_path: Path) -> Editor:
    """An editor on a text in pages of 1,000 bytes."""
    editor = make_editor("")
    document = Document(paged_text(tmp_path / "log", LINES.encode(), 1000))
    document.page_reader = reader
    editor.show(document)
    editor.settle()
    return editor


def test_what_is_selected_of_a_huge_file_is_read_first(
    editor: Editor, disk: SlowDisk, qtbot: QtBot
) -> None:
    clipboard = OfferedClipboard(ClipboardContent("before"))
    editor.widget._primary._clipboard = clipboard  # type: ignore[assignment]
    disk.hold()
    editor.select((0, len(LINES)))
    editor.widget._primary.publish()
    assert "MainThread" not in disk.readers, "the window's thread must not read"
    assert clipboard.content.text == "before"
    disk.go_on()
    qtbot.waitUntil(lambda: clipboard.content.text == LINES)


@pytest.mark.parametrize("button", [Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton])
def test_a_scroll_bar_is_no_text(make_editor: MakeEditor, button: Qt.MouseButton) -> None:
    editor = make_editor(LINES)
    asked: list[int] = []
    editor.widget.context_menu_requested.connect(lambda point, offset: asked.append(offset))
    clipboard = OfferedClipboard(ClipboardContent("pasted"))
    editor.widget._primary._clipboard = clipboard  # type: ignore[assignment]
    bar = editor.widget._display.bars.upright
    point = QPoint(7, 200)
    QTest.mouseClick(bar, button, Qt.KeyboardModifier.NoModifier, point)
    menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, bar.mapToGlobal(point))
    QApplication.sendEvent(bar, menu)
    assert editor.text == LINES
    assert editor.ranges == [(0, 0)]
    assert not asked
