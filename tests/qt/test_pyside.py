"""What we need of PySide6 and one of its releases got wrong."""

from __future__ import annotations

import sys

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter, QTextLayout
from PySide6.QtWidgets import QApplication

PAINTS = 10_000


def test_painting_keeps_the_count_of_none(qapp: QApplication) -> None:
    """PySide6 6.12.0 under Python 3.11 loses a reference to None in every call that returns it,
    and the process aborts after some hundred paints: pyproject.toml excludes it.
    """
    image = QImage(64, 32, QImage.Format.Format_ARGB32_Premultiplied)
    layout = QTextLayout("def f():", qapp.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    color = QColor("#336699")
    before = sys.getrefcount(None)
    painter = QPainter(image)
    for _ in range(PAINTS):
        painter.fillRect(QRect(0, 0, 64, 32), color)
        layout.draw(painter, QPoint(0, 0))
    painter.end()
    # Other threads and caches move the count by a handful; a lost reference a call, by thousands.
    assert abs(sys.getrefcount(None) - before) < PAINTS // 10
