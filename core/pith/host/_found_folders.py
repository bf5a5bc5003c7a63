"""What the folders of extensions held when they were looked at last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pith.host._choices_in_force import ChoicesInForce
from pith.host._choosing import choose
from pith.host._discovery import Found, Root
from pith.host._folders import HostFolders
from pith.host._lifecycle import Present

if TYPE_CHECKING:
    from pith.host._looking import Look


class FoundFolders:
    """Everything that was found, by folder, and which of it counts."""

    def __init__(self, paths: HostFolders, choices: ChoicesInForce) -> None:
        self._paths = paths
        self._choices = choices
        self._found: dict[Path, Found] = {}
        #: Without a manifest since the last look.
        self._bare: set[Path] = set()

    def __iter__(self) -> Iterator[Found]:
        return iter(self._found.values())

    def roots(self) -> list[Root]:
        """Where extensions may be; what is in a later one stands before what is in an earlier."""
        return self._paths.roots(self._choices.links())

    def begin(self, found: Iterable[Found]) -> None:
        """Start with what was found."""
        self._found = {each.folder: each for each in found}

    def present(self) -> Present:
        """What there is, as far as the folders and the person's choices say."""
        chosen, overrides = choose(self.roots(), self._found)
        return Present(chosen, overrides, self._choices.unwanted)

    def take(self, look: Look) -> bool:
        """Note what a folder holds now; False if that may be about to change, so that what it held
        stays until it is looked at again."""
        before = self._found.get(look.folder)
        if look.found is not None:
            found = look.found
            if found.manifest is None and not found.incompatible and before is not None:
                # A manifest that cannot be read is still that of the same extension.
                found = found._replace(id=before.id, name=before.name, version=before.version)
            self._found[look.folder] = found
            self._bare.discard(look.folder)
        elif look.is_bare and before is not None and look.folder not in self._bare:
            # Some programs write by removing first: look again before taking it away.
            self._bare.add(look.folder)
            return False
        else:
            self._bare.discard(look.folder)
            self._found.pop(look.folder, None)
        return True
