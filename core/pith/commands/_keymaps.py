"""Keymaps to choose from: the keys of other editors, in files."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pith.base import OnDispose, Problem, Signal
from pith.commands._bindings_file import load_keybindings
from pith.commands._keymap import Binding


class DeclaredKeymap(NamedTuple):
    """A keymap by its name for people, which is also what the setting holds; not read yet."""

    name: str
    path: Path
    description: str = ""
    owner: str = ""
    #: Differs when the file has changed.
    revision: int = 0

    def load(self) -> tuple[list[Binding], list[Problem]]:
        """Read it from disk: its bindings, and what is wrong with others. For a worker.

        Raises OSError and UnicodeDecodeError.
        """
        return load_keybindings(self.path.read_text("utf-8"), str(self.path), self.owner)


class Keymaps:
    """The keymaps that contributors have declared. Of two with one name the newer is there, until
    it is disposed."""

    def __init__(self) -> None:
        self._declared: tuple[DeclaredKeymap, ...] = ()
        self.changed: Signal[()] = Signal("Keymaps.changed")

    def declare(self, keymap: DeclaredKeymap) -> OnDispose:
        """Have a keymap to choose, until that is disposed."""
        self._declared = (*self._declared, keymap)
        self.changed.emit()

        def take_back() -> None:
            self._declared = tuple(each for each in self._declared if each is not keymap)
            self.changed.emit()

        return OnDispose(take_back)

    def get(self, name: str) -> DeclaredKeymap | None:
        """The keymap with that name, in any case of letters."""
        wanted = name.casefold()
        for keymap in reversed(self._declared):
            if keymap.name.casefold() == wanted:
                return keymap
        return None

    def all(self) -> list[DeclaredKeymap]:
        """Every keymap once, by name."""
        names = {keymap.name.casefold(): keymap for keymap in self._declared}
        return [names[name] for name in sorted(names)]
