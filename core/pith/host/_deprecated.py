"""Which parts of the contract an extension uses that will go."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import msgspec

from pith.api._deprecations import deprecated_parts
from pith.host._manifest import Manifest
from pith.host._schema_errors import PathKey


def deprecated_in_manifest(manifest: Manifest) -> Iterator[tuple[tuple[PathKey, ...], str]]:
    """(where, what is to be said) of what a manifest declares in a way that will go."""
    events, fields = deprecated_parts("event"), deprecated_parts("field")
    for index, event in enumerate(manifest.activation):
        name = event if event in events else event.partition(":")[0] + ":"
        if name in events:
            yield ("activation", index), f"the event `{name}` is {events[name]}"
    for part, said in fields.items():
        point, _, field = part.partition(".")
        for index, item in enumerate(manifest.items(point)):
            for known in msgspec.structs.fields(item):
                if known.encode_name == field and getattr(item, known.name) != known.default:
                    path = ("contributes", point, index, field)
                    yield path, f"`{field}` in `contributes.{point}` is {said}"


def deprecated_hooks(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(hook, what is to be said) of those among `names` that will go."""
    known = deprecated_parts("hook")
    return ((name, f"the hook `{name}` is {known[name]}") for name in names if name in known)


def deprecated_calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, what is to be said) of what looks like a use of a part of the context that will go:
    `….views.provide_tree` for "views.provide_tree"."""
    known = deprecated_parts("context")
    for node in ast.walk(tree) if known else ():
        if isinstance(node, ast.Attribute) and isinstance(node.value, (ast.Attribute, ast.Name)):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else node.value.id
            name = f"{owner}.{node.attr}"
            if name in known:
                yield node.lineno, f"`{name}` is {known[name]}"
