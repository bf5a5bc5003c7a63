"""The surface below what floats: its corners are painted once, and what is between is stretched."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from pith_app._window._floating import SHADOW, Floating, paint_surface
from tests.app.window.conftest import OpenWindow


@pytest.mark.parametrize("size", [(53, 53), (120, 60), (301, 417), (40, 300), (20, 20)])
def test_it_looks_as_if_it_were_painted_whole(
    open_window: OpenWindow, size: tuple[int, int]
) -> None:
    look = open_window().program.look
    parent = QWidget()
    floating = Floating(look, parent)
    floating.resize(*size)
    ratio = floating.devicePixelRatioF()

    def blank() -> QPixmap:
        picture = QPixmap(QSize(*size) * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(look.colors["editor.background"])
        return picture

    shown = blank()
    floating.render(shown)
    wanted, whole = blank(), blank()
    whole.fill("transparent")
    painter = QPainter(whole)
    field = QRectF(0, 0, *size).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
    colors = [look.colors[name] for name in (floating.surface, floating.border, "widget.shadow")]
    paint_surface(painter, field, floating.radius, *colors)
    painter.end()
    painter = QPainter(wanted)
    painter.drawPixmap(0, 0, whole)
    painter.end()
    difference = _largest_difference(shown.toImage(), wanted.toImage())
    floating.dispose()
    parent.deleteLater()
    assert difference <= 2


def _largest_difference(one: QImage, other: QImage) -> int:
    """Of any pixel's red, green or blue."""
    assert one.size() == other.size()
    largest = 0
    for x in range(one.width()):
        for y in range(one.height()):
            a, b = one.pixelColor(x, y), other.pixelColor(x, y)
            largest = max(
                largest,
                abs(a.red() - b.red()),
                abs(a.green() - b.green()),
                abs(a.blue() - b.blue()),
            )
    return largest
