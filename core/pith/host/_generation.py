"""One loaded version of an extension's code.

Its modules live under a private name, `pith_ext.<id>.g<number>.…`, so that two versions of an
extension can exist at once while one takes over from the other. Relative imports find the
private modules by themselves; for absolute imports of the extension's own top-level names every
module is given an `__import__` of its own, through the `__builtins__` of its namespace.
"""

from __future__ import annotations

import builtins
import importlib
import linecache
import sys
import weakref
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.machinery import ModuleSpec
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Any, Final

from pith.host._dependency_folder import distributions_of_caller
from pith.host._import_times import ImportTimes
from pith.host._pieces import compile_whole
from pith.host._sources import ModuleSource, Sources

if TYPE_CHECKING:
    from importlib.metadata import Distribution
    from importlib.resources.abc import ResourceReader

ROOT: Final = "pith_ext"


def mangled(extension_id: str) -> str:
    """An id as a part of a module's name. Different ids stay different: see ID_PATTERN."""
    return extension_id.replace("-", "__").replace(".", "_")


class Generation:
    """A version of an extension's code that can be imported, and later forgotten."""

    def __init__(self, extension_id: str, number: int, sources: Sources) -> None:
        self.extension_id = extension_id
        self.number = number
        self.sources = sources
        self.prefix = f"{ROOT}.{mangled(extension_id)}.g{number}"
        self.import_times = ImportTimes()
        own_import = _own_import(self.prefix, sources.top_level, self.import_times)
        self._builtins = _builtins_with(own_import)
        self._sentinels: list[weakref.ref[Sentinel]] = []

    def __repr__(self) -> str:
        return f"<Generation {self.prefix}>"

    def load(self, module: str) -> ModuleType:
        """Import the module `module` of the extension's folder. Raises whatever it raises."""
        FINDER.add(self)
        self.forget_line_cache()
        with self.import_times.watching():
            return importlib.import_module(f"{self.prefix}.{module}")

    def unload(self) -> None:
        """Forget the modules. What still refers to them goes on working, but imports no more."""
        FINDER.remove(self)
        start = self.prefix + "."
        for name in list(sys.modules):
            if name == self.prefix or name.startswith(start):
                sys.modules.pop(name, None)

    def forget_line_cache(self) -> None:
        """Let tracebacks show the lines that the files have now."""
        for module in self.sources.modules.values():
            linecache.cache.pop(module.path, None)

    def fill_line_cache(self) -> None:
        """Let tracebacks show the lines of this generation, whatever the files have by now.

        An entry without a time of modification is never compared with the file.
        """
        for module in self.sources.modules.values():
            lines = module.lines()
            linecache.cache[module.path] = (len(module.source), None, lines, module.path)

    def sentinels(self) -> list[weakref.ref[Sentinel]]:
        """What lives exactly as long as anything refers to a module's names."""
        return list(self._sentinels)

    def classes(self) -> list[type]:
        """The classes that its modules define. Their instances keep them, and not their modules'
        names, alive."""
        start = self.prefix + "."
        return [
            value
            for name, module in list(sys.modules.items())
            if name.startswith(start)
            for value in list(vars(module).values())
            if isinstance(value, type) and value.__module__ == name
        ]

    def spec(self, name: str) -> ModuleSpec | None:
        """How the module `<prefix>.<name>` is found, as the import system asks."""
        source = self.sources.find(name)
        if source is None:
            return None
        loader = _Loader(self, source)
        spec = ModuleSpec(
            f"{self.prefix}.{name}",
            loader,  # type: ignore[arg-type]  # a Loader by what it can, not by its class
            origin=source.path,
            is_package=source.is_package,
        )
        spec.has_location = bool(source.source) or not source.is_package
        if source.is_package:
            spec.submodule_search_locations = [loader.folder]
        return spec

    def prepare(self, module: ModuleType) -> None:
        """Make a module that is about to run one of this generation."""
        module.__dict__["__builtins__"] = self._builtins
        sentinel = Sentinel(module.__name__.removeprefix(f"{self.prefix}."))
        module.__dict__["__pith_sentinel__"] = sentinel
        self._sentinels.append(weakref.ref(sentinel))


class Sentinel:
    """Lies among a module's names: a function that is held keeps them, not the module, alive."""

    __slots__ = ("__weakref__", "module")

    def __init__(self, module: str) -> None:
        self.module = module


