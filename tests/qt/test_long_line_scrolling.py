"""A line of millions of columns is scrolled sideways: what is seen stays where it is."""

from __future__ import annotations

import random
from functools import cache

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from pith.edit import Range, Selection
from tests.qt.conftest import MakeEditor
from tests.qt.editors import Editor


@cache
def json_line() -> str:
    """Some of it is wider than Latin letters, here more and there less."""
    rng = random.Random(1)
    parts: list[str] = []
    for at in range(50_000):
        wide = "日本" if rng.random() < at % 7000 / 7000 else "x"
        parts.append(f'{{"id": {at}, "name": "user {at}", "tags": ["é", "{wide}"]}}')
    return "[" + ",".join(parts) + "]"


def seen(editor: Editor) -> list[tuple[int, float]]:
    """Offsets and where they are shown, a few over the width of the window."""
    area = editor.widget.text_area()
    found = []
    for part in range(1, 10):
        offset = editor.widget.offset_at_point(QPointF(area.left() + area.width() * part / 10, 8))
        spot = editor.widget.point_of(offset)
        assert spot is not None
        found.append((offset, round(spot.x(), 2)))
    return found


@pytest.mark.parametrize("goal", [160, 300, 420, 560])
def test_a_click_after_dragging_the_bar_lands_under_the_mouse(
    make_editor: MakeEditor, goal: int
) -> None:
    editor = make_editor(json_line())
    bar = editor.widget._display.bars.across
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(bar, left, Qt.KeyboardModifier.NoModifier, QPoint(10, 7))
    for x in range(40, goal + 1, 20):
        QTest.mouseMove(bar, QPoint(x, 7))
        editor.painted_anew()
    QTest.mouseRelease(bar, left, Qt.KeyboardModifier.NoModifier, QPoint(goal, 7))
    editor.settle()
    before = seen(editor)
    clicked = QPointF(300, 8)
    offset = editor.widget.offset_at_point(clicked)
    editor.mouse(QEvent.Type.MouseButtonPress, clicked)
    editor.mouse(QEvent.Type.MouseButtonRelease, clicked)
    editor.settle()
    assert editor.ranges == [(offset, offset)]
    assert abs(editor.widget.caret_area().center().x() - 300) < 12
    assert seen(editor) == before
    editor.assert_screen_is_right()


def test_what_is_seen_stays_wherever_else_something_happens(make_editor: MakeEditor) -> None:
    editor = make_editor(json_line())
    rng = random.Random(6)
    length = len(editor.text)
    for _ in range(12):
        editor.widget.scroll_by(rng.randint(-9_000_000, 9_000_000), 0.0)
        editor.painted_anew()
        before = seen(editor)
        elsewhere = rng.randrange(length)
        here = before[4][0]
        for ranges in (
            [Range.caret(elsewhere)],
            [Range(elsewhere, here)],
            [Range(here, elsewhere)],
            [Range.caret(rng.randrange(length)), Range.caret(here)],
        ):
            editor.widget.select(Selection.of(ranges), "select.pointer")
            editor.painted_anew()
            assert seen(editor) == before
        editor.assert_screen_is_right()
