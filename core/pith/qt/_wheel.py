"""What a turn of the wheel, or two fingers on a touchpad, ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QApplication

from pith.qt._keys import CONTROL, SHIFT
from pith.qt._style import Style

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

_STEP = 120  # what Qt counts for one notch
_COLUMNS_A_ROW = 2  # how far sideways a notch goes, for each row it would go down


class Turn(NamedTuple):
    """How far to scroll, in pixels, and how many steps to zoom.

    `stepped`: it came in notches, between which nothing would be seen.
    """

    right: float = 0.0
    down: float = 0.0
    zoom: int = 0
    stepped: bool = False


def read_wheel(event: QWheelEvent, style: Style) -> Turn:
    modifiers = event.modifiers().value
    angle = event.angleDelta()
    if modifiers & CONTROL:
        return Turn(zoom=(angle.y() > 0) - (angle.y() < 0))
    pixels = event.pixelDelta()
    if not pixels.isNull():
        return Turn(-pixels.x(), -pixels.y())
    rows = QApplication.wheelScrollLines()
    across = rows * _COLUMNS_A_ROW * style.column_width
    if modifiers & SHIFT and not angle.x():
        return Turn(-angle.y() / _STEP * across, 0.0, stepped=True)
    down = -angle.y() / _STEP * rows * style.row_height
    return Turn(-angle.x() / _STEP * across, down, stepped=True)
