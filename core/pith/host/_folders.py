"""Where extensions and what belongs to them lie."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from pith.host._discovery import Root

#: What begins the names of folders that are on their way in or out; no window looks at them.
STAGING: Final = ".staging-"
REPLACED: Final = ".replaced-"
REMOVED: Final = ".removed-"
#: The version before the one that is installed, kept for going back to.
PREVIOUS: Final = ".previous-"


class HostFolders(NamedTuple):
    """The places the host reads and writes. Only those under the person's folders are written."""

    #: What comes with the program, if anything does.
    bundled: Path | None
    #: Where the person's extensions are installed.
    user: Path
    #: Further folders, which stand before the others: `--extensions-dir`.
    extra: tuple[Path, ...]
    #: The file that says what is disabled.
    state: Path
    #: What extensions keep: a folder for each.
    storage: Path
    #: What can be made again.
    cache: Path
    #: The folder of one extension that is written now, which stands before all others.
    developed: Path | None = None

    def roots(self, linked: Sequence[Path] = ()) -> list[Root]:
        """The folders for extensions; those of later ones stand before those of earlier ones.

        `linked` are folders of extensions themselves.
        """
        roots = [Root(self.bundled.absolute(), "bundled")] if self.bundled is not None else []
        roots.append(Root(self.user.absolute(), "user"))
        roots += [Root(folder.parent, "linked", folder.name) for folder in linked]
        roots += [Root(folder.absolute(), "extra") for folder in self.extra]
        if self.developed is not None:
            folder = self.developed.absolute()
            roots.append(Root(folder.parent, "extra", folder.name))
        # One that is named twice counts where it is named first.
        return list({root[::2]: root for root in reversed(roots)}.values())[::-1]

    def previous(self, extension_id: str) -> Path:
        """Where the version before the installed one is kept, if there is one."""
        return self.user / f"{PREVIOUS}{extension_id}"

    @property
    def lock(self) -> Path:
        """Held by whoever changes the person's extensions."""
        return self.state.with_name(f".{self.state.name}.lock")

    @property
    def manifest_cache(self) -> Path:
        return self.cache / "manifests.marshal"

    def code_cache(self, extension_id: str) -> Path:
        return self.cache / "code" / f"{extension_id}.marshal"

    def storage_of(self, extension_id: str) -> Path:
        return self.storage / extension_id
