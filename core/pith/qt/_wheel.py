"""What a turn of the wheel, or two fingers on a touchpad, ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pith.qt._keys import ALT, CONTROL, SHIFT
from pith.qt._style import Style

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

_STEP = 120  # what Qt counts for one notch
_COLUMNS_A_ROW = 2  # how far sideways a notch goes, for each row it would go down
_FAST = 5  # how many times as far it goes with Alt


class Turn(NamedTuple):
    """How far to scroll, in pixels, and how many steps to zoom: one a notch, of which touchpads
    and finer wheels make parts.

    `stepped`: it came in notches, between which nothing would be seen.
    """

    right: float = 0.0
    down: float = 0.0
    zoom: float = 0.0
    stepped: bool = False


def read_wheel(event: QWheelEvent, style: Style) -> Turn:
    modifiers = event.modifiers().value
    angle = event.angleDelta()
    pixels = event.pixelDelta()
    rows = QApplication.wheelScrollLines()
    if modifiers & CONTROL and style.options.wheel_zoom:
        if event.phase() == Qt.ScrollPhase.ScrollMomentum:
            return Turn()  # the fingers have left the pad: nobody asks for more
        notches = angle.y() / _STEP if angle.y() else pixels.y() / style.row_height / max(1, rows)
        return Turn(zoom=notches)
    fast = _FAST if modifiers & ALT else 1
    if not pixels.isNull():
        return Turn(-pixels.x() * fast, -pixels.y() * fast)
    if fast > 1 and not angle.y():  # Qt takes Alt for turning the wheel sideways
        angle = angle.transposed()
    rows *= fast
    across = rows * _COLUMNS_A_ROW * style.column_width
    if modifiers & SHIFT and not angle.x():
        return Turn(-angle.y() / _STEP * across, 0.0, stepped=True)
    down = -angle.y() / _STEP * rows * style.row_height
    return Turn(-angle.x() / _STEP * across, down, stepped=True)