class _Loader:
    """Runs a module from the bytes that were read for its generation."""

    def __init__(self, generation: Generation, source: ModuleSource) -> None:
        self._generation = generation
        self._source = source
        self.path = source.path

    @property
    def folder(self) -> str:
        if self._source.is_package and not self._source.source and self._source.code is None:
            return self.path  # a folder without __init__.py
        return self.path.rpartition("/")[0] if "/" in self.path else self.path.rpartition("\\")[0]

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        generation = self._generation
        generation.prepare(module)

        def run() -> None:
            for piece in self._source.compiled():
                exec(piece.code, module.__dict__)

        name = module.__name__.removeprefix(f"{generation.prefix}.")
        generation.import_times.measured(name, run)

    def is_package(self, name: str) -> bool:
        return self._source.is_package

    def get_code(self, name: str) -> CodeType:
        return compile_whole(self._source.source, self.path)

    def get_source(self, name: str) -> str:
        return "".join(self._source.lines())

    def get_filename(self, name: str) -> str:
        return self.path

    def get_data(self, path: str) -> bytes:
        with open(path, "rb") as file:
            return file.read()

    def get_resource_reader(self, name: str) -> ResourceReader:
        from importlib.readers import FileReader

        return FileReader(self)  # type: ignore[arg-type]  # it wants no more than `path`


class _Finder:
    """Finds modules of living generations. In sys.meta_path while there are any."""

    def __init__(self) -> None:
        self._generations: dict[str, Generation] = {}

    def add(self, generation: Generation) -> None:
        if self not in sys.meta_path:
            # First, so that no other finder is asked for names that are ours.
            sys.meta_path.insert(0, self)
        self._generations[generation.prefix] = generation
        package, _, _ = generation.prefix.rpartition(".")
        for name in (ROOT, package, generation.prefix):
            if name not in sys.modules:
                sys.modules[name] = _package(name)

    def remove(self, generation: Generation) -> None:
        self._generations.pop(generation.prefix, None)
        package, _, _ = generation.prefix.rpartition(".")
        if not any(prefix.startswith(package + ".") for prefix in self._generations):
            sys.modules.pop(package, None)
        if not self._generations:
            sys.modules.pop(ROOT, None)
            if self in sys.meta_path:
                sys.meta_path.remove(self)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not name.startswith(ROOT + "."):
            return None
        parts = name.split(".", 3)
        if len(parts) < 4:
            return None
        generation = self._generations.get(".".join(parts[:3]))
        return generation.spec(parts[3]) if generation is not None else None

    def find_distributions(self, context: Any) -> Iterable[Distribution]:
        folders = {prefix: each.sources.folder for prefix, each in self._generations.items()}
        return distributions_of_caller(folders, context)


FINDER: Final = _Finder()


def _package(name: str) -> ModuleType:
    module = ModuleType(name)
    module.__path__ = []
    module.__spec__ = ModuleSpec(name, None, is_package=True)
    return module


Import = Callable[..., ModuleType]


def _own_import(prefix: str, own: frozenset[str], times: ImportTimes) -> Import:
    """The `__import__` of a generation. It refers to names only and keeps nothing alive."""
    # Not builtins.__import__: PySide6 replaces that by one which reads every module's source.
    plain: Import = importlib.__import__

    # The names of its arguments are those of the builtin function.
    def own_import(
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002
        locals: Mapping[str, object] | None = None,  # noqa: A002
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        top, _, _ = name.partition(".")
        if fromlist and "*" in fromlist and not level and top not in own:
            return times.measured(name, lambda: _complete(plain(name, globals, locals, fromlist)))
        if level or (top not in own and name in sys.modules):
            return plain(name, globals, locals, fromlist or (), level)
        if top not in own:
            return times.measured(name, lambda: plain(name, globals, locals, fromlist or (), level))
        private = f"{prefix}.{name}"
        if prefix not in sys.modules:
            raise ModuleNotFoundError(
                f"{name!r} cannot be imported any more: the extension was loaded anew or ended",
                name=name,
            )
        module = plain(private, globals, locals, fromlist or (), 0)
        return module if fromlist else sys.modules[f"{prefix}.{top}"]

    return own_import


def _complete(module: ModuleType) -> ModuleType:
    """Have a module make the names that it makes when they are asked for, as Qt's binding does its
    classes: `import *` takes those that are there."""
    there = vars(module)
    if "__all__" not in there:
        for name in dir(module):
            if name not in there:
                getattr(module, name, None)
    return module


def _builtins_with(own_import: Import) -> dict[str, Any]:
    return {**builtins.__dict__, "__import__": own_import}
