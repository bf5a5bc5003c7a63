"""Letting extensions run, or keeping them from it."""

from __future__ import annotations

from pith.host._enablement import change_disabled, read_disabled
from pith.host._folders import HostFolders
from pith.host.manage._listing import list_extensions, unknown_extension


def set_enabled(extension_id: str, enabled: bool, folders: HostFolders) -> None:
    """Enable or disable an extension, for windows that run too. Raises ProblemError. Blocks."""
    known = [record.id for record in list_extensions(folders)]
    # What is not there any more may be in the list, and must be able to leave it.
    is_listed = enabled and extension_id in read_disabled(folders.state)
    if extension_id not in known and not is_listed:
        raise unknown_extension(extension_id, known)

    def change(disabled: frozenset[str]) -> frozenset[str]:
        return disabled - {extension_id} if enabled else disabled | {extension_id}

    change_disabled(folders.state, folders.lock, change)
