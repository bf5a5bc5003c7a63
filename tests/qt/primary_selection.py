"""Run under X11: what editors give out when something is selected, and what the middle button
puts. Ends with 0 if all of it is as it should be."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.qt.editors import Editor

LINES = "\n".join(f"line {number}" for number in range(500))
MIDDLE = Qt.MouseButton.MiddleButton


def selection() -> str:
    return QApplication.clipboard().text(QClipboard.Mode.Selection)


def expect(text: str) -> None:
    """Wait until that is what middle buttons put."""
    for _ in range(100):
        if selection() == text:
            return
        QTest.qWait(50)
    raise AssertionError(f"the primary selection is {selection()[:99]!r}, expected {text[:99]!r}")


def middle_click(widget: QWidget) -> None:
    QTest.mouseClick(widget, MIDDLE, Qt.KeyboardModifier.NoModifier, QPoint(7, 200))


def main() -> None:
    editor, other = Editor(LINES), Editor("")
    editor.widget.activateWindow()
    editor.widget.setFocus()
    QTest.qWaitForWindowActive(editor.widget)

    editor.press("shift+right", "shift+right", "shift+right", "shift+right")
    expect("line")
    editor.press("right")
    editor.settle()
    expect("line")  # nothing is selected now: what was stays
    editor.press("ctrl+a")
    expect(LINES)
    editor.select((0, 4), (7, 11))
    expect("line\nline")

    # What other programs have is not taken away by what another window's editor selects.
    QApplication.clipboard().setText("theirs", QClipboard.Mode.Selection)
    other.edit(0, 0, "mine")
    other.select((0, 4))
    QTest.qWait(300)
    expect("theirs")
    QApplication.clipboard().setText("", QClipboard.Mode.Selection)

    # Asked for before it has come to rest.
    editor.press("ctrl+home", "shift+right")
    editor.mouse(QEvent.Type.MouseButtonPress, editor.point(11), button=MIDDLE)
    editor.mouse(QEvent.Type.MouseButtonRelease, editor.point(11), button=MIDDLE)
    assert editor.text.startswith("line 0\nlinel 1\n"), editor.text[:20]

    # The scroll bars are no text, whatever lies beneath them.
    before = editor.text
    bars = editor.widget._display.bars
    middle_click(bars.upright)
    assert editor.text == before
    assert editor.ranges == [(12, 12)], editor.ranges

    # A huge text is not copied for nobody, and what was there stays.
    expect("l")
    editor.edit(0, 0, "x" * 2_000_000)
    editor.press("ctrl+a")
    QTest.qWait(300)
    expect("l")
    editor.close()
    other.close()


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    assert application.platformName() == "xcb"
    main()
    print("as it should be", flush=True)
    os._exit(0)  # Qt lets go of the clipboard later than Python of what we put there
