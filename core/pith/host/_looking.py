"""Looking at extensions' folders, on a worker's thread."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from pith.base import CancelToken, Problem
from pith.host._code_cache import CodeCache
from pith.host._discovery import Found, Root, find_extension, root_folders
from pith.host._folders import REPLACED, HostFolders
from pith.host._manifest import MANIFEST_NAME
from pith.host._preloading import preload
from pith.host._sources import NoCodeStore, Sources, read_sources

#: What was written less than this before it was read may not be all of it, in seconds.
FRESH: Final = 0.04
#: Git takes its lock away when it has written everything. One that is older was left behind.
LOCK_AGE: Final = 10.0
#: How long to wait for what is being written, in seconds: a checkout may take a while.
WRITING: Final = 2.0
#: How long to wait for the content of a file that was emptied, in seconds.
EMPTIED: Final = 0.3


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
    #: The version that is kept for going back to, "" if none is.
    previous: str = ""
    #: It seems that somebody is writing: how long to wait for the end of that, in seconds.
    patience: float = 0.0


def look_at(
    folders: HostFolders,
    known: Mapping[Path, Known],
    changed: Collection[Path],
    everything: bool,
    token: CancelToken,
    roots: Sequence[Root],
) -> list[Look]:
    """Look at the folders `changed` (`everything`: at the others too), at new ones, and for those
    that are gone."""
    looks: list[Look] = []
    present: set[Path] = set()
    for root in roots:
        for folder in root_folders(root):
            present.add(folder)
            has_changed = folder in changed or folder not in known
            if everything or has_changed:
                token.raise_if_cancelled()
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
    begun = time.time()
    found = find_extension(folder, root.origin)
    if found is None:
        return Look(folder, None, is_bare=folder.is_dir())
    wanted = has_changed or (known is not None and known.with_sources)
    if found.manifest is None or found.manifest.module is None or not wanted:
        # One that is no manifest may be half of one: of changes at the start, nobody tells.
        is_doubtful = has_changed or found.manifest is None
        patience = _patience(folder, None, None, begun) if is_doubtful else 0.0
        return Look(folder, found, patience=patience)
    before = known.sources if known is not None else None
    try:
        sources = read_code(found.id, folder, found.manifest.module, folders, before)
    except OSError as error:
        return Look(folder, unreadable(found, error))
    if known is not None and known.with_sources:  # it runs, and will be loaded anew
        preload(sources)
    # Also when nothing was told of: who looks for another reason may meet a file just emptied.
    patience = _patience(folder, sources, before, begun)
    return Look(
        folder, found, sources, previous=previous_version(found, folders), patience=patience
    )


def _patience(folder: Path, sources: Sources | None, before: Sources | None, begun: float) -> float:
    """How long to wait until what is in a folder is all that somebody means to write. `begun` is
    when reading it began."""
    try:
        manifest = (folder / MANIFEST_NAME).stat()
    except OSError:
        return 0.0
    now = time.time()  # not before: what is written meanwhile would seem to lie ahead
    # Times that lie ahead are those of another clock.
    newest = max(sources.newest if sources is not None else 0.0, manifest.st_mtime)
    if begun - FRESH < newest <= now:
        return WRITING
    for place in (folder, *folder.parents[:3]):
        try:
            locked = (place / ".git" / "index.lock").stat()
        except OSError:
            continue
        if now - locked.st_mtime < LOCK_AGE:
            return WRITING
    if not manifest.st_size:
        return EMPTIED
    if sources is None:
        return 0.0
    if before is None:  # what was in it is not known: a file that became empty just now says it
        return EMPTIED if sources.has_empty and begun - EMPTIED < newest <= now else 0.0
    return EMPTIED if sources.has_emptied(before) else 0.0


def read_code(
    extension_id: str, folder: Path, module: str, folders: HostFolders, before: Sources | None
) -> Sources:
    """An extension's modules, compiled or from the cache. Raises OSError."""
    if before is not None:  # what it holds unchanged is here; the rest nobody has compiled
        return read_sources(folder, module, NoCodeStore(), before)
    cache = CodeCache(folders.code_cache(extension_id))
    sources = read_sources(folder, module, cache, None)
    cache.save()
    return sources


def previous_version(found: Found, folders: HostFolders) -> str:
    """The version of an installed extension that is kept for going back to, "" if none is."""
    if found.origin != "user":
        return ""
    kept = find_extension(folders.previous(found.id), "user")
    return kept.version if kept is not None and kept.manifest is not None else ""


def unreadable(found: Found, error: OSError) -> Found:
    """An extension whose files cannot be read."""
    problem = Problem(
        f"cannot be read: {error.strerror or error}",
        str(error.filename or found.folder),
        advice="check that you may read it",
    )
    return found._replace(manifest=None, problems=(problem,))
