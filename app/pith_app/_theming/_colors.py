"""The colours of everything around the editor, from a theme by VS Code's colour ids.

Themes leave most ids out. What one leaves out comes from a neighbouring id, and in the end from a
colour of the theme's kind, so that any theme of VS Code's gives a whole window.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QColor


class ThemeColors(Protocol):
    """What is asked of a theme here: `#rgb[a]` or `#rrggbb[aa]` for a colour id."""

    @property
    def kind(self) -> str: ...

    def color(self, key: str, /) -> str | None: ...


# id: where it comes from when a theme has no such id: another id, or a (dark, light) pair.
_FALLBACKS: dict[str, str | tuple[str, str]] = {
    "editor.background": ("#1b1d23", "#fcfcfd"),
    "editor.foreground": ("#d5d9e2", "#2a2e37"),
    "foreground": ("#c8ccd6", "#3a3f4b"),
    "descriptionForeground": ("#878d9b", "#757b89"),
    "disabledForeground": ("#5b616e", "#a9aeba"),
    "icon.foreground": ("#a9afbd", "#5b616e"),
    "focusBorder": ("#5b8def", "#2f6bdb"),
    "contrastActiveBorder": ("#00000000", "#00000000"),
    "widget.shadow": ("#00000080", "#00000029"),
    "widget.border": ("#ffffff1a", "#0000001f"),
    "sash.hoverBorder": "focusBorder",
    "textLink.foreground": ("#7fb1f0", "#2f6bdb"),
    "activityBar.background": "sideBar.background",
    "activityBar.foreground": ("#d5d9e2", "#2a2e37"),
    "activityBar.inactiveForeground": ("#737987", "#8b909d"),
    "activityBar.activeBorder": "focusBorder",
    "activityBar.border": "sideBar.border",
    "activityBarBadge.background": "badge.background",
    "activityBarBadge.foreground": "badge.foreground",
    "sideBar.background": ("#17191e", "#f3f4f6"),
    "sideBar.foreground": "foreground",
    "sideBar.border": ("#0f1013", "#e1e3e8"),
    "sideBarTitle.foreground": "descriptionForeground",
    "sideBarSectionHeader.foreground": "sideBarTitle.foreground",
    "sideBarSectionHeader.background": "sideBar.background",
    "sideBarSectionHeader.border": "sideBar.border",
    "list.hoverBackground": ("#ffffff0d", "#0000000a"),
    "list.hoverForeground": "foreground",
    "list.activeSelectionBackground": ("#5b8def38", "#2f6bdb26"),
    "list.activeSelectionForeground": ("#eef1f7", "#1c1f26"),
    "list.inactiveSelectionBackground": ("#ffffff14", "#00000012"),
    "list.inactiveSelectionForeground": "foreground",
    "list.highlightForeground": ("#7fb1f0", "#1d5bd0"),
    "list.focusOutline": "focusBorder",
    "list.focusAndSelectionOutline": "contrastActiveBorder",
    "list.dropBackground": "list.activeSelectionBackground",
    "tree.indentGuidesStroke": ("#ffffff1f", "#0000001f"),
    "editorGroupHeader.tabsBackground": "sideBar.background",
    "editorGroupHeader.tabsBorder": "sideBar.border",
    "tab.activeBackground": "editor.background",
    "tab.activeForeground": ("#e6e9f0", "#1c1f26"),
    "tab.activeBorderTop": "focusBorder",
    "tab.inactiveBackground": "editorGroupHeader.tabsBackground",
    "tab.inactiveForeground": "descriptionForeground",
    "tab.hoverBackground": ("#ffffff08", "#00000008"),
    "tab.border": "sideBar.border",
    "tab.unfocusedActiveForeground": "tab.inactiveForeground",
    "tab.unfocusedActiveBorderTop": ("#00000000", "#00000000"),
    "editorGroup.border": "sideBar.border",
    "editorGroup.dropBackground": ("#ffffff1a", "#0000001a"),
    "statusBar.background": "sideBar.background",
    "statusBar.foreground": "descriptionForeground",
    "statusBar.border": "sideBar.border",
    "statusBarItem.hoverBackground": ("#ffffff14", "#0000000f"),
    "statusBarItem.hoverForeground": "foreground",
    "statusBarItem.prominentBackground": ("#5b8def40", "#2f6bdb2e"),
    "menu.background": "quickInput.background",
    "menu.foreground": "foreground",
    "menu.selectionBackground": "list.activeSelectionBackground",
    "menu.selectionForeground": "list.activeSelectionForeground",
    "menu.separatorBackground": ("#ffffff14", "#00000014"),
    "menu.border": "widget.border",
    "menubar.selectionBackground": ("#ffffff14", "#0000000f"),
    "menubar.selectionForeground": "foreground",
    "titleBar.activeBackground": "sideBar.background",
    "titleBar.activeForeground": "foreground",
    "titleBar.border": "sideBar.border",
    "input.background": ("#ffffff0d", "#ffffff"),
    "input.foreground": "editor.foreground",
    "input.border": ("#ffffff1f", "#00000029"),
    "input.placeholderForeground": ("#6b7180", "#9a9fac"),
    "inputOption.activeBackground": ("#5b8def4d", "#2f6bdb33"),
    "inputOption.activeForeground": "editor.foreground",
    "inputOption.activeBorder": "focusBorder",
    "inputValidation.errorBorder": "editorError.foreground",
    "editorWidget.background": "quickInput.background",
    "editorWidget.foreground": "foreground",
    "editorWidget.border": "widget.border",
    "quickInput.background": ("#22252c", "#ffffff"),
    "quickInput.foreground": "foreground",
    "quickInputList.focusBackground": "list.activeSelectionBackground",
    "quickInputList.focusForeground": "list.activeSelectionForeground",
    "pickerGroup.foreground": ("#7fb1f0", "#2f6bdb"),
    "pickerGroup.border": ("#ffffff14", "#00000014"),
    "keybindingLabel.background": ("#ffffff12", "#0000000a"),
    "keybindingLabel.foreground": ("#b9bfcc", "#4a505e"),
    "keybindingLabel.border": ("#ffffff1a", "#0000001f"),
    "notifications.background": "quickInput.background",
    "notifications.foreground": "foreground",
    "notifications.border": "widget.border",
    "notificationsInfoIcon.foreground": "editorInfo.foreground",
    "notificationsWarningIcon.foreground": "editorWarning.foreground",
    "notificationsErrorIcon.foreground": "editorError.foreground",
    "editorInfo.foreground": ("#7fb1f0", "#2f6bdb"),
    "editorWarning.foreground": ("#e2b65f", "#b97f10"),
    "editorError.foreground": ("#f2777a", "#d03b3f"),
    "panel.background": "editor.background",
    "panel.border": "sideBar.border",
    "panelTitle.activeForeground": "tab.activeForeground",
    "panelTitle.inactiveForeground": "descriptionForeground",
    "panelTitle.activeBorder": "focusBorder",
    "button.background": ("#3f74dd", "#2f6bdb"),
    "button.foreground": ("#ffffff", "#ffffff"),
    "button.hoverBackground": ("#4d81e8", "#2560cc"),
    "button.secondaryBackground": ("#ffffff14", "#0000000f"),
    "button.secondaryForeground": "foreground",
    "button.secondaryHoverBackground": ("#ffffff24", "#0000001a"),
    "badge.background": ("#3f74dd", "#2f6bdb"),
    "badge.foreground": ("#ffffff", "#ffffff"),
    "progressBar.background": "focusBorder",
    "toolbar.hoverBackground": ("#ffffff14", "#0000000f"),
    "toolbar.activeBackground": ("#ffffff24", "#0000001a"),
    "scrollbarSlider.background": ("#ffffff1f", "#00000024"),
    "scrollbarSlider.hoverBackground": ("#ffffff38", "#00000040"),
    "scrollbarSlider.activeBackground": ("#ffffff4d", "#00000059"),
    "breadcrumb.foreground": "descriptionForeground",
    "gitDecoration.modifiedResourceForeground": ("#e2b65f", "#9a6a0b"),
}


def parse_color(value: str) -> QColor | None:
    """CSS's `#rgb[a]` or `#rrggbb[aa]`, None for anything else (Qt itself reads alpha first)."""
    digits = value.removeprefix("#")
    if len(digits) in (3, 4):
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) not in (6, 8):
        return None
    try:
        return QColor(*bytes.fromhex(digits))
    except ValueError:
        return None


