"""The look of an editor: a style, made of options, theme, zoom and screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pith.base import Signal
from pith.qt._colors import EditorColors
from pith.qt._options import EditorOptions
from pith.qt._style import Style

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pith.syntax import Theme

_ZOOM_STEP = 1.1
_LEAST_ZOOM, _MOST_ZOOM = 0.4, 6.0


class Look:
    """Keeps what a style is made of; `changed` is called when it is another."""

    def __init__(
        self,
        editor: QWidget,
        theme: Theme | None,
        options: EditorOptions,
        changed: Callable[[], object],
    ) -> None:
        self._editor = editor
        self._theme = theme
        self._changed = changed
        self.options = options
        self.zoom_factor = 1.0
        """How many times as large the text is as the options say."""
        self.zoom_changed: Signal[float] = Signal("EditorWidget.zoom_changed")
        self.style = self._make_style()

    def _make_style(self) -> Style:
        ratio = self._editor.devicePixelRatioF()
        colors = EditorColors(self._theme)
        return Style(self.options, colors, self._theme, ratio, self.zoom_factor)

    def renew(self) -> None:
        """Make the style anew, of what it is made of now."""
        self.style = self._make_style()
        self._changed()

    def set_theme(self, theme: Theme | None) -> None:
        self._theme = theme
        self.renew()

    def set_options(self, options: EditorOptions) -> None:
        self.options = options
        self.renew()

    def zoom(self, steps: int) -> None:
        """Show the text larger by some steps (smaller if negative)."""
        self.set_zoom(self.zoom_factor * _ZOOM_STEP**steps)

    def set_zoom(self, factor: float) -> None:
        """Show the text so many times as large as the options say, within limits."""
        factor = min(max(factor, _LEAST_ZOOM), _MOST_ZOOM)
        if abs(factor - 1.0) < 0.02:
            factor = 1.0
        if factor != self.zoom_factor:
            self.zoom_factor = factor
            self.renew()
            self.zoom_changed.emit(factor)

    def fit_screen(self) -> bool:
        """Follow the screen's device pixel ratio; True if it is another than before."""
        if self._editor.devicePixelRatioF() == self.style.ratio:
            return False
        self.renew()
        return True
