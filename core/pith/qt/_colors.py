"""The colours an editor is painted with, taken from a theme by VS Code's colour ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

if TYPE_CHECKING:
    from pith.syntax import Theme

_DARK = {
    "editor.background": "#1b1d23",
    "editor.foreground": "#d5d9e2",
    "editorLineNumber.foreground": "#545a69",
    "editorLineNumber.activeForeground": "#b4bac8",
    "editorCursor.foreground": "#8ab4ff",
    "editor.selectionBackground": "#34486ecc",
    "editor.inactiveSelectionBackground": "#34486e80",
    "editor.lineHighlightBackground": "#ffffff0a",
    "editorWhitespace.foreground": "#ffffff30",
    "editorIndentGuide.background1": "#ffffff14",
    "editorIndentGuide.activeBackground1": "#ffffff38",
    "editorRuler.foreground": "#ffffff12",
    "editorBracketMatch.background": "#8ab4ff26",
    "editorBracketMatch.border": "#8ab4ff80",
    "editor.findMatchBackground": "#c98a2e99",
    "editor.findMatchHighlightBackground": "#c98a2e4d",
    "editor.findRangeHighlightBackground": "#d7dae00f",
    "diffEditor.insertedTextBackground": "#4fae7a40",
    "diffEditor.removedTextBackground": "#d0605e40",
    "editor.wordHighlightBackground": "#ffffff1a",
    "editor.snippetTabstopHighlightBackground": "#7c7c7c40",
    "editor.snippetFinalTabstopHighlightBorder": "#7c7c7ccc",
    "editorOverviewRuler.selectionHighlightForeground": "#a0a0a0cc",
    "editorGutter.addedBackground": "#6fae72",
    "editorGutter.modifiedBackground": "#c9a24f",
    "editorGutter.deletedBackground": "#d0605e",
    "editorError.foreground": "#f2777a",
    "editorWarning.foreground": "#e2b65f",
    "editorInfo.foreground": "#7fb1f0",
    "editorHint.foreground": "#8a93a6",
    "editorUnicodeHighlight.border": "#c98a2e",
    "scrollbarSlider.background": "#ffffff1f",
    "scrollbarSlider.hoverBackground": "#ffffff38",
    "scrollbarSlider.activeBackground": "#ffffff4d",
    "scrollbar.shadow": "#00000066",
    "editorOverviewRuler.findMatchForeground": "#c98a2ecc",
}
_LIGHT = {
    "editor.background": "#fbfbfc",
    "editor.foreground": "#2a2e37",
    "editorLineNumber.foreground": "#a9aeba",
    "editorLineNumber.activeForeground": "#4a505e",
    "editorCursor.foreground": "#2f6bdb",
    "editor.selectionBackground": "#bcd3fbcc",
    "editor.inactiveSelectionBackground": "#bcd3fb80",
    "editor.lineHighlightBackground": "#0000000a",
    "editorWhitespace.foreground": "#0000002e",
    "editorIndentGuide.background1": "#00000014",
    "editorIndentGuide.activeBackground1": "#00000038",
    "editorRuler.foreground": "#00000012",
    "editorBracketMatch.background": "#2f6bdb1f",
    "editorBracketMatch.border": "#2f6bdb80",
    "editor.findMatchBackground": "#f0b24d99",
    "editor.findMatchHighlightBackground": "#f0b24d55",
    "editor.findRangeHighlightBackground": "#1f23280f",
    "diffEditor.insertedTextBackground": "#2e8b5733",
    "diffEditor.removedTextBackground": "#c0392b33",
    "editor.wordHighlightBackground": "#00000014",
    "editor.snippetTabstopHighlightBackground": "#0a326422",
    "editor.snippetFinalTabstopHighlightBorder": "#0a326480",
    "editorOverviewRuler.selectionHighlightForeground": "#808080cc",
    "editorGutter.addedBackground": "#3f8f45",
    "editorGutter.modifiedBackground": "#a8791c",
    "editorGutter.deletedBackground": "#c0392b",
    "editorError.foreground": "#d03b3f",
    "editorWarning.foreground": "#b97f10",
    "editorInfo.foreground": "#2f6bdb",
    "editorHint.foreground": "#7b8291",
    "editorUnicodeHighlight.border": "#b97f10",
    "scrollbarSlider.background": "#00000024",
    "scrollbarSlider.hoverBackground": "#00000040",
    "scrollbarSlider.activeBackground": "#00000059",
    "scrollbar.shadow": "#00000033",
    "editorOverviewRuler.findMatchForeground": "#d08f1ecc",
}


def parse_color(value: str) -> QColor:
    """A QColor of CSS's `#rgb[a]` or `#rrggbb[aa]` (Qt itself reads alpha first)."""
    digits = value.removeprefix("#")
    if len(digits) in (3, 4):
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) not in (6, 8):
        raise ValueError(f"not a colour: {value!r}; expected #rrggbb or #rrggbbaa")
    parts = [int(digits[at : at + 2], 16) for at in range(0, len(digits), 2)]
    return QColor(*parts)


def over(color: QColor, background: QColor) -> QColor:
    """What is seen of a colour on a background. Qt fills with it ten times as fast."""
    share, rest = color.alphaF(), 1.0 - color.alphaF()
    return QColor.fromRgbF(
        color.redF() * share + background.redF() * rest,
        color.greenF() * share + background.greenF() * rest,
        color.blueF() * share + background.blueF() * rest,
    )


def _weaker(color: QColor, share: float) -> QColor:
    weaker = QColor(color)
    weaker.setAlphaF(color.alphaF() * share)
    return weaker


