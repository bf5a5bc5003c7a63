"""The colours of a minimap, from the theme by VS Code's ids, and by number those of its letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

if TYPE_CHECKING:
    from pith.qt._mark import Kind
    from pith.qt._style import Style

_STRONGEST = 0.4  # share of a colour that letters can be read on
_MOST = 256  # colours that a picture can have


class MinimapColors:
    """Made once for a Style."""

    def __init__(self, style: Style) -> None:
        self._style = style
        colors = style.colors

        def get(key: str, otherwise: QColor) -> QColor:
            return style.color(key) or otherwise

        self.background = QColor(get("minimap.background", colors.background))
        self.background.setAlpha(255)  # the widget promises Qt to paint every pixel
        self.opacity = get("minimap.foregroundOpacity", QColor(0, 0, 0, 255)).alphaF()
        self.selection = get("minimap.selectionHighlight", colors.selection)
        self.slider = get("minimapSlider.background", colors.slider)
        self.slider_hover = get("minimapSlider.hoverBackground", colors.slider_hover)
        self.slider_active = get("minimapSlider.activeBackground", colors.slider_active)
        self.shadow = colors.shadow
        self.changes = {
            kind: get(f"minimapGutter.{name}Background", colors.changes[kind])
            for kind, name in (("added", "added"), ("modified", "modified"), ("removed", "deleted"))
        }
        occurrence = style.color("minimap.selectionOccurrenceHighlight")
        find = get("minimap.findMatchHighlight", colors.marks["find.current"])
        self._kinds = {
            "find": find,
            "find.current": find,
            "occurrence": occurrence or _translucent(colors.overview["occurrence"]),
            "error": get("minimap.errorHighlight", colors.squiggles["error"]),
            "warning": get("minimap.warningHighlight", colors.squiggles["warning"]),
            "info": get("minimap.infoHighlight", colors.squiggles["info"]),
        }
        self.letters = [colors.foreground]
        """Those that the numbers stand for."""
        self._numbers: dict[str, int] = {}

    def of_kind(self, kind: Kind) -> QColor | None:
        """The colour of what is marked so; None: it is not shown."""
        own = self._kinds.get(kind) if isinstance(kind, str) else None
        return own or _translucent(self._style.overview_color(kind))

    def number_of(self, scope: str) -> int:
        """The number of the colour that text of a scope has."""
        number = self._numbers.get(scope)
        if number is None:
            number = self._numbers[scope] = self._number(scope)
        return number

    def _number(self, scope: str) -> int:
        given = self._style.format(scope)
        if given is None or given.foreground().style() == Qt.BrushStyle.NoBrush:
            return 0
        color = given.foreground().color()
        if color in self.letters:
            return self.letters.index(color)
        if len(self.letters) == _MOST:
            return 0
        self.letters.append(color)
        return len(self.letters) - 1


def _translucent(color: QColor | None) -> QColor | None:
    """A colour of the scroll bar as one that letters can be read on."""
    if color is None or color.alphaF() <= _STRONGEST:
        return color
    weaker = QColor(color)
    weaker.setAlphaF(_STRONGEST)
    return weaker
