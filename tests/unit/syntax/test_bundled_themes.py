"""The themes that come with Pith can be read all day: WCAG 2.2's contrast, computed."""

from __future__ import annotations

from pathlib import Path

import pytest

from pith.syntax import SCOPES, Theme, load_theme
from pith.syntax._colors import Color
from pith.syntax._theme_defaults import DEFAULTS

TEXT = 4.5  # WCAG 2.2, 1.4.3
GRAPHICS = 3.0  # 1.4.11, and text that is only secondary

PAIRS = [
    ("editorLineNumber.activeForeground", "editor.background", TEXT),
    ("errorForeground", "editor.background", TEXT),
    ("errorForeground", "sideBar.background", TEXT),
    ("editorWarning.foreground", "editor.background", TEXT),
    ("textLink.foreground", "editor.background", TEXT),
    ("textLink.foreground", "notifications.background", TEXT),
    ("breadcrumb.foreground", "breadcrumb.background", TEXT),
    ("editorWidget.foreground", "editorWidget.background", TEXT),
    ("sideBar.foreground", "sideBar.background", TEXT),
    ("sideBarTitle.foreground", "sideBar.background", TEXT),
    ("sideBarSectionHeader.foreground", "sideBarSectionHeader.background", TEXT),
    ("gitDecoration.modifiedResourceForeground", "sideBar.background", TEXT),
    ("gitDecoration.addedResourceForeground", "sideBar.background", TEXT),
    ("gitDecoration.deletedResourceForeground", "sideBar.background", TEXT),
    ("gitDecoration.ignoredResourceForeground", "sideBar.background", GRAPHICS),
    ("list.activeSelectionForeground", "list.activeSelectionBackground", TEXT),
    ("list.inactiveSelectionForeground", "list.inactiveSelectionBackground", TEXT),
    ("list.hoverForeground", "list.hoverBackground", TEXT),
    ("list.highlightForeground", "quickInput.background", TEXT),
    ("list.focusHighlightForeground", "list.activeSelectionBackground", TEXT),
    ("descriptionForeground", "sideBar.background", TEXT),
    ("descriptionForeground", "quickInput.background", TEXT),
    ("descriptionForeground", "list.activeSelectionBackground", GRAPHICS),
    ("tab.activeForeground", "tab.activeBackground", TEXT),
    ("tab.inactiveForeground", "tab.inactiveBackground", TEXT),
    ("statusBar.foreground", "statusBar.background", TEXT),
    ("statusBar.debuggingForeground", "statusBar.debuggingBackground", TEXT),
    ("statusBarItem.errorForeground", "statusBarItem.errorBackground", TEXT),
    ("titleBar.activeForeground", "titleBar.activeBackground", TEXT),
    ("titleBar.inactiveForeground", "titleBar.inactiveBackground", GRAPHICS),
    ("menu.foreground", "menu.background", TEXT),
    ("menu.selectionForeground", "menu.selectionBackground", TEXT),
    ("input.foreground", "input.background", TEXT),
    ("input.placeholderForeground", "input.background", TEXT),
    ("inputOption.activeForeground", "inputOption.activeBackground", TEXT),
    ("button.foreground", "button.background", TEXT),
    ("button.foreground", "button.hoverBackground", TEXT),
    ("button.secondaryForeground", "button.secondaryBackground", TEXT),
    ("badge.foreground", "badge.background", TEXT),
    ("activityBar.foreground", "activityBar.background", TEXT),
    ("activityBar.inactiveForeground", "activityBar.background", GRAPHICS),
    ("activityBarBadge.foreground", "activityBarBadge.background", TEXT),
    ("quickInput.foreground", "quickInput.background", TEXT),
    ("editorHoverWidget.foreground", "editorHoverWidget.background", TEXT),
    ("list.highlightForeground", "editorHoverWidget.background", TEXT),
    ("descriptionForeground", "editorHoverWidget.background", TEXT),
    ("quickInputList.focusForeground", "quickInputList.focusBackground", TEXT),
    ("pickerGroup.foreground", "quickInput.background", TEXT),
    ("keybindingLabel.foreground", "keybindingLabel.background", TEXT),
    ("notifications.foreground", "notifications.background", TEXT),
    ("panelTitle.activeForeground", "panel.background", TEXT),
    ("panelTitle.inactiveForeground", "panel.background", TEXT),
    ("terminal.foreground", "terminal.background", TEXT),
    ("focusBorder", "sideBar.background", GRAPHICS),
    ("focusBorder", "quickInput.background", GRAPHICS),
    ("icon.foreground", "sideBar.background", GRAPHICS),
    ("editorCursor.foreground", "editor.background", GRAPHICS),
    ("editorError.foreground", "editor.background", GRAPHICS),
    ("editorInfo.foreground", "editor.background", GRAPHICS),
]


@pytest.fixture(scope="module", params=["pith-dark", "pith-light"])
def theme(request: pytest.FixtureRequest, repository: Path) -> Theme:
    return load_theme(repository / "resources" / "themes" / f"{request.param}.json")


def color(theme: Theme, key: str) -> Color:
    value = theme.color(key)
    assert value is not None, key
    return Color.parse(value)


def test_there_is_nothing_wrong_with_it(theme: Theme) -> None:
    assert theme.problems == ()
    assert theme.name == {"dark": "Pith Dark", "light": "Pith Light"}[theme.kind]
    assert len(theme.to_data()["colors"]) > 150


def test_every_color_has_a_value_or_means_none(theme: Theme) -> None:
    none = {key for key, rule in DEFAULTS.items() if rule == ""}
    for key in DEFAULTS:
        assert theme.color(key) is not None or key in none, key


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("background", ["editor.background", "editor.lineHighlightBackground"])
def test_text_is_readable(theme: Theme, scope: str, background: str) -> None:
    behind = color(theme, background).over(color(theme, "editor.background"))
    style = theme.style(scope)
    text = Color.parse(style.foreground) if style.foreground else color(theme, "editor.foreground")
    assert text.over(behind).contrast(behind) >= TEXT


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize(
    "background", ["editor.selectionBackground", "editor.findMatchHighlightBackground"]
)
def test_text_stays_readable_where_it_is_marked(theme: Theme, scope: str, background: str) -> None:
    behind = color(theme, background).over(color(theme, "editor.background"))
    style = theme.style(scope)
    text = Color.parse(style.foreground) if style.foreground else color(theme, "editor.foreground")
    assert text.over(behind).contrast(behind) >= GRAPHICS


@pytest.mark.parametrize(("foreground", "background", "least"), PAIRS)
def test_the_window_is_readable(
    theme: Theme, foreground: str, background: str, least: float
) -> None:
    # What is see-through lies on the side bar, or on what it belongs to.
    below = "quickInput.background" if background.startswith("quick") else "sideBar.background"
    behind = color(theme, background).over(color(theme, below))
    assert color(theme, foreground).over(behind).contrast(behind) >= least


def test_kinds_of_tokens_are_told_apart(theme: Theme) -> None:
    scopes = [
        "comment",
        "string",
        "constant.numeric",
        "keyword",
        "entity.name.function",
        "entity.name.type",
        "variable.other",
        "entity.name.tag",
    ]
    colors = {theme.style(scope).foreground or theme.color("editor.foreground") for scope in scopes}
    assert len(colors) == len(scopes)
