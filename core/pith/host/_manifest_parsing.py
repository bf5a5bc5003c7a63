"""From the bytes of an `extension.toml` to a Manifest, or to everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, Final

import msgspec

from pith.api import API_VERSION
from pith.base import Problem, ProblemError, TomlPositions, parse_toml
from pith.host._activation_events import ACTIVATION_EVENTS, event_fault
from pith.host._manifest import ID_PATTERN, Manifest
from pith.host._places import Places
from pith.host._points import POINTS, ContributionItem
from pith.host._schema_errors import PathKey, camel, explain, suggest
from pith.host._versions import Version, VersionRange

MAXIMUM_SIZE: Final = 1_000_000  # bytes; the greatest hand-written one is far below

_ID: Final = re.compile(ID_PATTERN, re.ASCII)
_DEPENDENCY: Final = re.compile(
    r"([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[\w\s,.-]*\])?\s*([^;]*?)\s*(?:;.*)?"
)
RANGE: Final = "write it such as >=0.1,<1"
_PATTERNS: Final = {
    ID_PATTERN: "an id such as `acme.word-count`: lower-case letters, digits and hyphens, in two "
    "or more parts joined by dots",
    r"^[A-Za-z][\w.-]*$": "an id: a letter, then letters, digits, `.`, `-` and `_`",
}


class IncompatibleError(ProblemError):
    """A manifest for another version of the contract: nothing else in it is judged."""

    def __init__(self, problem: Problem, extension_id: str, name: str, version: str) -> None:
        super().__init__(problem)
        self.extension_id = extension_id
        self.name = name
        self.version = version


def parse_manifest(source: bytes, path: Path) -> tuple[Manifest, Places]:
    """The manifest in `source`, which was read from `path`, and where in it things are said.

    Raises ProblemError with every fault that could be found, and IncompatibleError where the
    contract's version does not fit.
    """
    parser = _Parser(source, path)
    return parser.parse(), Places(path, parser.positions)


def check_size(size: int, path: Path) -> None:
    """Raise ProblemError for a file that is too large to be read at all."""
    if size > MAXIMUM_SIZE:
        raise ProblemError(
            Problem(
                f"the manifest has {size:,} bytes and was not read",
                str(path),
                advice=f"a manifest may have {MAXIMUM_SIZE:,}: put data into files of their own",
            )
        )


class _Parser:
    def __init__(self, source: bytes, path: Path) -> None:
        self._bytes = source
        self._text = ""
        self._path = path
        self.positions = TomlPositions("")
        self._problems: list[Problem] = []

    def parse(self) -> Manifest:
        check_size(len(self._bytes), self._path)
        self._text = self._decode()
        self.positions = TomlPositions(self._text)
        table = parse_toml(self._text, str(self._path))
        self._check_contract(table)
        contributes = table.get("contributes", {})
        items: dict[str, Any] = {}
        if isinstance(contributes, dict):
            items = self._contributions(contributes)
            table = {**table, "contributes": items}
        try:
            manifest = msgspec.convert(table, Manifest, strict=True)
        except msgspec.ValidationError as error:
            # `contributes` holds converted items by now, which is right for that field.
            fault = explain(error, Manifest, _PATTERNS)
            self._add(fault.path, fault.message, fault.advice)
        else:
            for path, message, advice in _faults_of(manifest):
                self._add(path, message, advice)
        if self._problems:
            self._problems.sort(key=lambda problem: problem.line or 0)
            raise ProblemError(*self._problems)
        return manifest

    def _decode(self) -> str:
        if self._bytes.startswith(b"\xef\xbb\xbf"):
            raise self._error("starts with a byte order mark", 1, "save it as UTF-8 without one")
        try:
            return self._bytes.decode()
        except UnicodeDecodeError as error:
            line = self._bytes.count(b"\n", 0, error.start) + 1
            wrong = self._bytes[error.start]
            raise self._error(
                f"is not UTF-8: the byte {wrong:#04x} cannot be read", line, "save it as UTF-8"
            ) from None

    def _error(self, message: str, line: int, advice: str) -> ProblemError:
        return ProblemError(Problem(message, str(self._path), line, advice=advice))

    def _add(self, path: Sequence[PathKey], message: str, advice: str = "") -> None:
        name = ".".join(key for key in path if isinstance(key, str))
        if name and not message.startswith(f"`{path[-1]}`"):
            message = f"`{name}`: {message}"
        elif len(path) > 1:
            message = f"{message} in `{name.rpartition('.')[0]}`"
        line = self.positions.line(path)
        self._problems.append(Problem(message, str(self._path), line, advice=advice))

    def _check_contract(self, table: dict[str, Any]) -> None:
        """Raise IncompatibleError if the extension is for another version of the contract.

        What is not even a range is left to the schema and its checks.
        """
        wanted = table.get("api")
        if not isinstance(wanted, str):
            return
        try:
            fits = API_VERSION in VersionRange(wanted)
        except ValueError:
            return
        if not fits:
            raise IncompatibleError(
                Problem(
                    f"works with versions {wanted} of Pith's contract; this is {API_VERSION}",
                    str(self._path),
                    self.positions.line(("api",)),
                    advice="update the extension, or Pith",
                ),
                *(str(table.get(key, "")) for key in ("id", "name", "version")),
            )

    def _contributions(self, raw: dict[str, Any]) -> dict[str, Any]:
        converted: dict[str, Any] = {}
        for key, entries in raw.items():
            path: tuple[PathKey, ...] = ("contributes", key)
            schema = POINTS.get(key)
            if schema is None:
                if "." not in key:
                    self._add(path, f"`{key}` is no contribution point", suggest(key, POINTS))
                elif not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
                    advice = f'write [[contributes."{key}"]]'
                    self._add(path, "expected a list of tables", advice)
                else:  # for a point of another extension, which may not be there yet
                    converted[key] = entries
            elif not isinstance(entries, list):
                self._add(path, "expected a list of tables", f"write [[contributes.{key}]]")
            else:
                converted[key] = tuple(self._entries(schema, entries, path))
        return converted

    def _entries(
        self, schema: type[ContributionItem], entries: list[Any], path: tuple[PathKey, ...]
    ) -> Iterator[ContributionItem]:
        seen: set[str] = set()
        for index, entry in enumerate(entries):
            try:
                item = msgspec.convert(entry, schema, strict=True)
            except msgspec.ValidationError as error:
                fault = explain(error, schema, _PATTERNS)
                self._add((*path, index, *fault.path), fault.message, fault.advice)
                continue
            for wrong in item.faults():
                self._add((*path, index, camel(wrong.field)), wrong.message, wrong.advice)
            for name, resource in item.resources():
                trouble, advice = path_fault(resource)
                if trouble:
                    self._add((*path, index, camel(name)), trouble, advice)
            if schema.unique_field:
                identity = getattr(item, schema.unique_field)
                if identity in seen:
                    self._add(
                        (*path, index, camel(schema.unique_field)),
                        f"`{identity}` is there twice",
                        "give each a name of its own",
                    )
                seen.add(identity)
            yield item


def _faults_of(manifest: Manifest) -> Iterator[tuple[tuple[PathKey, ...], str, str]]:
    """What is wrong with the values of the manifest itself, although their types are right."""
    try:
        Version.parse(manifest.version)
    except ValueError as error:
        yield ("version",), str(error), "write numbers with dots, such as 1.2.0"
    try:
        VersionRange(manifest.api)
    except ValueError as error:
        yield ("api",), str(error), RANGE
    if manifest.module is not None:
        trouble = _module_fault(manifest.module)
        if trouble:
            advice = "give the name of a folder or file beside the manifest, without .py"
            yield ("module",), trouble, advice
        if manifest.tier is None:
            yield (
                ("module",),
                "a module needs a `tier`",
                'add tier = "trusted": it runs inside the window\'s process',
            )
    elif manifest.activation:
        yield ("activation",), "there is no module to activate", "add module = …, or take it out"
    for index, event in enumerate(manifest.activation):
        trouble = event_fault(event)
        if trouble:
            known = ", ".join(each.start for each in ACTIVATION_EVENTS)
            yield ("activation", index), trouble, f"expected {known}"
    for index, item in enumerate(manifest.items("extensionPoints")):
        point: str = item.id  # type: ignore[attr-defined]
        if not point.startswith(f"{manifest.id}."):
            trouble = f"`{point}` does not start with the extension's id"
            path: tuple[PathKey, ...] = ("contributes", "extensionPoints", index, "id")
            yield path, trouble, f"write {manifest.id}.{point.rpartition('.')[2]}"
    yield from _widget_faults(manifest)
    trouble, advice = path_fault(manifest.icon)
    if trouble:
        yield ("icon",), trouble, advice
    for index, dependency in enumerate(manifest.dependencies):
        trouble = _dependency_fault(dependency)
        if trouble:
            yield ("dependencies", index), trouble, "write it such as send2trash>=1.8"
    for required, source in manifest.requires.items():
        path = ("requires", required)
        if not _ID.match(required):
            yield path, f"`{required}` is no id of an extension", "write it such as acme.base"
        if required == manifest.id:
            yield path, "an extension cannot require itself", "take it out"
        try:
            VersionRange(source)
        except ValueError as error:
            yield path, str(error), RANGE


def _widget_faults(manifest: Manifest) -> Iterator[tuple[tuple[PathKey, ...], str, str]]:
    """Widgets live in the window's process: of an extension whose code does not, there are none."""
    if manifest.tier == "trusted" and manifest.module is not None:
        return
    how = 'it takes a `module`, and tier = "trusted"'
    for index, item in enumerate(manifest.items("views")):
        if item.kind == "widget":  # type: ignore[attr-defined]
            path: tuple[PathKey, ...] = ("contributes", "views", index, "kind")
            yield path, "a widget is made inside the window's process", f'{how}; or kind = "tree"'
    for index, _ in enumerate(manifest.items("openers")):
        path = ("contributes", "openers", index)
        yield path, "an opener makes widgets inside the window's process", how


