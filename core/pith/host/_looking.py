"""Looking at extensions' folders, on a worker's thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from pith.base import CancelToken, Problem
from pith.host._code_cache import CodeCache
from pith.host._discovery import Found, Root, extension_folders, find_extension
from pith.host._folders import REPLACED, HostFolders
from pith.host._sources import Sources, read_sources


class Known(NamedTuple):
    """What is known of a folder before it is looked at again."""

    sources: Sources | None
    #: Whether its code is wanted although nothing is known to have changed.
    with_sources: bool


class Look(NamedTuple):
    """What a folder holds. Without `found` it is no extension (any more)."""

    folder: Path
    found: Found | None
    sources: Sources | None = None
    #: The folder is there, only its manifest is not: it may be about to be written.
    is_bare: bool = False


def look_at(
    folders: HostFolders,
    known: Mapping[Path, Known],
    changed: Iterable[Path] | None,
    token: CancelToken,
) -> list[Look]:
    """Look at the folders `changed` (None: at all), at new ones, and for those that are gone."""
    looks: list[Look] = []
    changed = set(changed) if changed is not None else None
    present: set[Path] = set()
    for root in folders.roots():
        for folder in extension_folders(root.folder):
            present.add(folder)
            if changed is None or folder in changed or folder not in known:
                token.raise_if_cancelled()
                has_changed = folder not in known or (changed is not None and folder in changed)
                looks.append(_look(folder, root, folders, known.get(folder), has_changed))
    for folder in known:
        if folder not in present:
            # While it is replaced by a new version, it is away for a moment.
            replaced = folder.with_name(f"{REPLACED}{folder.name}")
            looks.append(Look(folder, None, is_bare=replaced.exists()))
    return looks


def _look(
    folder: Path, root: Root, folders: HostFolders, known: Known | None, has_changed: bool
) -> Look:
    found = find_extension(folder, root.origin)
    if found is None:
        return Look(folder, None, is_bare=folder.is_dir())
    wanted = has_changed or (known is not None and known.with_sources)
    if found.manifest is None or found.manifest.module is None or not wanted:
        return Look(folder, found)
    before = known.sources if known is not None else None
    try:
        sources = read_code(found.id, folder, found.manifest.module, folders, before)
    except OSError as error:
        return Look(folder, unreadable(found, error))
    return Look(folder, found, sources)


def read_code(
    extension_id: str, folder: Path, module: str, folders: HostFolders, before: Sources | None
) -> Sources:
    """An extension's modules, compiled or from the cache. Raises OSError."""
    cache = CodeCache(folders.code_cache(extension_id))
    sources = read_sources(folder, module, cache, before)
    if before is None:
        cache.save()
    return sources


def unreadable(found: Found, error: OSError) -> Found:
    """An extension whose files cannot be read."""
    problem = Problem(
        f"cannot be read: {error.strerror or error}",
        str(error.filename or found.folder),
        advice="check that you may read it",
    )
    return found._replace(manifest=None, problems=(problem,))
