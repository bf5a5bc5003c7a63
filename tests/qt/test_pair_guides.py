"""Lines between the brackets of several rows."""

from __future__ import annotations

import random

import pytest
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from tests.qt.conftest import MakeEditor
from tests.qt.editors import Editor

CODE = """function f(a) {
    call(a, (
        b
    ));

    if (a) {
        b();
    }
text
}
"""


def settle(editor: Editor) -> None:
    QTest.qWait(20)
    while editor.widget._rest.due:
        QTest.qWait(20)


def lines(editor: Editor) -> list[tuple[int, str, bool]]:
    """The column of each guide, the rows beside which it is painted, and whether it is lit."""
    canvas, widget = editor.widget._canvas, editor.widget
    image: QImage = editor.painted_anew()
    style, viewport = widget.style_in_use, widget.viewport_in_use
    found = []
    for guide in canvas.pair_guides:
        color = style.pair_guide_color(guide.scope, guide.active).rgb()
        x = int(canvas.scene.cells_x(guide.cells))
        rows = "".join(
            str(row)
            for row, top in zip(viewport.rows, viewport.tops, strict=True)
            if row < 10 and image.pixel(x, int(top + style.row_height / 2)) == color
        )
        found.append((guide.cells, rows, guide.active))
    return found


def test_a_line_shows_the_brackets_around_the_caret(make_editor: MakeEditor) -> None:
    editor = make_editor(CODE, pair_guides="active", indent_guides=False, current_line=False)
    editor.select(CODE.index("b\n"))
    settle(editor)
    assert lines(editor) == [(4, "2", True)]
    editor.select(CODE.index("if"))
    settle(editor)
    # Blank rows have it; through text and in front of the closing bracket there is none.
    assert lines(editor) == [(0, "1234567", True)]
    editor.assert_screen_is_right()
    editor.select(0)
    settle(editor)
    assert lines(editor) == []
    editor.assert_screen_is_right()


def test_the_line_stays_while_one_types(make_editor: MakeEditor) -> None:
    editor = make_editor(CODE, pair_guides="active", indent_guides=False, current_line=False)
    editor.select(CODE.index("b();"))
    settle(editor)
    assert lines(editor) == [(4, "6", True)]
    editor.press("x")
    assert lines(editor) == [(4, "6", True)]
    editor.press("enter")
    assert lines(editor) == [(4, "67", True)]
    editor.edit(0, 0, "// new\n")
    assert lines(editor) == [(4, "78", True)]
    editor.assert_screen_is_right()
    settle(editor)
    assert lines(editor) == [(4, "78", True)]
    editor.edit(editor.text.index("if"), len(editor.text) - 2, "")
    settle(editor)
    assert lines(editor) == [(0, "23456", True)]
    editor.assert_screen_is_right()


def test_lines_of_all_brackets(make_editor: MakeEditor) -> None:
    editor = make_editor(CODE, pair_guides="all", indent_guides=False, current_line=False)
    editor.select(CODE.index("b();"))
    settle(editor)
    guides = [(0, "1234567", False), (4, "2", False), (4, "2", False), (4, "6", True)]
    assert sorted(lines(editor)) == guides
    editor.widget.set_options(editor.widget.options._replace(pair_guides="off"))
    settle(editor)
    assert lines(editor) == []
    editor.assert_screen_is_right()


def test_scrolling_finds_more_of_them(make_editor: MakeEditor) -> None:
    editor = make_editor("{\n" + "    {\n        a\n    }\n" * 300 + "}\n", pair_guides="all")
    settle(editor)
    editor.widget.reveal(len(editor.text))
    settle(editor)
    canvas, rows = editor.widget._canvas, editor.widget.viewport_in_use.rows
    inner = [each for each in canvas.pair_guides if each.cells == 4]
    assert any(rows[0] <= each.first and each.last == rows[-1] - 2 for each in inner)
    assert any(each.cells == 0 and each.first == 1 for each in canvas.pair_guides)
    editor.assert_screen_is_right()


def test_a_pair_whose_ends_are_far_apart_is_found_bit_by_bit(make_editor: MakeEditor) -> None:
    content = "{\n" + "    f(a, b(c))\n" * 9_000 + "}\n"
    editor = make_editor(content, pair_guides="active")
    editor.select(70_000)
    QTest.qWait(30)
    settle(editor)
    (guide,) = editor.widget._canvas.pair_guides
    assert (guide.first, guide.last) == (1, 9_001)


@pytest.mark.parametrize("shown", ["active", "all"])
def test_whatever_is_done_the_screen_is_right(make_editor: MakeEditor, shown: str) -> None:
    seed = random.randrange(1 << 32)
    rng = random.Random(seed)
    editor = make_editor(CODE * 4, pair_guides=shown, height=220)
    for _ in range(30):
        step = rng.randrange(5)
        if step == 0:
            editor.select(rng.randrange(len(editor.text) + 1))
        elif step == 1:
            editor.press(rng.choice(["enter", "backspace", "tab", "delete"]))
        elif step == 2:
            editor.type(rng.choice("(){}x "))
        elif step == 3:
            editor.widget.reveal(rng.randrange(len(editor.text) + 1))
        else:
            settle(editor)
        try:
            editor.assert_screen_is_right()
        except AssertionError as error:
            raise AssertionError(seed) from error
