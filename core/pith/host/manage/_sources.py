"""Where an extension is installed from: a folder, or an archive."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, Self

from pith.base import CancelToken, Problem, ProblemError
from pith.host._dependency_folder import DEPENDENCIES
from pith.host._discovery import read_manifest
from pith.host._manifest import MANIFEST_NAME, Manifest
from pith.host._manifest_parsing import parse_manifest
from pith.host.manage._archives import SUFFIXES, Archive
from pith.host.manage._copying import copy, examine


class Source(Protocol):
    """An extension that was examined and not yet copied. A context."""

    manifest: Manifest

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...

    def requirements(self) -> list[str]:
        """The distributions it needs beside those that its manifest names."""
        ...

    def write(self, target: Path, token: CancelToken) -> None:
        """Write its files into the new folder `target`. Raises ProblemError, Cancelled."""
        ...


def open_source(path: Path) -> Source:
    """The extension in the folder or archive `path`. Raises ProblemError. Blocks."""
    if path.is_dir():
        if (path / MANIFEST_NAME).is_file():
            return _Folder(path)
        advice = f"name the folder that has {MANIFEST_NAME} in it"
    elif path.is_file():
        if path.name == MANIFEST_NAME:
            return open_source(path.parent)
        return _Packed(path)
    else:
        advice = f"name a folder with {MANIFEST_NAME} in it, or a file: {', '.join(SUFFIXES)}"
    raise ProblemError(Problem("there is no extension here", str(path), advice=advice))


def read_source_manifest(path: Path) -> Manifest:
    """The manifest of the extension in a folder or archive. Raises ProblemError. Blocks."""
    with open_source(path) as source:
        return source.manifest


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # Their dependencies are chosen anew for whoever installs.
        self._entries = [each for each in examine(folder) if each.path.parts[0] != DEPENDENCIES]
        self.manifest, _ = read_manifest(folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def requirements(self) -> list[str]:
        return []

    def write(self, target: Path, token: CancelToken) -> None:
        copy(self._folder, target, self._entries, token)


class _Packed:
    def __init__(self, file: Path) -> None:
        self._archive = Archive(file)
        try:
            place = file / self._archive.top / MANIFEST_NAME
            self.manifest, _ = parse_manifest(self._archive.read_manifest(), place)
        except BaseException:
            self._archive.__exit__()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._archive.__exit__()

    def requirements(self) -> list[str]:
        return self._archive.requirements()

    def write(self, target: Path, token: CancelToken) -> None:
        self._archive.unpack(target, token)
