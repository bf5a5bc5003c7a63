"""Everybody should be able to read it: WCAG's contrast, in every theme that comes with Pith."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from pith.qt._colors import EditorColors
from pith.syntax import Theme, load_theme
from pith_app._theming import Colors, blend
from pith_app._theming._colors import parse_color
from pith_app.paths import bundled_data

TEXT, UI, ENHANCED = 4.5, 3.0, 7.0

THEMES = sorted((bundled_data().resources / "themes").glob("*.json"))

# What is read, and on what: (foreground, background, what lies between them).
READ = (
    ("foreground", "editor.background"),
    ("foreground", "sideBar.background"),
    ("descriptionForeground", "editor.background"),
    ("descriptionForeground", "sideBar.background"),
    ("descriptionForeground", "quickInput.background"),
    ("sideBar.foreground", "sideBar.background"),
    ("sideBarTitle.foreground", "sideBar.background"),
    ("sideBarSectionHeader.foreground", "sideBarSectionHeader.background"),
    ("titleBar.activeForeground", "titleBar.activeBackground"),
    ("tab.activeForeground", "tab.activeBackground"),
    ("tab.inactiveForeground", "editorGroupHeader.tabsBackground"),
    ("statusBar.foreground", "statusBar.background"),
    ("menu.foreground", "menu.background"),
    ("menu.selectionForeground", "menu.background", "menu.selectionBackground"),
    ("input.foreground", "quickInput.background", "input.background"),
    ("input.placeholderForeground", "quickInput.background", "input.background"),
    ("quickInput.foreground", "quickInput.background"),
    ("quickInputList.focusForeground", "quickInput.background", "quickInputList.focusBackground"),
    ("list.highlightForeground", "quickInput.background"),
    ("list.highlightForeground", "quickInput.background", "quickInputList.focusBackground"),
    ("pickerGroup.foreground", "quickInput.background"),
    ("keybindingLabel.foreground", "quickInput.background", "keybindingLabel.background"),
    (
        "list.activeSelectionForeground",
        "sideBar.background",
        "list.activeSelectionBackground",
    ),
    (
        "list.inactiveSelectionForeground",
        "sideBar.background",
        "list.inactiveSelectionBackground",
    ),
    ("notifications.foreground", "notifications.background"),
    ("button.foreground", "button.background"),
    ("button.secondaryForeground", "quickInput.background", "button.secondaryBackground"),
    ("badge.foreground", "badge.background"),
    ("textLink.foreground", "editor.background"),
    ("panelTitle.activeForeground", "panel.background"),
    ("panelTitle.inactiveForeground", "panel.background"),
    ("editor.foreground", "editor.background"),
    ("editor.foreground", "editor.background", "editor.selectionBackground"),
    ("editor.foreground", "editor.background", "editor.findMatchHighlightBackground"),
    ("editorLineNumber.activeForeground", "editor.background"),
)

# What is seen and not read: icons, rings, carets, waves under words.
SEEN = (
    ("icon.foreground", "sideBar.background"),
    ("icon.foreground", "quickInput.background"),
    ("focusBorder", "sideBar.background"),
    ("focusBorder", "editor.background"),
    ("focusBorder", "statusBar.background"),
    ("focusBorder", "quickInput.background", "button.secondaryBackground"),
    ("list.focusOutline", "sideBar.background"),
    ("activityBar.foreground", "activityBar.background"),
    ("activityBar.inactiveForeground", "activityBar.background"),
    ("activityBar.activeBorder", "activityBar.background"),
    ("tab.activeBorderTop", "tab.activeBackground"),
    ("editorCursor.foreground", "editor.background"),
    ("editorError.foreground", "editor.background"),
    ("editorWarning.foreground", "editor.background"),
    ("editorInfo.foreground", "editor.background"),
    ("editorHint.foreground", "editor.background"),
    ("notificationsErrorIcon.foreground", "notifications.background"),
    ("notificationsWarningIcon.foreground", "notifications.background"),
    ("notificationsInfoIcon.foreground", "notifications.background"),
    ("editorLineNumber.foreground", "editor.background"),
)


@pytest.fixture(params=THEMES, ids=lambda path: path.stem)
def theme(request: pytest.FixtureRequest) -> Theme:
    file: Path = request.param
    return load_theme(file)


def luminance(color: QColor) -> float:
    """WCAG 2's relative luminance, from 0 to 1."""
    parts = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    )
    red, green, blue = parts
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(color: QColor, background: QColor) -> float:
    """From 1 to 21; a colour that lets something through is looked at where it lies."""
    light, dark = sorted((luminance(blend(color, background)), luminance(background)))[::-1]
    return (light + 0.05) / (dark + 0.05)


