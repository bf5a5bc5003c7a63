"""The parts of the program that need no window, put together.

The window and the command line stand on the same Kernel: what is declared here is what `pith
command list` shows.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pith.base import ProblemError, Scheduler, Scope, ThreadWorker, Worker
from pith.commands import (
    CommandBus,
    ContextKeys,
    Keymap,
    KeymapLayer,
    Keymaps,
    Menus,
    bindings_from,
    compile_keybindings,
)
from pith.settings import CORE_LANGUAGE_DEFAULTS, CORE_SETTINGS, Settings, SettingsLayer
from pith.syntax import Languages, LanguageTable, Theme, ThemeKind, Themes
from pith.workspace import FileWatcher, Journal, Workspace
from pith_app._log import Log
from pith_app._start_cache import StartCache
from pith_app.paths import BundledData, UserPaths

if TYPE_CHECKING:
    from pith.syntax import Snippets

DARK, LIGHT = "Pith Dark", "Pith Light"
CONTRAST_DARK, CONTRAST_LIGHT = "Pith High Contrast Dark", "Pith High Contrast Light"


class Kernel:
    """Settings, commands, keys, menus, languages, themes and documents."""

    def __init__(
        self,
        user: UserPaths,
        data: BundledData,
        scheduler: Scheduler,
        log: Log,
        worker: Worker,
    ) -> None:
        self.user = user
        self.data = data
        self.log = log
        self.scheduler = scheduler
        self.scope = Scope("kernel")
        self.worker = worker
        self.cache = StartCache(user.cache_dir / "start.marshal")
        self.settings = Settings(CORE_SETTINGS)
        self.settings.set_layer(SettingsLayer.DEFAULT, CORE_LANGUAGE_DEFAULTS, "the program")
        self.context = ContextKeys(_platform_keys())
        self.bus = CommandBus(self.context)
        self.keymap = Keymap()
        self.keymaps = Keymaps()
        self.menus = Menus()
        self.languages = Languages(self._language_table())
        self.scope.add(
            self.settings.observe("files.associations", self.languages.set_associations),
            "files.associations",
        )
        self.themes = Themes()
        self._snippets: Snippets | None = None
        self._declare_themes()
        self._load_default_keys()
        self.watcher = FileWatcher(scheduler, held=True)
        """Started when the text is on the screen."""
        self.journal = Journal(user.state_dir / "journal", scheduler)
        """Keeps what is unsaved; the workspace disposes it."""
        self._page_worker = ThreadWorker(scheduler, 1, "pages")
        self.workspace = Workspace(
            self.worker,
            self.settings,
            self.languages,
            self.watcher,
            journal=self.journal,
            page_worker=self._page_worker,
        )

    def dispose(self) -> None:
        """Let go of everything but the worker; the journal keeps unsaved edits."""
        self.scope.dispose()
        self.workspace.dispose()
        self._page_worker.dispose()
        self.watcher.dispose()

    @property
    def snippets(self) -> Snippets:
        """The snippets there are; made when the text is on the screen."""
        if self._snippets is None:
            from pith.syntax import Snippets

            self._snippets = Snippets(self.worker)
        return self._snippets

    # What comes with the program

    def _language_table(self) -> LanguageTable | None:
        file = self.data.resources / "languages.json"
        try:
            found = self.cache.get("languages", file, _json)
            return LanguageTable(found["languages"], found["rules"])
        except (OSError, ValueError, LookupError) as error:
            self.log.error(f"the table of languages cannot be read: {error}")
            return None

    def _declare_themes(self) -> None:
        folder = self.data.resources / "themes"
        themes: tuple[tuple[str, ThemeKind, str], ...] = (
            (DARK, "dark", "pith-dark.json"),
            (LIGHT, "light", "pith-light.json"),
            (CONTRAST_DARK, "dark", "pith-high-contrast-dark.json"),
            (CONTRAST_LIGHT, "light", "pith-high-contrast-light.json"),
        )
        for name, kind, file in themes:
            self.scope.add(self.themes.declare(name, kind, folder / file, "pith"))

    def _load_default_keys(self) -> None:
        file = self.data.resources / "keymaps" / "default.toml"
        try:
            compiled = self.cache.get("keymap", file, compile_keybindings)
        except (OSError, ProblemError) as error:
            self.log.error(f"the default keys cannot be read: {error}")
            return
        bindings, problems = bindings_from(compiled, str(file), "pith")
        for problem in problems:
            self.log.error(str(problem))
        self.keymap.add(bindings, KeymapLayer.DEFAULT)

    def load_theme(self, name: str) -> Theme:
        """The theme called `name`, read now; a plain one of ours if it cannot be.

        Once at the start: later themes are read by a worker.
        """
        declared = self.themes.get(name) or self.themes.get(DARK)
        if declared is None:
            return Theme(name, "dark", {}, [])

        def parse(source: str) -> dict[str, Any]:
            return declared.load().to_data()

        try:
            entry = self.cache.get(f"theme:{declared.name}", declared.path, parse)
            return Theme.from_data(entry)
        except (OSError, ProblemError, ValueError, LookupError) as error:
            self.log.error(f"the theme {name} cannot be read: {error}")
            return Theme(declared.name, declared.kind, {}, [])

    def resource(self, *parts: str) -> Path:
        return self.data.resources.joinpath(*parts)


def _json(source: str) -> Any:
    import json

    return json.loads(source)


def _platform_keys() -> Mapping[str, object]:
    return {
        "isLinux": sys.platform.startswith("linux"),
        "isMac": sys.platform == "darwin",
        "isWindows": sys.platform == "win32",
        "workspaceFolderCount": 0,
        "openEditors": 0,
    }