def blend(over: QColor, under: QColor) -> QColor:
    """The opaque colour that `over` makes on `under`."""
    share = over.alphaF()
    return QColor.fromRgbF(
        over.redF() * share + under.redF() * (1 - share),
        over.greenF() * share + under.greenF() * (1 - share),
        over.blueF() * share + under.blueF() * (1 - share),
    )


class Colors:
    """Every colour of one theme as a QColor: `colors["sideBar.background"]`."""

    def __init__(self, theme: ThemeColors) -> None:
        self._theme = theme
        self._known: dict[str, QColor] = {}
        self.dark = "light" not in theme.kind.lower()

    def __getitem__(self, key: str) -> QColor:
        color = self._known.get(key)
        if color is None:
            color = self._known[key] = self._find(key)
        return color

    def _find(self, key: str) -> QColor:
        value = self._theme.color(key)
        if value:
            color = parse_color(value)
            if color is not None:
                return color
        fallback = _FALLBACKS[key]
        if isinstance(fallback, str):
            return self[fallback]
        color = parse_color(fallback[0 if self.dark else 1])
        assert color is not None
        return color

    def opaque(self, key: str, under: str) -> QColor:
        """The colour as it looks on `under`."""
        return blend(self[key], self[under])

    def css(self, key: str) -> str:
        """The colour as a style sheet writes it."""
        color = self[key]
        return f"rgba({color.red()},{color.green()},{color.blue()},{color.alpha()})"
