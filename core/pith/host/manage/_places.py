"""The places in the person's folder where extensions are on their way in or out.

They lie beside the extensions, so that renaming is one step, and begin with a dot, so that no
window looks at them. What a process leaves there that ends in the middle can be told by their
names alone: see `recover`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pith.base import Problem, ProblemError, report_exception
from pith.host._choices import change_choices
from pith.host._folders import PREVIOUS, REMOVED, REPLACED, STAGING, HostFolders
from pith.host._lock import PATIENCE, locked
from pith.host.manage._copying import remove


@contextmanager
def installing(folders: HostFolders, patience: float = PATIENCE) -> Iterator[None]:
    """Be the only one to change the person's extensions, and find them whole. Raises ProblemError.

    It may take as long as fetching dependencies does, so that this is not the lock on what is
    disabled.
    """
    with locked(folders.state.with_name(".installing.lock"), patience):
        _recover(folders)
        yield


def staging(folders: HostFolders, extension_id: str) -> Path:
    """Where an extension is put together."""
    return folders.user / f"{STAGING}{extension_id}"


def replaced(folders: HostFolders, extension_id: str) -> Path:
    """Where the version before is while the new one takes its place."""
    return folders.user / f"{REPLACED}{extension_id}"


def removed(folders: HostFolders, extension_id: str) -> Path:
    return folders.user / f"{REMOVED}{extension_id}"


def previous(folders: HostFolders, extension_id: str) -> Path:
    return folders.previous(extension_id)


def recover(folders: HostFolders) -> bool:
    """Put right what a process left behind that ended in the middle; whether there was any.

    Blocks, but not for another that is installing just now.
    """
    if not _is_left_behind(folders):
        return False
    try:
        with installing(folders, patience=0):
            return True
    except ProblemError:
        return False


def keep_as_previous(folders: HostFolders, extension_id: str) -> None:
    """Let what was put aside be the version to go back to. The new one is in place: failing does
    no harm, and is reported."""
    aside, kept = replaced(folders, extension_id), previous(folders, extension_id)
    remove_quietly(kept)
    try:
        aside.rename(kept)
    except OSError as error:
        report_exception(error, f"while keeping the version before of {extension_id}")
        remove_quietly(aside)


def rename(source: Path, target: Path) -> None:
    """Rename a folder. Raises ProblemError."""
    try:
        source.rename(target)
    except OSError as error:
        message = f"cannot be put in place: {error.strerror}"
        raise ProblemError(Problem(message, str(target))) from None


def remove_quietly(folder: Path) -> None:
    """Remove what is out of the way already; what cannot be removed is reported, and left."""
    try:
        remove(folder)
    except OSError as error:
        report_exception(error, f"while removing {folder}")


def _recover(folders: HostFolders) -> None:
    # What was put aside comes first: with that, a version to go back to belongs to something.
    places = sorted(_left_behind(folders), key=lambda place: not place.name.startswith(REPLACED))
    for place in places:
        if place.name.startswith(REPLACED):
            extension_id = place.name.removeprefix(REPLACED)
            if (folders.user / extension_id).exists():
                keep_as_previous(folders, extension_id)
            else:
                rename(place, folders.user / extension_id)
        elif place.name.startswith(REMOVED):
            finish_removal(folders, place.name.removeprefix(REMOVED))
        elif place.name.startswith(PREVIOUS):
            if not (folders.user / place.name.removeprefix(PREVIOUS)).exists():
                remove_quietly(place)
        else:
            remove_quietly(place)


def finish_removal(folders: HostFolders, extension_id: str) -> None:
    """Remove all that an extension leaves that was put aside; that itself goes last."""
    remove_quietly(previous(folders, extension_id))
    remove_quietly(folders.storage_of(extension_id))
    folders.code_cache(extension_id).unlink(missing_ok=True)
    # It may name the extension, and it is made again at the next start.
    folders.manifest_cache.unlink(missing_ok=True)
    change_choices(folders.state, folders.lock, lambda choices: choices.without(extension_id))
    for folder in (folders.storage, folders.cache / "code"):
        with suppress(OSError):  # there are others in it
            folder.rmdir()
    remove_quietly(removed(folders, extension_id))


def _is_left_behind(folders: HostFolders) -> bool:
    return next(_left_behind(folders), None) is not None


def _left_behind(folders: HostFolders) -> Iterator[Path]:
    try:
        places = list(folders.user.iterdir())
    except OSError:
        return
    for place in places:
        name = place.name
        is_orphan = name.startswith(PREVIOUS) and (
            folders.user / name.removeprefix(PREVIOUS) not in places
        )
        if is_orphan or name.startswith((STAGING, REMOVED, REPLACED)):
            yield place
