"""Fonts, measures and formats: what shaping and painting take from options and theme."""

from __future__ import annotations

import sys
from copy import copy
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QRawFont,
    QTextCharFormat,
    QTextOption,
)

from pith.qt._colors import EditorColors, over, parse_color
from pith.qt._options import EditorOptions

if TYPE_CHECKING:
    from pith.qt._mark import Inlay, Kind
    from pith.syntax import Theme

if sys.platform == "darwin":
    _FAMILIES = ["SF Mono", "Menlo", "Monaco"]
elif sys.platform == "win32":
    _FAMILIES = ["Cascadia Code", "Consolas", "Courier New"]
else:
    _FAMILIES = ["DejaVu Sans Mono", "Noto Sans Mono", "Liberation Mono", "monospace"]


_BRACKETS = {
    "bracket.pair.1": "editorBracketHighlight.foreground1",
    "bracket.pair.2": "editorBracketHighlight.foreground2",
    "bracket.pair.3": "editorBracketHighlight.foreground3",
    "bracket.unexpected": "editorBracketHighlight.unexpectedBracket.foreground",
}


def editor_font(options: EditorOptions, zoom: float = 1.0) -> QFont:
    families = [name.strip() for name in options.font_family.split(",") if name.strip()]
    font = QFont(families + [name for name in _FAMILIES if name not in families])
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPointSizeF(max(4.0, min(96.0, options.font_size * zoom)))
    if not options.ligatures:
        for feature in ("liga", "calt"):
            font.setFeature(QFont.Tag(feature), 0)
    return font


