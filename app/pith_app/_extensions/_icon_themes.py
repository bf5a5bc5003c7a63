"""The point `iconThemes`, and the icon theme that the settings choose."""

from __future__ import annotations

from collections.abc import Sequence

from pith.base import Signal
from pith.host import Contribution, IconThemeContribution
from pith_app._chosen import Chosen
from pith_app._kernel import Kernel
from pith_app._theming import Look
from pith_app._theming._icon_theme import IconTheme, load_icon_theme

SETTING = "window.iconTheme"

Declared = Contribution[IconThemeContribution]


class IconThemes:
    """Which icon themes there are; the one that is chosen is shown."""

    def __init__(self, kernel: Kernel, look: Look) -> None:
        self._declared: dict[str, Declared] = {}
        self.changed: Signal[()] = Signal("icon themes")
        self._chosen: Chosen[Declared, IconTheme] = Chosen(
            kernel, SETTING, self.changed, self._find, _load, look.set_icon_theme
        )

    def dispose(self) -> None:
        self._chosen.dispose()

    def __call__(self, added: Sequence[Declared], removed: Sequence[Declared]) -> None:
        for contribution in removed:
            self._declared.pop(contribution.item.name.casefold(), None)
        for contribution in added:
            self._declared[contribution.item.name.casefold()] = contribution
        self.changed.emit()

    def names(self) -> list[str]:
        """All of them, by name."""
        return [each.item.name for _, each in sorted(self._declared.items())]

    def _find(self, name: str) -> Declared | None:
        return self._declared.get(name.casefold())


def _load(declared: Declared) -> IconTheme:
    return load_icon_theme(declared.folder / declared.item.path)
