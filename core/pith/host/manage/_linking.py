"""Using an extension where its author has it, instead of a copy."""

from __future__ import annotations

from pathlib import Path

from pith.base import CancelToken, Problem, ProblemError, Progress
from pith.host._choices import change_choices, read_choices
from pith.host._dependency_folder import DEPENDENCIES
from pith.host._discovery import find_extension, read_manifest
from pith.host._folders import HostFolders
from pith.host.manage._copying import remove
from pith.host.manage._dependencies import install_dependencies
from pith.host.manage._installing import Installed, find_installed
from pith.host.manage._places import finish_removal, installing
from pith.host.manage._requiring import check_requirements
from pith.host.manage._saga import Saga

#: Says of a folder of dependencies that linking made it, so that unlinking may remove it.
_OURS = ".made-by-pith"


def link(
    folder: Path,
    folders: HostFolders,
    *,
    progress: Progress | None = None,
    token: CancelToken | None = None,
) -> Installed:
    """Use the extension in `folder` from there; it stands before an installed one of its id.

    What it imports is fetched into a folder for that within. Raises ProblemError or Cancelled,
    and then nothing has changed. Blocks, also for the network.
    """
    folder = folder.resolve()
    token = token or CancelToken()
    with installing(folders), Saga(progress) as saga:
        saga.step("examining", 0.0)
        manifest, _ = read_manifest(folder)
        for root in folders.roots():
            if root.has(folder):
                raise ProblemError(
                    Problem("is used already, as it is in a folder for extensions", str(folder))
                )
        check_requirements(folders, [folder])
        dependencies: tuple[str, ...] = ()
        place = folder / DEPENDENCIES
        if manifest.dependencies and (not place.exists() or (place / _OURS).exists()):
            saga.step("installing its dependencies", 0.3)
            saga.undo(lambda: remove(place))
            dependencies = install_dependencies(manifest.dependencies, folder, saga, token)
            if dependencies:
                (place / _OURS).touch()
        saga.step("linking", 0.9)
        change_choices(folders.state, folders.lock, lambda it: it.with_link(folder, True))
        saga.step("done", 1.0)
    return Installed(manifest, folder, "", dependencies)


def unlink(which: str, folders: HostFolders) -> Path:
    """Use a linked extension no more, named by its id or its folder. Its folder stays as it was.

    Returns that. Raises ProblemError. Blocks.
    """
    with installing(folders):
        links = read_choices(folders.state).links()
        for folder in links:
            found = find_extension(folder, "linked")
            extension_id = found.id if found is not None else folder.name
            if which == extension_id or Path(which).resolve() == folder:
                break
        else:
            listed = ", ".join(map(str, links)) or "there is none"
            raise ProblemError(
                Problem(f"no linked extension is {which}", advice=f"linked are: {listed}")
            )
        change_choices(folders.state, folders.lock, lambda it: it.with_link(folder, False))
        if (folder / DEPENDENCIES / _OURS).exists():
            remove(folder / DEPENDENCIES)
        if find_installed(folders, extension_id) is None:
            finish_removal(folders, extension_id)
    return folder


def link_for_tests(folder: Path, folders: HostFolders) -> None:
    """Have a host with folders of its own use the extension in `folder`. Nothing is fetched."""
    change_choices(folders.state, folders.lock, lambda it: it.with_link(folder.resolve(), True))
