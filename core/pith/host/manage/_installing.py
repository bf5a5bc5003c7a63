"""Installing an extension from a folder, and taking one away: all of it, or nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from pith.base import CancelToken, Problem, ProblemError, Progress
from pith.host._discovery import Found, extension_folders, find_extension, read_manifest
from pith.host._enablement import change_disabled_locked, read_disabled
from pith.host._folders import REMOVED, REPLACED, STAGING, HostFolders
from pith.host._lock import locked
from pith.host._manifest import MANIFEST_NAME, Manifest
from pith.host._versions import Version
from pith.host.manage._copying import copy, examine, remove
from pith.host.manage._listing import list_extensions, unknown_extension
from pith.host.manage._saga import Saga


class Installed(NamedTuple):
    """What an installation did."""

    manifest: Manifest
    folder: Path
    #: The version that was there before, "" if there was none.
    replaced: str


def install_folder(
    source: Path,
    folders: HostFolders,
    *,
    update: bool = False,
    progress: Progress | None = None,
    token: CancelToken | None = None,
) -> Installed:
    """Copy the extension in `source` among the person's extensions.

    A newer version takes the place of an older one; the same or an older one only with `update`.
    Raises ProblemError or Cancelled, and then nothing has changed. Blocks.
    """
    token = token or CancelToken()
    if not (source / MANIFEST_NAME).is_file():
        advice = f"name the folder that has {MANIFEST_NAME} in it"
        raise ProblemError(Problem("there is no extension here", str(source), advice=advice))
    with locked(folders.lock), Saga(progress) as saga:
        _recover(folders)
        saga.step("examining", 0.0)
        entries = examine(source)
        manifest, _ = read_manifest(source)
        before = _installed(folders, manifest.id)
        if before is not None and not update:
            _check_newer(manifest, before)
        token.raise_if_cancelled()

        saga.step("copying", 0.1)
        folders.user.mkdir(parents=True, exist_ok=True)
        staging = _hidden(folders, STAGING, manifest.id)
        saga.undo(lambda: remove(staging))
        copy(source, staging, entries, token)

        saga.step("checking the copy", 0.8)
        if read_manifest(staging)[0] != manifest:
            message = "has changed while it was copied"
            raise ProblemError(Problem(message, str(source), advice="try again"))

        target = folders.user / manifest.id
        _check_free(target, before)
        aside = _hidden(folders, REPLACED, manifest.id)
        if before is not None:
            saga.step("putting the version before aside", 0.9)
            _rename(before.folder, aside)
            saga.undo(lambda: aside.rename(before.folder))

        saga.step("putting it in place", 0.95)
        _rename(staging, target)
        saga.undo(lambda: target.rename(staging))
        saga.step("done", 1.0)
    if before is not None:
        _remove_quietly(aside)
    return Installed(manifest, target, before.version if before is not None else "")


def uninstall(extension_id: str, folders: HostFolders) -> None:
    """Remove an extension of the person's, with all that it kept. Raises ProblemError. Blocks.

    To the window it is gone with the first step; if the process ends before the last one, the
    next to change the person's extensions finishes it.
    """
    with locked(folders.lock):
        _recover(folders)
        found = _installed(folders, extension_id)
        if found is None:
            _refuse_to_remove(extension_id, folders)
        else:
            aside = _hidden(folders, REMOVED, extension_id)
            _rename(found.folder, aside)
            _remove_quietly(aside)
        _remove_quietly(folders.storage_of(extension_id))
        folders.code_cache(extension_id).unlink(missing_ok=True)
        # It may name the extension, and it is made again at the next start.
        folders.manifest_cache.unlink(missing_ok=True)
        change_disabled_locked(folders.state, lambda disabled: disabled - {extension_id})
        for folder in (folders.storage, folders.cache / "code"):
            _remove_if_empty(folder)


def set_enabled(extension_id: str, enabled: bool, folders: HostFolders) -> None:
    """Enable or disable an extension, for windows that run too. Raises ProblemError. Blocks."""
    with locked(folders.lock):
        known = [record.id for record in list_extensions(folders)]
        # What is not there any more may be in the list, and must be able to leave it.
        is_listed = enabled and extension_id in read_disabled(folders.state)
        if extension_id not in known and not is_listed:
            raise unknown_extension(extension_id, known)

        def change(disabled: frozenset[str]) -> frozenset[str]:
            return disabled - {extension_id} if enabled else disabled | {extension_id}

        change_disabled_locked(folders.state, change)


def _installed(folders: HostFolders, extension_id: str) -> Found | None:
    """The person's extension of that id; by its folder's name if its manifest is broken."""
    for folder in extension_folders(folders.user):
        found = find_extension(folder, "user")
        if found is not None and found.id == extension_id:
            return found
    return None


def _check_newer(manifest: Manifest, before: Found) -> None:
    try:
        is_newer = Version.parse(manifest.version) > Version.parse(before.version)
    except ValueError:  # what is there is broken, and has no version
        return
    if not is_newer:
        raise ProblemError(
            Problem(
                f"{before.name} {before.version} is installed already; this is {manifest.version}",
                str(before.folder),
                advice="replace it with --update",
            )
        )


def _check_free(target: Path, before: Found | None) -> None:
    if os.path.lexists(target) and (before is None or before.folder != target):
        raise ProblemError(
            Problem("is in the way, and is not this extension", str(target), advice="move it away")
        )


def _refuse_to_remove(extension_id: str, folders: HostFolders) -> None:
    records = {record.id: record for record in list_extensions(folders)}
    record = records.get(extension_id)
    if record is None:
        raise unknown_extension(extension_id, list(records))
    origin = "comes with Pith" if record.origin == "bundled" else f"lies in {record.folder.parent}"
    raise ProblemError(
        Problem(
            f"{extension_id} {origin} and cannot be uninstalled",
            str(record.folder),
            advice=f"pith extension disable {extension_id}",
        )
    )


def _hidden(folders: HostFolders, what: str, extension_id: str) -> Path:
    """A place in the person's folder, so that renaming is one step, which no window looks at."""
    return folders.user / f"{what}{extension_id}"


def _recover(folders: HostFolders) -> None:
    """Put right what a process left behind that ended in the middle. For who holds the lock."""
    if not folders.user.is_dir():
        return
    for place in folders.user.iterdir():
        if place.name.startswith(REPLACED):
            target = folders.user / place.name.removeprefix(REPLACED)
            if not target.exists():
                _rename(place, target)
                continue
        if place.name.startswith((STAGING, REMOVED, REPLACED)):
            _remove_quietly(place)


def _rename(source: Path, target: Path) -> None:
    try:
        source.rename(target)
    except OSError as error:
        message = f"cannot be put in place: {error.strerror}"
        raise ProblemError(Problem(message, str(target))) from None


def _remove_quietly(folder: Path) -> None:
    """Remove what is out of the way already; what cannot be removed is left."""
    try:
        remove(folder)
    except OSError as error:
        from pith.base import report_exception

        report_exception(error, f"while removing {folder}")


def _remove_if_empty(folder: Path) -> None:
    import contextlib

    with contextlib.suppress(OSError):
        folder.rmdir()
