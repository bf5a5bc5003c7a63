"""Whether an extension handles the commands that it declares, and declares those it names."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from pith.base import Problem, Severity
from pith.commands import CONTEXT_KEYS, When
from pith.host._discovery import Found
from pith.host._manifest import Manifest
from pith.host._points import POINTS
from pith.host._schema_errors import suggest


def check_commands(found: Found, modules: Iterable[tuple[ast.Module, str]]) -> Iterator[Problem]:
    """What is wrong, as far as it can be said of commands that are named by a literal.

    `modules` are those of the extension's own, with their paths.
    """
    manifest = found.manifest
    assert manifest is not None
    declared = {item.id for item in manifest.items("commands")}  # type: ignore[attr-defined]
    yield from _check_named(found, manifest, declared)
    handled: set[str] = set()
    all_known = True
    for tree, path in modules:
        for call in _handle_calls(tree):
            argument = call.args[0] if call.args else None
            if not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
                all_known = False
                continue
            handled.add(argument.value)
            if argument.value not in declared:
                yield Problem(
                    f"handles the command `{argument.value}`, which the manifest does not declare",
                    path,
                    call.lineno,
                    advice=suggest(argument.value, declared) or "add [[contributes.commands]]",
                )
    if not all_known or manifest.module is None:
        return
    for index, item in enumerate(manifest.items("commands")):
        name: str = item.id  # type: ignore[attr-defined]
        if name not in handled:
            problem = found.problem(
                ("contributes", "commands", index),
                f"the command `{name}` is declared and never handled",
                f'bind it in activate: context.commands.handle("{name}", …)',
            )
            yield problem._replace(severity=Severity.WARNING)


def _check_named(found: Found, manifest: Manifest, declared: set[str]) -> Iterator[Problem]:
    """Menus and keys of commands that look like its own, and are not."""
    own = {name.partition(".")[0] for name in declared}
    for point in ("menus", "keybindings", "statusItems"):
        for index, item in enumerate(manifest.items(point)):
            name: str = getattr(item, "command", "").lstrip("-")
            if name and name not in declared and name.partition(".")[0] in own:
                yield found.problem(
                    ("contributes", point, index, "command"),
                    f"there is no command `{name}`",
                    suggest(name, declared) or "declare it in [[contributes.commands]]",
                )


def check_conditions(found: Found) -> Iterator[Problem]:
    """Conditions that ask for context keys which nobody sets."""
    known = {each.key for each in CONTEXT_KEYS}
    assert found.manifest is not None
    for point in POINTS:
        for index, item in enumerate(found.manifest.items(point)):
            source: str = getattr(item, "when", "")
            for key in sorted(When.parse(source).keys - known) if source else ():
                problem = found.problem(
                    ("contributes", point, index, "when"),
                    f"there is no context key `{key}`: it counts as false",
                    suggest(key, known),
                )
                yield problem._replace(severity=Severity.WARNING)


def _handle_calls(tree: ast.Module) -> Iterator[ast.Call]:
    """Calls of `….commands.handle(…)`."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "handle"
            and isinstance(node.func.value, ast.Attribute)
            and node.func.value.attr == "commands"
        ):
            yield node


def check_size(folder: Path, files: Iterable[Path]) -> Iterator[Problem]:
    """Files that are larger than what is of use in an extension mostly is."""
    total = 0
    for file in files:
        size = (folder / file).stat().st_size
        total += size
        if size > LARGE_FILE:
            message = f"has {size / 1_000_000:.1f} MB, which everybody has to fetch"
            yield Problem(message, str(folder / file), severity=Severity.WARNING)
    if total > LARGE_FOLDER:
        message = f"holds {total / 1_000_000:.0f} MB, which everybody has to fetch"
        yield Problem(message, str(folder), severity=Severity.WARNING)


LARGE_FILE = 2_000_000  # bytes
LARGE_FOLDER = 20_000_000
