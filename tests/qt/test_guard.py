"""No exception gets from an override back into Qt."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from pith.qt import guarded, guarded_with
from tests.qt.conftest import MakeEditor
from tests.support.reported import Reported


class Broken(QWidget):
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        raise ValueError("paint")

    @guarded_with(QSize(3, 4))
    def sizeHint(self) -> QSize:
        raise KeyError("hint")

    @guarded_with(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        raise RuntimeError("filter")


def test_an_exception_is_reported_and_named(qapp: QApplication, reported: Reported) -> None:
    widget = Broken()
    assert widget.sizeHint() == QSize(3, 4)
    reported.take(KeyError, "Broken.sizeHint")
    widget.grab()
    reported.take(KeyError, "Broken.sizeHint")
    reported.take(ValueError, "Broken.paintEvent")
    assert widget.eventFilter(widget, QEvent(QEvent.Type.User)) is False
    reported.take(RuntimeError, "Broken.eventFilter")
    widget.deleteLater()


def test_a_guarded_method_keeps_its_name_and_value() -> None:
    assert Broken.sizeHint.__name__ == "sizeHint"

    class Fine:
        @guarded
        def value(self, add: int) -> int:
            """What it does."""
            return 40 + add

    assert Fine().value(2) == 42
    assert Fine.value.__doc__ == "What it does."


def test_an_editor_whose_painting_fails_goes_on(
    make_editor: MakeEditor, reported: Reported
) -> None:
    editor = make_editor("one\ntwo")
    painter = editor.widget._canvas.painter

    def fail(painter: QPainter, rect: QRect) -> None:
        raise ValueError("no paint left")

    painter.paint = fail  # type: ignore[method-assign]
    editor.press("x")
    assert reported.take_all()
    del painter.paint
    editor.press("y")
    assert editor.text == "xyone\ntwo"
    editor.widget.update()
    editor.assert_screen_is_right()
