"""The Python files of an extension, read and compiled as one consistent set.

Everything here may run on a worker's thread. A generation is made from such a set and never looks
at the disk again for what is in it, so a save in the middle of loading cannot mix two versions.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from pith.host._dependency_folder import DEPENDENCIES
from pith.host._import_names import possible_modules
from pith.host._pieces import Pieces, compile_module

#: Folders that are no part of what runs.
SKIPPED_FOLDERS: Final = frozenset({"__pycache__", "node_modules", "tests"})
#: Above this a folder holds more than an extension; the rest is read when it is imported.
MAXIMUM_FILES: Final = 2_000
MAXIMUM_BYTES: Final = 50_000_000


class CodeStore(Protocol):
    """Compiled code by what it was compiled from."""

    def find(self, path: str, source: bytes) -> Pieces | None: ...

    def keep(self, path: str, source: bytes, code: Pieces) -> None: ...


class NoCodeStore:
    """A CodeStore that keeps nothing."""

    def find(self, path: str, source: bytes) -> Pieces | None:
        return None

    def keep(self, path: str, source: bytes, code: Pieces) -> None:
        pass


class ModuleSource(NamedTuple):
    """One module: its file's bytes, and what compiling them gave: `code`, or an `error`, and then
    `code` is that of the state before."""

    path: str
    is_package: bool
    source: bytes
    code: Pieces | None = None
    error: SyntaxError | None = None

    def compiled(self) -> Pieces:
        """The code; raises SyntaxError if there is none."""
        if self.error is not None:
            raise self.error.with_traceback(None)
        return self.code if self.code is not None else compile_module(self.source, self.path)

    def lines(self) -> list[str]:
        """The text with line ends, for tracebacks."""
        from importlib.util import decode_source

        try:
            return decode_source(self.source).splitlines(keepends=True)
        except (SyntaxError, UnicodeDecodeError):
            return self.source.decode("utf-8", "replace").splitlines(keepends=True)


class Sources:
    """All modules below an extension's folder by their dotted names, seen from that folder."""

    def __init__(
        self, folder: Path, modules: Mapping[str, ModuleSource], newest: float = 0.0
    ) -> None:
        self.folder = folder
        self.modules = dict(modules)
        #: When the file that was written last was written, in seconds since the epoch.
        self.newest = newest
        self.top_level = frozenset(name.partition(".")[0] for name in modules)

    def find(self, name: str) -> ModuleSource | None:
        """The module, or a package without code for a folder without `__init__.py`."""
        found = self.modules.get(name)
        if found is None and any(known.startswith(name + ".") for known in self.modules):
            folder = self.folder.joinpath(*name.split("."))
            return ModuleSource(str(folder), True, b"")
        return found

    def same_as(self, other: Sources) -> bool:
        """Whether both would run the same code."""
        return self.folder == other.folder and {
            name: (each.source, each.is_package) for name, each in self.modules.items()
        } == {name: (each.source, each.is_package) for name, each in other.modules.items()}

    @property
    def has_empty(self) -> bool:
        """Whether a file holds nothing."""
        return any(not each.source for each in self.modules.values())

    def has_emptied(self, before: Sources) -> bool:
        """Whether a file that held something holds nothing: it may be about to be written."""
        return any(
            not each.source and name in before.modules and before.modules[name].source
            for name, each in self.modules.items()
        )

    def errors(self, module: str) -> list[tuple[str, SyntaxError]]:
        """The files of the module `module` that do not compile, with what the compiler says."""
        return [
            (each.path, each.error)
            for name, each in self.modules.items()
            if each.error is not None and (name == module or name.startswith(module + "."))
        ]


def read_sources(folder: Path, module: str, store: CodeStore, before: Sources | None) -> Sources:
    """Read every Python file below `folder`, and compile those of the package `module`.

    What lies in its folder for dependencies is found by the names that it has there. Of that, and
    of other modules, those are compiled that an import at the top of a module leads to; the rest,
    which may be much and unused, compiles when it is imported. What `before` holds unchanged is
    not compiled again. Raises OSError.
    """
    modules: dict[str, ModuleSource] = {}
    total = 0
    newest = 0.0
    dependencies = folder / DEPENDENCIES
    others = _python_files(dependencies) if dependencies.is_dir() else ()
    for name, path, is_package in chain(_python_files(folder), others):
        if name in modules:  # its own stand before those of others
            continue
        read = _read(path)
        if read is None:
            continue
        source, written = read
        newest = max(newest, written)
        total += len(source)
        if len(modules) >= MAXIMUM_FILES or total > MAXIMUM_BYTES:
            break
        known = before.modules.get(name) if before is not None else None
        if known is not None and known.path == path and known.source == source:
            modules[name] = known
        elif name == module or name.startswith(module + "."):
            modules[name] = _compiled(path, is_package, source, store, known)
        else:
            modules[name] = ModuleSource(path, is_package, source)
    _compile_imported(modules, store, before)
    return Sources(folder, modules, newest)


def _compile_imported(
    modules: dict[str, ModuleSource], store: CodeStore, before: Sources | None
) -> None:
    """Compile the modules that those which are compiled import, and so on."""
    pending = [name for name, each in modules.items() if each.code is not None]
    seen = set(pending)
    while pending:
        name = pending.pop()
        found = modules[name]
        if found.code is None and found.error is None:
            known = before.modules.get(name) if before is not None else None
            found = _compiled(found.path, found.is_package, found.source, store, known)
            modules[name] = found
        package = name if found.is_package else name.rpartition(".")[0]
        for piece in found.code or ():
            for wanted in possible_modules(piece.code, package):
                while wanted:  # importing a module imports its packages
                    if wanted in modules and wanted not in seen:
                        seen.add(wanted)
                        pending.append(wanted)
                    wanted = wanted.rpartition(".")[0]


def _compiled(
    path: str, is_package: bool, source: bytes, store: CodeStore, before: ModuleSource | None = None
) -> ModuleSource:
    code = store.find(path, source)
    if code is None:
        known = before.code if before is not None and before.path == path else None
        try:
            code = compile_module(source, path, known or ())
        except SyntaxError as error:
            return ModuleSource(path, is_package, source, known, error.with_traceback(None))
        store.keep(path, source, code)
    return ModuleSource(path, is_package, source, code)


def _python_files(folder: Path) -> Iterator[tuple[str, str, bool]]:
    """(dotted name, path, is a package) of every module, those nearest to the folder first."""
    pending = [("", str(folder))]
    for prefix, path in pending:
        with os.scandir(path) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
        for entry in listed:
            name = entry.name
            if entry.is_dir():
                skipped = name in SKIPPED_FOLDERS or not name.isidentifier()
                # Linked folders may lead in circles.
                if not skipped and not entry.is_symlink():
                    pending.append((f"{prefix}{name}.", entry.path))
                continue
            stem = name.removesuffix(".py")
            if stem == name or not stem.isidentifier():
                continue
            if stem != "__init__":
                yield prefix + stem, entry.path, False
            elif prefix:
                yield prefix[:-1], entry.path, True


def _read(path: str) -> tuple[bytes, float] | None:
    """The content of a file, and when it was written."""
    try:
        with open(path, "rb") as file:
            source = file.read()
            return source, os.fstat(file.fileno()).st_mtime
    except FileNotFoundError:  # gone since the folder was listed
        return None
