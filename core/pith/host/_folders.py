"""Where extensions and what belongs to them lie."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pith.host._discovery import Root


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

    def roots(self) -> list[Root]:
        """The folders for extensions; those of later ones stand before those of earlier ones."""
        roots = [Root(self.bundled, "bundled")] if self.bundled is not None else []
        roots.append(Root(self.user, "user"))
        roots += [Root(folder, "extra") for folder in self.extra]
        return roots

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
