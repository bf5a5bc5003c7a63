"""Keys, from Qt's events to the document and back to the screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from pith.commands import Chord
from tests.qt.conftest import MakeEditor
from tests.qt.editors import Editor, send_key
from tests.support.reported import Reported


def test_text_goes_to_the_carets(make_editor: MakeEditor) -> None:
    editor = make_editor("one\ntwo")
    editor.select(0, 4)
    editor.type("ab")
    assert editor.text == "abone\nabtwo"
    assert editor.ranges == [(2, 2), (8, 8)]
    editor.assert_screen_is_right()


def test_editing_keys(make_editor: MakeEditor) -> None:
    editor = make_editor("hello")
    editor.press("end", "enter", "x", "backspace", "left", "delete", "ctrl+z")
    assert editor.text == "hello\n"
    editor.assert_screen_is_right()


def test_a_key_that_nothing_uses_goes_on_to_the_parent(make_editor: MakeEditor) -> None:
    editor = make_editor()
    assert not send_key(editor.widget, "ctrl+q").isAccepted()
    assert send_key(editor.widget, "x").isAccepted()


def test_control_characters_are_not_typed(make_editor: MakeEditor) -> None:
    editor = make_editor()
    for text, modifiers in (
        ("\x11", Qt.KeyboardModifier.ControlModifier),
        ("\x7f", Qt.KeyboardModifier.NoModifier),
        ("f", Qt.KeyboardModifier.AltModifier),
        ("f", Qt.KeyboardModifier.MetaModifier),
    ):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F, modifiers, text)
        QApplication.sendEvent(editor.widget, event)
    assert editor.text == ""


def test_altgr_types(make_editor: MakeEditor) -> None:
    """On Windows AltGr is Ctrl and Alt; what it types is text all the same."""
    editor = make_editor()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QApplication.sendEvent(editor.widget, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Q, both, "@"))
    assert editor.text == "@"


def test_tab_stays_in_the_editor(make_editor: MakeEditor) -> None:
    editor = make_editor()
    editor.press("tab")
    assert editor.text == "    "
    assert editor.widget.hasFocus()


def test_keys_are_ours_before_they_are_shortcuts(make_editor: MakeEditor) -> None:
    editor = make_editor()

    def accepted(modifiers: Qt.KeyboardModifier) -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_F, modifiers, "")
        event.ignore()
        QApplication.sendEvent(editor.widget, event)
        return event.isAccepted()

    assert accepted(Qt.KeyboardModifier.ControlModifier)
    assert accepted(Qt.KeyboardModifier.NoModifier)
    assert not accepted(Qt.KeyboardModifier.AltModifier)  # opens a menu


def test_the_handler_is_given_every_meaning_of_a_shifted_sign(make_editor: MakeEditor) -> None:
    editor = make_editor()
    seen: list[Chord] = []

    def note(chord: Chord) -> bool:
        seen.append(chord)
        return False

    editor.widget.key_handler = note
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_BraceLeft, both, "")
    QApplication.sendEvent(editor.widget, event)
    assert [str(chord) for chord in seen] == ["ctrl+shift+[", "ctrl+shift+{", "ctrl+{"]


def test_a_key_is_painted_before_it_is_over(make_editor: MakeEditor) -> None:
    editor = make_editor("one\ntwo\nthree")
    editor.settle()
    before = editor.widget.rows_painted
    editor.press("x")
    assert editor.widget.rows_painted == before + 1


def test_a_handler_that_raises_is_reported(make_editor: MakeEditor, reported: Reported) -> None:
    editor = make_editor("one")

    def fail(chord: Chord) -> bool:
        raise ValueError("no such luck")

    editor.widget.key_handler = fail
    editor.press("x")
    assert str(reported.take(ValueError, "EditorWidget.keyPressEvent")) == "no such luck"
    editor.widget.key_handler = None
    editor.press("x")
    assert editor.text == "xone"
    editor.assert_screen_is_right()


def test_vertical_motion_keeps_its_column(make_editor: MakeEditor) -> None:
    editor = make_editor("a long line\n\nshort\nanother long line")
    editor.select(8)
    heads = []
    for _ in range(3):
        editor.press("down")
        heads.append(editor.ranges[0][1])
    assert heads == [12, 18, 27]


def test_motion_over_wide_characters_goes_by_what_is_seen(make_editor: MakeEditor) -> None:
    editor = make_editor("\tx\n    x")
    editor.select(1)
    editor.press("down")
    assert editor.ranges == [(7, 7)]
    editor.press("up")
    assert editor.ranges == [(1, 1)]


def test_default_text_handler(make_editor: MakeEditor) -> None:
    editor: Editor = make_editor("one two")
    editor.widget.text_handler = None
    editor.select((0, 3), (4, 7))
    editor.type("x")
    assert editor.text == "x x"
    assert editor.ranges == [(1, 1), (3, 3)]
