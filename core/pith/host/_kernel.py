"""What the contribution points of the kernel fill."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from pith.host._points import (
    CommandsHandler,
    KeybindingsHandler,
    KeymapsHandler,
    LanguagesHandler,
    MenusHandler,
    PointHandler,
    SettingsHandler,
    SnippetsHandler,
    ThemesHandler,
)

if TYPE_CHECKING:
    from pith.commands import CommandBus, Keymap, Keymaps, Menus
    from pith.settings import Settings
    from pith.syntax import Languages, Snippets, Themes


class KernelRegistries(NamedTuple):
    """What the points of the kernel register at."""

    commands: CommandBus
    keymap: Keymap
    menus: Menus
    settings: Settings
    languages: Languages
    themes: Themes
    snippets: Snippets
    keymaps: Keymaps

    def points(self) -> Iterator[tuple[str, PointHandler]]:
        """Each point of the kernel with its handler."""
        yield "settings", SettingsHandler(self.settings)
        yield "languages", LanguagesHandler(self.languages)
        yield "snippets", SnippetsHandler(self.snippets)
        yield "themes", ThemesHandler(self.themes)
        yield "commands", CommandsHandler(self.commands)
        yield "keymaps", KeymapsHandler(self.keymaps)
        yield "keybindings", KeybindingsHandler(self.keymap)
        yield "menus", MenusHandler(self.menus)