class _Given:
    """The colours of a theme, and what stands in for those that it has not, or has wrong."""

    def __init__(self, theme: Theme | None) -> None:
        self._theme = theme
        self.light = theme is not None and theme.kind == "light"
        self._defaults = _LIGHT if self.light else _DARK

    def get(self, key: str, *alternatives: str) -> QColor:
        """The colour of the first of these ids that the theme has."""
        if self._theme is not None:
            for candidate in (key, *alternatives):
                value = self._theme.color(candidate)
                if value:
                    try:
                        return parse_color(value)
                    except ValueError:
                        break
        return parse_color(self._defaults[key])

    def find(self, key: str) -> QColor | None:
        """A colour that the theme need not have. Raises ValueError for one that is none."""
        value = self._theme.color(key) if self._theme is not None else None
        return parse_color(value) if value else None

    def of_marks(self) -> dict[str, QColor]:
        """What fills marked stretches of text."""
        return {
            "find": self.get("editor.findMatchHighlightBackground"),
            "find.current": self.get("editor.findMatchBackground"),
            "find.scope": self.get("editor.findRangeHighlightBackground"),
            "highlight": self.get("editor.wordHighlightBackground"),
            "occurrence": self.get("editor.wordHighlightBackground"),
            "snippet.stop": self.get("editor.snippetTabstopHighlightBackground"),
            "diff.insertedText": self.get("diffEditor.insertedTextBackground"),
            "diff.removedText": self.get("diffEditor.removedTextBackground"),
        }

    def of_squiggles(self) -> dict[str, QColor]:
        return {
            "error": self.get("editorError.foreground"),
            "warning": self.get("editorWarning.foreground"),
            "info": self.get("editorInfo.foreground"),
            "hint": self.get("editorHint.foreground"),
        }

    def of_changes(self) -> dict[str, QColor]:
        """What says in the gutter how a row differs from the file."""
        return {
            "added": self.get("editorGutter.addedBackground"),
            "modified": self.get("editorGutter.modifiedBackground"),
            "removed": self.get("editorGutter.deletedBackground"),
        }


def _opaque(color: QColor) -> QColor:
    color.setAlpha(255)
    return color


class EditorColors:
    """Every colour of the editor as a QColor. Immutable; made once for a theme.

    What lies under everything else (the current line, guides, rulers) is opaque.
    """

    def __init__(self, theme: Theme | None) -> None:
        given = _Given(theme)
        get, find = given.get, given.find
        self.dark = not given.light
        # The widget promises Qt to paint every pixel.
        self.background = _opaque(get("editor.background"))
        self.foreground = get("editor.foreground")
        self.gutter = _opaque(find("editorGutter.background") or self.background)
        self.sticky = _opaque(find("editorStickyScroll.background") or self.background)
        self.line_number = get("editorLineNumber.foreground")
        self.active_line_number = get("editorLineNumber.activeForeground")
        self.caret = get("editorCursor.foreground")
        self.selection = get("editor.selectionBackground")
        self.inactive_selection = get("editor.inactiveSelectionBackground")
        self.current_line = over(get("editor.lineHighlightBackground"), self.background)
        self.current_line_border = find("editor.lineHighlightBorder")
        self.whitespace = get("editorWhitespace.foreground")
        guide = get("editorIndentGuide.background1", "editorIndentGuide.background")
        self.indent_guide = over(guide, self.background)
        self.sticky_border = find("editorStickyScroll.border") or self.indent_guide
        active_guide = get(
            "editorIndentGuide.activeBackground1", "editorIndentGuide.activeBackground"
        )
        self.active_indent_guide = over(active_guide, self.background)
        self.ruler = over(get("editorRuler.foreground"), self.background)
        self.bracket = get("editorBracketMatch.background")
        self.bracket_border = get("editorBracketMatch.border")
        self.fold_dots = QColor(self.foreground)
        self.fold_box = QColor(self.foreground)
        self.fold_box.setAlphaF(0.16)
        self.placeholder = get("editorUnicodeHighlight.border")
        self.slider = get("scrollbarSlider.background")
        self.slider_hover = get("scrollbarSlider.hoverBackground")
        self.slider_active = get("scrollbarSlider.activeBackground")
        self.shadow = get("scrollbar.shadow")
        self.marks = given.of_marks()
        inserted = _weaker(self.marks["diff.insertedText"], 0.55)
        removed = _weaker(self.marks["diff.removedText"], 0.55)
        self.lines = {
            "diff.inserted": over(inserted, self.background),
            "diff.removed": over(removed, self.background),
            "diff.absent": over(_weaker(self.foreground, 0.04), self.background),
        }
        """What fills whole lines."""
        self.squiggles = given.of_squiggles()
        self.ghost = _weaker(self.foreground, 0.5)
        """Text that is not in the document, where nobody says otherwise."""
        self.final_stop = get("editor.snippetFinalTabstopHighlightBorder")
        """What is drawn around the place where a snippet ends."""
        self.bookmark = self.squiggles["info"]
        in_ruler = get("editorOverviewRuler.findMatchForeground")
        self.find_border = find("editor.findMatchBorder") or in_ruler
        self.overview = {
            "occurrence": get("editorOverviewRuler.selectionHighlightForeground"),
            "find": in_ruler,
            "bookmark": self.bookmark,
            "diff.inserted": QColor(self.marks["diff.insertedText"].rgb()),
            "diff.removed": QColor(self.marks["diff.removedText"].rgb()),
            **self.squiggles,
        }
        self.changes = given.of_changes()
