"""Keys as people see them on a keyboard: little rounded fields."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from pith_app._theming import Look

_HEIGHT = 18.0
_BETWEEN_KEYS, _BETWEEN_CHORDS = 3, 6


def paint_keys(painter: QPainter, look: Look, keys: str, right: float, rect: QRectF) -> float:
    """Paint "Ctrl+K Ctrl+C" as little keys that end at `right`; returns where they begin."""
    colors = look.colors
    painter.setFont(look.font(2))
    height = look.px(_HEIGHT)
    top = rect.center().y() - height / 2
    for key, x, width in _laid_out(look, keys, right):
        field = QRectF(x, top, width, height)
        painter.setBrush(colors["keybindingLabel.background"])
        painter.setPen(QPen(colors["keybindingLabel.border"], 1))
        painter.drawRoundedRect(field.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(colors["keybindingLabel.foreground"])
        painter.drawText(field, Qt.AlignmentFlag.AlignCenter, key)
        right = x
    return right


def keys_width(look: Look, keys: str) -> float:
    """How much room paint_keys() takes."""
    placed = _laid_out(look, keys, 0.0)
    return -placed[-1][1] if placed else 0.0


def _laid_out(look: Look, keys: str, right: float) -> list[tuple[str, float, float]]:
    """(key, left, width) from the right to the left."""
    px, metrics = look.px, QFontMetricsF(look.font(2))
    placed = []
    for number, chord in enumerate(reversed(keys.split(" "))):
        if number:
            right -= px(_BETWEEN_CHORDS)
        for key in reversed(split_keys(chord)):
            width = max(px(_HEIGHT), metrics.horizontalAdvance(key) + px(9))
            placed.append((key, right - width, width))
            right -= width + px(_BETWEEN_KEYS)
    return placed


def split_keys(chord: str) -> list[str]:
    """ "Ctrl++" is the keys Ctrl and +."""
    if chord.endswith("+"):
        head = chord[:-1].rstrip("+")
        return [*head.split("+"), "+"] if head else ["+"]
    return chord.split("+")
