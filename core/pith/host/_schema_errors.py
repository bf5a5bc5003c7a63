"""msgspec's complaints in words a person can act on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal, NamedTuple, get_args, get_origin

import msgspec

PathKey = str | int

_WHERE: Final = re.compile(r" - at `\$(.*)`$")
_STEP: Final = re.compile(r"\.([^.\[]+)|\[(\d+)\]")
_EXPECTED: Final = re.compile(r"Expected `([^`]+)`(?:, got `([^`]+)`)?(.*)", re.DOTALL)
_FIELD: Final = re.compile(r"Object (missing required|contains unknown) field `([^`]*)`")
_ENUM: Final = re.compile(r"Invalid enum value (.*)", re.DOTALL)

_TYPES: Final = {
    "str": "a string",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "null": "nothing",
    "datetime": "a date and time",
    "date": "a date",
    "time": "a time",
}


class SchemaFault(NamedTuple):
    """What is wrong and where: `path` leads from what was converted to the value."""

    path: tuple[PathKey, ...]
    message: str
    advice: str = ""


def explain(
    error: msgspec.ValidationError, schema: type[msgspec.Struct], patterns: dict[str, str]
) -> SchemaFault:
    """Translate an error of `msgspec.convert(…, schema)`.

    `patterns` has the words for the regular expressions that the schema uses.
    """
    text = str(error)
    path: tuple[PathKey, ...] = ()
    where = _WHERE.search(text)
    if where:
        path = tuple(name if name else int(index) for name, index in _STEP.findall(where.group(1)))
        text = text[: where.start()]

    if found := _FIELD.match(text):
        trouble, name = found.groups()
        if trouble == "missing required":
            what = _description(schema, name)
            return SchemaFault(path, f"`{name}` is missing", f"add it: {what}" if what else "")
        names = [info.encode_name for info in msgspec.structs.fields(schema)]
        return SchemaFault((*path, name), f"`{name}` is unknown", suggest(name, names))
    if found := _ENUM.match(text):
        values = _literals(_type_of(schema, path))
        return SchemaFault(
            path,
            f"{found.group(1)} is not possible here",
            "expected " + _alternatives(values) if values else "",
        )
    if found := _EXPECTED.match(text):
        wanted, got, more = found.groups()
        words = _kinds(wanted)
        if got:
            return SchemaFault(path, f"expected {words}, got {_kinds(got)}")
        if more.startswith(" matching regex "):
            pattern = more.removeprefix(" matching regex ").strip("'\"").replace("\\\\", "\\")
            return SchemaFault(path, f"expected {patterns.get(pattern, f'{words} like {pattern}')}")
        if more == " of length >= 1":
            return SchemaFault(path, "is empty")
        return SchemaFault(path, f"expected {words}{more}")
    return SchemaFault(path, text)


def suggest(name: str, known: Iterable[str]) -> str:
    """`did you mean …?` with the nearest known name, or all of them if none is near."""
    from difflib import get_close_matches

    known = sorted(known)
    folded = {candidate.casefold().replace("_", ""): candidate for candidate in known}
    near = get_close_matches(name.casefold().replace("_", ""), folded, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{folded[near[0]]}`?"
    if len(known) > 12:
        return "docs/reference.md says what there is"
    return "expected " + _alternatives(known)


def camel(name: str) -> str:
    """The manifest's spelling of a field: `line_comment` is `lineComment` there."""
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


def _kinds(source: str) -> str:
    return _alternatives_of_words(
        [_TYPES.get(name, name) for name in source.split(" | ") if name != "null"]
    )


def _alternatives(values: Sequence[Any]) -> str:
    return _alternatives_of_words([f"`{value}`" for value in values])


def _alternatives_of_words(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words) or "nothing"
    return ", ".join(words[:-1]) + " or " + words[-1]


def _info(schema: type[msgspec.Struct], name: str) -> msgspec.structs.FieldInfo | None:
    for info in msgspec.structs.fields(schema):
        if info.encode_name == name:
            return info
    return None


def _type_of(schema: type[msgspec.Struct], path: Sequence[PathKey]) -> Any:
    info = _info(schema, path[0]) if path and isinstance(path[0], str) else None
    return info.type if info else None


def _description(schema: type[msgspec.Struct], name: str) -> str:
    info = _info(schema, name)
    for part in get_args(info.type) if info else ():
        if isinstance(part, msgspec.Meta) and part.description:
            first, _, _ = part.description.partition(". ")
            return first[0].lower() + first[1:].rstrip(".")
    return ""


def _literals(kind: Any) -> list[Any]:
    """The values of the Literals anywhere in a type."""
    if get_origin(kind) is Literal:
        return list(get_args(kind))
    return [value for part in get_args(kind) for value in _literals(part)]
