"""What a bundled extension may import, read from its source without running it."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from pathlib import Path

ALWAYS = ("pith.api",)
TRUSTED = ("PySide6", "pith.qt.api")


@dataclass(frozen=True)
class Import:
    module: str
    names: tuple[str, ...]
    file: Path
    line: int


def imports_of(file: Path) -> Iterator[Import]:
    """Every absolute import in a file, wherever in it: a late import is an import too."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"), str(file))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, (), file, node.lineno)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = tuple(alias.name for alias in node.names)
            yield Import(node.module, names, file, node.lineno)


def is_within(module: str, packages: Sequence[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def forbidden_imports(
    extension: Path, distributions: Mapping[str, Sequence[str]] | None = None
) -> list[str]:
    """What the extension in a folder imports and may not, one line each.

    `distributions` says which distributions bring a module; of this Python, unless given.
    """
    manifest = tomllib.loads((extension / "extension.toml").read_text("utf-8"))
    allowed = [*ALWAYS]
    if manifest.get("tier") == "trusted":
        allowed += TRUSTED
    if "module" in manifest:
        allowed.append(manifest["module"])
    declared = {normal_name(requirement) for requirement in manifest.get("dependencies", [])}
    if distributions is None:
        distributions = packages_distributions()

    complaints = []
    for file in sorted(extension.rglob("*.py")):
        if "tests" in file.relative_to(extension).parts:
            continue
        for found in imports_of(file):
            top = found.module.partition(".")[0]
            if top in sys.stdlib_module_names or is_within(found.module, allowed):
                continue
            # `from pith import api` is `import pith.api`.
            if found.names and all(
                is_within(f"{found.module}.{name}", allowed) for name in found.names
            ):
                continue
            if any(normal_name(name) in declared for name in distributions.get(top, ())):
                continue
            place = f"{file.relative_to(extension.parent)}:{found.line}"
            complaints.append(f"{place}: imports {found.module}")
    return complaints


def normal_name(requirement: str) -> str:
    """The distribution that a requirement names, as packaging writes it."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    return re.sub(r"[-_.]+", "-", found[0]).lower() if found else ""
