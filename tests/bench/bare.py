"""The yardstick: a file in a bare QPlainTextEdit. python -m tests.bench.bare FILE"""

from __future__ import annotations

import sys

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit


def main(name: str) -> int:
    application = QApplication([])
    application.setCursorFlashTime(0)
    window = QMainWindow()
    edit = QPlainTextEdit()
    edit.setFont(QFont("monospace", 10))
    edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    with open(name, encoding="utf-8") as file:
        edit.setPlainText(file.read())
    window.setCentralWidget(edit)
    window.resize(900, 700)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
