"""What assistive technology is told of an editor, asked as the platforms ask it."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAccessible, QTextCursor

from pith.qt._accessible import AccessibleEditor
from pith.text import utf16_length
from pith.workspace import Document, View, fold
from tests.qt.conftest import MakeEditor
from tests.qt.editors import Editor


@pytest.fixture(autouse=True)
def assistive_technology() -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def interface(editor: Editor) -> AccessibleEditor:
    found = QAccessible.queryAccessibleInterface(editor.widget)
    assert isinstance(found, AccessibleEditor)
    return found


def text_of(editor: Editor) -> Any:
    return interface(editor).textInterface()


def read(editor: Editor) -> str:
    text = text_of(editor)
    return str(text.text(0, text.characterCount()))


def test_an_editor_is_a_text_of_many_lines_that_can_be_edited(make_editor: MakeEditor) -> None:
    editor = make_editor("one\ntwo\n")
    found = interface(editor)
    state = found.state()
    assert found.role() == QAccessible.Role.EditableText
    assert all((state.multiLine, state.editable, state.focused))
    assert found.text(QAccessible.Text.Name) == "Editor"
    assert found.childCount() == 0


def test_text_caret_and_selection_are_those_of_the_view(make_editor: MakeEditor) -> None:
    editor = make_editor("one\ntwo\n")
    assert read(editor) == "one\ntwo\n"
    editor.select((1, 5))
    text = text_of(editor)
    assert (text.cursorPosition(), text.selectionCount()) == (5, 1)
    editor.select(2)
    assert (text.cursorPosition(), text.selectionCount()) == (2, 0)


def test_what_is_typed_is_in_the_text_at_once(make_editor: MakeEditor) -> None:
    editor = make_editor("one\ntwo\n")
    interface(editor).textInterface()
    editor.type("ab")
    editor.press("enter")
    editor.edit(8, 9, "xyz")
    assert read(editor) == editor.text
    assert text_of(editor).cursorPosition() == 3


def test_positions_count_utf16_and_what_no_text_can_hold_takes_as_much_room(
    make_editor: MakeEditor,
) -> None:
    editor = make_editor("😀a\r\nb\udc80\u2029c")
    editor.select(2)
    assert text_of(editor).cursorPosition() == 3
    assert len(read(editor)) == utf16_length(editor.text) - 1  # Python counts one for the face
    assert read(editor).count("\n") == 1


def test_assistive_technology_moves_the_caret_selects_and_edits(make_editor: MakeEditor) -> None:
    editor = make_editor("one\ntwo\n")
    text_of(editor).setCursorPosition(5)
    assert editor.ranges == [(5, 5)]
    text_of(editor).setSelection(0, 4, 7)
    assert editor.ranges == [(4, 7)]
    edit = interface(editor).editableTextInterface()
    edit.insertText(0, "# ")
    assert editor.text == "# one\ntwo\n"
    editor.settle()
    edit.deleteText(0, 2)
    editor.settle()
    edit.replaceText(0, 3, "1")
    assert editor.text == "1\ntwo\n" == read(editor)
    editor.settle()
    for before in ("one\ntwo\n", "# one\ntwo\n", "one\ntwo\n"):
        assert editor.view.undo()
        assert editor.text == before == read(editor)


def test_a_character_is_where_it_is_on_the_screen(make_editor: MakeEditor) -> None:
    editor = make_editor("".join(f"{row} \tof many\n" for row in range(200)))
    for row in (0, 150):
        at = editor.view.state.text.line_start(row) + 5
        editor.select(at)
        editor.widget.reveal(at)
        editor.settle()
        rect = text_of(editor).characterRect(at)
        expected = editor.widget.mapToGlobal(editor.point(at).toPoint())
        assert rect.adjusted(-2, -2, 2, 2).contains(expected)
        assert text_of(editor).offsetAtPoint(rect.center() + QPoint(-2, 0)) in (at, at + 1)


def test_of_a_long_text_what_surrounds_the_caret_is_there(make_editor: MakeEditor) -> None:
    content = "".join(f"line {row}\n" for row in range(50_000))
    editor = make_editor(content)
    assert text_of(editor).characterCount() < 100_000
    middle = content.index("line 30000\n")
    editor.select(middle)
    text = text_of(editor)
    at = text.cursorPosition()
    assert text.text(at, at + 10) == "line 30000"
    editor.type("X")
    editor.edit(0, 0, "before\n")
    editor.edit(len(editor.text), len(editor.text), "after")
    at = text.cursorPosition()
    assert text.text(at - 1, at + 9) == "Xline 3000"
    text.setCursorPosition(at + 3)
    assert editor.ranges == [(middle + 7 + 4, middle + 7 + 4)]


def test_one_very_long_line_is_cut(make_editor: MakeEditor) -> None:
    editor = make_editor("x" * 3_000_000)
    editor.select(1_500_000)
    assert text_of(editor).characterCount() < 100_000


def test_another_view_is_read_when_it_is_shown(make_editor: MakeEditor) -> None:
    editor = make_editor("one")
    interface(editor).textInterface()
    view = View(Document("other"))
    before = editor.widget.view
    editor.widget.set_view(view)
    assert read(editor) == "other"
    editor.widget.set_view(before)
    view.dispose()


@pytest.mark.parametrize("seed", range(6))
def test_it_stays_like_the_text_whatever_happens(make_editor: MakeEditor, seed: int) -> None:
    print(f"seed {seed}")
    random = Random(seed)
    editor = make_editor("".join(f"line {row} 😀\n" for row in range(random.choice((20, 9000)))))
    mirror = interface(editor).mirror
    for _ in range(120):
        length = len(editor.text)
        start = random.randrange(length + 1)
        if random.random() < 0.4:
            start = min(length, editor.ranges[0][1] + random.randrange(30))
        end = min(length, start + random.choice((0, 0, 1, 5, 400)))
        kind = random.random()
        if kind < 0.5:
            editor.edit(start, end, random.choice(("", "a", "\n", "😀x\n")))
        elif kind < 0.6:
            editor.view.undo()
        else:
            editor.select((start, end))
        text = interface(editor).textInterface()
        mirror = interface(editor).mirror
        assert mirror is not None
        first, content = mirror.first_offset, mirror.content
        assert editor.text[first : first + len(content)] == content
        assert mirror.toPlainText() == content
        head = editor.view.selection.primary.head
        assert text.cursorPosition() == utf16_length(content[: head - first])


def test_what_is_only_to_be_looked_at_stays_as_it_is(make_editor: MakeEditor) -> None:
    editor = make_editor("one\ntwo\n")
    editor.document.read_only = True
    state = interface(editor).state()
    assert (state.readOnly, state.editable) == (1, 0)
    editor.select(2)
    text_of(editor)
    mirror = interface(editor).mirror
    assert mirror is not None
    for change in ("XYZ", "\n", "😀"):
        cursor = QTextCursor(mirror.document())
        cursor.setPosition(1)
        cursor.insertText(change)
        assert read(editor) == mirror.toPlainText() == editor.text == "one\ntwo\n"
        assert text_of(editor).cursorPosition() == 2
    editor.document.read_only = False
    editor.edit(0, 1, "O")
    assert read(editor) == mirror.toPlainText() == "One\ntwo\n"


def test_what_assistive_technology_reads_tells_of_nothing_by_itself(
    make_editor: MakeEditor,
) -> None:
    """The editor does: everything was told twice, by something without a name as well."""
    editor = make_editor("one\ntwo\n")
    text_of(editor)
    mirror = interface(editor).mirror
    assert mirror is not None
    said: list[str] = []
    mirror.textChanged.connect(lambda: said.append("text"))
    mirror.cursorPositionChanged.connect(lambda: said.append("caret"))
    mirror.selectionChanged.connect(lambda: said.append("selection"))
    editor.type("ab")
    editor.press("backspace", "shift+right", "right")
    assert read(editor) == editor.text
    assert not said
    controls = mirror.findChildren(QObject)
    tellers = [each for each in controls if each.metaObject().className() == "QWidgetTextControl"]
    assert len(tellers) == 1  # Qt tells of its parent, if that is a widget
    parent = tellers[0].parent()
    assert parent is not None
    assert not parent.isWidgetType()


def assert_caret_is_where_it_is(editor: Editor) -> None:
    editor.settle()
    head = editor.view.selection.primary.head
    text = text_of(editor)
    position = text.cursorPosition()
    rect = text.characterRect(position)
    expected = editor.widget.mapToGlobal(editor.point(head).toPoint())
    assert rect.adjusted(-2, -2, 2, 2).contains(expected), (rect, expected)
    assert text.offsetAtPoint(expected + QPoint(1, 0)) == position


def test_the_caret_is_where_it_is_below_folds(make_editor: MakeEditor) -> None:
    editor = make_editor("".join(f"def f{at}():\n    one\n    two\n\n" for at in range(30)))
    text_of(editor)
    fold(editor.view, range(0, 100, 4))
    for row in (40, 8, 64):
        editor.select(editor.view.state.text.line_start(row) + 3)
        assert_caret_is_where_it_is(editor)


def test_the_caret_is_where_it_is_after_zooming(make_editor: MakeEditor) -> None:
    editor = make_editor("".join(f"{row} of many\n" for row in range(100)))
    text_of(editor)
    editor.select(editor.view.state.text.line_start(12) + 4)
    editor.widget.zoom(4)
    assert_caret_is_where_it_is(editor)
    editor.select(editor.view.state.text.line_start(15) + 2)
    assert_caret_is_where_it_is(editor)


@pytest.mark.parametrize("wrap", ["off", "on"])
def test_the_caret_is_where_it_is_behind_what_has_a_name(
    make_editor: MakeEditor, wrap: str
) -> None:
    editor = make_editor("ctl \x1b[0m z\u200bq(and), [more] " * 8 + "\nab", wrap=wrap, width=400)
    text_of(editor)
    for offset in (9, 14, 40, 150, len(editor.text) - 1):
        editor.select(offset)
        editor.widget.reveal(offset)
        assert_caret_is_where_it_is(editor)
