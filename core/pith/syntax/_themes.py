"""Which themes there are to choose from."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pith.base import OnDispose, Signal
from pith.syntax._theme import Theme, ThemeKind, load_theme


class DeclaredTheme(NamedTuple):
    """A theme by its name for people, which is also what the setting holds; not read yet."""

    name: str
    kind: ThemeKind
    path: Path
    owner: str = ""

    def load(self) -> Theme:
        """Read it from disk. Raises ProblemError and OSError; for a worker."""
        return load_theme(self.path, self.name, self.kind)


class Themes:
    """The themes that contributors have declared. Of two with one name the newer is there, until
    it is disposed."""

    def __init__(self) -> None:
        self._declared: tuple[DeclaredTheme, ...] = ()
        self.changed: Signal[()] = Signal("Themes.changed")

    def declare(self, name: str, kind: ThemeKind, path: Path, owner: str = "") -> OnDispose:
        theme = DeclaredTheme(name, kind, path, owner)
        self._declared = (*self._declared, theme)
        self.changed.emit()

        def take_back() -> None:
            self._declared = tuple(each for each in self._declared if each is not theme)
            self.changed.emit()

        return OnDispose(take_back)

    def get(self, name: str) -> DeclaredTheme | None:
        """The theme with that name, in any case of letters."""
        wanted = name.casefold()
        for theme in reversed(self._declared):
            if theme.name.casefold() == wanted:
                return theme
        return None

    def all(self) -> list[DeclaredTheme]:
        """Every theme once, by name."""
        names = {theme.name.casefold(): theme for theme in self._declared}
        return [names[name] for name in sorted(names)]
