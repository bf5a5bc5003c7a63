"""The look of an editor: a style, made of options, theme, zoom and screen."""

from __future__ import annotations

import math
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
_PARTS_OF_STEP = 4  # of which each is a style of its own
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
        self._steps = 0.0
        """The zoom in steps, with what is too little to be seen."""
        self.zoom_changed: Signal[float] = Signal("EditorWidget.zoom_changed")
        self.style = self._make_style()

    def _make_style(self) -> Style:
        ratio = self._editor.devicePixelRatioF()
        colors = EditorColors(self._theme)
        self._shown_zoom = self.zoom_factor
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

    def zoom(self, steps: float) -> None:
        """Show the text larger by some steps (smaller if negative). Parts of a step add up."""
        least, most = math.floor(_steps_of(_LEAST_ZOOM)), math.ceil(_steps_of(_MOST_ZOOM))
        wanted = min(max(self._steps + steps, least), most)
        self.set_zoom(_ZOOM_STEP ** (round(wanted * _PARTS_OF_STEP) / _PARTS_OF_STEP))
        self._steps = wanted

    def set_zoom(self, factor: float) -> None:
        """Show the text so many times as large as the options say, within limits; a widget that
        is hidden: when it is shown."""
        factor = min(max(factor, _LEAST_ZOOM), _MOST_ZOOM)
        if abs(factor - 1.0) < 0.02:
            factor = 1.0
        self._steps = _steps_of(factor)
        if factor != self.zoom_factor:
            self.zoom_factor = factor
            if self._editor.isVisible():
                self.renew()
            self.zoom_changed.emit(factor)

    def catch_up(self) -> bool:
        """Follow the screen's device pixel ratio, and the zoom; True if either is another."""
        ratio = self._editor.devicePixelRatioF()
        if (ratio, self.zoom_factor) == (self.style.ratio, self._shown_zoom):
            return False
        self.renew()
        return True


def _steps_of(factor: float) -> float:
    return math.log(factor, _ZOOM_STEP)