def path_fault(path: str) -> tuple[str, str]:
    """What is wrong with a path that is to stay within the extension's folder, and what to do;
    empty if nothing is."""
    if PurePosixPath(path).is_absolute() or PureWindowsPath(path).drive or path.startswith("\\"):
        return f"`{path}` is absolute", "write it from the extension's folder"
    if "\\" in path:
        return f"`{path}` has backslashes", "write / between folders"
    if ".." in PurePosixPath(path).parts:
        return f"`{path}` leaves the extension's folder", "put the file into it"
    if "\0" in path:
        return "a path has no NUL in it", ""
    return "", ""


def _module_fault(module: str) -> str:
    trouble, _ = path_fault(module)
    if trouble:
        return trouble
    if module.endswith(".py"):
        return f"`{module}` is a file name"
    if not module.isidentifier():
        return f"`{module}` is no name of a module"
    return ""


def _dependency_fault(dependency: str) -> str:
    found = _DEPENDENCY.fullmatch(dependency.strip())
    if found is None:
        return f"`{dependency}` is no requirement"
    try:
        VersionRange(found.group(2).strip("()"))
    except ValueError as error:
        return str(error)
    return ""


def dependency_name(dependency: str) -> str:
    """The distribution's name in a requirement that was found right."""
    found = _DEPENDENCY.fullmatch(dependency.strip())
    assert found is not None
    return found.group(1)
