"""Everything that can be said of an extension's folder without running what is in it."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pith.api import LIFECYCLE, SPECIFICATIONS
from pith.base import Problem, ProblemError, Severity
from pith.host._deprecated import (
    deprecated_calls,
    deprecated_hooks,
    deprecated_in_manifest,
)
from pith.host._discovery import find_extension, read_manifest
from pith.host._manifest import Manifest
from pith.host._manifest_parsing import dependency_name
from pith.host._requirements import judge
from pith.host._schema_errors import suggest
from pith.host._sources import NoCodeStore, Sources, read_sources
from pith.host._tracebacks import describe_failure
from pith.host.manage._command_checks import check_commands, check_conditions, check_size
from pith.host.manage._packed_files import packed_files
from pith.host.manage._view_checks import check_views

#: What an extension may import of ours, and what a trusted one may in addition.
CONTRACT: Final = ("pith.api",)
TRUSTED: Final = ("pith.qt.api", "PySide6", "shiboken6")


def check_folder(folder: Path) -> list[Problem]:
    """What is wrong with the extension in `folder`: its manifest, files, syntax, imports, hooks,
    commands, size.

    Sorted by file and line. Reads the disk; runs nothing.
    """
    folder = folder.absolute()
    try:
        manifest, _ = read_manifest(folder)
    except ProblemError as error:
        return list(error.problems)
    found = find_extension(folder, "user")
    assert found is not None
    problems: list[Problem] = []
    verdict = judge({found.id: found}, frozenset())[found.id]
    if manifest.tier == "isolated":
        problems += [each._replace(severity=Severity.WARNING) for each in verdict.problems]
    for path, said in deprecated_in_manifest(manifest):
        problems.append(found.problem(path, said)._replace(severity=Severity.WARNING))
    modules: list[tuple[ast.Module, str]] = []
    if manifest.module is not None:
        sources = read_sources(folder, manifest.module, NoCodeStore(), None)
        problems += [
            describe_failure(error, "compiling", folder).problem
            for _, error in sources.errors(manifest.module)
        ]
        problems += _check_modules(manifest, sources)
        modules = [
            (ast.parse(module.source), module.path)
            for name, module in sources.modules.items()
            if _is_own(name, manifest.module) and module.error is None
        ]
    if all(
        each.severity is Severity.WARNING for each in problems
    ):  # of a module that does not compile nothing can be said
        problems += check_commands(found, modules)
        problems += check_views(found, modules)
    problems += check_conditions(found)
    try:
        problems += check_size(folder, packed_files(folder))
    except ProblemError as error:  # what no archive may hold: it can be used where it is
        problems += [each._replace(severity=Severity.WARNING) for each in error.problems]
    return sorted(problems, key=lambda problem: (problem.source, problem.line or 0))


def _is_own(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


def _check_modules(manifest: Manifest, sources: Sources) -> Iterator[Problem]:
    assert manifest.module is not None
    allowed = (*CONTRACT, *(TRUSTED if manifest.tier == "trusted" else ()))
    declared = frozenset(map(_normal, map(dependency_name, manifest.dependencies)))
    for name, module in sources.modules.items():
        if not _is_own(name, manifest.module) or module.error is not None:
            continue
        tree = ast.parse(module.source, module.path)
        for imported, line in imports(tree):
            if not _may_import(imported, allowed, declared, sources.top_level):
                yield Problem(
                    f"imports `{imported}`", module.path, line, advice=_import_advice(imported)
                )
        for line, said in deprecated_calls(tree):
            yield Problem(said, module.path, line, severity=Severity.WARNING)
        if name == manifest.module:
            yield from _check_functions(tree, module.path)


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """(dotted name, line) of every absolute import, wherever it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            if node.module == "pith":
                for alias in node.names:
                    yield f"pith.{alias.name}", node.lineno
            else:
                yield node.module, node.lineno


def _may_import(
    name: str, allowed: tuple[str, ...], declared: frozenset[str], own: frozenset[str]
) -> bool:
    top, _, _ = name.partition(".")
    if top in own or top in sys.stdlib_module_names:
        return True
    if any(name == each or name.startswith(each + ".") for each in allowed):
        return True
    return bool(declared) and not declared.isdisjoint(_distributions(top))


def _distributions(module: str) -> set[str]:
    """The names a distribution may have that brings a module."""
    from importlib.metadata import packages_distributions

    found = packages_distributions().get(module, ())
    return {_normal(module), *map(_normal, found)}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _import_advice(name: str) -> str:
    top, _, _ = name.partition(".")
    if top == "pith":
        return "an extension uses pith.api and nothing else of Pith"
    if top in ("PySide6", "shiboken6"):
        return "only trusted extensions use Qt"
    return f"add its distribution to `dependencies`: {top}"


def _check_functions(tree: ast.Module, path: str) -> Iterator[Problem]:
    """Hooks and lifecycle functions that do not take what they are given."""
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef):
            continue
        arguments = node.args
        required = [
            argument.arg
            for argument in (*arguments.posonlyargs, *arguments.args)[
                : len(arguments.posonlyargs) + len(arguments.args) - len(arguments.defaults)
            ]
        ]
        if any(_is_hook(each) for each in node.decorator_list):
            yield from _check_hook(node, required, path)
        elif node.name in LIFECYCLE and arguments.vararg is None:
            wanted = LIFECYCLE[node.name].count(",") + (LIFECYCLE[node.name][-2] != "(")
            if len(required) > wanted or len(arguments.args) + len(arguments.posonlyargs) < wanted:
                yield Problem(
                    f"`{node.name}` takes other arguments than it is given",
                    path,
                    node.lineno,
                    advice=f"write def {LIFECYCLE[node.name]}",
                )
        elif near := _nearly(node.name):
            yield Problem(
                f"`{node.name}` is never called",
                path,
                node.lineno,
                advice=near,
                severity=Severity.WARNING,
            )


def _check_hook(node: ast.FunctionDef, required: list[str], path: str) -> Iterator[Problem]:
    specification = SPECIFICATIONS.get(node.name)
    if specification is None:
        message = f"there is no hook `{node.name}`"
        yield Problem(message, path, node.lineno, advice=suggest(node.name, SPECIFICATIONS))
        return
    for _, said in deprecated_hooks([node.name]):
        yield Problem(said, path, node.lineno, severity=Severity.WARNING)
    code = specification.__code__
    names = code.co_varnames[: code.co_argcount]
    if not set(required) <= set(names) or node.args.vararg or node.args.kwarg:
        yield Problem(
            f"the hook `{node.name}` takes what it is not given",
            path,
            node.lineno,
            advice=f"write def {node.name}({', '.join(names)})",
        )


def _is_hook(decorator: ast.expr) -> bool:
    name = decorator.attr if isinstance(decorator, ast.Attribute) else getattr(decorator, "id", "")
    return name == "hook"


def _nearly(name: str) -> str:
    """Advice for a function whose name is a slip of the pen from one that is called."""
    from difflib import get_close_matches

    near = get_close_matches(name, LIFECYCLE, n=1, cutoff=0.85)
    return f"did you mean `{near[0]}`?" if near and near[0] != name else ""
