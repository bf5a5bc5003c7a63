"""Carets at the end of a row that is wrapped within a word or behind a bracket."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF

from tests.qt.conftest import MakeEditor
from tests.qt.editors import Editor

LINE = "x" * 100 + "\nab"


@pytest.fixture(params=[LINE, "x" * 3000 + "\nab"], ids=["short", "long"])
def editor(make_editor: MakeEditor, request: pytest.FixtureRequest) -> Editor:
    """30 columns, and nowhere to break at."""
    made = make_editor(request.param, wrap="column", wrap_column=30, current_line=True)
    made.keys |= {"shift+end": "select.lineEnd", "shift+home": "select.lineStart"}
    return made


def caret(editor: Editor) -> tuple[float, float]:
    """Where the caret is: columns from the text's left edge, and rows from the top."""
    style = editor.widget.style_in_use
    area = editor.widget.caret_area()
    left = editor.widget.text_area().left()
    return (
        round((area.center().x() - left) / style.column_width),
        round(area.top() / style.row_height),
    )


def test_end_goes_behind_the_last_character_that_is_seen(editor: Editor) -> None:
    editor.press("end")
    assert editor.ranges == [(30, 30)]
    assert caret(editor) == (30, 0)
    editor.assert_screen_is_right()
    editor.press("home")
    assert editor.ranges == [(0, 0)]
    editor.press("end", "end")  # and then to the end of the line
    assert editor.ranges == [(editor.text.index("\n"),) * 2]


def test_selecting_to_the_end_takes_the_last_character(editor: Editor) -> None:
    editor.select(40)
    editor.press("shift+end")
    assert editor.ranges == [(40, 60)]
    assert caret(editor) == (30, 1)
    editor.assert_screen_is_right()
    editor.press("shift+home")
    assert editor.ranges == [(40, 30)]


def test_up_and_down_keep_to_the_end(editor: Editor) -> None:
    editor.press("end", "down")
    assert editor.ranges == [(60, 60)]
    assert caret(editor) == (30, 1)
    editor.press("up")
    assert (editor.ranges, caret(editor)) == ([(30, 30)], (30, 0))
    editor.press("right")
    assert (editor.ranges, caret(editor)) == ([(31, 31)], (1, 1))
    editor.press("left")
    assert (editor.ranges, caret(editor)) == ([(30, 30)], (0, 1))


def test_what_is_typed_there_goes_on_in_the_next_row(editor: Editor) -> None:
    editor.press("end")
    editor.type("y")
    assert editor.text.startswith("x" * 30 + "yx")
    assert caret(editor) == (1, 1)
    editor.assert_screen_is_right()


def click(editor: Editor, x: float, row: int) -> None:
    left, height = editor.widget.text_area().left(), editor.widget.style_in_use.row_height
    point = QPointF(left + x, (row + 0.5) * height)
    editor.mouse(QEvent.Type.MouseButtonPress, point)
    editor.mouse(QEvent.Type.MouseButtonRelease, point)


def test_a_click_right_of_a_row_puts_the_caret_at_its_end(editor: Editor) -> None:
    column = editor.widget.style_in_use.column_width
    for x in (30 * column + 60, 30 * column - 2):
        click(editor, 0, 0)
        click(editor, x, 1)
        assert (editor.ranges, caret(editor)) == ([(60, 60)], (30, 1))
        editor.assert_screen_is_right()
    click(editor, 29 * column, 1)
    assert (editor.ranges, caret(editor)) == ([(59, 59)], (29, 1))
    click(editor, 0, 2)
    assert (editor.ranges, caret(editor)) == ([(60, 60)], (0, 2))


def test_a_drag_to_the_right_takes_all_of_a_row(editor: Editor) -> None:
    left, height = editor.widget.text_area().left(), editor.widget.style_in_use.row_height
    editor.mouse(QEvent.Type.MouseButtonPress, QPointF(left, height * 1.5))
    editor.mouse(QEvent.Type.MouseMove, QPointF(left + 400, height * 1.5))
    editor.mouse(QEvent.Type.MouseButtonRelease, QPointF(left + 400, height * 1.5))
    assert editor.ranges == [(30, 60)]


def test_a_row_that_ends_with_a_blank_is_at_its_end_before_that(make_editor: MakeEditor) -> None:
    editor = make_editor("some words in a line of their own here", wrap="column", wrap_column=20)
    editor.press("end")
    assert caret(editor) == (20, 0)
    editor.type(",")
    assert editor.text.startswith("some words in a line, of")


def test_code_is_at_its_end_behind_a_bracket(make_editor: MakeEditor) -> None:
    editor = make_editor("call(some, more)and_more(things)", wrap="column", wrap_column=20)
    editor.press("end")
    assert editor.text[: editor.ranges[0][1]] == "call(some, more)"
    assert caret(editor) == (16, 0)
