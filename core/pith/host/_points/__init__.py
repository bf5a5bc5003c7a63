"""Contribution points: one file each, with its schema and its handler."""

from __future__ import annotations

from typing import Final

from pith.host._points._commands import CommandContribution, CommandsHandler
from pith.host._points._decorations import DecorationContribution
from pith.host._points._extension_points import ExtensionPointContribution
from pith.host._points._icon_themes import IconThemeContribution
from pith.host._points._keybindings import KeybindingContribution, KeybindingsHandler
from pith.host._points._keymaps import KeymapContribution, KeymapsHandler
from pith.host._points._languages import LanguageContribution, LanguagesHandler
from pith.host._points._menus import MenuContribution, MenusHandler
from pith.host._points._openers import OpenerContribution
from pith.host._points._schema import Contribution, ContributionItem, Fault, PointHandler
from pith.host._points._settings import SettingContribution, SettingsHandler
from pith.host._points._snippets import SnippetsContribution, SnippetsHandler
from pith.host._points._status_items import StatusItemContribution
from pith.host._points._themes import ThemeContribution, ThemesHandler
from pith.host._points._view_containers import ViewContainerContribution
from pith.host._points._views import ViewContribution

#: The schema of every point by its key. Contributions are added in this order and removed in
#: the opposite one, so that what refers to something finds it.
POINTS: Final[dict[str, type[ContributionItem]]] = {
    "settings": SettingContribution,
    "languages": LanguageContribution,
    "snippets": SnippetsContribution,
    "themes": ThemeContribution,
    "commands": CommandContribution,
    "keymaps": KeymapContribution,
    "keybindings": KeybindingContribution,
    "menus": MenuContribution,
    "iconThemes": IconThemeContribution,
    "statusItems": StatusItemContribution,
    "viewContainers": ViewContainerContribution,
    "views": ViewContribution,
    "openers": OpenerContribution,
    "decorations": DecorationContribution,
    "extensionPoints": ExtensionPointContribution,
}

__all__ = [
    "POINTS",
    "CommandContribution",
    "CommandsHandler",
    "Contribution",
    "ContributionItem",
    "DecorationContribution",
    "ExtensionPointContribution",
    "Fault",
    "IconThemeContribution",
    "KeybindingContribution",
    "KeybindingsHandler",
    "KeymapContribution",
    "KeymapsHandler",
    "LanguageContribution",
    "LanguagesHandler",
    "MenuContribution",
    "MenusHandler",
    "OpenerContribution",
    "PointHandler",
    "SettingContribution",
    "SettingsHandler",
    "SnippetsContribution",
    "SnippetsHandler",
    "StatusItemContribution",
    "ThemeContribution",
    "ThemesHandler",
    "ViewContainerContribution",
    "ViewContribution",
]
