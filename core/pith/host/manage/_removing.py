"""Uninstalling, and going back to the version before."""

from __future__ import annotations

from pith.base import Problem, ProblemError
from pith.host._discovery import read_manifest
from pith.host._folders import HostFolders
from pith.host._manifest import Manifest
from pith.host.manage._installing import find_installed
from pith.host.manage._listing import list_extensions, unknown_extension
from pith.host.manage._places import (
    finish_removal,
    installing,
    previous,
    removed,
    rename,
    replaced,
)
from pith.host.manage._saga import Saga


def uninstall(extension_id: str, folders: HostFolders) -> None:
    """Remove an extension of the person's, with all that it kept. Raises ProblemError. Blocks.

    To the window it is gone with the first step; if the process ends before the last one, the
    next to change the person's extensions finishes it.
    """
    with installing(folders):
        found = find_installed(folders, extension_id)
        if found is None:
            _refuse_to_remove(extension_id, folders)
        else:
            rename(found.folder, removed(folders, extension_id))
        finish_removal(folders, extension_id)


def previous_version(extension_id: str, folders: HostFolders) -> Manifest | None:
    """The manifest of the version that `roll_back` would bring; None if there is none. Blocks."""
    try:
        return read_manifest(previous(folders, extension_id))[0]
    except ProblemError:
        return None


def roll_back(extension_id: str, folders: HostFolders) -> tuple[str, str]:
    """Put the version before in the place of the one that is installed, which is kept in turn.

    Returns the version it was and the one it is now. Raises ProblemError, and then nothing has
    changed. Blocks.
    """
    with installing(folders), Saga() as saga:
        found = find_installed(folders, extension_id)
        if found is None:
            _refuse_to_remove(extension_id, folders)
        kept = previous(folders, extension_id)
        if found is None or not kept.is_dir():
            raise ProblemError(
                Problem(
                    f"there is no version of {extension_id} to go back to",
                    advice="a version is kept when a newer one takes its place",
                )
            )
        before, _ = read_manifest(kept)
        aside = replaced(folders, extension_id)
        rename(found.folder, aside)
        saga.undo(lambda: aside.rename(found.folder))
        target = folders.user / extension_id
        rename(kept, target)
        saga.undo(lambda: target.rename(kept))
        rename(aside, kept)
    return found.version, before.version


def _refuse_to_remove(extension_id: str, folders: HostFolders) -> None:
    records = {record.id: record for record in list_extensions(folders)}
    record = records.get(extension_id)
    if record is None:
        raise unknown_extension(extension_id, list(records))
    if record.origin == "linked":
        advice = f"pith extension unlink {extension_id}"
        message = f"{extension_id} is linked, not installed"
        raise ProblemError(Problem(message, str(record.folder), advice=advice))
    origin = "comes with Pith" if record.origin == "bundled" else f"lies in {record.folder.parent}"
    raise ProblemError(
        Problem(
            f"{extension_id} {origin} and cannot be uninstalled",
            str(record.folder),
            advice=f"pith extension disable {extension_id}",
        )
    )
