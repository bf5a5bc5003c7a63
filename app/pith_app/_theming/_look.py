"""What the window looks like now: colours, icons, fonts and the measures they share."""

from __future__ import annotations

import sys

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPen

from pith.base import Signal
from pith.syntax import Theme
from pith_app._theming._colors import Colors
from pith_app._theming._icon_theme import IconTheme
from pith_app._theming._icons import Icons

TEXT_SIZE = 13
"""Pixels, device-independent: the size of the window's text that all measures are made for."""


class Look:
    """Shared by everything that paints. `changed` says that the theme or a font is another one."""

    def __init__(self, theme: Theme, icons: Icons, size: int = TEXT_SIZE) -> None:
        self.icons = icons
        self.theme = theme
        self.colors = Colors(theme)
        icons.on_light = not self.colors.dark
        self.changed: Signal[()] = Signal("look.changed")
        self._family = ""
        self._size = size
        self._mono = ""

    @property
    def theme_name(self) -> str:
        return self.theme.name

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.colors = Colors(theme)
        self.icons.on_light = not self.colors.dark
        self.changed.emit()

    def set_icon_theme(self, theme: IconTheme | None) -> None:
        """Have other icons for files and folders; None: the program's own."""
        self.icons.set_theme(theme)
        self.changed.emit()

    def set_font(self, family: str, size: int) -> None:
        """The font of the window, apart from editors; an empty family is the system's."""
        if (family, size) != (self._family, self._size):
            self._family, self._size = family, size
            self.changed.emit()

    def set_mono(self, family: str) -> None:
        """The font of output and keys: the editor's."""
        self._mono = family

    def px(self, length: float) -> int:
        """A length that belongs to text of TEXT_SIZE, for the text as large as it is now."""
        return round(length * self._size / TEXT_SIZE)

    def usual(self, pixels: float) -> float:
        """The length that px() makes so many pixels of."""
        return pixels * TEXT_SIZE / self._size

    def font(self, smaller: int = 0, *, bold: bool = False) -> QFont:
        """The window's font, `smaller` pixels smaller than its text."""
        font = QFont()
        if self._family:
            font.setFamilies([part.strip() for part in self._family.split(",")])
        font.setPixelSize(max(9, self._size - self.px(smaller)))
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        if sys.platform != "darwin":
            # Rounded advances make small text at 1x ragged.
            font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
        return font

    def mono(self, smaller: int = 0) -> QFont:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        if self._mono:
            font.setFamilies([part.strip() for part in self._mono.split(",")])
        font.setPixelSize(max(9, self._size - self.px(smaller)))
        return font


def focus_ring(
    painter: QPainter, look: Look, field: QRectF, radius: float = 4, color: str = "focusBorder"
) -> None:
    """Show that what fills `field` has the keyboard's focus."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.colors[color], 1.5))
    painter.drawRoundedRect(field.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
    painter.restore()


def row_outline(
    painter: QPainter, look: Look, field: QRectF, *, selected: bool, focused: bool
) -> None:
    """Outline a row of a list: themes of high contrast do so for the one that is chosen, and all
    where the keys go if that is not chosen."""
    colors = look.colors
    if focused:
        color = colors["list.focusAndSelectionOutline" if selected else "list.focusOutline"]
    else:
        color = colors["contrastActiveBorder"]
    if color.alpha() and (selected or focused):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 1))
        painter.drawRoundedRect(field.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


def hairline(painter: QPainter, color: QColor, x: int, y: int, width: int, height: int) -> None:
    """A line along an edge, one device-independent pixel wide."""
    if color.alpha():
        painter.fillRect(x, y, width, height, color)
