"""Installing extensions from folders and archives: all of it, or nothing."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pith.base import CancelToken, Problem, ProblemError, Progress
from pith.host._dependency_folder import DEPENDENCIES
from pith.host._discovery import Found, extension_folders, find_extension, read_manifest
from pith.host._folders import HostFolders
from pith.host._manifest import Manifest
from pith.host._versions import Version
from pith.host.manage._copying import remove
from pith.host.manage._dependencies import install_dependencies
from pith.host.manage._places import (
    installing,
    keep_as_previous,
    rename,
    replaced,
    staging,
)
from pith.host.manage._requiring import check_requirements
from pith.host.manage._saga import Saga
from pith.host.manage._sources import open_source


class Installed(NamedTuple):
    """What an installation did."""

    manifest: Manifest
    folder: Path
    #: The version that was there before, "" if there was none.
    replaced: str
    #: The distributions that were fetched for it, as `name version`.
    dependencies: tuple[str, ...] = ()


class _Staged(NamedTuple):
    """An extension that is put together and not yet in place."""

    manifest: Manifest
    folder: Path
    before: Found | None
    dependencies: tuple[str, ...]


def install_extensions(
    sources: Sequence[Path],
    folders: HostFolders,
    *,
    update: bool = False,
    progress: Progress | None = None,
    token: CancelToken | None = None,
) -> list[Installed]:
    """Put the extensions in `sources`, folders or archives, among the person's.

    They may require each other, in any order. A newer version takes the place of an older one,
    which is kept to go back to; the same or an older one is taken only with `update`. Raises
    ProblemError or Cancelled, and then nothing has changed. Blocks, also for the network.
    """
    token = token or CancelToken()
    with installing(folders), Saga(progress) as saga:
        staged = [_stage(source, folders, update, saga, token) for source in sources]
        _check_different(staged)
        check_requirements(folders, [each.folder for each in staged])
        for each in staged:
            _check_free(folders.user / each.manifest.id, each.before)
        for each in staged:
            _put_in_place(each, folders, saga)
        saga.step("done", 1.0)
    for each in staged:
        if each.before is not None:
            keep_as_previous(folders, each.manifest.id)
    return [
        Installed(
            each.manifest,
            folders.user / each.manifest.id,
            each.before.version if each.before is not None else "",
            each.dependencies,
        )
        for each in staged
    ]


def install_extension(
    source: Path,
    folders: HostFolders,
    *,
    update: bool = False,
    progress: Progress | None = None,
    token: CancelToken | None = None,
) -> Installed:
    """install_extensions for one."""
    (installed,) = install_extensions(
        [source], folders, update=update, progress=progress, token=token
    )
    return installed


def find_installed(folders: HostFolders, extension_id: str) -> Found | None:
    """The person's extension of that id; by its folder's name if its manifest is broken."""
    for folder in extension_folders(folders.user):
        found = find_extension(folder, "user")
        if found is not None and found.id == extension_id:
            return found
    return None


def _stage(
    path: Path, folders: HostFolders, update: bool, saga: Saga, token: CancelToken
) -> _Staged:
    """Put an extension together beside its place, with all it needs."""
    saga.step("examining", 0.0)
    token.raise_if_cancelled()
    with open_source(path) as source:
        manifest = source.manifest
        before = find_installed(folders, manifest.id)
        if before is not None and not update:
            _check_newer(manifest, before)
        token.raise_if_cancelled()

        saga.step("copying", 0.1)
        folders.user.mkdir(parents=True, exist_ok=True)
        folder = staging(folders, manifest.id)
        saga.undo(lambda: remove(folder))
        source.write(folder, token)
        requirements = list(dict.fromkeys((*manifest.dependencies, *source.requirements())))

    saga.step("checking the copy", 0.5)
    if read_manifest(folder)[0] != manifest:
        message = "has changed while it was copied"
        raise ProblemError(Problem(message, str(path), advice="try again"))
    remove(folder / DEPENDENCIES)
    dependencies: tuple[str, ...] = ()
    if requirements:
        saga.step("installing its dependencies", 0.6)
        dependencies = install_dependencies(requirements, folder, saga, token)
    return _Staged(manifest, folder, before, dependencies)


def _put_in_place(staged: _Staged, folders: HostFolders, saga: Saga) -> None:
    target = folders.user / staged.manifest.id
    before = staged.before
    if before is not None:
        saga.step("putting the version before aside", 0.9)
        aside = replaced(folders, staged.manifest.id)
        rename(before.folder, aside)
        saga.undo(lambda: aside.rename(before.folder))
    saga.step("putting it in place", 0.95)
    rename(staged.folder, target)
    saga.undo(lambda: target.rename(staged.folder))


def _check_different(staged: Sequence[_Staged]) -> None:
    seen: set[str] = set()
    for each in staged:
        if each.manifest.id in seen:
            raise ProblemError(Problem(f"{each.manifest.id} is named twice", advice="name it once"))
        seen.add(each.manifest.id)


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
