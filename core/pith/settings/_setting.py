"""What a setting is and which values it takes."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from pith.base import Problem, ProblemError

_TYPES: dict[str, tuple[type, ...]] = {
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "string": (str,),
    "array": (list, tuple),
    "object": (dict,),
}
_NAMES = {
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "string": "a text in quotes",
    "array": "a list",
    "object": "a table",
}


class Setting(NamedTuple):
    """A setting as its owner declares it.

    `key` is `section.name`, `type` one of boolean, integer, number, string, array, object or
    several with `|` between. `items` is the type of an array's elements or an object's values
    ("": any). `minimum` and `maximum` bound numbers, those in arrays too. With `per_language`
    the setting may have another value for each language.
    """

    key: str
    type: str
    default: Any
    description: str = ""
    enum: tuple[Any, ...] = ()
    enum_descriptions: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    items: str = ""
    per_language: bool = False

    def check(self) -> None:
        """Raise ProblemError if the declaration is wrong in itself."""
        message, advice = "", ""
        names = [*self.type.split("|"), *(self.items.split("|") if self.items else ())]
        wrong = [name for name in names if name not in _TYPES]
        if wrong:
            message = f"has the unknown type '{wrong[0]}'"
            advice = f"expected {', '.join(_TYPES)}"
        elif "." not in self.key.strip(".") or any(not part for part in self.key.split(".")):
            message, advice = "has a key without a section", "write section.name"
        elif self.key.startswith("language."):
            message = "is in the section 'language'"
            advice = "it belongs to what is set for one language: choose another"
        elif not self.accepts(self.default):
            message = f"has the default {shown(self.default)}"
            advice = f"expected {self.expected()}"
        if message:
            raise ProblemError(Problem(f"the setting '{self.key}' {message}", advice=advice))

    def accepts(self, value: object) -> bool:
        """Whether `value` is of the type, among those listed, and within the bounds."""
        if not _is_of(self.type, value):
            return False
        if self.enum and not any(type(each) is type(value) and each == value for each in self.enum):
            return False
        if isinstance(value, dict):
            elements = list(value.values())
        elif isinstance(value, (list, tuple)):
            elements = list(value)
        else:
            return self._in_bounds(value)
        return all(
            (not self.items or _is_of(self.items, each)) and self._in_bounds(each)
            for each in elements
        )

    def _in_bounds(self, value: object) -> bool:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return True
        return (self.minimum is None or value >= self.minimum) and (
            self.maximum is None or value <= self.maximum
        )

    def expected(self) -> str:
        """What a value must be, for people: "a whole number from 1 to 32"."""
        if self.enum:
            return "one of " + ", ".join(shown(each) for each in self.enum)
        text = " or ".join(_NAMES.get(name, name) for name in self.type.split("|"))
        if self.items:
            each = " or ".join(_NAMES.get(name, name) for name in self.items.split("|"))
            text += f", each element of it {each}"
        if self.minimum is not None and self.maximum is not None:
            return f"{text} from {self.minimum:g} to {self.maximum:g}"
        if self.minimum is not None:
            return f"{text} of at least {self.minimum:g}"
        if self.maximum is not None:
            return f"{text} of at most {self.maximum:g}"
        return text


def _is_of(types: str, value: object) -> bool:
    if isinstance(value, bool):  # which Python takes for a number
        return "boolean" in types.split("|")
    if isinstance(value, float) and not math.isfinite(value):
        return False
    return any(isinstance(value, _TYPES[name]) for name in types.split("|"))


def shown(value: object, cut: bool = True) -> str:
    """A value as TOML writes it, shortened if it is long and `cut`."""
    if isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, str):
        text = _quoted(value)
    elif isinstance(value, (list, tuple)):
        text = "[" + ", ".join(shown(each, cut) for each in value) + "]"
    elif isinstance(value, dict):
        text = (
            "{ "
            + ", ".join(
                f"{shown_key(str(key))} = {shown(each, cut)}" for key, each in value.items()
            )
            + " }"
        )
    else:
        text = str(value)
    return text if len(text) <= 60 or not cut else text[:59] + "…"


def shown_key(name: str) -> str:
    """A key as TOML writes it."""
    bare = name.replace("-", "").replace("_", "")
    return name if bare.isascii() and bare.isalnum() else _quoted(name)


def _quoted(text: str) -> str:
    import json  # whose escapes are TOML's

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
