"""Letting extensions run, or keeping them from it."""

from __future__ import annotations

from pathlib import Path

from pith.host._choices import Choices, change_choices, read_choices
from pith.host._folders import HostFolders
from pith.host.manage._listing import list_extensions, unknown_extension


def set_enabled(
    extension_id: str, enabled: bool, folders: HostFolders, where: Path | None = None
) -> None:
    """Enable or disable an extension, for windows that run too: everywhere, or while a window
    shows the folder `where`. Raises ProblemError. Blocks."""
    known = [record.id for record in list_extensions(folders)]
    # What is not there any more may be in the list, and must be able to leave it.
    is_listed = enabled and extension_id in read_choices(folders.state).disabled
    if extension_id not in known and not is_listed:
        raise unknown_extension(extension_id, known)

    def change(choices: Choices) -> Choices:
        return choices.with_enabled(extension_id, enabled, where)

    change_choices(folders.state, folders.lock, change)
