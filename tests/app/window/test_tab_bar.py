"""The tabs of the window, under a pointer that rests."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest

from tests.app.window.conftest import OpenWindow


def test_tabs_come_under_a_pointer_that_rests_on_the_empty_part(
    open_window: OpenWindow, project: Path
) -> None:
    window = open_window(project, project / "notes.txt")
    bar = window.program.editors.bar
    QCursor.setPos(bar.mapToGlobal(QPoint(int(bar.row.field(0).right()) + 40, 10)))
    for count in (2, 3, 4):
        window.run("file.new")
        assert len(bar.tabs) == len(window.tabs) == count
        assert bar.active_index == count - 1
        assert not window.notes()
    QTest.mouseMove(bar, QPoint(5, 5))
    window.settle()


def test_the_tab_that_a_click_scrolls_under_the_pointer_is_the_one_that_is_lit(
    open_window: OpenWindow, project: Path
) -> None:
    window = open_window(project, project / "notes.txt")
    bar = window.program.editors.bar
    for _ in range(14):
        window.run("file.new")
    point = QPoint(5, 10)
    QCursor.setPos(bar.mapToGlobal(point))
    window.run("file.new")
    lit = bar.hovered_index
    assert lit > 0
    assert bar.row.field(lit).contains(point.toPointF())