def faint(theme: Theme, pairs: tuple[tuple[str, ...], ...], least: float) -> list[str]:
    """Those pairs that have less contrast."""
    colors = Colors(theme)

    def color(key: str) -> QColor:
        value = theme.color(key)
        found = parse_color(value) if value else None
        return found if found is not None else colors[key]

    found = []
    for key, under, *between in pairs:
        background = color(under)
        for layer in between:
            background = blend(color(layer), background)
        ratio = contrast(color(key), background)
        if ratio < least:
            found.append(f"{key} on {' over '.join((*reversed(between), under))}: {ratio:.2f}")
    return found


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)


def test_what_is_read_stands_out(theme: Theme) -> None:
    least = ENHANCED if "High Contrast" in theme.name else TEXT
    assert not faint(theme, READ, least)


def test_what_is_seen_stands_out(theme: Theme) -> None:
    least = TEXT if "High Contrast" in theme.name else UI
    assert not faint(theme, SEEN, least)


def test_chosen_rows_have_an_outline_in_high_contrast(theme: Theme) -> None:
    keys = ("contrastActiveBorder", "list.focusAndSelectionOutline")
    if "High Contrast" in theme.name:
        grounds = ("sideBar.background", "quickInput.background", "menu.background")
        assert not faint(theme, tuple((key, under) for key in keys for under in grounds), UI)
    else:
        assert not any(Colors(theme)[key].alpha() for key in keys)


def test_every_colour_of_code_can_be_read(theme: Theme) -> None:
    least = ENHANCED if "High Contrast" in theme.name else TEXT
    assert not unreadable(theme, Colors(theme)["editor.background"], least)


def grounds(theme: Theme) -> Iterator[tuple[str, QColor, str]]:
    """What text lies on in an editor: its name, its colour, and the id of the text's colour
    there, which counts if the theme has it."""
    colors = EditorColors(theme)
    page, line = colors.background, colors.current_line
    chosen = "editor.selectionForeground"
    yield "the current line", line, ""
    yield "a selection", blend(colors.selection, page), chosen
    yield "a selection without the focus", blend(colors.inactive_selection, page), chosen
    for under in (page, line):
        marks = colors.marks
        yield "a match", blend(marks["find"], under), "editor.findMatchHighlightForeground"
        yield "the current match", blend(marks["find.current"], under), "editor.findMatchForeground"
        yield "an occurrence", blend(marks["occurrence"], under), ""
        yield "a place to fill in", blend(marks["snippet.stop"], under), ""
    for change in ("inserted", "removed"):
        yield change, blend(marks[f"diff.{change}Text"], colors.lines[f"diff.{change}"]), ""
        yield f"{change} lines", colors.lines[f"diff.{change}"], ""


def test_every_colour_of_code_can_be_read_on_whatever_it_lies(theme: Theme) -> None:
    found = []
    for name, ground, text in grounds(theme):
        found += [f"on {name}: {each}" for each in unreadable(theme, ground, TEXT, text)]
    assert not found


def test_the_current_match_stands_out(theme: Theme) -> None:
    colors = EditorColors(theme)
    current = blend(colors.marks["find.current"], colors.background)
    border = blend(colors.find_border, colors.background)
    assert max(contrast(current, colors.background), contrast(border, colors.background)) >= UI


def unreadable(theme: Theme, ground: QColor, least: float, text: str = "") -> list[str]:
    """The scopes whose colour, or that of `text` if the theme has it, is too faint there."""
    given = theme.color(text) if text else None
    found = []
    for scope in ("", *(rule[0][0] for rule in theme.to_data()["rules"])):
        own = theme.style(scope).foreground if scope else theme.color("editor.foreground")
        value = given or own
        color = parse_color(value) if value else None
        if color is not None and contrast(color, ground) < least:
            found.append(f"{scope or 'plain text'}: {contrast(color, ground):.2f}")
    return found
