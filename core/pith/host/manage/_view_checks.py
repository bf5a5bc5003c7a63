"""Whether an extension fills the views that it declares, as it declares them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import Final

from pith.base import Problem, Severity
from pith.host._discovery import Found
from pith.host._points import ViewContribution
from pith.host._schema_errors import suggest

_WAYS: Final = {"provide_tree": "tree", "provide_widget": "widget"}


def check_views(found: Found, modules: Iterable[tuple[ast.Module, str]]) -> Iterator[Problem]:
    """What is wrong, as far as it can be said of views that are named by a literal.

    `modules` are those of the extension's own, with their paths.
    """
    manifest = found.manifest
    assert manifest is not None
    items = manifest.items("views")
    declared = {item.id: item.kind for item in items if isinstance(item, ViewContribution)}
    filled: set[str] = set()
    all_known = True
    for tree, path in modules:
        for call, kind in _calls(tree):
            argument = call.args[0] if call.args else None
            if not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
                all_known = False
                continue
            name = argument.value
            filled.add(name)
            if name not in declared:
                yield Problem(
                    f"fills the view `{name}`, which the manifest does not declare",
                    path,
                    call.lineno,
                    advice=suggest(name, declared) or "add [[contributes.views]]",
                )
            elif declared[name] != kind:
                yield Problem(
                    f"fills the view `{name}` with a {kind}; it is declared as a {declared[name]}",
                    path,
                    call.lineno,
                    advice=f'write kind = "{kind}" there, or call provide_{declared[name]}',
                )
    if not all_known or manifest.module is None:
        return
    for index, name in enumerate(declared):
        if name not in filled:
            problem = found.problem(
                ("contributes", "views", index),
                f"the view `{name}` is declared and never filled",
                f'fill it in activate: context.views.provide_{declared[name]}("{name}", …)',
            )
            yield problem._replace(severity=Severity.WARNING)


def _calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """Calls of `….views.provide_…(…)`, with the kind of view that they fill."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in _WAYS
            and isinstance(node.func.value, ast.Attribute)
            and node.func.value.attr == "views"
        ):
            yield node, _WAYS[node.func.attr]
