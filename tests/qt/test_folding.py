"""Folding, through the real widget: what is seen, moved over, clicked at and edited."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt

from pith.edit import Fold, Folds, LanguageRules
from pith.text import Text
from pith.workspace import fold, fold_all, fold_level, regions_of, toggle_fold, unfold, unfold_all
from pith.workspace._growth import grow
from tests.qt.conftest import MakeEditor
from tests.qt.editors import Editor

CONTENT = """\
class A:
    def f(self):
        if x:
            pass
        return

    def g(self):
        return 1

end = 1
"""


@pytest.fixture
def make_editor(make_editor: MakeEditor) -> MakeEditor:
    """Editors of a language in which depth says what a block is."""

    def make(*content: str, **settings: Any) -> Editor:
        editor = make_editor(*content, **settings)
        editor.widget.set_rules(LanguageRules(off_side=True))
        return editor

    return make


def seen(editor: Editor) -> list[int]:
    return list(editor.widget.viewport_in_use.rows)


def folded(editor: Editor) -> list[tuple[int, int]]:
    return [(each.first, each.last) for each in editor.view.folds.all]


def caret_row(editor: Editor) -> int:
    return editor.view.state.text.row_at(editor.view.selection.primary.head)


def at_row(editor: Editor, row: int, column: int = 0) -> None:
    editor.select(editor.view.state.text.line_start(row) + column)


def test_what_is_folded_is_not_seen(make_editor: MakeEditor) -> None:
    editor = make_editor(CONTENT)
    at_row(editor, 1)
    assert fold(editor.view)
    assert seen(editor) == [0, 1, 5, 6, 7, 8, 9, 10]
    editor.assert_screen_is_right()
    at_row(editor, 7)
    assert fold(editor.view)  # round the row
    assert (folded(editor), caret_row(editor)) == ([(1, 4), (6, 7)], 6)
    assert fold(editor.view)  # and what is round that
    assert folded(editor) == [(0, 7), (1, 4), (6, 7)]
    assert seen(editor) == [0, 8, 9, 10]
    editor.assert_screen_is_right()
    assert unfold(editor.view)
    assert seen(editor) == [0, 1, 5, 6, 8, 9, 10]
    editor.assert_screen_is_right()
    assert unfold_all(editor.view)
    assert seen(editor) == list(range(11))
    editor.assert_screen_is_right()


def test_levels_leave_the_carets_in_sight(make_editor: MakeEditor) -> None:
    editor = make_editor(CONTENT)
    at_row(editor, 3)
    assert fold_level(editor.view, regions_of(editor.view), 2)
    assert folded(editor) == [(6, 7)]
    assert fold_all(editor.view, regions_of(editor.view))
    assert seen(editor) == [0, 8, 9, 10]
    assert caret_row(editor) == 0


@pytest.mark.parametrize("wrap", ["off", "on"])
def test_carets_step_over_what_is_folded(make_editor: MakeEditor, wrap: str) -> None:
    editor = make_editor(CONTENT, wrap=wrap)
    at_row(editor, 1, 4)
    toggle_fold(editor.view)
    editor.press("down")
    assert caret_row(editor) == 5
    editor.press("up")
    assert caret_row(editor) == 1
    editor.press("end", "right")
    assert caret_row(editor) == 5
    editor.press("left")
    assert editor.view.selection.primary.head == editor.view.state.text.line_end(1)
    editor.press("ctrl+home", "pagedown")
    assert caret_row(editor) == 10
    assert folded(editor) == [(1, 4)]


def test_going_into_what_is_folded_opens_it(make_editor: MakeEditor) -> None:
    editor = make_editor(CONTENT)
    fold(editor.view, [1])
    fold(editor.view, [0])
    at_row(editor, 3)
    assert folded(editor) == []


def test_typing_elsewhere_keeps_folds_and_undo_in_them_opens_them(
    make_editor: MakeEditor,
) -> None:
    editor = make_editor(CONTENT)
    at_row(editor, 7, 8)
    editor.type("x")
    fold(editor.view, [1])
    at_row(editor, 0)
    editor.press("enter")
    assert folded(editor) == [(2, 5)]
    editor.assert_screen_is_right()
    fold(editor.view, [7])
    editor.press("ctrl+z")
    assert folded(editor) == [(1, 4), (6, 7)]
    editor.press("ctrl+z")  # the letter in what is folded
    assert folded(editor) == [(1, 4)]
    editor.assert_screen_is_right()


def test_a_line_break_that_is_cut_beside_a_fold_is_seen(make_editor: MakeEditor) -> None:
    editor = make_editor("a\r\nb\r\n    c\r\nd")
    editor.view.set_folds(Folds([Fold(1, 2)]))
    editor.edit(2, 2, "\n")
    assert editor.text == "a\r\n\nb\r\n    c\r\nd"
    editor.edit(2, 4, "x\r\n\n")
    assert editor.text == "a\rx\r\n\nb\r\n    c\r\nd"
    editor.edit(4, 4, "\r\nx")
    viewport = editor.widget.viewport_in_use
    assert editor.text == "a\rx\r\r\nx\n\nb\r\n    c\r\nd"
    assert viewport.shapes[0].sub_row_start(1) == 4  # of which the last is a \r with a box
    assert seen(editor) == [0, 1, 2, 3, 5]


def test_arrows_and_the_sign_are_clicked(make_editor: MakeEditor) -> None:
    editor = make_editor(CONTENT)
    widget = editor.widget
    top = widget.viewport_in_use.tops[1] + widget.style_in_use.row_height / 2
    arrow = QPointF(widget.text_area().left() - widget.style_in_use.column_width, top)
    before = editor.painted_anew()
    editor.mouse(QEvent.Type.MouseMove, arrow, button=Qt.MouseButton.NoButton)
    editor.assert_screen_is_right()
    assert editor.painted_anew() != before  # arrows show
    editor.mouse(QEvent.Type.MouseButtonPress, arrow)
    editor.mouse(QEvent.Type.MouseButtonRelease, arrow)
    assert folded(editor) == [(1, 4)]
    assert caret_row(editor) == 0  # no click on the line
    box = widget._canvas.scene.fold_box(1)
    assert box is not None
    editor.mouse(QEvent.Type.MouseButtonPress, box.center())
    editor.mouse(QEvent.Type.MouseButtonRelease, box.center())
    assert folded(editor) == []
    zero = QPointF(arrow.x(), widget.viewport_in_use.tops[0] + 5)
    editor.mouse(QEvent.Type.MouseButtonPress, zero, Qt.KeyboardModifier.ShiftModifier)
    editor.mouse(QEvent.Type.MouseButtonRelease, zero)
    assert folded(editor) == [(0, 7), (1, 4), (2, 3), (6, 7)]


def test_folding_can_be_off(make_editor: MakeEditor) -> None:
    editor = make_editor(CONTENT, folding=False)
    arrow = QPointF(
        editor.widget.text_area().left() - editor.widget.style_in_use.column_width,
        editor.widget.viewport_in_use.tops[1] + 5,
    )
    assert editor.widget._fold_handles.arrow_at(arrow) is None


def test_selections_go_over_folds(make_editor: MakeEditor) -> None:
    editor = make_editor(CONTENT)
    fold(editor.view, [1])
    editor.press("ctrl+a")
    assert folded(editor) == [(1, 4)]
    editor.assert_screen_is_right()
    editor.press("ctrl+home", "shift+down", "shift+down")
    assert editor.ranges == [(0, editor.view.state.text.line_start(5))]
    editor.assert_screen_is_right()


def test_a_long_text_folds_near_what_is_seen(make_editor: MakeEditor) -> None:
    editor = make_editor("".join(f"a{row}:\n  b\n  c\n" for row in range(30_000)))
    fold_all(editor.view, regions_of(editor.view))
    assert len(seen(editor)) < 40
    editor.press("ctrl+end")
    assert folded(editor)[-1] == (89_997, 89_999)
    editor.press("pageup")
    editor.assert_screen_is_right()
    widget = editor.widget
    widget._scrolling.to_position(15_000.0)
    assert widget.viewport_in_use.first_row == 45_000
    editor.assert_screen_is_right()


@pytest.mark.parametrize("seed", range(8))
def test_at_random_what_is_painted_bit_by_bit_is_right(make_editor: MakeEditor, seed: int) -> None:
    print(f"seed {seed}")
    random = Random(seed)
    lines = [
        " " * random.choice((0, 0, 4, 4, 8)) + "word " * random.randrange(8) for _ in range(80)
    ]
    editor = make_editor("\n".join(lines), wrap=random.choice(("off", "on")), height=260)
    for _ in range(60):
        count = editor.view.state.text.line_count
        row = random.randrange(count)
        kind = random.randrange(9)
        if kind < 2:
            toggle_fold(editor.view, [row])
        elif kind == 2:
            editor.view.set_folds(Folds([Fold(row, min(count - 1, row + random.randrange(9)))]))
        elif kind == 3:
            at_row(editor, row)
        elif kind == 4:
            start = random.randrange(len(editor.text) + 1)
            end = min(len(editor.text), start + random.choice((0, 0, 3, 40)))
            editor.edit(start, end, random.choice(("", "x", "\n", "a\n    b\n")))
        elif kind == 5:
            editor.press(random.choice(("up", "down", "pageup", "pagedown", "left", "right")))
        elif kind == 6:
            editor.press(random.choice(("enter", "backspace", "ctrl+z", "shift+down")))
        elif kind == 7:
            editor.widget.scroll_by(0, random.randrange(-200, 200))
        else:
            editor.type("y")
        text, folds = editor.view.state.text, editor.view.folds
        viewport = editor.widget.viewport_in_use
        assert viewport.folds is folds
        assert not any(folds.hides(each) for each in viewport.rows)
        expected = [viewport.rows[0]]
        while len(expected) < len(viewport.rows):
            expected.append(folds.next_row(expected[-1]))
        assert list(viewport.rows) == expected
        head = editor.view.selection.primary
        assert not folds.hides(text.row_at(head.head)) or not head.is_empty
        editor.assert_screen_is_right()


def test_what_a_file_grows_by_is_not_folded(make_editor: MakeEditor) -> None:
    editor = make_editor("a\n  b\n  c")
    fold(editor.view, [0])
    grow(editor.document, Text.of("\nd\ne"))
    assert folded(editor) == [(0, 2)]
    assert seen(editor) == [0, 3, 4]
    editor.assert_screen_is_right()


def test_the_sign_of_a_fold_scrolls_with_its_row(make_editor: MakeEditor) -> None:
    editor = make_editor("one\n    two\n    three\n" * 40, font_size=6, height=200)
    editor.view.set_folds(Folds([Fold(9, 11)]))
    editor.settle()
    for zoom in range(5):
        editor.widget.zoom(zoom)
        editor.settle()
        for _ in range(3):
            editor.widget.scroll_by(0, 1)
            editor.assert_screen_is_right()


@pytest.mark.parametrize("font_size", [4, 6, 8, 14])
def test_an_arrow_stays_in_a_gutter_that_is_narrow(make_editor: MakeEditor, font_size: int) -> None:
    """The columns of pixels beside it are painted with the text."""
    editor = make_editor("a\n    b\n    c\nd\n", line_numbers="off", font_size=font_size)
    edge = int(editor.widget._display.canvas.scene.gutter_edge)
    height = int(editor.widget.style_in_use.row_height)

    def beside() -> list[int]:
        image = editor.painted_anew()
        return [image.pixel(x, y) for x in (edge, edge + 1) for y in range(height)]

    def within() -> list[int]:
        image = editor.painted_anew()
        return [image.pixel(x, y) for x in range(edge) for y in range(height)]

    before = beside(), within()
    assert fold(editor.view, [0])
    assert beside() == before[0]
    assert within() != before[1]
