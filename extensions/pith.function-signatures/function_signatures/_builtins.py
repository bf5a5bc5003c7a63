"""How Python's own functions are called, those that need no import."""

from __future__ import annotations

import builtins
import re
from functools import lru_cache

from function_signatures._documentation import Documentation
from function_signatures._languages import language
from function_signatures._parameters import Given, Listed, listed
from function_signatures._shown import Shown
from function_signatures._source import Source

# The first rows of many of them: `range(start, stop[, step]) -> range object`
WRITTEN = re.compile(r"(\w+)\(([^\n]*?)\)[ \t]*(?:--?>[ \t]*([^\n]*))?")
WRITTEN_PARAMETER = re.compile(r"\*{0,2}\w+(?: or \w+)*(?:=[^,\[\]]+)?|\.\.\.|\*")
SHORT = re.compile(r"[\w ]{1,30}")  # some tell a story there
NAMED = re.compile(r"_?[a-z]\w*")


@lru_cache(maxsize=64)
def builtin(name: str) -> tuple[Shown, ...]:
    """Nothing where there is none of that name, or nobody knows how it is called."""
    function = getattr(builtins, name, None)
    if not callable(function) or not NAMED.fullmatch(name) or name.startswith("_"):
        return ()
    said = (getattr(function, "__doc__", None) or "").strip().split("\n")
    written: list[tuple[str, str]] = []
    while said:
        match = WRITTEN.fullmatch(said[0].strip())
        if match is not None and match[1] == name:
            returned = match[3] or ""
            written.append((match[2], f" -> {returned}" if SHORT.fullmatch(returned) else ""))
        elif not (written and said[0][:1].isspace()):  # which goes on with the row before
            break
        said.pop(0)
    while said and not said[0].strip():
        said.pop(0)
    text = "" if "".join(said).startswith(">>>") else Documentation(said, True).text
    known = _inspected(function)
    if known is not None:
        source = Source.of(known, language("python"))
        return (Shown(f"{name}(", listed(source, 1, len(known) - 1), ")", text),)
    return tuple(
        Shown(f"{name}(", _as_written(given), f"){returned}", text) for given, returned in written
    )


def _inspected(function: object) -> str | None:
    """Parameters in parentheses, as `inspect` finds them."""
    from inspect import Signature, signature

    try:
        found = signature(function)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return str(found.replace(return_annotation=Signature.empty))


def _as_written(text: str) -> Listed:
    """The parameters of a signature with brackets around what may be left out."""
    found = []
    named = False
    for match in WRITTEN_PARAMETER.finditer(text):
        part = match.group()
        if part == "*":
            named = True
            continue
        name = part.lstrip("*").split("=", 1)[0].strip()
        rest = part.startswith("**")
        many = part == "..." or (part.startswith("*") and not rest)
        found.append(Given(*match.span(), name, many, rest, named and not rest))
        named = named or many
    return Listed(text, tuple(found))
