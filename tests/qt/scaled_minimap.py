"""Run with QT_SCALE_FACTOR: whether minimaps of many widths paint every pixel they have. Ends with
0 if they do, after saying which do not."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.qt.editors import Editor

NEVER = Qt.GlobalColor.magenta
LINES = "a line of a text that has some\n" * 100


def unpainted(editor: Editor) -> bool:
    """Whether something of the minimap's last columns is left out."""
    minimap = editor.widget._display.minimap.minimap
    assert minimap is not None
    ratio = minimap.devicePixelRatioF()
    image = QImage(minimap.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(NEVER)
    minimap.render(image, QPoint())
    last = range(image.width() - 3, image.width())
    return any(image.pixelColor(x, y) == NEVER for x in last for y in range(50, 100))


def main() -> int:
    editor = Editor(LINES, minimap=True)
    wrong = []
    for width in range(600, 640):
        editor.widget.resize(width, 300)
        editor.settle()
        if unpainted(editor):
            wrong.append(width)
    print(*wrong, flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    os._exit(main())
