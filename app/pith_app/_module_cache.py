"""The code of all modules that a start imports, in one file.

Importing a module means looking for it in folders, reading a file and checking that it belongs
to its source. For some two hundred modules that is a fifth of what importing them takes. Here
their compiled code lies together, each with the stamp of the source it was made of; a module
whose source has another stamp, or that is not here, is imported as it always is.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import NamedTuple

_FORMAT = (1, sys.implementation.cache_tag, sys.flags.optimize)


class _Entry(NamedTuple):
    path: str
    mtime_ns: int
    size: int
    is_package: bool
    code: bytes


class _Loader(SourceFileLoader):
    """Everything as for a source file, but for where the code comes from."""

    def __init__(self, name: str, entry: _Entry) -> None:
        super().__init__(name, entry.path)
        self._code: bytes | None = entry.code

    def get_code(self, fullname: str) -> CodeType | None:
        code, self._code = self._code, None
        return marshal.loads(code) if code is not None else super().get_code(fullname)


class ModuleCache:
    """A finder of modules, to be put before the others."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._entries: dict[str, tuple[str, int, int, bool, bytes]] = {}
        self._outdated = False
        self._before: frozenset[str] = frozenset()
        try:
            format_, entries = marshal.loads(file.read_bytes())
            if format_ == _FORMAT:
                self._entries = entries
        except (OSError, EOFError, ValueError, TypeError):
            pass

    def install(self) -> None:
        """Import from here from now on."""
        self._before = frozenset(sys.modules)
        sys.meta_path.insert(0, self)

    def remove(self) -> None:
        """Import as always again: what comes later is not of the start."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """For Python: the module, if it is here and up to date."""
        found = self._entries.get(name)
        if found is None:
            return None
        entry = _Entry(*found)
        try:
            status = os.stat(entry.path)  # noqa: PTH116  (a Path costs more than the call)
        except OSError:
            status = None
        if status is None or (status.st_mtime_ns, status.st_size) != entry[1:3]:
            self._outdated = True
            return None
        spec = ModuleSpec(
            name, _Loader(name, entry), origin=entry.path, is_package=entry.is_package
        )
        spec.has_location = True
        if entry.is_package:
            spec.submodule_search_locations = [os.path.dirname(entry.path)]  # noqa: PTH120
        return spec

    # Keeping it

    def imported(self) -> list[str]:
        """The modules that were imported since install()."""
        return [name for name in sys.modules if name not in self._before]

    def is_stale(self, names: Sequence[str]) -> bool:
        """Whether what is kept is not just these modules, as they are."""
        return self._outdated or any(
            name not in self._entries and _source(name) is not None for name in names
        )

    def save(self, names: Sequence[str]) -> None:
        """Keep these modules; on a worker. What cannot be written is done without."""
        entries = {}
        for name in names:
            source = _source(name)
            module = sys.modules.get(name)
            if source is None or module is None:
                continue
            try:
                status = os.stat(source)  # noqa: PTH116
                code = SourceFileLoader(name, source).get_code(name)
            except (OSError, ImportError, SyntaxError):
                continue
            entries[name] = tuple(
                _Entry(
                    source,
                    status.st_mtime_ns,
                    status.st_size,
                    hasattr(module, "__path__"),
                    marshal.dumps(code),
                )
            )
        temporary = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(marshal.dumps((_FORMAT, entries)))
            temporary.replace(self._file)
        except OSError:
            temporary.unlink(missing_ok=True)


def _source(name: str) -> str | None:
    """The source file of an imported module; None if it has none, or one of another kind."""
    spec = getattr(sys.modules.get(name), "__spec__", None)
    if spec is None or spec.name != name or not isinstance(spec.loader, SourceFileLoader):
        return None
    origin: str | None = spec.origin
    return origin
