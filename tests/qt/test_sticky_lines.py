"""Lines that stay at the top edge."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from pith.text import Text
from tests.qt.conftest import MakeEditor
from tests.qt.editors import Editor, FixedHighlighter

CODE = "".join(
    f"class A{number}:\n    def f(self):\n"
    + "        one\n" * 30
    + "    def g(self):\n        two\n\n"
    for number in range(5)
)


def shown(editor: Editor) -> list[str]:
    """The lines that stay."""
    editor.settle()
    sticky = editor.widget._display.top_edge.lines
    if sticky is None or not sticky.isVisible():
        return []
    return [editor.view.state.text.line(row).strip() for row, _ in sticky._lines]


def scroll_to(editor: Editor, row: int) -> None:
    editor.widget.restore_scroll({"row": row})


def test_the_lines_around_what_is_seen_stay(make_editor: MakeEditor) -> None:
    editor = make_editor(CODE, sticky_lines=5)
    assert shown(editor) == []
    scroll_to(editor, 1)
    assert shown(editor) == ["class A0:", "def f(self):"]
    scroll_to(editor, 10)
    assert shown(editor) == ["class A0:", "def f(self):"]
    editor.assert_screen_is_right()
    for _ in range(40):
        editor.widget.scroll_rows(1)
        editor.assert_screen_is_right()
    assert shown(editor) == ["class A1:", "def f(self):"]
    editor.widget.set_options(editor.widget.options._replace(sticky_lines=1))
    assert shown(editor) == ["class A1:"]
    editor.widget.set_options(editor.widget.options._replace(sticky_lines=0))
    assert shown(editor) == []
    editor.assert_screen_is_right()


def test_they_are_painted_if_they_came_while_nothing_was(make_editor: MakeEditor) -> None:
    editor = make_editor(CODE, sticky_lines=5)
    # As Qt does, for the moment in which a widget that is grabbed takes its size.
    editor.widget.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, True)
    scroll_to(editor, 10)
    editor.widget.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)
    assert shown(editor) == ["class A0:", "def f(self):"]
    sticky = editor.widget._display.top_edge.lines
    assert sticky is not None
    assert sticky.updatesEnabled()


def test_they_are_painted_where_they_were_when_they_were_compared(make_editor: MakeEditor) -> None:
    """Scrolled to the right and back before anybody looked, they are as they were."""
    editor = make_editor(CODE.replace("one", "wide " * 100), sticky_lines=5, width=300)
    scroll_to(editor, 10)
    editor.widget.scroll_by(7, 0)
    assert shown(editor)
    viewport, sticky = editor.widget.viewport_in_use, editor.widget._display.top_edge.lines
    assert sticky is not None
    assert viewport.x == 7.0
    viewport.sideways.scroll_to(0.0)
    sticky.repaint()  # as in the middle of a key
    viewport.sideways.scroll_to(7.0)
    editor.settle()
    editor.assert_screen_is_right()


def test_they_are_few_in_a_low_window(make_editor: MakeEditor) -> None:
    editor = make_editor(CODE, sticky_lines=5, height=100)
    scroll_to(editor, 10)
    assert len(shown(editor)) <= 1


def test_they_follow_edits(make_editor: MakeEditor) -> None:
    highlighter = FixedHighlighter()
    highlighter.set_text(Text.of(CODE))
    editor = make_editor(CODE, sticky_lines=5, highlighter=highlighter)
    scroll_to(editor, 10)
    editor.edit(len("class "), len("class A"), "Other")
    editor.assert_screen_is_right()
    assert shown(editor) == ["class Other0:", "def f(self):"]
    editor.edit(0, 0, "\n\n")
    assert shown(editor) == ["class Other0:", "def f(self):"]
    editor.assert_screen_is_right()
    editor.edit(0, len(editor.text), "x")
    assert shown(editor) == []


def test_the_caret_is_not_beneath_them(make_editor: MakeEditor) -> None:
    editor = make_editor(CODE, sticky_lines=5)
    text = editor.view.state.text
    scroll_to(editor, 15)
    editor.select(text.line_start(20))
    for _ in range(18):
        editor.press("up")
        covered = len(shown(editor)) * editor.widget.style_in_use.row_height
        assert editor.widget.caret_area().top() >= covered
    assert text.row_at(editor.ranges[0][0]) == 2
    editor.assert_screen_is_right()


def test_a_click_leads_to_the_line(make_editor: MakeEditor) -> None:
    editor = make_editor(CODE, sticky_lines=5)
    scroll_to(editor, 10)
    assert shown(editor) == ["class A0:", "def f(self):"]
    sticky = editor.widget._display.top_edge.lines
    assert sticky is not None
    point = QPointF(80, editor.widget.style_in_use.row_height * 1.5)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    kind = QEvent.Type.MouseButtonPress
    event = QMouseEvent(kind, point, sticky.mapToGlobal(point), left, left, none)
    QApplication.sendEvent(sticky, event)
    assert editor.ranges == [(len("class A0:\n    "),) * 2]
    assert editor.widget.caret_area().top() >= editor.widget.style_in_use.row_height
    editor.assert_screen_is_right()