class Style:
    """One immutable set of measures and formats. A change of theme, font or screen makes another.

    Heights are rounded to whole device pixels, so that rows, carets and fills are crisp at 1.5
    as well as at 1 and 2 device pixels a pixel.
    """

    def __init__(
        self,
        options: EditorOptions,
        colors: EditorColors,
        theme: Theme | None = None,
        device_pixel_ratio: float = 1.0,
        zoom: float = 1.0,
    ) -> None:
        self.options = options
        self.colors = colors
        self.ratio = device_pixel_ratio
        self.font = editor_font(options, zoom)
        metrics = QFontMetricsF(self.font)
        self.ascent = metrics.ascent()
        self.descent = metrics.descent()
        # Averaged over many: an engine that hints rounds a single advance differently.
        self.column_width: float = metrics.horizontalAdvance("0" * 64) / 64
        em = QRawFont.fromFont(self.font).pixelSize()
        self.row_height = max(
            self.crisp(em * options.line_height), self.crisp(self.ascent + self.descent)
        )
        """In pixels, a whole number of device pixels."""
        self.baseline = self.crisp((self.row_height - self.ascent - self.descent) / 2 + self.ascent)
        """Below a row's top, in pixels."""
        self.hairline = max(1, round(device_pixel_ratio)) / device_pixel_ratio
        self.caret_width = self.crisp(options.caret_width)
        self.tab_width = self.column_width * max(1, options.tab_size)
        self.text_option = QTextOption()
        self.text_option.setTabStopDistance(self.tab_width)
        # Code is read from left to right, whatever is written in its strings.
        self.text_option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        self.text_option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)  # see _line_breaks
        self._theme = theme
        self._formats: dict[str, QTextCharFormat | None] = {}
        self._named: dict[str, QColor | None] = {}
        self._mark_formats: dict[str | Inlay, QTextCharFormat] = {}
        self.box_format = QTextCharFormat()
        self.box_format.setForeground(colors.placeholder)
        self.block_caret_format = QTextCharFormat()
        self.block_caret_format.setForeground(colors.background)
        self.preedit_format = QTextCharFormat()
        self.preedit_format.setFontUnderline(True)

    def set_closer(self, factor: float) -> Style:
        """The same with letters that are narrower by a factor, for what would have no room."""
        closer = copy(self)
        closer.font = QFont(self.font)
        closer.font.setStretch(max(1, int(100 * factor)))
        return closer

    def crisp(self, length: float) -> float:
        """The nearest length that is a whole number of device pixels, at least one."""
        return max(1, round(length * self.ratio)) / self.ratio

    def snap(self, place: float) -> float:
        """The nearest place that lies between two device pixels."""
        return round(place * self.ratio) / self.ratio

    def format(self, scope: str) -> QTextCharFormat | None:
        """The format of a scope, None if it looks like plain text."""
        try:
            return self._formats[scope]
        except KeyError:
            found = self._formats[scope] = self._make_format(scope)
            return found

    # What marks ask for

    def color(self, name: str) -> QColor | None:
        """A colour of a Mark; None if it has none, or the theme does not know it."""
        try:
            return self._named[name]
        except KeyError:
            found = self._named[name] = self._find_color(name)
            return found

    def _find_color(self, name: str) -> QColor | None:
        words = name.split()
        if not words:
            return None
        word = words[-1] if not self.colors.dark else words[0]
        value = word
        if not word.startswith("#"):
            value = (self._theme.color(word) if self._theme is not None else None) or ""
        try:
            return parse_color(value)
        except ValueError:
            return None

    def pair_guide_color(self, scope: str, active: bool) -> QColor:
        """The colour of the guide of a pair of brackets, which have that scope; opaque."""
        name = f"pair guide {scope} {active}"
        found = self._named.get(name)
        if found is None:
            kind = "activeBackground" if active else "background"
            number = scope.rpartition(".")[2]
            found = self.color(f"editorBracketPairGuide.{kind}{number}") if scope else None
            if found is None:
                colors = self.colors
                found = colors.active_indent_guide if active else colors.indent_guide
            found = self._named[name] = over(found, self.colors.background)
        return found

    def overview_color(self, kind: Kind) -> QColor | None:
        """The colour a kind has in the scroll bar, if it is shown there."""
        if isinstance(kind, str):
            return self.colors.overview.get(kind)
        return self.color(kind.overview)

    def ghost_color(self, name: str) -> QColor:
        """The colour of text that is not in the document."""
        return self.color(name) or self.color("editorGhostText.foreground") or self.colors.ghost

    def mark_format(self, color: str) -> QTextCharFormat:
        """What gives text of the document another colour."""
        made = self._mark_formats.get(color)
        if made is None:
            made = self._mark_formats[color] = QTextCharFormat()
            made.setForeground(QBrush(self.color(color) or self.colors.foreground))
        return made

    def inlay_format(self, inlay: Inlay) -> QTextCharFormat:
        """How text is shown that is not in the document."""
        made = self._mark_formats.get(inlay)
        if made is None:
            made = self._mark_formats[inlay] = QTextCharFormat()
            made.setForeground(QBrush(self.ghost_color(inlay.color)))
            background = self.color(inlay.background)
            if background is not None:
                made.setBackground(QBrush(background))
            made.setFontItalic(inlay.italic)
            made.setFontWeight(QFont.Weight.Normal)
            made.setFontUnderline(False)
        return made

    def _make_format(self, scope: str) -> QTextCharFormat | None:
        if self._theme is None:
            return None
        bracket = _BRACKETS.get(scope)
        if bracket is not None:
            color_of_bracket = self.color(bracket)
            if color_of_bracket is None:
                return None
            given = QTextCharFormat()
            given.setForeground(QBrush(color_of_bracket))
            return given
        style = self._theme.style(scope)
        color: QColor | None = None
        if style.foreground:
            try:
                color = parse_color(style.foreground)
            except ValueError:
                color = None
            if color == self.colors.foreground:
                color = None
        if color is None and not (
            style.bold or style.italic or style.underline or style.strikethrough
        ):
            return None
        made = QTextCharFormat()
        if color is not None:
            made.setForeground(QBrush(color))
        if style.bold:
            made.setFontWeight(QFont.Weight.Bold)
        if style.italic:
            made.setFontItalic(True)
        if style.underline:
            made.setFontUnderline(True)
        if style.strikethrough:
            made.setFontStrikeOut(True)
        return made
