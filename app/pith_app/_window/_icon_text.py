"""Texts with icons in them: `$(check) All well`."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from pith_app._theming import Icons

_ICON = re.compile(r"\$\(([a-z0-9~-]+)\)")


class IconText:
    """Pieces of a text: words, and names of icons."""

    __slots__ = ("_pieces",)

    def __init__(self, text: str) -> None:
        parts = _ICON.split(text)
        self._pieces = [
            (bool(number % 2), part.split("~")[0] if number % 2 else part)
            for number, part in enumerate(parts)
            if part
        ]

    @property
    def plain(self) -> str:
        """The words alone."""
        return "".join(part for is_icon, part in self._pieces if not is_icon).strip()

    def width(self, metrics: QFontMetrics, icon: int) -> int:
        return sum(
            icon if is_icon else metrics.horizontalAdvance(part) for is_icon, part in self._pieces
        )

    def paint(
        self, painter: QPainter, icons: Icons, field: QRectF, icon: int, color: QColor
    ) -> None:
        """Paint from the left end of `field`, in its vertical middle."""
        painter.setPen(color)
        metrics = painter.fontMetrics()
        x = field.left()
        for is_icon, part in self._pieces:
            if is_icon:
                icons.paint(painter, part, x, field.center().y() - icon / 2, icon, color)
                x += icon
            else:
                width = metrics.horizontalAdvance(part)
                painter.drawText(
                    QRectF(x, field.top(), width + 2, field.height()),
                    Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                    part,
                )
                x += width
