"""The reference of the contract, from the places where each part of it is declared."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec

import pith.api
from pith.api import LIFECYCLE, SPECIFICATIONS
from pith.host._manifest import Manifest
from pith.host._points import POINTS

_KINDS = {str: "string", int: "integer", float: "number", bool: "boolean", dict: "table"}
_PARTS = (
    "Commands",
    "Settings",
    "Status",
    "Views",
    "TreeHandle",
    "Window",
    "Workspace",
    "Tasks",
    "Output",
    "Clipboard",
)


def reference() -> str:
    """Markdown: the manifest, the contribution points, functions, hooks and the context."""
    lines = ["### The manifest", "", *_table(Manifest), ""]
    for key, schema in POINTS.items():
        lines += [f"### `[[contributes.{key}]]`", "", _sentence(schema), "", *_table(schema), ""]
    lines += ["### Functions of the module", ""]
    for name, signature in LIFECYCLE.items():
        doc = inspect.getdoc(getattr(pith.api._extension, name.capitalize()))
        lines += [f"- `{signature}`: {_after_colon(doc or '')}"]
    lines += ["", "### Hooks", ""]
    for name, specification in SPECIFICATIONS.items():
        names = ", ".join(inspect.signature(specification).parameters)
        lines += [f"- `{name}({names})`: {_one_line(inspect.getdoc(specification) or '')}"]
    lines += ["", "### The context", "", *_members(pith.api.ExtensionContext), ""]
    for part in _PARTS:
        protocol = getattr(pith.api, part)
        lines += [f"#### `{part}`", "", _sentence(protocol), "", *_members(protocol), ""]
    return "\n".join(lines).rstrip() + "\n"


def _table(schema: type[msgspec.Struct]) -> Iterator[str]:
    yield "| field | type | default | |"
    yield "|---|---|---|---|"
    for field in msgspec.structs.fields(schema):
        required = field.required
        default = "*needed*" if required else _default(field)
        kind, description = _kind_and_description(field.type)
        yield f"| `{field.encode_name}` | {kind} | {default} | {description} |"


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.default_factory is not msgspec.NODEFAULT or field.default in ("", None):
        return ""
    value = str(field.default).lower() if isinstance(field.default, bool) else field.default
    return f"`{value}`"


def _kind_and_description(annotation: Any) -> tuple[str, str]:
    description = ""
    while get_origin(annotation) is Annotated:
        annotation, *metas = get_args(annotation)
        for meta in metas:
            if isinstance(meta, msgspec.Meta) and meta.description:
                description = meta.description
    return _kind(annotation), _one_line(description).replace("|", "\\|")


def _kind(annotation: Any) -> str:
    if get_origin(annotation) is Annotated:
        return _kind(get_args(annotation)[0])
    if get_origin(annotation) is Literal:
        return ", ".join(f"`{value}`" for value in get_args(annotation))
    if get_origin(annotation) is list:
        return f"list of {_kind(get_args(annotation)[0])}"
    if get_origin(annotation) is dict:
        return "table"
    if annotation is Any:
        return "any"
    choices = [each for each in get_args(annotation) if each is not type(None)]
    if choices:
        return " or ".join(map(_kind, choices))
    return _KINDS.get(annotation, str(annotation))


def _members(protocol: type) -> Iterator[str]:
    for name, member in vars(protocol).items():
        if name.startswith("_"):
            continue
        doc = _one_line(inspect.getdoc(member) or "")
        if isinstance(member, property):
            result = get_type_hints(member.fget, vars(inspect.getmodule(protocol))).get("return")
            kind = getattr(result, "__name__", str(result))
            about = f"{doc} See `{kind}`." if kind in _PARTS else doc
            yield f"- `{name}`: {about.strip()}"
        elif inspect.isfunction(member):
            yield f"- `{name}{_signature(member)}`: {doc}"


def _signature(function: Any) -> str:
    signature = inspect.signature(function)
    parameters = [
        str(parameter.replace(annotation=inspect.Parameter.empty))
        for parameter in signature.parameters.values()
        if parameter.name != "self"
    ]
    return f"({', '.join(parameters)})"


def _sentence(documented: type) -> str:
    return _one_line(inspect.getdoc(documented) or "")


def _after_colon(doc: str) -> str:
    return _one_line(doc).partition(": ")[2]


def _one_line(text: str) -> str:
    return " ".join(textwrap.dedent(text).split())
