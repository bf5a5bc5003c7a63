"""Fields of one line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pith_app._window._line_input import LineInput


@pytest.fixture
def field(qapp: QApplication) -> Iterator[LineInput]:
    window = QWidget()
    field = LineInput(window)
    window.show()
    yield field
    window.close()
    window.deleteLater()


def compose(field: LineInput, text: str, commit: str = "") -> None:
    event = QInputMethodEvent(text, [])
    event.setCommitString(commit)
    QApplication.sendEvent(field, event)


@pytest.mark.parametrize("composed", ["e\u0301", "に", "abc"])
def test_a_key_while_something_is_composed_ends_that(field: LineInput, composed: str) -> None:
    """In an empty field, Left and Backspace had Qt read behind the end of the text."""
    compose(field, composed)
    QTest.keyClick(field, Qt.Key.Key_Left)
    assert field.cursorPosition() == 0
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClicks(field, "x")
    assert (field.text(), field.cursorPosition()) == ("x", 1)


@pytest.mark.parametrize("key", [Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_CapsLock])
def test_a_key_that_does_nothing_alone_ends_nothing(field: LineInput, key: Qt.Key) -> None:
    compose(field, "にほ")
    at = field.cursorRect()
    QTest.keyClick(field, key)
    assert field.cursorRect() == at
    assert at.left() > 5


def test_what_is_composed_is_put_in(field: LineInput) -> None:
    compose(field, "に")
    compose(field, "にほ")
    compose(field, "", "日本")
    QTest.keyClicks(field, "x")
    assert field.text() == "日本x"
