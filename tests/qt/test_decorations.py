"""Layers of marks, moved through edits."""

from __future__ import annotations

import random

import pytest
from PySide6.QtWidgets import QApplication

from pith.edit import ChangeSet, Selection
from pith.qt._decorations import Decorations
from pith.qt._overlay import overlays
from pith.text import Edit, Text
from tests.qt.editors import Editor


def test_layers_are_replaced_and_taken_away() -> None:
    marks = Decorations()
    assert not marks
    marks.set("find", [(0, 3, "find"), (8, 9, "find")])
    marks.set("problems", [(4, 5, "error")])
    assert list(marks.between(0, 6)) == [(0, 3, "find"), (4, 5, "error")]
    marks.set("find", [])
    assert list(marks.all()) == [(4, 5, "error")]
    marks.clear()
    assert not marks


def test_what_is_deleted_is_marked_no_more() -> None:
    marks = Decorations()
    marks.set("find", [(4, 7, "find"), (9, 9, "error")])
    marks.edited(ChangeSet.of(20, [Edit(3, 8, "")]))
    assert list(marks.between(0, 20)) == [(4, 4, "error")]


def test_spans_move_as_their_ends_are_mapped() -> None:
    rng = random.Random(2)
    for _ in range(60):
        length = 400
        spans = []
        for _ in range(40):
            start = rng.randint(0, length - 6)
            spans.append((start, start + rng.randint(1, 6), rng.choice("ab")))
        marks = Decorations()
        marks.set("layer", spans)
        expected = list(spans)
        for _ in range(rng.randint(1, 130)):
            start = rng.randint(0, length)
            end = min(length, start + rng.choice([0, 0, 1, 9]))
            changes = ChangeSet.of(length, [Edit(start, end, "x" * rng.randint(0, 5))])
            length = changes.length_after
            marks.edited(changes)
            expected = [
                (a, max(a, b), kind)
                for a, b, kind in (
                    (changes.map(a, 1), changes.map(b, -1), kind) for a, b, kind in expected
                )
            ]
            low = rng.randint(0, length)
            high = min(length, low + 60)
            found = sorted(marks.between(low, high))
            # An empty one is a match that was deleted: whether it is told makes no difference.
            wanted = sorted(s for s in expected if s[0] <= high and s[1] >= low and s[0] < s[1])
            assert [span for span in found if span[0] < span[1]] == wanted


def test_a_bookmark_is_a_ribbon_in_the_gutter(qapp: QApplication) -> None:
    editor = Editor("a\nb\nc\n")
    try:
        editor.widget.set_decorations("bookmarks", [(2, 2, "bookmark")])
        editor.assert_screen_is_right()
        style = editor.widget.style_in_use
        x = round(style.column_width * 0.8)

        def marked() -> list[int]:
            image = editor.painted_anew()
            height = style.row_height
            colors = [image.pixelColor(x, round(height * (row + 0.5))) for row in range(4)]
            return [row for row, color in enumerate(colors) if color == style.colors.bookmark]

        first = marked()
        assert len(first) == 1
        # Clear of the bars of changes, which go from row to row at the edge.
        image = editor.painted_anew()
        rows = range(round(style.row_height * 4))
        assert all(image.pixelColor(0, y) != style.colors.bookmark for y in rows)
        ribbon = [y for y in rows if image.pixelColor(x, y) == style.colors.bookmark]
        assert 3 < len(ribbon) < style.row_height - 2
        editor.edit(0, 0, "new\n")
        editor.assert_screen_is_right()
        assert marked() == [first[0] + 1]
    finally:
        editor.close()


@pytest.mark.parametrize("seed", range(20))
def test_each_row_has_what_is_marked_of_it(seed: int) -> None:
    rng = random.Random(seed)
    text = Text.of("".join(rng.choices("ab\n", k=60)))
    places = [sorted(rng.choices(range(61), k=2)) for _ in range(30)]
    places += [[start, min(60, start + rng.randrange(3))] for start in rng.choices(range(61), k=30)]
    decorations = Decorations()
    decorations.set("some", [(start, end, "match") for start, end in places])
    rows = sorted(rng.sample(range(text.line_count), rng.randrange(1, text.line_count)))
    found = overlays(text, rows, Selection.caret(0), (), decorations)
    for row in rows:
        first, last = text.line_start(row), text.line_end(row)
        expected = [
            (max(start, first) - first, min(end, last) - first, "match")
            for start, end in sorted(places)
            if start <= last and end >= first
        ]
        marks = found[row].marks if row in found else ()
        assert sorted(marks) == sorted(expected), (row, rows, str(text))
