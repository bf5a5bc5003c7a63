"""The reference of the contract, from the places where each part of it is declared."""

from __future__ import annotations

import inspect
import re
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec

import pith.api
from pith.api import LIFECYCLE, SPECIFICATIONS
from pith.api._deprecations import deprecated_parts
from pith.commands import CONTEXT_KEYS, When
from pith.host._activation_events import ACTIVATION_EVENTS
from pith.host._manifest import Manifest
from pith.host._points import POINTS
from tests.support.settings_reference import settings_reference

_KINDS = {str: "string", int: "integer", float: "number", bool: "boolean", dict: "table"}
_FIELD = re.compile(r"\w+: .+")
_PARTS = (
    "Commands",
    "Settings",
    "Status",
    "Views",
    "Points",
    "ViewHandle",
    "TreeHandle",
    "Window",
    "Workspace",
    "Decorations",
    "Tasks",
    "Output",
    "Clipboard",
)


_VALUES = (
    "Completion",
    "Decoration",
    "DocumentInfo",
    "FileEvent",
    "MessageAction",
    "Parameter",
    "Point",
    "PointEntry",
    "QuickPickItem",
    "SelectionInfo",
    "Signature",
    "SignatureHelp",
    "TextEdit",
    "TextRange",
    "TextSnapshot",
    "TreeItem",
)
_HEAD = """\
# Reference of the contract

What extensions declare and what they are given, version {version} of the contract.
[extensions.md](extensions.md) says how to go about it. This page is made from the declarations in
`core/pith/api`, `core/pith/host` and `core/pith/commands`, and `make check` compares them:
`python -m tests.support.contract_reference` writes it anew.
"""


def reference() -> str:
    """Markdown: all that the contract has, from where it is declared."""
    lines = [_HEAD.format(version=pith.api.API_VERSION), "## The manifest", "", *_table(Manifest)]
    lines += ["", "## Activation events", ""]
    events = deprecated_parts("event")
    lines += [
        f"- `{each.written}`: {each.description}{_going(events, each.start)}"
        for each in ACTIVATION_EVENTS
    ]
    lines += ["", "## Contribution points", ""]
    for key, schema in POINTS.items():
        table = _table(schema, key)
        lines += [f"### `[[contributes.{key}]]`", "", _sentence(schema), "", *table, ""]
    lines += ["## Conditions and context keys", "", *_conditions(), ""]
    lines += ["## Functions of the module", ""]
    for name, signature in LIFECYCLE.items():
        doc = inspect.getdoc(getattr(pith.api._extension, name.capitalize()))
        lines += [f"- `{signature}`: {_after_colon(doc or '')}"]
    lines += ["", "## Hooks", ""]
    for name, specification in SPECIFICATIONS.items():
        names = ", ".join(inspect.signature(specification).parameters)
        about = _one_line(inspect.getdoc(specification) or "")
        lines += [f"- `{name}({names})`: {about}{_going(deprecated_parts('hook'), name)}"]
    lines += ["", "## The context", "", *_members(pith.api.ExtensionContext), ""]
    for part in _PARTS:
        protocol = getattr(pith.api, part)
        members = _members(protocol, owner=part.lower())
        lines += [f"### `{part}`", "", _sentence(protocol), "", *members, ""]
    lines += ["## Values", "", "Plain and immutable, from `pith.api`.", ""]
    for name in _VALUES:
        value = getattr(pith.api, name)
        lines += [f"### `{name}`", "", _sentence(value), "", *_fields(value), ""]
    lines += ["## Functions of `pith.api`", ""]
    for function in (pith.api.compile_globs,):
        about = _one_line(inspect.getdoc(function) or "")
        lines += [f"- `{function.__name__}{_signature(function)}`: {about}"]
    return "\n".join(lines).rstrip() + "\n"


def _conditions() -> Iterator[str]:
    yield _one_line((inspect.getdoc(When) or "").partition(" Evaluating")[0])
    yield ""
    yield "| key | type | true, or what it holds |"
    yield "|---|---|---|"
    for each in CONTEXT_KEYS:
        yield f"| `{each.key}` | {each.type} | {each.description} |"


def _fields(value: type) -> Iterator[str]:
    """The fields of a named tuple, with the comments that stand before them; else members."""
    if not hasattr(value, "_fields"):
        yield from _members(value)
        return
    comments: list[str] = []
    for line in inspect.getsource(value).splitlines():
        line = line.strip()
        if line.startswith("#:"):
            comments.append(line.removeprefix("#:").strip())
        elif found := _FIELD.match(line):
            about = " ".join(comments)
            yield f"- `{found[0]}`" + (f": {about}" if about else "")
            comments = []
    yield from _members(value, of=("whole",))


def _going(parts: dict[str, str], name: str) -> str:
    """What is to be added of a part that will go."""
    return f" **{parts[name][0].upper()}{parts[name][1:]}.**" if name in parts else ""


def _table(schema: type[msgspec.Struct], point: str = "") -> Iterator[str]:
    yield "| field | type | default | |"
    yield "|---|---|---|---|"
    for field in msgspec.structs.fields(schema):
        required = field.required
        default = "*needed*" if required else _default(field)
        kind, description = _kind_and_description(field.type)
        description += _going(deprecated_parts("field"), f"{point}.{field.encode_name}")
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


def _members(protocol: type, of: Sequence[str] = (), owner: str = "") -> Iterator[str]:
    for name, member in vars(protocol).items():
        if name.startswith("_") or (of and name not in of):
            continue
        if isinstance(member, classmethod):
            member = member.__func__
        doc = _one_line(inspect.getdoc(member) or "")
        doc += _going(deprecated_parts("context"), f"{owner}.{name}")
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
        if parameter.name not in ("self", "cls")
    ]
    return f"({', '.join(parameters)})"


def _sentence(documented: type) -> str:
    return _one_line(inspect.getdoc(documented) or "")


def _after_colon(doc: str) -> str:
    return _one_line(doc).partition(": ")[2]


def _one_line(text: str) -> str:
    return " ".join(textwrap.dedent(text).split())


def main(arguments: Sequence[str]) -> int:
    """Write docs/reference.md and docs/settings.md, or (with `--check`) say whether they are what
    would be written."""
    docs = Path(__file__).parents[2] / "docs"
    stale = False
    for name, content in (("reference.md", reference()), ("settings.md", settings_reference())):
        file = docs / name
        if "--check" not in arguments:
            file.write_text(content, "utf-8")
        elif not file.exists() or file.read_text("utf-8") != content:
            stale = True
            print(
                f"docs/{name} is not what is declared any more "
                "(type: .venv/bin/python -m tests.support.contract_reference)"
            )
    return int(stale)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
