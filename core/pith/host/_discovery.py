"""Finding extensions: folders with a manifest in the folders for extensions.

Nothing here knows the window; it may run on any thread.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, Literal, NamedTuple, Protocol

from pith.base import Problem, ProblemError
from pith.host._manifest import MANIFEST_NAME, Manifest
from pith.host._places import Places

#: linked: used where its author has it.
Origin = Literal["bundled", "user", "linked", "extra"]

#: What an extension contributes to and how it is called, where its manifest does not say.
_UNKNOWN_VERSION: Final = "?"


class Root(NamedTuple):
    """A folder whose folders are extensions."""

    folder: Path
    origin: Origin
    #: The only one of its folders that counts; "" = all.
    only: str = ""

    def has(self, folder: Path) -> bool:
        """Whether `folder` is one of this root's."""
        return folder.parent == self.folder and self.only in ("", folder.name)


class Found(NamedTuple):
    """A folder with a manifest: with what the manifest says, or what is wrong with it."""

    folder: Path
    origin: Origin
    id: str
    name: str
    version: str
    manifest: Manifest | None
    problems: tuple[Problem, ...] = ()
    #: The manifest is for another version of the contract.
    incompatible: bool = False
    #: Differs when the files have changed that contributions name.
    revision: int = 0
    #: Where the manifest says what.
    places: Places = Places(Path())

    def problem(self, path: Sequence[str | int], message: str, advice: str = "") -> Problem:
        """A problem with what the manifest says at `path`."""
        line = self.places.line(path)
        return Problem(message, str(self.folder / MANIFEST_NAME), line, advice=advice)


class ManifestStore(Protocol):
    """Manifests that were read before, by the state of their file."""

    def find(self, path: str, status: os.stat_result) -> Manifest | None: ...

    def keep(self, path: str, status: os.stat_result, manifest: Manifest) -> None: ...


def find_extensions(roots: Iterable[Root], store: ManifestStore | None = None) -> list[Found]:
    """Every extension below `roots`, in their order, and by name in each."""
    return [
        found
        for root in roots
        for folder in root_folders(root)
        if (found := find_extension(folder, root.origin, store)) is not None
    ]


def root_folders(root: Root) -> Iterator[Path]:
    """The folders of `root` that may be extensions."""
    if not root.only:
        yield from extension_folders(root.folder)
    elif (folder := root.folder / root.only).is_dir():
        yield folder


def extension_folders(root: Path) -> Iterator[Path]:
    """The folders below `root` that may be extensions. Hidden ones are somebody's staging."""
    try:
        folders = sorted(root.iterdir())
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    for folder in folders:
        if not folder.name.startswith("."):
            yield folder


def find_extension(
    folder: Path, origin: Origin, store: ManifestStore | None = None
) -> Found | None:
    """The extension in `folder`; None if there is no manifest in it."""
    path = f"{folder}{os.sep}{MANIFEST_NAME}"
    try:
        status = os.stat(path)  # noqa: PTH116  # of every extension at every start
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        return _broken(folder, origin, [_unreadable(path, error)])
    manifest = store.find(path, status) if store is not None else None
    places = Places(folder / MANIFEST_NAME)
    if manifest is None:
        from pith.host._manifest_parsing import IncompatibleError

        try:
            manifest, places = read_manifest(folder)
        except IncompatibleError as error:
            return Found(
                folder,
                origin,
                error.extension_id or folder.name,
                error.name or folder.name,
                error.version or _UNKNOWN_VERSION,
                None,
                error.problems,
                incompatible=True,
            )
        except ProblemError as error:
            return _broken(folder, origin, error.problems)
        if store is not None:
            store.keep(path, status, manifest)
    return Found(
        folder,
        origin,
        manifest.id,
        manifest.name,
        manifest.version,
        manifest,
        revision=_revision(manifest, folder),
        places=places,
    )


def read_manifest(folder: Path) -> tuple[Manifest, Places]:
    """The manifest in `folder`, and that the files it names are there.

    Raises ProblemError, and IncompatibleError where the contract's version does not fit.
    """
    # Most starts find every manifest in the cache.
    from pith.host._manifest_parsing import check_size, parse_manifest

    path = folder / MANIFEST_NAME
    try:
        check_size(path.stat().st_size, path)
        source = path.read_bytes()
    except FileNotFoundError:
        message = f"there is no {MANIFEST_NAME} in it"
        advice = "pith extension new ID makes one to start from"
        raise ProblemError(Problem(message, str(folder), advice=advice)) from None
    except OSError as error:
        raise ProblemError(_unreadable(str(path), error)) from None
    manifest, places = parse_manifest(source, path)
    problems = list(_missing_files(manifest, places, folder))
    if problems:
        raise ProblemError(*problems)
    return manifest, places


def _missing_files(manifest: Manifest, places: Places, folder: Path) -> Iterator[Problem]:
    """The files that the manifest names and that are not in its folder."""
    path = str(folder / MANIFEST_NAME)
    if manifest.module is not None and not _has_module(folder, manifest.module):
        yield Problem(
            f"the module `{manifest.module}` is not there",
            path,
            places.line(("module",)),
            advice=f"make {manifest.module}.py or {manifest.module}/__init__.py beside it",
        )
    if manifest.icon and not (folder / manifest.icon).is_file():
        yield _missing(folder, manifest.icon, places.line(("icon",)))
    for point, items in manifest.contributes.items():
        if "." in point:
            continue
        for index, item in enumerate(items):
            for field, resource in item.resources():
                if not (folder / resource).is_file():
                    line = places.line(("contributes", point, index, field))
                    yield _missing(folder, resource, line)


def resource_files(manifest: Manifest) -> Iterator[str]:
    """The files that contributions name, as paths from the extension's folder."""
    for point in manifest.contributes:
        if "." not in point:
            for item in manifest.items(point):
                for _, resource in item.resources():
                    yield resource


def _revision(manifest: Manifest, folder: Path) -> int:
    stamps = []
    for file in resource_files(manifest):
        try:
            status = (folder / file).stat()
        except OSError:
            continue
        stamps.append((file, status.st_mtime_ns, status.st_size, status.st_ino))
    return hash(tuple(stamps)) if stamps else 0


def _has_module(folder: Path, module: str) -> bool:
    # Listed, not asked for: some file systems find `Word_count` by the name `word_count`.
    try:
        names = {entry.name for entry in folder.iterdir()}
    except OSError:
        return False
    return f"{module}.py" in names or (module in names and (folder / module).is_dir())


def _missing(folder: Path, file: str, line: int | None) -> Problem:
    return Problem(
        f"the file `{file}` is not there",
        str(folder / MANIFEST_NAME),
        line,
        advice="paths start at the extension's folder",
    )


def _unreadable(path: str, error: OSError) -> Problem:
    reason = error.strerror or str(error)
    return Problem(f"cannot be read: {reason}", path, advice="check that you may read it")


def _broken(folder: Path, origin: Origin, problems: Sequence[Problem]) -> Found:
    name = folder.name
    return Found(folder, origin, name, name, _UNKNOWN_VERSION, None, tuple(problems))
