"""Theme, fonts and zoom: what the settings say, taken over while the program runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QToolTip

from pith.base import CancelToken, Future, Problem, ProblemError, Scope
from pith.syntax import Theme
from pith_app._kernel import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Kernel
from pith_app._theming import TEXT_SIZE, Look
from pith_app._theming._style_sheet import palette
from pith_app._user_files import UserFiles

AUTOMATIC = "auto"
_ZOOM_STEP = 1.2


class Appearance:
    """Keeps the look as the settings have it."""

    def __init__(self, kernel: Kernel, look: Look, application: QApplication) -> None:
        self._kernel = kernel
        self._look = look
        self._application = application
        self._scope = Scope("appearance")
        self._preview: str | None = None
        self._loading: Future[Theme] | None = None
        self.family = ""
        self.mono_family = ""
        self.zoom_changed: Callable[[float], object] = lambda factor: None
        self._scope.add(look.changed.connect(self._take_palette))
        self._scope.add(kernel.settings.changed.connect(self._settings_changed))
        self._scope.add(kernel.themes.changed.connect(self._themes_changed))

    def dispose(self) -> None:
        self._scope.dispose()

    def start(self) -> None:
        """Set fonts and palette; before anything is shown."""
        self._set_fonts()
        self._take_palette()
        hints = self._application.styleHints()
        connections = [hints.colorSchemeChanged.connect(lambda _: self._system_changed())]
        # Older versions of Qt do not know what contrast is wanted.
        if (accessibility := getattr(hints, "accessibility", None)) is not None:
            changed = accessibility().contrastPreferenceChanged
            connections.append(changed.connect(lambda _: self._system_changed()))
        for each in connections:  # the application outlives this window
            self._scope.on_dispose(partial(QObject.disconnect, each), "system's colours")

    def load_fonts(self, folder: Path) -> None:
        """Make known the fonts that the first paint needs: the program's own."""
        self.family = _load(folder / "Inter.ttf")
        self.mono_family = _load(folder / "JetBrainsMono-Regular.ttf")
        self._look.set_mono(self.mono_family)

    def load_more_fonts(self, folder: Path) -> None:
        """The faces that only coloured text needs."""
        for face in ("Bold", "Italic", "BoldItalic"):
            _load(folder / f"JetBrainsMono-{face}.ttf")

    # Themes

    @property
    def wanted(self) -> str:
        """The name of the theme the setting asks for."""
        name = str(self._kernel.settings.get("window.theme"))
        if name.casefold() == AUTOMATIC:
            return self._system_theme()
        return name

    def _system_theme(self) -> str:
        from PySide6.QtCore import Qt

        hints = self._application.styleHints()
        light = hints.colorScheme() == Qt.ColorScheme.Light
        accessibility = getattr(hints, "accessibility", None)
        if accessibility is not None:
            wanted = accessibility().contrastPreference()
            if wanted == Qt.ContrastPreference.HighContrast:
                return CONTRAST_LIGHT if light else CONTRAST_DARK
        return LIGHT if light else DARK

    def preview(self, name: str | None) -> None:
        """Show a theme without setting it; None: back to the one that is set."""
        self._preview = name
        self._show(name or self.wanted)

    def choose_in_settings(self, name: str, files: UserFiles) -> Future[None]:
        """Make a theme the one that is set; what is shown stays until it is written."""

        def written(done: Future[None]) -> None:
            self._preview = None
            self._show(self.wanted)

        writing = files.write_settings({"window.theme": name})
        writing.on_done(written)
        return writing

    @property
    def is_loading(self) -> bool:
        """Whether a theme is on its way."""
        return self._loading is not None

    def _show(self, name: str) -> Future[Theme]:
        if self._loading is not None:
            self._loading.cancel()
            self._loading = None
        if name.casefold() == self._look.theme_name.casefold():
            return Future.of(self._look.theme)
        declared = self._kernel.themes.get(name)
        if declared is None:
            problem = Problem(f"there is no theme called {name}", advice="choose another one")
            return Future.failed(ProblemError(problem))

        def load(token: CancelToken) -> Theme:
            return declared.load()

        loading = self._loading = self._kernel.worker.submit(load, f"theme {name}")
        loading.on_done(self._loaded)
        return loading

    def _loaded(self, done: Future[Theme]) -> None:
        if done is not self._loading:
            return
        self._loading = None
        error = done.exception()
        if error is not None:
            self._kernel.log.error(f"the theme cannot be read: {error}")
            return
        self._look.set_theme(done.result())

    def _settings_changed(self, keys: frozenset[str]) -> None:
        if "window.theme" in keys and self._preview is None:
            self._show(self.wanted)
        if not keys.isdisjoint({"window.zoom", "window.fontFamily", "window.fontSize"}):
            self._set_fonts()

    def _themes_changed(self) -> None:
        if self._preview is None and self.wanted.casefold() != self._look.theme_name.casefold():
            self._show(self.wanted)

    def _system_changed(self) -> None:
        if str(self._kernel.settings.get("window.theme")).casefold() == AUTOMATIC:
            self._show(self.wanted)

    def _take_palette(self) -> None:
        colors = self._look.colors
        self._application.setPalette(palette(colors))
        QToolTip.setPalette(palette(colors))
        QToolTip.setFont(self._look.font(1))

    # Fonts

    @property
    def zoom(self) -> float:
        return float(_ZOOM_STEP ** float(self._kernel.settings.get("window.zoom")))

    def _set_fonts(self) -> None:
        settings = self._kernel.settings
        family, size = "", TEXT_SIZE
        if settings.find("window.fontFamily") is not None:
            family = str(settings.get("window.fontFamily"))
        if settings.find("window.fontSize") is not None:
            size = int(settings.get("window.fontSize")) or TEXT_SIZE
        self._look.set_font(family or self.family, round(size * self.zoom))
        self._application.setFont(self._look.font())
        self.zoom_changed(self.zoom)


def _load(file: Path) -> str:
    """Make a font known; its family, or "" if it cannot be used."""
    number = QFontDatabase.addApplicationFont(str(file))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families[0] if families else ""
