"""Input methods."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QInputMethodEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication

from pith.text import Text
from tests.qt.conftest import MakeEditor
from tests.qt.editors import Editor, FixedHighlighter

Kind = QInputMethodEvent.AttributeType


def compose(
    editor: Editor,
    preedit: str,
    commit: str = "",
    attributes: tuple[QInputMethodEvent.Attribute, ...] = (),
    replace: tuple[int, int] = (0, 0),
) -> None:
    event = QInputMethodEvent(preedit, list(attributes))
    if commit or replace != (0, 0):
        event.setCommitString(commit, *replace)
    QApplication.sendEvent(editor.widget, event)


def ask(editor: Editor, query: Qt.InputMethodQuery) -> Any:
    return editor.widget.inputMethodQuery(query)


Q = Qt.InputMethodQuery


def test_preedit_is_shown_and_not_in_the_text(make_editor: MakeEditor) -> None:
    editor = make_editor("one two")
    editor.select(4)
    before = editor.painted_anew()
    compose(editor, "nihon")
    assert editor.text == "one two"
    shape = editor.widget.viewport_in_use.shapes[0]
    assert shape.place(7).x > 11 * editor.widget.style_in_use.column_width
    assert editor.painted_anew() != before
    editor.assert_screen_is_right()
    compose(editor, "")
    assert editor.widget.viewport_in_use.preedit is None
    editor.assert_screen_is_right()
    assert editor.painted_anew() == before


def test_an_edit_elsewhere_ends_composing_and_colours_stay(make_editor: MakeEditor) -> None:
    content = "one\ndef two\ndef three\n"
    highlighter = FixedHighlighter()
    highlighter.set_text(Text.of(content))
    editor = make_editor(content, highlighter=highlighter)
    editor.select(len("one\ndef two"))
    compose(editor, "ni")
    highlighter.set_text(Text.of("\n" + content))  # it knows before the view does
    editor.edit(0, 0, "\n")
    viewport = editor.widget.viewport_in_use
    assert viewport.preedit is None
    assert viewport.tokens == [editor.widget._display.tokens(row) for row in viewport.rows]
    editor.assert_screen_is_right()


def test_commit(make_editor: MakeEditor) -> None:
    editor = make_editor("one two")
    editor.select(4)
    compose(editor, "にほ")
    compose(editor, "", "日本")
    assert editor.text == "one 日本two"
    assert editor.ranges == [(6, 6)]
    editor.assert_screen_is_right()


def test_commit_replaces_what_is_selected(make_editor: MakeEditor) -> None:
    editor = make_editor("one two")
    editor.select((0, 3))
    compose(editor, "", "日")
    assert editor.text == "日 two"


def test_composing_replaces_what_is_selected_from_the_start(make_editor: MakeEditor) -> None:
    editor = make_editor("hello world hello")
    editor.select((0, 5), (17, 12))
    compose(editor, "か")
    assert editor.text == " world "
    assert editor.ranges == [(0, 0), (7, 7)]
    compose(editor, "かん")
    compose(editor, "", "漢")
    assert editor.text == "漢 world 漢"
    editor.assert_screen_is_right()
    editor.press("ctrl+z")
    assert editor.text == "hello world hello"


def test_commit_and_go_on_composing(make_editor: MakeEditor) -> None:
    editor = make_editor("")
    compose(editor, "に", "日本")
    assert editor.text == "日本"
    preedit = editor.widget.viewport_in_use.preedit
    assert preedit is not None
    assert (preedit.column, preedit.text) == (2, "に")


def test_formats_and_caret_inside_of_the_preedit(make_editor: MakeEditor) -> None:
    editor = make_editor("ab")
    editor.select(1)
    given = QTextCharFormat()
    given.setBackground(QColor("#ff00ff"))
    compose(
        editor,
        "xyz",
        attributes=(
            QInputMethodEvent.Attribute(Kind.TextFormat, 0, 2, given),
            QInputMethodEvent.Attribute(Kind.Cursor, 1, 1, None),
        ),
    )
    column = editor.widget.style_in_use.column_width
    point = editor.widget.point_of(0)
    assert point is not None
    assert editor.widget.caret_area().center().x() == pytest.approx(point.x() + 2 * column, abs=1.1)
    image = editor.painted_anew()
    magenta = QColor("#ff00ff").rgb()
    assert any(image.pixel(x, 2) == magenta for x in range(image.width()))


def test_reconversion_replaces_text_near_the_caret(make_editor: MakeEditor) -> None:
    editor = make_editor("😀 nihon go")
    editor.select(7)
    compose(editor, "", "日本", replace=(-5, 5))
    assert editor.text == "😀 日本 go"
    assert editor.ranges == [(4, 4)]


def test_selection_attribute(make_editor: MakeEditor) -> None:
    editor = make_editor("😀 two three")
    compose(editor, "", attributes=(QInputMethodEvent.Attribute(Kind.Selection, 3, 3, None),))
    assert editor.ranges == [(2, 5)]


def test_queries(make_editor: MakeEditor) -> None:
    editor = make_editor("first\n😀 bad \udc80 byte\nlast")
    editor.select((8, 11))
    assert ask(editor, Q.ImEnabled) is True
    assert ask(editor, Q.ImSurroundingText) == "😀 bad \ufffd byte"
    assert ask(editor, Q.ImCursorPosition) == 6
    assert ask(editor, Q.ImAnchorPosition) == 3
    assert ask(editor, Q.ImCurrentSelection) == "bad"
    assert ask(editor, Q.ImTextBeforeCursor) == "😀 bad"
    assert ask(editor, Q.ImTextAfterCursor) == " \ufffd byte"
    assert ask(editor, Q.ImFont) == editor.widget.style_in_use.font
    assert ask(editor, Q.ImHints) & Qt.InputMethodHint.ImhMultiLine.value
    area = ask(editor, Q.ImCursorRectangle)
    assert isinstance(area, QRectF)
    assert area.y() == editor.widget.style_in_use.row_height
    assert ask(editor, Q.ImPreferredLanguage) is None


def test_the_surrounding_text_of_a_long_line_is_short(make_editor: MakeEditor) -> None:
    editor = make_editor("x" * 100_000)
    editor.select(50_000)
    assert len(ask(editor, Q.ImSurroundingText)) == 2048
    assert ask(editor, Q.ImCursorPosition) == 1024


def test_a_caret_that_is_not_seen_has_no_place(make_editor: MakeEditor) -> None:
    editor = make_editor("\n" * 500)
    editor.widget.scroll_rows(300)
    assert ask(editor, Q.ImCursorRectangle) == QRectF()


def test_an_edit_from_elsewhere_ends_the_preedit(make_editor: MakeEditor) -> None:
    editor = make_editor("one\ntwo")
    compose(editor, "に")
    editor.edit(4, 4, "x")
    assert editor.widget.viewport_in_use.preedit is None
    editor.assert_screen_is_right()


def test_an_edit_in_one_row_elsewhere_takes_the_preedit_off_the_screen(
    make_editor: MakeEditor,
) -> None:
    editor = make_editor("one\ntwo")
    compose(editor, "に")
    editor.edit(5, 5, "x")
    editor.assert_screen_is_right()


@pytest.mark.parametrize("how", ["click", "key", "command"])
def test_the_preedit_ends_where_the_caret_leaves_it(make_editor: MakeEditor, how: str) -> None:
    editor = make_editor("one\ntwo")
    compose(editor, "に")
    if how == "click":
        editor.click(5)
    elif how == "key":
        editor.press("down")
    else:
        editor.select(6)
    assert editor.widget.viewport_in_use.preedit is None
    assert editor.text == "one\ntwo"
    editor.assert_screen_is_right()


def test_keys_go_on_from_what_is_composed_over_two_rows(make_editor: MakeEditor) -> None:
    """What is composed at the end of a wrapped line begins on one row and ends on the next."""
    editor = make_editor("word " * 8, width=330, wrap="on")
    editor.select(40)
    compose(editor, "にほんごのことば" * 3)
    shape = editor.widget.viewport_in_use.shapes[0]
    assert [shape.sub_row_start(number) for number in range(shape.sub_rows + 1)][-1] == 40
    assert all(shape.column_at(row, 20.0) <= 40 for row in range(shape.sub_rows))
    editor.press("shift+down")
    assert editor.ranges == [(40, 40)]
