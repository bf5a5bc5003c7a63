"""From rows in miniature to pixels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from pith.qt._minimap._rows import DrawnRow


def text_picture(
    rows: Sequence[DrawnRow], columns: int, scale: int, letters: Sequence[QColor]
) -> QImage:
    """The rows one below the other, on nothing: `columns * scale` pixels wide, `2 * scale` a row.

    Python only puts bytes together here: which pixel has which colour is for Qt to work out.
    """
    width, height = columns * scale, len(rows) * 2 * scale
    colors = b"".join([row.colors for row in rows])
    ink = b"".join([row.ink for row in rows])
    colored = QImage(colors, columns, len(rows), columns, QImage.Format.Format_Indexed8)
    colored.setColorTable([color.rgba() for color in letters])
    inked = QImage(ink, width, height, width, QImage.Format.Format_Alpha8)
    picture = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(picture)
    try:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        opaque = colored.convertToFormat(QImage.Format.Format_RGB32)
        painter.drawImage(QRect(0, 0, width, height), opaque)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.drawImage(0, 0, inked)
    finally:
        painter.end()
    return picture
